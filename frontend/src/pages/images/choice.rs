//! Choosing from a list how the images are shown.

use leptos::prelude::*;
use shared::scope::Scope;

use crate::contexts::use_navigator;
use crate::dom::{El, el};
use crate::images::query::ImageQuery;
use crate::place::Place;

/// A drop-down list with its options, under its title: which value a query has, and the query with
/// another.
pub(super) fn choice(
    title: &str,
    select: El,
    scope: Memo<Option<Scope>>,
    query: Memo<ImageQuery>,
    value: fn(&ImageQuery) -> String,
    with: fn(ImageQuery, &str) -> Option<ImageQuery>,
) -> El {
    let navigator = use_navigator();
    let select = select.live_value(move || value(&query.read())).on("change", move |event| {
        let query = with(query.get_untracked(), &event_target_value(&event));
        if let (Some(scope), Some(query)) = (scope.get_untracked(), query) {
            navigator.go(&Place::Images { scope, open: None, query });
        }
    });
    el("label", "").add(el("span", "muted").text(title)).add(select)
}

/// The list with one option more.
pub(super) fn option(select: El, value: &str, words: &str) -> El {
    select.add(el("option", "").attr("value", value).text(words))
}
