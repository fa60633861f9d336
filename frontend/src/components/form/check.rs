//! Yes or no.

use leptos::prelude::*;

use super::Control;
use super::frame::Remarks;

/// A check box; its label stands beside it.
#[component]
pub fn CheckField(
    /// The field.
    control: Control,
    /// Whether it is on.
    #[prop(into)]
    value: Signal<bool>,
    /// Takes the change.
    #[prop(into)]
    change: Callback<bool>,
    /// What it means.
    #[prop(into, optional)]
    hint: Signal<String>,
) -> impl IntoView {
    view! {
        <div
            class="field check-field"
            on:focusin=control.on_focusin()
            on:focusout=control.on_focusout()
        >
            <label class="check">
                <input
                    type="checkbox"
                    id=control.id
                    prop:checked=value
                    aria-invalid=move || control.invalid()
                    aria-describedby=control.described_by()
                    on:change=move |event| change.run(event_target_checked(&event))
                />
                <span>{control.label}</span>
            </label>
            <Remarks control hint/>
        </div>
    }
}
