//! What tables have in common.

use leptos::prelude::*;

use crate::text;

use super::icon::{Glyph, Icon};

/// The head of a table. Title and class of each column; the class says where the column gives way
/// (styles).
#[component]
pub fn TableHead(
    /// The columns.
    columns: Vec<(&'static str, &'static str)>,
) -> impl IntoView {
    let heads = columns
        .into_iter()
        .map(|(title, class)| view! { <th scope="col" class=class>{title}</th> })
        .collect_view();
    view! {
        <thead>
            <tr>{heads}</tr>
        </thead>
    }
}

/// The way to the pages before and after, of a list that has the newest first.
#[component]
pub fn PageSteps(
    /// What is paged, for people who do not see it.
    label: &'static str,
    /// The page at hand.
    page: u32,
    /// How many there are.
    pages: u32,
    /// Where a page is.
    url: impl Fn(u32) -> String,
) -> impl IntoView {
    let step = |page: u32, glyph: Glyph, name: &'static str| {
        view! {
            <a class="button compact" href=url(page)>
                <Icon glyph/>
                {name}
            </a>
        }
    };
    let newer = (page > 1).then(|| step(page - 1, Glyph::CHEVRON_LEFT, text::common().newer));
    let older = (page < pages).then(|| step(page + 1, Glyph::CHEVRON_RIGHT, text::common().older));
    view! {
        <nav class="pager" aria-label=label>
            <span class="muted">{text::fill(text::common().page_of, &[("page", &page), ("pages", &pages)])}</span>
            <span class="pager-steps">{newer} {older}</span>
        </nav>
    }
}
