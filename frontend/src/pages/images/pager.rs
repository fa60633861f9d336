//! Going from page to page.

use leptos::prelude::*;
use shared::scope::Scope;

use crate::components::{Glyph, Icon};
use crate::contexts::use_navigator;
use crate::images::query::{ImageQuery, PAGE_SIZES};
use crate::images::view::Shown;
use crate::place::Place;
use crate::text;

/// Previous, next, where one is, and how many images a page has.
#[component]
pub fn Pager(
    scope: Memo<Option<Scope>>,
    query: Memo<ImageQuery>,
    shown: Memo<Shown>,
) -> impl IntoView {
    let navigator = use_navigator();
    let url = move |page: usize| {
        let page = u32::try_from(page).unwrap_or(u32::MAX);
        scope.get().map_or_else(String::new, |scope| {
            Place::Images { scope, open: None, query: query.read().at_page(page) }.url()
        })
    };
    let words = move || {
        let shown = shown.read();
        let size = query.read().page_size() as usize;
        let first = (shown.page - 1) * size;
        match shown.pages {
            1 => count(shown.matches),
            _ => text::fill(
                text::images().from_to,
                &[
                    ("first", &(first + 1)),
                    ("last", &(first + shown.rows.len())),
                    ("images", &count(shown.matches)),
                ],
            ),
        }
    };
    let resize = move |event: web_sys::Event| {
        if let (Some(scope), Ok(size)) = (scope.get_untracked(), event_target_value(&event).parse())
        {
            let query = query.get_untracked().sized(size);
            navigator.go(&Place::Images { scope, open: None, query });
        }
    };
    let step = move |to: Option<usize>, glyph: Glyph, name: &'static str| match to {
        Some(page) => view! {
            <a class="button compact" href=url(page) aria-label=name title=name>
                <Icon glyph/>
            </a>
        }
        .into_any(),
        None => view! {
            <button type="button" class="button compact" disabled aria-label=name title=name>
                <Icon glyph/>
            </button>
        }
        .into_any(),
    };
    view! {
        <nav class="pager" aria-label=text::images().list_pages>
            <span class="muted">{words}</span>
            <label class="page-size">
                {text::said("span class='muted'", text::images().per_page)}
                <select on:change=resize prop:value=move || query.read().page_size().to_string()>
                    {PAGE_SIZES
                        .map(|size| {
                            view! {
                                <option
                                    value=size.to_string()
                                    selected=move || query.read().page_size() == size
                                >
                                    {size}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            </label>
            <span class="pager-steps">
                {move || {
                    let page = shown.read().page;
                    let before = (page > 1).then(|| page - 1);
                    step(before, Glyph::ChevronLeft, text::images().previous_page)
                }}
                {move || {
                    let (page, pages) = (shown.read().page, shown.read().pages);
                    let after = (page < pages).then(|| page + 1);
                    step(after, Glyph::ChevronRight, text::images().next_page)
                }}
            </span>
        </nav>
    }
}

/// "1 image", "9,900 images".
pub fn count(images: usize) -> String {
    text::count(text::images().count, images)
}
