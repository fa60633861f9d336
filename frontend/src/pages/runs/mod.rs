//! The copy runs of a scope, newest first.

use leptos::prelude::*;
use shared::envelope::Listing;
use shared::run::{CopyRun, RunId};
use shared::scope::Scope;

use crate::api::{self, ApiError};
use crate::components::states::{Empty, Failed, SkeletonBlock};
use crate::components::{Badge, PageSteps, RelativeTime, TableHead};
use crate::contexts::{Clock, Scopes, use_place};
use crate::loader::Loader;
use crate::place::Place;
use crate::runs::words;
use crate::text;

use super::use_title;

/// Title and class of each column; the class says where the column gives way (styles).
fn columns() -> Vec<(&'static str, &'static str)> {
    vec![
        (text::runs_page().image, ""),
        (text::runs_page().state, ""),
        (text::runs_page().regions, "at-medium"),
        (text::runs_page().started, ""),
        (text::runs_page().by, "at-medium"),
    ]
}

type Page = Result<Listing<CopyRun>, ApiError>;

/// The list; it renews itself.
#[component]
pub fn RunsPage() -> impl IntoView {
    let place = use_place();
    let scopes = expect_context::<Scopes>();
    let clock = expect_context::<Clock>();
    let shown = Memo::new(move |_| match &*place.read() {
        Place::Runs { scope, page } => Some((*scope, *page)),
        _ => None,
    });
    use_title(move || {
        shown.get().map_or_else(String::new, |(scope, _)| {
            text::fill(text::runs_page().title, &[("scope", &scopes.name(scope))])
        })
    });
    let round = clock.rounds();
    let list = Loader::new(move || {
        // Read, not only tracked: a memo that nobody reads follows nothing.
        round.get();
        let asked = shown.get();
        async move {
            let (scope, page) = asked?;
            Some((scope, page, api::list_runs(scope, page).await))
        }
    });
    // Rows of another scope or page are never shown as if they were of this one.
    let listing = Memo::new(move |_| {
        let (scope, page, listing) = list.get().flatten()?;
        (Some((scope, page)) == shown.get()).then_some((scope, page, listing))
    });
    view! {
        <div class="page">
            <header class="page-head">
                <div>
                    {text::said("h1", text::runs_page().runs)}
                    {text::said("p class='muted'", text::runs_page().lead)}
                </div>
            </header>
            {move || match listing.get() {
                None => view! { <SkeletonBlock lines=8/> }.into_any(),
                Some((scope, page, listing)) => {
                    view! { <Runs scope page listing retry=move || list.refetch()/> }.into_any()
                }
            }}
        </div>
    }
}

#[component]
fn Runs(
    scope: Scope,
    page: u32,
    listing: Page,
    retry: impl Fn() + Send + Sync + 'static,
) -> impl IntoView {
    let listing = match listing {
        Err(error) => {
            return view! {
                <Failed title=text::runs_page().not_loaded error retry=move || retry()/>
            }
            .into_any();
        }
        Ok(listing) => listing,
    };
    if listing.data.is_empty() && page == 1 {
        return view! {
            <Empty title=text::runs_page().nothing_yet>
                <a class="button primary" href=Place::images(scope).url()>{text::runs_page().to_images}</a>
            </Empty>
        }
        .into_any();
    }
    let pages = listing.pagination.pages(page);
    let rows = listing.data.into_iter().map(|run| row(scope, run)).collect_view();
    view! {
        <div class="table-box" role="region" aria-label=text::runs_page().runs tabindex="0">
            <table class="runs stacked">
                <TableHead columns=columns()/>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <PageSteps
            label=text::runs_page().pages
            page
            pages
            url=move |page| Place::Runs { scope, page }.url()
        />
    }
    .into_any()
}

fn row(scope: Scope, run: CopyRun) -> impl IntoView {
    let (tone, glyph, word) = words::run(&run.state, &run.counts);
    let url = run.id.parse::<RunId>().map_or_else(
        // The id of a later edge: the page would not know it.
        |_| Place::runs(scope).url(),
        |id| Place::Run { scope, id }.url(),
    );
    view! {
        <tr>
            <th scope="row">
                <a class="row-link" href=url>{run.image.name}</a>
                <span class="run-place muted">{text::fill(text::runs_page().from, &[("place", &run.image.cloud_location)])}</span>
            </th>
            <td>
                <Badge tone glyph word/>
            </td>
            <td class="at-medium">{words::counts(&run.counts)}</td>
            <td class="when"><RelativeTime at=run.created_at/></td>
            <td class="at-medium">{run.created_by}</td>
        </tr>
    }
}
