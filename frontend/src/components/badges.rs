//! States and scopes as icon, word and colour together.

use leptos::prelude::*;
use shared::image::{Image, ImageScope, ImageStatus};
use shared::scope::Scope;

use crate::dom::{Drawn, El, el};
use crate::text;

use super::icon::{Glyph, icon};

/// A state: its colour, its icon and its word.
pub fn badge(tone: &str, glyph: Glyph, word: &str) -> El {
    let badge = el("span", "badge").add(icon(glyph)).text(word);
    badge.class(tone, true);
    badge
}

/// The same among views.
#[component]
pub fn Badge(
    /// `good`, `warn`, `bad`, `busy` or `plain`.
    tone: &'static str,
    /// The icon.
    glyph: Glyph,
    /// The word.
    word: String,
) -> impl IntoView {
    Drawn::from(badge(tone, glyph, &word))
}

/// The status of an image's record, and whether it is deprecated.
pub fn status_badge(image: &Image) -> El {
    let common = text::common();
    let (tone, glyph, word) = match image.status.get() {
        Some(ImageStatus::Active) => ("good", Glyph::DONE, common.active),
        Some(ImageStatus::PendingDelete) => ("warn", Glyph::TRASH, common.being_deleted),
        Some(ImageStatus::Failed) => ("bad", Glyph::ALERT, common.deletion_failed),
        Some(ImageStatus::Other(name)) => ("plain", Glyph::INFO, name.as_str()),
        None => ("plain", Glyph::INFO, common.unknown),
    };
    let badges = el("span", "badges").add(badge(tone, glyph, word));
    if image.deprecated.get() == Some(&true) {
        badges.add(badge("plain", Glyph::ARCHIVE, common.deprecated))
    } else {
        badges
    }
}

/// The icon of a kind of scope.
pub fn scope_glyph(scope: Scope) -> Glyph {
    match scope {
        Scope::Global => Glyph::GLOBE,
        Scope::Account(_) => Glyph::BUILDING,
        Scope::Environment(_) => Glyph::BOX,
    }
}

/// The scope that an image belongs to, as the image says.
pub fn scope_mark(scope: Option<&ImageScope>) -> El {
    let common = text::common();
    let (glyph, word) = match scope {
        Some(ImageScope::Scalr) => (Glyph::GLOBE, common.global),
        Some(ImageScope::Account) => (Glyph::BUILDING, common.account),
        Some(ImageScope::Environment) => (Glyph::BOX, common.environment),
        Some(ImageScope::Other(name)) => (Glyph::QUESTION, name.as_str()),
        None => (Glyph::QUESTION, common.unknown),
    };
    el("span", "mark").add(icon(glyph)).text(word)
}
