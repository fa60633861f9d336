//! What stands around a control.

use leptos::prelude::*;

use crate::components::{Glyph, Icon};

use super::Control;

/// A field with one control: the label above, what is said about it below.
#[component]
pub fn Frame(
    control: Control,
    /// A word beside the label, such as "optional".
    need: Signal<&'static str>,
    hint: Signal<String>,
    /// What can be done about what is said, under it.
    #[prop(optional_no_strip)]
    remedy: Option<ViewFn>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="field" on:focusin=control.on_focusin() on:focusout=control.on_focusout()>
            <label for=control.id>
                <LabelWords control need/>
            </label>
            {children()}
            <Remarks control hint/>
            {remedy.map(|remedy| remedy.run())}
        </div>
    }
}

/// A label and how much its field is needed.
#[component]
pub fn LabelWords(control: Control, need: Signal<&'static str>) -> impl IntoView {
    let word = move || match need.get() {
        "" => None,
        word => Some(view! { <span class="need">" " {word}</span> }),
    };
    view! {
        {control.label}
        {word}
    }
}

/// What is said under a control: the errors, else the hint; and advice in any case.
#[component]
pub fn Remarks(control: Control, hint: Signal<String>) -> impl IntoView {
    let errors = move || {
        control
            .errors
            .get()
            .into_iter()
            .map(|text| {
                view! {
                    <p class="field-error">
                        <Icon glyph=Glyph::ALERT/>
                        <span>{text}</span>
                    </p>
                }
            })
            .collect_view()
    };
    let advice = move || {
        control
            .advice
            .get()
            .into_iter()
            .map(|text| {
                view! {
                    <p class="advice">
                        <Icon glyph=Glyph::WARNING/>
                        <span>{text}</span>
                    </p>
                }
            })
            .collect_view()
    };
    view! {
        <p class="hint" id=control.hint_id() hidden=move || control.is_wrong()>
            {hint}
        </p>
        <div class="remarks" id=control.errors_id()>
            {errors}
        </div>
        <div class="remarks" id=control.advice_id()>
            {advice}
        </div>
    }
}
