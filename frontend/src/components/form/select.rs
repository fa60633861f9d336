//! One of a few values.

use leptos::prelude::*;

use super::Control;
use super::frame::Frame;

/// A drop-down list.
#[component]
pub fn SelectField(
    /// The field.
    control: Control,
    /// The chosen value.
    #[prop(into)]
    value: Signal<String>,
    /// Takes the choice.
    #[prop(into)]
    change: Callback<String>,
    /// The values, each with its words.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// What to choose by.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// A word beside the label, such as "optional".
    #[prop(into, optional)]
    need: Signal<&'static str>,
) -> impl IntoView {
    let options = move || {
        let option = |(name, words): (String, String)| {
            let own = name.clone();
            view! {
                <option value=name prop:selected=move || *value.read() == own>
                    {words}
                </option>
            }
        };
        options.get().into_iter().map(option).collect_view()
    };
    view! {
        <Frame control need hint>
            <select
                id=control.id
                aria-invalid=move || control.invalid()
                aria-describedby=control.described_by()
                on:change=move |event| change.run(event_target_value(&event))
            >
                {options}
            </select>
        </Frame>
    }
}
