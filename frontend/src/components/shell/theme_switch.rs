//! Light, dark or the system's theme.

use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::contexts::{Theme, ThemeChoice};
use crate::text;

/// One button that goes round the three choices and says which one is on.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let theme = expect_context::<Theme>();
    let next = move || {
        let at = ThemeChoice::ALL.iter().position(|choice| *choice == theme.get()).unwrap_or(0);
        ThemeChoice::ALL[(at + 1) % ThemeChoice::ALL.len()]
    };
    let name = move || {
        text::fill(
            text::shell().theme,
            &[("theme", &theme.get().title()), ("next", &next().title())],
        )
    };
    let glyph = move || match theme.get() {
        ThemeChoice::System => Glyph::Monitor,
        ThemeChoice::Light => Glyph::Sun,
        ThemeChoice::Dark => Glyph::Moon,
    };
    view! {
        <button
            type="button"
            class="icon-button"
            title=name
            aria-label=name
            on:click=move |_| theme.choose(next())
        >
            {move || view! { <Icon glyph=glyph()/> }}
        </button>
    }
}
