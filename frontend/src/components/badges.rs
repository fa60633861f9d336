//! States and scopes as icon, word and colour together.

use leptos::prelude::*;
use shared::image::{Image, ImageScope, ImageStatus};
use shared::scope::Scope;

use crate::text;

use super::icon::{Glyph, Icon};

/// A state: its colour, its icon and its word.
#[component]
pub fn Badge(
    /// `good`, `warn`, `bad`, `busy` or `plain`.
    tone: &'static str,
    /// The icon.
    glyph: Glyph,
    /// The word.
    word: String,
) -> impl IntoView {
    view! {
        <span class=format!("badge {tone}")>
            <Icon glyph/>
            {word}
        </span>
    }
}

/// The status of an image's record; nothing for one that is simply active.
pub fn status_badge(image: &Image) -> impl IntoView + use<> {
    let (tone, glyph, word) = match image.status.get() {
        Some(ImageStatus::Active) => ("good", Glyph::Done, text::common().active.to_owned()),
        Some(ImageStatus::PendingDelete) => {
            ("warn", Glyph::Trash, text::common().being_deleted.to_owned())
        }
        Some(ImageStatus::Failed) => {
            ("bad", Glyph::Alert, text::common().deletion_failed.to_owned())
        }
        Some(ImageStatus::Other(name)) => ("plain", Glyph::Info, name.clone()),
        None => ("plain", Glyph::Info, text::common().unknown.to_owned()),
    };
    let deprecated = image.deprecated.get() == Some(&true);
    view! {
        <span class="badges">
            <Badge tone glyph word/>
            {deprecated
                .then(|| {
                    view! { <Badge tone="plain" glyph=Glyph::Archive word=text::common().deprecated.to_owned()/> }
                })}
        </span>
    }
}

/// The icon of a kind of scope.
pub fn scope_glyph(scope: Scope) -> Glyph {
    match scope {
        Scope::Global => Glyph::Globe,
        Scope::Account(_) => Glyph::Building,
        Scope::Environment(_) => Glyph::Box,
    }
}

/// The scope that an image belongs to.
#[component]
pub fn ScopeMark(
    /// As the image says.
    scope: Option<ImageScope>,
) -> impl IntoView {
    let (glyph, word) = match scope {
        Some(ImageScope::Scalr) => (Glyph::Globe, text::common().global.to_owned()),
        Some(ImageScope::Account) => (Glyph::Building, text::common().account.to_owned()),
        Some(ImageScope::Environment) => (Glyph::Box, text::common().environment.to_owned()),
        Some(ImageScope::Other(name)) => (Glyph::Question, name),
        None => (Glyph::Question, text::common().unknown.to_owned()),
    };
    view! {
        <span class="mark">
            <Icon glyph/>
            {word}
        </span>
    }
}
