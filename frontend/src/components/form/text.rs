//! A line of text.

use leptos::prelude::*;

use super::Control;
use super::frame::Frame;

/// A text field, with suggestions where there are some.
#[component]
pub fn TextField(
    /// The field.
    control: Control,
    /// The text.
    #[prop(into)]
    value: Signal<String>,
    /// Takes the text with every key.
    #[prop(into)]
    input: Callback<String>,
    /// What to fill in.
    #[prop(into, optional)]
    hint: Signal<String>,
    /// A word beside the label, such as "optional".
    #[prop(into, optional)]
    need: Signal<&'static str>,
    /// True where it cannot be left empty.
    #[prop(optional)]
    required: bool,
    /// True where there is nothing to fill in.
    #[prop(into, optional)]
    disabled: Signal<bool>,
    /// Texts to choose from, each with what it means; anything else can be typed too.
    #[prop(into, optional)]
    suggestions: Signal<Vec<(String, String)>>,
    /// Which keys a touch screen shows: the `inputmode` attribute.
    #[prop(optional)]
    keys: Option<&'static str>,
    /// Sets the text in the type of ids.
    #[prop(optional)]
    mono: bool,
    /// What can be done about what is wrong, such as a button that mends it.
    #[prop(into, optional)]
    remedy: Option<ViewFn>,
) -> impl IntoView {
    let list = format!("{}-list", control.id);
    let options = move || {
        let option =
            |(value, words): (String, String)| view! { <option value=value>{words}</option> };
        suggestions.get().into_iter().map(option).collect_view()
    };
    view! {
        <Frame control need hint remedy>
            <input
                type="text"
                id=control.id
                class:mono=mono
                list=list.clone()
                inputmode=keys
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                prop:value=value
                disabled=disabled
                aria-required=required.then_some("true")
                aria-invalid=move || control.invalid()
                aria-describedby=control.described_by()
                on:input=move |event| input.run(event_target_value(&event))
            />
            <datalist id=list>{options}</datalist>
        </Frame>
    }
}
