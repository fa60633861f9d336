//! One of some values that are all in sight.

use leptos::prelude::*;

use super::Control;
use super::frame::{LabelWords, Remarks};

/// A value to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The value.
    pub value: String,
    /// Its name for people.
    pub title: String,
    /// More about it, in small type.
    pub note: String,
}

/// Radio buttons as cards or segments. The arrow keys go from one to the next.
#[component]
pub fn RadioField(
    /// The field.
    control: Control,
    /// The values; they never change.
    choices: Vec<Choice>,
    /// The chosen value.
    #[prop(into)]
    value: Signal<String>,
    /// Takes the choice.
    #[prop(into)]
    change: Callback<String>,
    /// What to choose by.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// A word beside the label, such as "required".
    #[prop(into, optional)]
    need: Signal<&'static str>,
    /// True where there is no way without.
    #[prop(optional)]
    required: bool,
    /// How the buttons are laid out: `cards` or `segments`.
    layout: &'static str,
) -> impl IntoView {
    let legend = format!("{}-label", control.id);
    let labelled_by = legend.clone();
    let button = |choice: Choice| {
        let checked = {
            let own = choice.value.clone();
            move || *value.read() == own
        };
        let chosen = choice.value.clone();
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=control.id
                    value=choice.value
                    prop:checked=checked
                    on:change=move |_| change.run(chosen.clone())
                />
                <span class="choice-title">{choice.title}</span>
                <span class="choice-note">{choice.note}</span>
            </label>
        }
    };
    view! {
        <fieldset
            id=control.id
            class="field"
            role="radiogroup"
            aria-labelledby=labelled_by
            aria-required=required.then_some("true")
            aria-invalid=move || control.invalid()
            aria-describedby=control.described_by()
            on:focusin=control.on_focusin()
            on:focusout=control.on_focusout()
        >
            <legend id=legend>
                <LabelWords control need/>
            </legend>
            <div class=layout>{choices.into_iter().map(button).collect_view()}</div>
            <Remarks control hint/>
        </fieldset>
    }
}
