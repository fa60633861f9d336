//! What every field has, whatever it is filled in with.

use leptos::ev::FocusEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

/// A field's name, what is said at it, and whom it tells that somebody is there.
#[derive(Clone, Copy)]
pub struct Control {
    /// Id of the control on the page; the ids of what describes it are made of it.
    pub id: &'static str,
    /// The label.
    pub label: &'static str,
    /// What is wrong; nothing where all is well.
    pub errors: Signal<Vec<String>>,
    /// What is allowed and worth a thought.
    pub advice: Signal<Vec<String>>,
    /// Told when the focus comes into the field.
    pub entered: Callback<()>,
    /// Told when the focus leaves the field, not when it moves within.
    pub left: Callback<()>,
}

impl Control {
    pub(super) fn hint_id(self) -> String {
        format!("{}-hint", self.id)
    }

    pub(super) fn errors_id(self) -> String {
        format!("{}-errors", self.id)
    }

    pub(super) fn advice_id(self) -> String {
        format!("{}-advice", self.id)
    }

    /// For `aria-describedby`. All three are always on the page; a hidden hint is read out too.
    pub(super) fn described_by(self) -> String {
        format!("{} {} {}", self.errors_id(), self.advice_id(), self.hint_id())
    }

    pub(super) fn is_wrong(self) -> bool {
        !self.errors.read().is_empty()
    }

    /// For `aria-invalid`.
    pub(super) fn invalid(self) -> &'static str {
        if self.is_wrong() { "true" } else { "false" }
    }

    pub(super) fn on_focusin(self) -> impl Fn(FocusEvent) + 'static {
        move |_| self.entered.run(())
    }

    pub(super) fn on_focusout(self) -> impl Fn(FocusEvent) + 'static {
        move |event| {
            if !stays_within(&event) {
                // A field that is taken off the page with the focus in it has nobody left to tell.
                self.left.try_run(());
            }
        }
    }
}

/// True where the focus goes from one element of the field to another.
fn stays_within(event: &FocusEvent) -> bool {
    let node = |target: Option<web_sys::EventTarget>| target?.dyn_into::<web_sys::Node>().ok();
    let field = node(event.current_target());
    field.is_some_and(|field| field.contains(node(event.related_target()).as_ref()))
}
