//! The images of a scope: filters, a page of the list, and one image beside it.

mod detail;
mod filters;
mod pager;
mod table;

use leptos::prelude::*;
use shared::envelope::Listing;
use shared::id::ImageId;
use shared::image::Image;
use shared::scope::Scope;

use crate::api::{self, ApiError};
use crate::components::states::{Empty, Failed};
use crate::components::{Glyph, Icon, announce};
use crate::contexts::{Clock, Scopes, use_navigator, use_place};
use crate::images::query::ImageQuery;
use crate::lazy;
use crate::loader::Loader;
use crate::place::Place;
use crate::time;

use super::use_title;
pub use detail::{ImageDetail, ImageDetailProps};
use filters::Filters;
use pager::Pager;
use table::ImageTable;

/// What a page of the list shows, with what it was asked for.
#[derive(Clone, PartialEq)]
struct Loaded {
    scope: Scope,
    query: ImageQuery,
    at: f64,
    result: Result<Listing<Image>, ApiError>,
}

/// The list of images, and the open one.
#[component]
pub fn ImagesPage() -> impl IntoView {
    let place = use_place();
    let scopes = expect_context::<Scopes>();
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
        scope.get().map_or_else(String::new, |scope| format!("Images of {}", scopes.name(scope)))
    });

    let busy = RwSignal::new(true);
    let list = Loader::new(move || {
        let asked = scope.get().map(|scope| (scope, query.get()));
        async move {
            let (scope, query) = asked?;
            busy.try_set(true);
            let result = api::list_images(scope, &query.request_pairs()).await;
            busy.try_set(false);
            Some(Loaded { scope, query, at: Clock::exact(), result })
        }
    });
    // Rows of another scope are never shown as if they were of this one.
    let loaded =
        Memo::new(move |_| list.get().flatten().filter(|loaded| Some(loaded.scope) == scope.get()));
    let page = Signal::derive(move || loaded.get().and_then(|loaded| loaded.result.ok()));
    Effect::new(move |_| {
        if let Some(Loaded { result: Ok(listing), query, .. }) = loaded.get() {
            announce(format!("{} images on page {}", listing.data.len(), query.page));
        }
    });
    let refetch = move || list.refetch();

    view! {
        <div class="split" class:open=move || open.read().is_some()>
            <div class="page wide">
                <Heading scope busy loaded refresh=refetch/>
                <Filters scope query/>
                {move || {
                    let failed = loaded.get().and_then(|loaded| loaded.result.err());
                    failed
                        .map(|error| {
                            view! {
                                <Failed title="The images could not be loaded" error retry=refetch/>
                            }
                        })
                }}
                <List scope query open page loaded busy/>
            </div>
            <OpenImage scope query open/>
        </div>
    }
}

#[component]
fn Heading(
    scope: Memo<Option<Scope>>,
    busy: RwSignal<bool>,
    loaded: Memo<Option<Loaded>>,
    refresh: impl Fn() + Copy + 'static,
) -> impl IntoView {
    let clock = expect_context::<Clock>();
    let age = move || {
        loaded.get().map(|loaded| format!("Updated {}", time::relative(clock.now(), loaded.at)))
    };
    let register =
        move || scope.get().map_or_else(|| "/".to_owned(), |scope| Place::Register { scope }.url());
    view! {
        <header class="page-head">
            <h1>"Images"</h1>
            <div class="page-tools">
                <span class="muted age">{age}</span>
                <button
                    type="button"
                    class="icon-button"
                    class:spinning=move || busy.get()
                    title="Refresh"
                    aria-label="Refresh"
                    on:click=move |_| refresh()
                >
                    <Icon glyph=Glyph::Refresh/>
                </button>
                <a class="button primary" href=register>
                    <Icon glyph=Glyph::Plus/>
                    "Register image"
                </a>
            </div>
        </header>
    }
}

/// The table, or why there is none.
#[component]
fn List(
    scope: Memo<Option<Scope>>,
    query: Memo<ImageQuery>,
    open: Memo<Option<ImageId>>,
    page: Signal<Option<Listing<Image>>>,
    loaded: Memo<Option<Loaded>>,
    busy: RwSignal<bool>,
) -> impl IntoView {
    let scopes = expect_context::<Scopes>();
    let empty = move || page.read().as_ref().is_some_and(|listing| listing.data.is_empty());
    let failed = move || loaded.read().as_ref().is_some_and(|loaded| loaded.result.is_err());
    let nothing = move || {
        let scope = scope.get()?;
        let query = query.get();
        let url = move |query| Place::Images { scope, open: None, query }.url();
        Some(if query.page > 1 {
            view! {
                <Empty title=format!("There is no page {} any more.", query.page)>
                    <a class="button" href=url(query.first_page())>"Go to the first page"</a>
                </Empty>
            }
            .into_any()
        } else if query.active().is_empty() {
            view! {
                <Empty title=format!("There are no images in {} yet.", scopes.name(scope))>
                    <a class="button primary" href=Place::Register { scope }.url()>"Register image"</a>
                </Empty>
            }
            .into_any()
        } else {
            view! {
                <Empty title="No image has exactly these values.">
                    <a class="button" href=url(query.cleared())>
                        <Icon glyph=Glyph::FilterX/>
                        "Clear filters"
                    </a>
                </Empty>
            }
            .into_any()
        })
    };
    move || {
        if failed() && page.read().is_none() {
            ().into_any()
        } else if empty() {
            view! { {nothing} }.into_any()
        } else {
            view! {
                <ImageTable scope query open page busy/>
                <Pager scope query page/>
            }
            .into_any()
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
