//! The images of a scope: search and filters, a page of the list, and one image beside it.

mod detail;
mod filters;
mod freshness;
mod pager;
mod selection;
mod table;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;
mod view_options;

use leptos::prelude::*;
use shared::id::ImageId;
use shared::scope::Scope;

use crate::components::states::Empty;
use crate::components::{Glyph, Icon, announce};
use crate::contexts::{Scopes, use_inventory, use_navigator, use_place};
use crate::images::query::ImageQuery;
use crate::images::view::{self, Shown};
use crate::lazy;
use crate::place::Place;
use crate::text;

use super::use_title;
pub use detail::{ImageDetail, ImageDetailProps};
use filters::Filters;
use freshness::{Caveats, Freshness};
use pager::{Pager, count};
use selection::{Selection, SelectionBar};
use table::ImageTable;
pub use table::obstacle_words;
use view_options::{ListView, ViewOptions};

/// The list of images, and the open one.
#[component]
pub fn ImagesPage() -> impl IntoView {
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
    let busy = Signal::derive(move || inventory.read().progress().is_some());
    Effect::new(move |_| {
        if !busy.get() && inventory.read_untracked().read_at().is_some() {
            announce(count(shown.read().matches));
        }
    });

    let view = ListView::remembered();
    view! {
        <div class="split" class:open=move || open.read().is_some()>
            <div class="page wide">
                <Heading scope busy view/>
                <Filters scope query/>
                <Caveats/>
                <List scope query open shown busy view/>
            </div>
            <OpenImage scope query open/>
        </div>
    }
}

#[component]
fn Heading(scope: Memo<Option<Scope>>, busy: Signal<bool>, view: ListView) -> impl IntoView {
    let inventory = use_inventory();
    let register =
        move || scope.get().map_or_else(|| "/".to_owned(), |scope| Place::Register { scope }.url());
    view! {
        <header class="page-head">
            {text::said("h1", text::images().images)}
            <div class="page-tools">
                <Freshness/>
                <button
                    type="button"
                    class="icon-button"
                    class:spinning=busy
                    title=text::images().refresh
                    aria-label=text::images().refresh
                    on:click=move |_| inventory.refresh()
                >
                    <Icon glyph=Glyph::Refresh/>
                </button>
                <ViewOptions view/>
                <a class="button primary" href=register>
                    <Icon glyph=Glyph::Plus/>
                    {text::images().register}
                </a>
            </div>
        </header>
    }
}

/// What there is to see of a list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Rows,
    Failed,
    NothingYet,
    NoMatch,
}

/// The table, or why there is none.
#[component]
fn List(
    scope: Memo<Option<Scope>>,
    query: Memo<ImageQuery>,
    open: Memo<Option<ImageId>>,
    shown: Memo<Shown>,
    busy: Signal<bool>,
    view: ListView,
) -> impl IntoView {
    let scopes = expect_context::<Scopes>();
    let inventory = use_inventory().signal();
    let selection = Selection::of(scope, query, open);
    let state = Memo::new(move |_| {
        let inventory = inventory.read();
        if !shown.read().rows.is_empty() || (busy.get() && inventory.images().is_empty()) {
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
    move || {
        let Some(here) = scope.get() else {
            return ().into_any();
        };
        match state.get() {
            State::Rows => view! {
                <ImageTable scope query open shown busy view selection/>
                <Pager scope query shown/>
                <SelectionBar selection/>
            }
            .into_any(),
            State::Failed => ().into_any(),
            State::NothingYet => view! {
                <Empty title=text::fill(text::images().nothing_yet, &[("scope", &scopes.name(here))])>
                    <a class="button primary" href=Place::Register { scope: here }.url()>
                        {text::images().register}
                    </a>
                </Empty>
            }
            .into_any(),
            State::NoMatch => {
                let cleared = move || {
                    Place::Images { scope: here, open: None, query: query.read().cleared() }.url()
                };
                view! {
                    <Empty title=text::images().no_match>
                        <a class="button" href=cleared>
                            <Icon glyph=Glyph::FilterX/>
                            {text::images().clear_filters}
                        </a>
                    </Empty>
                }
                .into_any()
            }
        }
    }
}

/// The open image beside the list.
#[component]
fn OpenImage(
    scope: Memo<Option<Scope>>,
    query: Memo<ImageQuery>,
    open: Memo<Option<ImageId>>,
) -> impl IntoView {
    let navigator = use_navigator();
    let close = Callback::new(move |()| {
        if let Some(scope) = scope.get_untracked() {
            navigator.go(&Place::Images { scope, open: None, query: query.get_untracked() });
        }
    });
    move || Some(lazy::image(scope.get()?, open.get()?, close))
}
