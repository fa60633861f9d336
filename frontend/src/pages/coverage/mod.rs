//! Coverage: which image is in which region, and filling the gaps.

mod bar;
mod desk;
mod details;
mod drift;
mod export;
mod filters;
mod grid;
mod legend;
mod review;
mod runs;
mod sending;
mod states;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;

use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::contexts::{Clock, Scopes, use_inventory};
use crate::coverage::{Coverage, Known};
use crate::dom::Drawn;
use crate::lazy;
use crate::text;
use crate::time;

use super::use_title;
use bar::PlanBar;
use desk::{Asked, Desk, Made};
use details::provide_details;
use drift::DriftList;
pub use export::Export;
use export::ExportPanel;
use filters::Filters;
use grid::Grid;
pub use review::{ReviewPage, ReviewPageProps};
use runs::{RecentRuns, provide_recent_runs};
pub use states::Facts;
use states::{Caveats, LeftOut, Nothing};

/// While the first reading brings images many times a second, the grid is made anew this seldom, in
/// milliseconds.
const REST_MS: f64 = 400.0;

/// The grid of the scope at hand, or the plan of what is chosen in it.
#[component]
pub fn CoveragePage() -> impl IntoView {
    let asked = Asked::here();
    let inventory = use_inventory();
    inventory.want();
    let held = inventory.signal();
    let runs = provide_recent_runs(asked.scope);
    let added = Memo::new(move |_| asked.looked.read().added.clone());
    let made_at = StoredValue::new(0.0);
    let coverage = Memo::new(move |before: Option<&Option<Made>>| {
        let (scope, added, runs) = (asked.scope.get()?, added.read(), runs.known());
        let inventory = held.read();
        // Images of another scope are never shown as if they were of this one.
        if inventory.scope() != Some(scope) {
            return None;
        }
        let now = Clock::exact();
        if let Some(Some(before)) = before
            && before.scope == scope
            && Facts::of(&inventory).is_first_reading()
            && now - made_at.get_value() < REST_MS
        {
            return Some(before.clone());
        }
        made_at.set_value(now);
        let as_of = inventory.read_at().map(time::iso);
        Some(Made::new(Coverage::of(&Known {
            scope,
            images: inventory.images(),
            as_of: as_of.as_deref(),
            added: &added,
            runs: &runs,
        })))
    });
    let facts = Memo::new(move |_| Facts::of(&held.read()));
    let desk = Desk::new(asked, coverage);
    provide_context(desk);
    provide_details();
    let scopes = expect_context::<Scopes>();
    use_title(move || {
        let scope = desk.scope.get();
        scope.map_or_else(String::new, |scope| {
            text::fill(text::coverage().title, &[("scope", &scopes.name(scope))])
        })
    });
    let review = Memo::new(move |_| desk.looked.read().review);
    view! {
        <div class="page wide coverage-page">
            {move || {
                if review.get() {
                    Drawn::from(lazy::coverage_plan(facts)).into_any()
                } else {
                    view! {
                        <Heading facts refresh=move || inventory.refresh()/>
                        <Board facts runs/>
                    }
                        .into_any()
                }
            }}
        </div>
    }
}

#[component]
fn Heading(facts: Memo<Facts>, refresh: impl Fn() + Copy + 'static) -> impl IntoView {
    let clock = expect_context::<Clock>();
    let busy = move || facts.read().progress.is_some();
    let age = move || {
        let at = facts.read().read_at?;
        Some(text::fill(text::coverage().as_of, &[("when", &(time::relative(clock.now(), at)))]))
    };
    view! {
        <header class="page-head">
            {text::said("h1", text::coverage().coverage)}
            <div class="page-tools">
                <span class="muted age">{age}</span>
                <button
                    type="button"
                    class="icon-button"
                    class:spinning=busy
                    title=text::coverage().refresh
                    aria-label=text::coverage().refresh
                    on:click=move |_| refresh()
                >
                    <Icon glyph=Glyph::REFRESH/>
                </button>
            </div>
        </header>
    }
}

/// The grid with all that is around it, or why there is none.
#[component]
fn Board(facts: Memo<Facts>, runs: RecentRuns) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let has_rows =
        Memo::new(move |_| desk.coverage.read().as_ref().is_some_and(|made| !made.rows.is_empty()));
    move || {
        if has_rows.get() {
            view! {
                <Filters facts/>
                <Caveats facts runs/>
                <Grid/>
                <LeftOut/>
                <DriftList/>
                <PlanBar/>
                <ExportPanel/>
            }
            .into_any()
        } else {
            view! { <Nothing facts/> }.into_any()
        }
    }
}
