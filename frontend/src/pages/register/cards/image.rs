//! What the image is.

use leptos::prelude::*;
use shared::image::Architecture;
use shared::os::Os;

use crate::api;
use crate::components::focus;
use crate::components::form::{Choice, RadioField, TextField};
use crate::loader::Loader;
use crate::register::{Draft, Field, Need};
use crate::text;

use super::super::form::Form;

/// Name, operating system and architecture.
#[component]
pub fn ImageCard(form: Form) -> impl IntoView {
    let architectures = [
        (Architecture::X8664, text::register().bits_64),
        (Architecture::I386, text::register().bits_32),
    ]
    .map(|(architecture, title)| Choice {
        value: architecture.as_str().to_owned(),
        title: title.to_owned(),
        note: architecture.as_str().to_owned(),
    })
    .to_vec();
    let architecture =
        form.part(|draft| draft.architecture.as_ref().map(ToString::to_string).unwrap_or_default());
    view! {
        <section class="card" aria-labelledby="card-image">
            {text::said("h2 id='card-image'", text::register().image_card)}
            <div class="field-grid">
                <TextField
                    control=form.control(Field::Name)
                    value=form.part(|draft| draft.name.clone())
                    input=form.change(Field::Name, |draft, text| draft.name = text)
                    hint=text::register().name_hint
                    need=Need::Required.word()
                    required=true
                    remedy=ViewFn::from(move || view! { <MendedName form/> })
                />
                <SystemField form/>
                <RadioField
                    control=form.control(Field::Architecture)
                    choices=architectures
                    value=architecture
                    change=form.change(Field::Architecture, |draft: &mut Draft, name: String| {
                        draft.architecture = Some(name.into());
                    })
                    need=Need::Required.word()
                    required=true
                    layout="segments"
                />
            </div>
        </section>
    }
}

/// Offers a name that Scalr takes, once the one typed is known to be wrong.
#[component]
fn MendedName(form: Form) -> impl IntoView {
    let offer = Memo::new(move |_| {
        let checked = form.checked.read();
        let wrong = !form.shown.read().errors(Field::Name, &checked).is_empty();
        checked.mended_name.clone().filter(|_| wrong)
    });
    move || {
        offer.get().map(|name| {
            let words = text::fill(text::register().use_name, &[("name", &name)]);
            let apply = move |_| {
                form.edit(Field::Name, |draft| draft.name.clone_from(&name));
                focus(Field::Name.id());
            };
            view! {
                <button type="button" class="button compact remedy" on:click=apply>
                    {words}
                </button>
            }
        })
    }
}

/// Scalr's own list is offered; an id that is not on it can be typed.
#[component]
fn SystemField(form: Form) -> impl IntoView {
    let systems = Loader::new(move || api::list_systems(form.scope.get()));
    let known = Memo::new(move |_| systems.get().and_then(Result::ok).unwrap_or_default());
    let suggestions = Signal::derive(move || {
        let pair = |os: Os| {
            let title = os.title().to_owned();
            (os.id, title)
        };
        known.get().into_iter().map(pair).collect::<Vec<_>>()
    });
    let typed = form.part(|draft| draft.os_id.trim().to_owned());
    let hint = Signal::derive(move || {
        let known = known.read();
        let match_ = known.iter().find(|os| os.id == *typed.read());
        match (match_, systems.get()) {
            (Some(os), _) => text::fill(text::register().os_known, &[("os", &os.title())]),
            (None, Some(Err(_))) => text::register().os_not_loaded.to_owned(),
            _ => text::register().os_hint.to_owned(),
        }
    });
    view! {
        <TextField
            control=form.control(Field::Os)
            value=form.part(|draft| draft.os_id.clone())
            input=form.change(Field::Os, |draft, text| draft.os_id = text)
            hint
            suggestions
            need=Need::Required.word()
            required=true
            mono=true
        />
    }
}
