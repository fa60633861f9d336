//! The pages, at the left side or, on small screens, at the bottom.

use leptos::prelude::*;
use shared::scope::Scope;

use crate::components::{Glyph, icon};
use crate::contexts::use_place;
use crate::dom::{El, el};
use crate::place::Place;
use crate::text;

/// Classes, icon and words of a link, where it leads in a scope, and whether somebody is there.
type Link = (&'static str, Glyph, &'static str, fn(Scope) -> Place, fn(&Place) -> bool);

const BRAND: &str = "scalr-images";

/// Links to the pages of the scope at hand.
pub(super) fn rail(scope: Memo<Option<Scope>>) -> El {
    let place = use_place();
    let words = text::shell();
    let links: [Link; 5] = [
        ("rail-link", Glyph::LAYERS, words.images, Place::images, |place| {
            matches!(place, Place::Images { .. } | Place::Copy { .. })
        }),
        ("rail-link", Glyph::GRID, words.coverage, Place::coverage, |place| {
            matches!(place, Place::Coverage { .. })
        }),
        ("rail-link", Glyph::WORKFLOW, words.runs, Place::runs, |place| {
            matches!(place, Place::Runs { .. } | Place::Run { .. })
        }),
        ("rail-link", Glyph::ACTIVITY, words.activity, Place::activity, |place| {
            matches!(place, Place::Activity { .. })
        }),
        (
            "rail-link primary",
            Glyph::PLUS,
            words.register,
            |scope| Place::Register { scope },
            |place| matches!(place, Place::Register { .. }),
        ),
    ];
    let brand = el("a", "brand")
        .attr("href", "/")
        .attr("aria-label", BRAND)
        .add(el("span", "brand-mark").attr("aria-hidden", "true"))
        .add(label(BRAND));
    let links = links.into_iter().map(|(classes, glyph, name, to, is_at)| {
        el("a", classes)
            .named(name)
            .live_attr("href", move || {
                Some(scope.get().map_or_else(|| "/".to_owned(), |scope| to(scope).url()))
            })
            .live_attr("aria-current", move || is_at(&place.read()).then(|| "page".to_owned()))
            .add(icon(glyph))
            .add(label(name))
    });
    el("nav", "rail").attr("aria-label", words.pages).add(brand).add_all(links)
}

/// Out of the page where the rail has icons only (styles).
fn label(name: &str) -> El {
    el("span", "rail-label").text(name)
}
