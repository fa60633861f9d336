//! The activity of a scope: every create and copy that went through the edge.

mod table;

use leptos::prelude::*;
use shared::edge_api::{Activity, Operation};
use shared::envelope::Listing;
use shared::scope::Scope;

use crate::activity::query::ActivityQuery;
use crate::api::{self, ApiError};
use crate::components::PageSteps;
use crate::components::states::{Empty, Failed, SkeletonBlock};
use crate::contexts::{Clock, Scopes, use_navigator, use_place, use_session};
use crate::loader::Loader;
use crate::place::Place;
use crate::text;

use super::use_title;
use table::ActivityTable;

type Page = Result<Listing<Activity>, ApiError>;

/// The list, newest first; it renews itself.
#[component]
pub fn ActivityPage() -> impl IntoView {
    let place = use_place();
    let scopes = expect_context::<Scopes>();
    let clock = expect_context::<Clock>();
    let shown = Memo::new(move |_| match &*place.read() {
        Place::Activity { scope, query } => Some((*scope, query.clone())),
        _ => None,
    });
    use_title(move || {
        let scope = shown.read().as_ref().map(|(scope, _)| *scope);
        scope.map_or_else(String::new, |scope| {
            text::fill(text::activity().title, &[("scope", &scopes.name(scope))])
        })
    });
    let round = clock.rounds();
    let list = Loader::new(move || {
        // Read, not only tracked: a memo that nobody reads follows nothing.
        round.get();
        let asked = shown.get();
        async move {
            let (scope, query) = asked?;
            let page = api::list_activity(scope, &query).await;
            Some((scope, query, page))
        }
    });
    // Rows of another scope or filter are never shown as if they were of this one.
    let page = Memo::new(move |_| {
        let (scope, query, page) = list.get().flatten()?;
        (Some((scope, query)) == shown.get()).then_some(page)
    });
    view! {
        <div class="page">
            <header class="page-head">
                <div>
                    {text::said("h1", text::activity().activity)}
                    {text::said("p class='muted'", text::activity().lead)}
                </div>
            </header>
            <Filters shown/>
            {move || {
                let (scope, query) = shown.get()?;
                Some(match page.get() {
                    None => view! { <SkeletonBlock lines=10/> }.into_any(),
                    Some(page) => view! { <Rows scope query page retry=move || list.refetch()/> }.into_any(),
                })
            }}
        </div>
    }
}

#[component]
fn Filters(shown: Memo<Option<(Scope, ActivityQuery)>>) -> impl IntoView {
    let navigator = use_navigator();
    let session = use_session();
    let operation = move || {
        let shown = shown.read();
        shown
            .as_ref()
            .and_then(|(_, query)| query.operation.as_ref())
            .map_or_else(String::new, ToString::to_string)
    };
    let mine = move || shown.read().as_ref().is_some_and(|(_, query)| query.identity.is_some());
    let change = move |write: &dyn Fn(&mut ActivityQuery)| {
        if let Some((scope, query)) = shown.get_untracked() {
            let mut query = query.at_page(1);
            write(&mut query);
            navigator.go(&Place::Activity { scope, query });
        }
    };
    let choose = move |event: web_sys::Event| {
        let name = event_target_value(&event);
        change(&|query| {
            query.operation = (!name.is_empty()).then(|| Operation::from(name.clone()));
        });
    };
    let only_mine = move |event: web_sys::Event| {
        let id = event_target_checked(&event)
            .then(|| session.known().map(|session| session.identity.id))
            .flatten();
        change(&|query| query.identity.clone_from(&id));
    };
    view! {
        <search class="filters">
            <div class="filter-row">
                <div class="filter" class:on=move || !operation().is_empty()>
                    {text::said("label class='filter-title' for='activity-operation'", text::activity().what)}
                    <select id="activity-operation" prop:value=operation on:change=choose>
                        {text::said("option value=''", text::activity().everything)}
                        {text::said("option value='create'", text::activity().register)}
                        {text::said("option value='copy'", text::activity().copy)}
                    </select>
                </div>
                <label class="check inline-check">
                    <input type="checkbox" prop:checked=mine on:change=only_mine/>
                    {text::said("span", text::activity().only_mine)}
                </label>
            </div>
        </search>
    }
}

#[component]
fn Rows(
    scope: Scope,
    query: ActivityQuery,
    page: Page,
    retry: impl Fn() + Send + Sync + 'static,
) -> impl IntoView {
    let listing = match page {
        Err(error) => {
            return view! {
                <Failed title=text::activity().not_loaded error retry=move || retry()/>
            }
            .into_any();
        }
        Ok(listing) => listing,
    };
    if listing.data.is_empty() {
        return nothing(scope, &query);
    }
    let pages = listing.pagination.pages(query.page);
    view! {
        <ActivityTable rows=listing.data/>
        <PageSteps
            label=text::activity().pages
            page=query.page
            pages
            url=move |page| Place::Activity { scope, query: query.at_page(page) }.url()
        />
    }
    .into_any()
}

fn nothing(scope: Scope, query: &ActivityQuery) -> AnyView {
    let plain = Place::Activity { scope, query: ActivityQuery::default() }.url();
    if query.is_filtered() || query.page > 1 {
        view! {
            <Empty title=text::activity().no_match>
                <a class="button" href=plain>{text::activity().show_all}</a>
            </Empty>
        }
        .into_any()
    } else {
        view! {
            <Empty title=text::activity().nothing_yet>
                <a class="button primary" href=Place::Register { scope }.url()>{text::activity().register_image}</a>
            </Empty>
        }
        .into_any()
    }
}
