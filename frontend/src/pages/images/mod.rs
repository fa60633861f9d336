//! The images of a scope: search and filters, a page of the list, and one image beside it.

mod card_tools;
mod choice;
mod copy_link;
mod detail;
mod filters;
mod freshness;
mod pager;
mod row;
mod selection;
mod table;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
mod view_options;

use leptos::prelude::*;
use shared::id::ImageId;
use shared::scope::Scope;

use crate::components::states::empty;
use crate::components::{Glyph, announce, icon};
use crate::contexts::{Scopes, use_inventory, use_navigator, use_place};
use crate::dom::{El, el, follow};
use crate::images::query::ImageQuery;
use crate::images::view::{self, Shown};
use crate::lazy;
use crate::place::Place;
use crate::text;

use super::use_title;
use card_tools::card_tools;
pub use copy_link::obstacle_words;
pub use detail::{ImageDetail, ImageDetailProps};
use filters::filters;
use freshness::{caveats, freshness};
use pager::{count, pager};
use selection::{Selection, selection_bar};
use table::image_table;

use view_options::{ListView, view_options};

/// The list of images, and the open one.
pub fn images_page() -> El {
    let place = use_place();
    let scopes = expect_context::<Scopes>();
    use_inventory().want();
    let inventory = use_inventory().signal();
    let scope = Memo::new(move |_| place.read().scope());
    let query = Memo::new(move |_| match &*place.read() {
        Place::Images { query, .. } => query.clone(),
        _ => ImageQuery::default(),
    });
    let open = Memo::new(move |_| match &*place.read() {
        Place::Images { open, .. } => open.clone(),
        _ => None,
    });
    use_title(move || {
        scope.get().map_or_else(String::new, |scope| {
            text::fill(text::images().title, &[("scope", &scopes.name(scope))])
        })
    });

    let sort = Memo::new(move |_| query.read().sort);
    let order = Memo::new(move |_| view::order(&inventory.read(), sort.get()));
    let shown = Memo::new(move |_| {
        let inventory = inventory.read();
        // Rows of another scope are never shown as if they were of this one.
        if inventory.scope() == scope.get() {
            view::page(&inventory, &order.read(), &query.read())
        } else {
            Shown::default()
        }
    });
    follow(move || {
        let matches = shown.read().matches;
        let inventory = inventory.read();
        if inventory.progress().is_none() && inventory.read_at().is_some() {
            announce(count(matches));
        }
    });

    let view = ListView::remembered();
    let selection = Selection::of(scope, query, open);
    let page = el("div", "page wide")
        .add(heading(scope, view))
        .add(filters(scope, query, shown))
        .with(caveats)
        .with(|page| list(page, scope, query, open, shown, view, selection))
        .with(|page| selection_bar(page, selection));
    el("div", "split")
        .live_class("open", move || open.read().is_some())
        .add(page)
        .with(|split| open_image(split, scope, query, open))
}

fn heading(scope: Memo<Option<Scope>>, view: ListView) -> El {
    let inventory = use_inventory();
    let refresh = el("button", "icon-button")
        .attr("type", "button")
        .live_class("spinning", move || inventory.signal().read().progress().is_some())
        .named(text::images().refresh)
        .on("click", move |_| inventory.refresh())
        .add(icon(Glyph::REFRESH));
    let to_register = move || {
        let url = scope.get().map(|scope| Place::Register { scope }.url());
        Some(url.unwrap_or_else(|| "/".to_owned()))
    };
    let register = el("a", "button primary")
        .live_attr("href", to_register)
        .add(icon(Glyph::PLUS))
        .text(text::images().register);
    let tools = el("div", "page-tools")
        .with(freshness)
        .add(refresh)
        .with(|tools| view_options(tools, view))
        .add(register);
    el("header", "page-head").add(el("h1", "").text(text::images().images)).add(tools)
}

/// What there is to see of a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Rows,
    Failed,
    NothingYet,
    NoMatch,
}

/// Adds the table, or why there is none.
fn list(
    page: El,
    scope: Memo<Option<Scope>>,
    query: Memo<ImageQuery>,
    open: Memo<Option<ImageId>>,
    shown: Memo<Shown>,
    view: ListView,
    selection: Selection,
) -> El {
    let scopes = expect_context::<Scopes>();
    let inventory = use_inventory().signal();
    let state = Memo::new(move |_| {
        let inventory = inventory.read();
        let busy = inventory.progress().is_some();
        if !shown.read().rows.is_empty() || (busy && inventory.images().is_empty()) {
            State::Rows
        } else if !inventory.images().is_empty() {
            State::NoMatch
        } else if inventory.is_whole() {
            State::NothingYet
        } else if inventory.scope() == scope.get() && inventory.failed().is_some() {
            State::Failed
        } else {
            State::Rows
        }
    });
    page.live_children(move || {
        let Some(here) = scope.get() else { return Vec::new() };
        match state.get() {
            State::Rows => vec![
                card_tools(scope, query, shown, selection),
                image_table(scope, query, open, shown, view, selection),
                pager(scope, query, shown),
            ],
            State::Failed => Vec::new(),
            State::NothingYet => {
                let title =
                    text::fill(text::images().nothing_yet, &[("scope", &scopes.name(here))]);
                let register = el("a", "button primary")
                    .attr("href", &Place::Register { scope: here }.url())
                    .text(text::images().register);
                vec![empty(&title, register)]
            }
            State::NoMatch => {
                let cleared = move || {
                    let query = query.read().cleared();
                    Some(Place::Images { scope: here, open: None, query }.url())
                };
                let clear = el("a", "button")
                    .live_attr("href", cleared)
                    .add(icon(Glyph::FILTER_X))
                    .text(text::images().clear_filters);
                vec![empty(text::images().no_match, clear)]
            }
        }
    })
}

/// Adds the open image beside the list.
fn open_image(
    split: El,
    scope: Memo<Option<Scope>>,
    query: Memo<ImageQuery>,
    open: Memo<Option<ImageId>>,
) -> El {
    let navigator = use_navigator();
    let close = Callback::new(move |()| {
        if let Some(scope) = scope.get_untracked() {
            navigator.go(&Place::Images { scope, open: None, query: query.get_untracked() });
        }
    });
    split.live_child(move || Some(lazy::image(scope.get()?, open.get()?, close)))
}
