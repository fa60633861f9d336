//! Going from page to page.

use leptos::prelude::*;
use shared::scope::Scope;

use crate::components::{Glyph, icon};
use crate::dom::{El, el};
use crate::images::query::{ImageQuery, PAGE_SIZES};
use crate::images::view::Shown;
use crate::place::Place;
use crate::text;

use super::choice::{choice, option};

/// Previous, next, where one is, and how many images a page has.
pub fn pager(scope: Memo<Option<Scope>>, query: Memo<ImageQuery>, shown: Memo<Shown>) -> El {
    let words = move || {
        let shown = shown.read();
        // Nothing is known before the images of the scope come.
        if shown.matches == 0 {
            return String::new();
        }
        let images = count(shown.matches);
        if shown.pages <= 1 {
            return images;
        }
        let before = (shown.page - 1) * query.read().page_size() as usize;
        text::fill(
            text::images().from_to,
            &[
                ("first", &(before + 1)),
                ("last", &(before + shown.rows.len())),
                ("images", &images),
            ],
        )
    };
    let sizes = PAGE_SIZES.iter().fold(el("select", ""), |sizes, size| {
        let size = size.to_string();
        option(sizes, &size, &size)
    });
    let sizes = choice(
        text::images().per_page,
        sizes,
        scope,
        query,
        |query| query.page_size().to_string(),
        |query, value| value.parse().ok().map(|size| query.sized(size)),
    );
    // A link, or a button that is off where there is no such page. The link stays the same from page to
    // page, and with it the focus.
    let step = |steps: El, glyph: Glyph, name: &str, to: fn(&Shown) -> Option<usize>| {
        let make = |tag: &str| el(tag, "button compact").named(name).add(icon(glyph));
        let link = make("a").live_attr("href", move || {
            let page = u32::try_from(to(&shown.read())?).unwrap_or(u32::MAX);
            let query = query.read().at_page(page);
            scope.get().map(|scope| Place::Images { scope, open: None, query }.url())
        });
        let off = make("button").attr("type", "button").attr("disabled", "");
        steps
            .add_while(link, move || to(&shown.read()).is_some())
            .add_while(off, move || to(&shown.read()).is_none())
    };
    let steps = el("span", "pager-steps");
    let steps = step(steps, Glyph::CHEVRON_LEFT, text::images().previous_page, |shown| {
        (shown.page > 1).then(|| shown.page - 1)
    });
    let steps = step(steps, Glyph::CHEVRON_RIGHT, text::images().next_page, |shown| {
        (shown.page < shown.pages).then(|| shown.page + 1)
    });
    el("nav", "pager")
        .attr("aria-label", text::images().list_pages)
        .add(el("span", "muted").live_text(words))
        .add(sizes)
        .add(steps)
}

/// "1 image", "9,900 images".
pub fn count(images: usize) -> String {
    text::count(text::images().count, images)
}
