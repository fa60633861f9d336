//! One polite live region for the whole dashboard, so that announcements never talk over another.

use leptos::prelude::*;

use crate::dom::{El, el};

#[derive(Clone, Copy)]
struct Said(RwSignal<String>);

/// Makes announcing possible for everything below.
pub fn provide_announcer() {
    provide_context(Said(RwSignal::new(String::new())));
}

/// Says something to people who do not see the change.
pub fn announce(text: impl Into<String>) {
    if let Some(Said(said)) = use_context::<Said>() {
        said.set(text.into());
    }
}

/// The live region itself.
pub fn announcer() -> El {
    let Said(said) = expect_context();
    el("div", "visually-hidden").attr("role", "status").live_text(move || said.get())
}
