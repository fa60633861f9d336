//! The choice of a language.

use leptos::prelude::*;

use crate::text::Locale;

/// One button that goes to the other language, named in that language, so that whoever needs it can
/// read it.
#[component]
pub fn LanguageSwitch() -> impl IntoView {
    let other = Locale::current().other();
    view! {
        <button
            type="button"
            class="icon-button language"
            lang=other.tag()
            title=other.name()
            on:click=move |_| other.choose()
        >
            {other.tag()}
            <span class="visually-hidden">{format!(" {}", other.name())}</span>
        </button>
    }
}
