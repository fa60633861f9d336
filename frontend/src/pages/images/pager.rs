//! Going from page to page. Scalr tells how many pages there are, not how many images.

use leptos::prelude::*;
use shared::envelope::Listing;
use shared::image::Image;
use shared::scope::Scope;

use crate::components::{Glyph, Icon};
use crate::contexts::use_navigator;
use crate::images::query::{ImageQuery, PAGE_SIZES};
use crate::place::Place;

/// Previous, next, where one is, and how many images a page has.
#[component]
pub fn Pager(
    scope: Memo<Option<Scope>>,
    query: Memo<ImageQuery>,
    page: Signal<Option<Listing<Image>>>,
) -> impl IntoView {
    let navigator = use_navigator();
    let pages = Memo::new(move |_| {
        let current = query.read().page;
        page.read().as_ref().map_or(current, |listing| listing.pagination.pages(current))
    });
    let url = move |page: u32| {
        scope.get().map_or_else(String::new, |scope| {
            Place::Images { scope, open: None, query: query.read().at_page(page) }.url()
        })
    };
    let current = move || query.read().page;
    let shown = move || {
        let images = page.read().as_ref().map_or(0, |listing| listing.data.len());
        match pages.get() {
            1 => format!("{images} images"),
            pages => format!("{images} images on page {} of {pages}", current()),
        }
    };
    let resize = move |event: web_sys::Event| {
        if let (Some(scope), Ok(size)) = (scope.get_untracked(), event_target_value(&event).parse())
        {
            let query = query.get_untracked().sized(size);
            navigator.go(&Place::Images { scope, open: None, query });
        }
    };
    let step = move |to: Option<u32>, glyph: Glyph, name: &'static str| match to {
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
        <nav class="pager" aria-label="Pages of the list">
            <span class="muted">{shown} ", oldest first"</span>
            <label class="page-size">
                <span class="muted">"Per page"</span>
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
                    let before = (current() > 1).then(|| current() - 1);
                    step(before, Glyph::ChevronLeft, "Previous page")
                }}
                {move || {
                    let after = (current() < pages.get()).then(|| current() + 1);
                    step(after, Glyph::ChevronRight, "Next page")
                }}
            </span>
        </nav>
    }
}
