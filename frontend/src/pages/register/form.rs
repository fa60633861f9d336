//! The form's state as signals, for the fields to bind to.

use leptos::prelude::*;
use shared::scope::Scope;

use crate::components::form::Control;
use crate::register::{Checked, Draft, Field, Shown};

use super::draft_store;

/// The draft, what the rules say about it, and which of that is shown.
#[derive(Clone, Copy)]
pub struct Form {
    /// Where the image would be registered.
    pub scope: Memo<Scope>,
    /// What has been filled in.
    pub draft: RwSignal<Draft>,
    /// What the rules say about it.
    pub checked: Memo<Checked>,
    /// Which of that is shown, with what the server said.
    pub shown: RwSignal<Shown>,
    /// The field that somebody is in, or was in last.
    pub edited: RwSignal<Option<Field>>,
}

impl Form {
    /// A form for the scope at hand, with the draft that was kept for it. Whoever goes to another
    /// scope takes the draft along.
    pub fn new(scope: Memo<Scope>) -> Self {
        let draft = RwSignal::new(draft_store::load(scope.get_untracked()));
        let checked = Memo::new(move |_| Checked::new(&draft.read(), scope.get()));
        Effect::new(move |_| draft_store::save(scope.get_untracked(), &draft.read()));
        let form = Self {
            scope,
            draft,
            checked,
            shown: RwSignal::new(Shown::default()),
            edited: RwSignal::new(None),
        };
        Effect::watch(
            move || scope.get(),
            move |&to, from, _| {
                if let Some(&from) = from
                    && from != to
                {
                    form.moved(from, to);
                }
            },
            false,
        );
        form
    }

    /// What a server said about the draft was about the scope that is left.
    fn moved(self, from: Scope, to: Scope) {
        self.shown.update(|shown| shown.server(Vec::new()));
        if *self.draft.read_untracked() == Draft::default() {
            self.draft.set(draft_store::load(to));
        } else {
            draft_store::forget(from);
            draft_store::save(to, &self.draft.read_untracked());
        }
    }

    /// A part of the draft.
    pub fn part<T>(self, read: fn(&Draft) -> T) -> Memo<T>
    where
        T: PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| read(&self.draft.read()))
    }

    /// Takes changes of a field.
    pub fn change<T: 'static>(self, field: Field, write: fn(&mut Draft, T)) -> Callback<T> {
        Callback::new(move |value| self.edit(field, |draft| write(draft, value)))
    }

    /// Changes a field. What is shown depends on the check of the draft as it was before.
    pub fn edit(self, field: Field, write: impl FnOnce(&mut Draft)) {
        let before = self.checked.get_untracked();
        self.shown.update(|shown| shown.edited(field, &before));
        self.draft.update(write);
    }

    /// A field, ready for a component of `components::form`.
    pub fn control(self, field: Field) -> Control {
        let errors = Memo::new(move |_| self.shown.read().errors(field, &self.checked.read()));
        let advice =
            Memo::new(move |_| self.shown.read().advice(field, &self.checked.read()).to_vec());
        Control {
            id: field.id(),
            label: field.label(),
            errors: errors.into(),
            advice: advice.into(),
            entered: Callback::new(move |()| self.edited.set(Some(field))),
            left: Callback::new(move |()| self.shown.update(|shown| shown.blur(field))),
        }
    }
}
