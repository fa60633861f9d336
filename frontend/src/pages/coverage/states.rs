//! What surrounds the grid: how much is known, what is left out, and why there may be nothing.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::components::states::{Empty, Failed, SkeletonBlock};
use crate::components::{Glyph, Icon};
use crate::contexts::{Scopes, use_inventory};
use crate::coverage::summary::Summary;
use crate::inventory::{Inventory, Progress};
use crate::place::Place;
use crate::text;

use super::desk::Desk;
use super::runs::RecentRuns;

/// What is known of the inventory as a whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    /// How far a reading under way has come.
    pub progress: Option<Progress>,
    /// How old what is shown may be.
    pub read_at: Option<f64>,
    /// Pages that could not be read.
    pub lost: usize,
    /// Whether every image is known, so that a gap is one.
    pub whole: bool,
    /// Why the last reading broke off.
    pub failed: Option<ApiError>,
}

impl Facts {
    pub fn of(inventory: &Inventory) -> Self {
        Self {
            progress: inventory.progress(),
            read_at: inventory.read_at(),
            lost: inventory.gaps().len(),
            whole: inventory.is_whole(),
            failed: inventory.failed().cloned(),
        }
    }

    /// True while the first reading is under way: what is missing may still come.
    pub fn is_first_reading(&self) -> bool {
        self.progress.is_some() && self.read_at.is_none()
    }
}

/// The line over the grid: "184 images, 12 regions, 37 gaps, 3 drifting", and what else there is.
#[component]
pub fn SummaryLine(facts: Memo<Facts>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let summary = Memo::new(move |_| {
        let coverage = desk.coverage.read();
        coverage.as_ref().map(|made| Summary::of(made, &made.rows)).unwrap_or_default()
    });
    let words = move || summary.read().words(facts.read().whole);
    let more = move || summary.read().more().join(", ");
    // The line is about the whole scope, whatever filters let through.
    let filtered = move || {
        let (all, shown) = (summary.read().images, desk.shown.read().matching);
        let it = text::coverage();
        let all = (shown < all).then(|| text::count(it.images, all))?;
        Some(text::fill(it.filtered, &[("shown", &text::grouped(shown)), ("images", &all)]))
    };
    view! {
        <p class="coverage-summary">
            <strong>{words}</strong>
            <span>{filtered}</span>
            <span class="muted">{more}</span>
        </p>
    }
}

/// What keeps the grid from being the whole truth.
#[component]
pub fn Caveats(facts: Memo<Facts>, runs: RecentRuns) -> impl IntoView {
    let inventory = use_inventory();
    let reading = move || {
        let facts = facts.get();
        let progress = facts.progress.filter(|_| facts.is_first_reading())?;
        let of = (progress.pages > 0).then(|| {
            let (read, pages) = (progress.read, progress.pages);
            text::fill(text::coverage().reading_page, &[("read", &read), ("pages", &pages)])
        });
        Some(view! {
            <div class="notice info" role="status">
                <Icon glyph=Glyph::INFO/>
                <p class="notice-body">
                    {text::coverage().reading} " " {of}
                </p>
            </div>
        })
    };
    let lost = move || {
        let facts = facts.get();
        let lost = facts.lost;
        (facts.progress.is_none() && facts.failed.is_none() && !facts.whole).then(|| {
            let pages = match lost {
                0 => text::coverage().list_changed.to_owned(),
                lost => text::count(text::coverage().pages_lost, lost),
            };
            view! {
                <div class="notice warn">
                    <Icon glyph=Glyph::WARNING/>
                    <div class="notice-body">
                        <p>
                            {pages}
            " " {text::coverage().may_be_none}
                        </p>
                        <div class="actions">
                            <button
                                type="button"
                                class="button compact"
                                on:click=move |_| inventory.refresh()
                            >
                                <Icon glyph=Glyph::REFRESH/>
                                {text::coverage().read_again}
                            </button>
                        </div>
                    </div>
                </div>
            }
        })
    };
    let failed = move || {
        facts.get().failed.map(|error| {
            view! {
                <Failed
                    title=text::coverage().not_all_read
                    error
                    retry=move |()| inventory.refresh()
                />
            }
        })
    };
    view! {
        {reading}
        {lost}
        {failed}
        {move || {
            runs.caveat()
                .map(|words| {
                    view! {
                        <div class="notice warn">
                            <Icon glyph=Glyph::WARNING/>
                            <p class="notice-body">{words}</p>
                        </div>
                    }
                })
        }}
    }
}

/// What has no place in the grid.
#[component]
pub fn LeftOut() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let words = move || desk.coverage.read().as_ref().and_then(|made| made.left_out.words());
    move || words().map(|words| view! { <p class="hint">{words}</p> })
}

/// Why there is no grid.
#[component]
pub fn Nothing(facts: Memo<Facts>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let scopes = expect_context::<Scopes>();
    let inventory = use_inventory();
    move || {
        let facts = facts.get();
        if let Some(error) = facts.failed {
            return view! {
                <Failed
                    title=text::coverage().not_loaded
                    error
                    retry=move |()| inventory.refresh()
                />
            }
            .into_any();
        }
        let (Some(scope), Some(_)) = (desk.scope.get(), facts.read_at) else {
            return view! { <SkeletonBlock lines=12/> }.into_any();
        };
        let left_out = desk.coverage.read().as_ref().and_then(|made| made.left_out.words());
        view! {
            <Empty title=text::fill(text::coverage().nothing_yet, &[("scope", &scopes.name(scope))])>
                {left_out.map(|words| view! { <p class="muted">{words}</p> })}
                <a class="button primary" href=Place::Register { scope }.url()>
                    {text::coverage().register}
                </a>
            </Empty>
        }
        .into_any()
    }
}
