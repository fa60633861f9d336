//! Light, dark or the system's theme.

use leptos::prelude::*;

use crate::components::{Glyph, icon};
use crate::contexts::{Theme, ThemeChoice};
use crate::dom::{El, el};
use crate::text;

/// One button that goes round the three choices and says which one is on.
pub(super) fn theme_switch() -> El {
    let theme: Theme = expect_context();
    let next = move || {
        let at = ThemeChoice::ALL.iter().position(|choice| *choice == theme.get()).unwrap_or(0);
        ThemeChoice::ALL[(at + 1) % ThemeChoice::ALL.len()]
    };
    el("button", "icon-button")
        .attr("type", "button")
        .live(move |button| {
            let choice = theme.get();
            let glyph = match choice {
                ThemeChoice::System => Glyph::MONITOR,
                ThemeChoice::Light => Glyph::SUN,
                ThemeChoice::Dark => Glyph::MOON,
            };
            let name = text::fill(
                text::shell().theme,
                &[("theme", &choice.title()), ("next", &next().title())],
            );
            button.fill([icon(glyph)]);
            button.clone().named(&name);
        })
        .on("click", move |_| theme.choose(next()))
}
