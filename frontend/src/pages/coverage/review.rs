//! The plan of what is chosen: which image is copied where, why something is not, and the requests.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::id::ImageId;
use shared::run::plan::{Action, Plan, Reason};

use crate::api::ApiError;
use crate::components::states::{Empty, ErrorWords, SkeletonBlock};
use crate::components::{Glyph, Icon};
use crate::contexts::use_session;
use crate::coverage::orders::{Order, Orders, orders};
use crate::coverage::words;
use crate::pages::copy::{CopyPreview, plan_list};
use crate::place::Place;
use crate::text;

use super::desk::Desk;
use super::sending::{Sender, Started};
use super::states::Facts;

/// The plan, and starting it.
#[component]
pub fn ReviewPage(facts: Memo<Facts>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let sender = Sender::new(desk);
    let planned = Memo::new(move |_| {
        // Which image is the best to start from is known when all have come.
        if facts.read().is_first_reading() {
            return None;
        }
        desk.coverage.read().as_ref().map(|made| orders(made, &desk.chosen.read()))
    });
    let back = move || {
        let mut query = desk.query();
        query.review = false;
        desk.url(query)
    };
    let title = move || match planned.read().as_ref().map(Orders::copies) {
        Some(copies) => text::fill(
            text::coverage().plan_of,
            &[("copies", &(text::count(text::coverage().copies, copies)))],
        ),
        None => text::coverage().plan.to_owned(),
    };
    let nothing = Memo::new(move |_| {
        let chosen = desk.chosen.read().is_empty();
        chosen && sender.started.read().is_empty() && sender.progress.read().is_none()
    });
    view! {
        <header class="page-head">
            <div>
                <a class="crumb" href=back>
                    <Icon glyph=Glyph::ARROW_LEFT/>
                    {text::coverage().coverage}
                </a>
                <h1>{title}</h1>
            </div>
        </header>
        {move || {
            if nothing.get() {
                view! {
                    <Empty title=text::coverage().none_chosen>
                        <a class="button primary" href=back>{text::coverage().choose_gaps}</a>
                    </Empty>
                }
                    .into_any()
            } else if planned.read().is_none() {
                view! { <SkeletonBlock lines=12/> }.into_any()
            } else {
                view! { <Plans planned sender facts/> }.into_any()
            }
        }}
    }
}

#[component]
fn Plans(planned: Memo<Option<Orders>>, sender: Sender, facts: Memo<Facts>) -> impl IntoView {
    let lost = Memo::new(move |_| planned.read().as_ref().map_or(0, |planned| planned.lost));
    let runs = move || planned.get().map(|planned| planned.runs).unwrap_or_default();
    view! {
        <div class="form-page">
            <div class="form-main">
                <StartedRuns sender/>
                {move || {
                    (lost.get() > 0)
                        .then(|| {
                            view! {
                                <div class="notice warn">
                                    <Icon glyph=Glyph::WARNING/>
                                    <p class="notice-body">
                                        {text::count(text::coverage().lost_gaps, lost.get())}
                                    </p>
                                </div>
                            }
                        })
                }}
                <For
                    each=runs
                    key=as_shown
                    children=move |order| card(order, sender.failed)
                />
            </div>
            <div class="form-side">
                <Send planned sender facts/>
                <Requests planned/>
            </div>
        </div>
    }
}

/// What a card says: one that says something else is drawn anew.
fn as_shown(order: &Order) -> (String, Vec<(String, Action, Option<Reason>)>) {
    let regions = order.plan.regions.iter();
    let regions = regions.map(|it| (it.region.clone(), it.action.clone(), it.reason.clone()));
    (order.source.id.clone(), regions.collect())
}

/// One run that would be started.
fn card(order: Order, failures: RwSignal<BTreeMap<String, ApiError>>) -> impl IntoView {
    let id = order.source.id.clone();
    let from = order.source.cloud_location.text().to_owned();
    let ami = order.source.cloud_image_id.text().to_owned();
    let failed = move || {
        let error = failures.read().get(&id).cloned()?;
        let lost = error.leaves_outcome_unknown();
        Some(view! {
            <div class="notice bad" role="alert">
                <Icon glyph=Glyph::ALERT/>
                <div class="notice-body">
                    {text::said("p class='notice-title'", text::coverage().not_started)}
                    <ErrorWords error/>
                    {lost
                        .then_some(
                            text::coverage().answer_lost,
                        )}
                </div>
            </div>
        })
    };
    view! {
        <article class="card plan-card">
            <header>
                <h2>{order.key.name.clone()}</h2>
                <p class="muted">{words::software(&order.key)}</p>
            </header>
            <p class="id-line muted">
                <span>{text::fill(text::coverage().from, &[("place", &from)])}</span>
                <code>{ami}</code>
            </p>
            {plan_list(order.plan)}
            {failed}
        </article>
    }
}

/// The runs that were started while others were not.
#[component]
fn StartedRuns(sender: Sender) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let line = move |started: Started| {
        let words = format!(
            "{}: {}",
            started.name,
            text::count(
                text::coverage().copies,
                usize::try_from(started.copies).unwrap_or_default()
            )
        );
        let url =
            desk.scope.get().zip(started.run).map(|(scope, id)| Place::Run { scope, id }.url());
        view! {
            <li>
                {words} " "
                {url.map(|url| view! { <a href=url>{text::coverage().see_run}</a> })}
            </li>
        }
    };
    move || {
        let started = sender.started.get();
        (!started.is_empty()).then(|| {
            let head = text::count(text::coverage().runs_started, started.len());
            view! {
                <div class="notice good" role="status">
                    <Icon glyph=Glyph::DONE/>
                    <div class="notice-body">
                        <p class="notice-title">{head}</p>
                        <ul>{started.into_iter().map(line).collect_view()}</ul>
                    </div>
                </div>
            }
        })
    }
}

/// The button that starts all of them.
#[component]
fn Send(planned: Memo<Option<Orders>>, sender: Sender, facts: Memo<Facts>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let session = use_session();
    let problem = RwSignal::new(None::<&'static str>);
    let copies = Memo::new(move |_| planned.read().as_ref().map_or(0, Orders::copies));
    let again = Memo::new(move |_| !sender.failed.read().is_empty());
    let off = move || sender.progress.read().is_some() || !session.can_write();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if untrack(off) {
            return;
        }
        match (desk.scope.get_untracked(), planned.get_untracked()) {
            (Some(scope), Some(planned)) if planned.copies() > 0 => {
                problem.set(None);
                sender.send(scope, planned.runs);
            }
            _ => problem.set(Some(text::coverage().nothing_sent)),
        }
    };
    let label = move || match (sender.progress.get(), copies.get()) {
        (Some((done, of)), _) => {
            text::fill(text::coverage().starting, &[("at", &((done + 1).min(of))), ("of", &of)])
        }
        (None, copies) => {
            let it = text::coverage();
            text::count(if again.get() { it.send_again } else { it.send }, copies)
        }
    };
    let told = move || {
        let planned = planned.read();
        let runs = planned.iter().flat_map(|planned| &planned.runs);
        let runs = runs.filter(|order| order.plan.counts.send > 0).count();
        let it = text::coverage();
        text::fill(
            it.copies_in,
            &[
                ("copies", &text::count(it.copies, copies.get())),
                ("runs", &text::count(it.runs_of, runs)),
            ],
        )
    };
    view! {
        <form class="form-send" on:submit=submit novalidate>
            <p>
                {told}
            </p>
            {move || {
                (!facts.read().whole)
                    .then_some(text::coverage().not_whole)
            }}
            <div class="form-actions">
                <button type="submit" class="button primary" aria-disabled=move || off().to_string()>
                    <Icon glyph=Glyph::COPY_PLUS/>
                    {label}
                </button>
                <p class="field-error" role="alert">
                    {problem}
                </p>
            </div>
            <p class="hint">
                {move || {
                    if session.can_write() {
                        text::coverage().goes_on
                    } else {
                        text::coverage().read_only
                    }
                }}
            </p>
        </form>
    }
}

/// The exact requests, of one image at a time.
#[component]
fn Requests(planned: Memo<Option<Orders>>) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let at = RwSignal::new(0_usize);
    let order = Memo::new(move |_| {
        let planned = planned.read();
        let runs = &planned.as_ref()?.runs;
        runs.get(at.get().min(runs.len().saturating_sub(1))).cloned()
    });
    let id = Memo::new(move |_| order.read().as_ref()?.source.id.parse::<ImageId>().ok());
    let plan = Memo::new(move |_| order.read().as_ref().map(|order| Plan::clone(&order.plan)));
    let choose = move |event| at.set(event_target_value(&event).parse().unwrap_or_default());
    let choice = move || {
        let planned = planned.read();
        let runs = &planned.as_ref()?.runs;
        (runs.len() > 1).then(|| {
            let options = runs
                .iter()
                .enumerate()
                .map(|(place, order)| {
                    let title = text::fill(
                        text::coverage().from_of,
                        &[
                            ("name", &order.key.name),
                            ("place", &order.source.cloud_location.text()),
                        ],
                    );
                    view! { <option value=place.to_string()>{title}</option> }
                })
                .collect_view();
            view! {
                <label class="coverage-select">
                    {text::said("span class='muted'", text::coverage().requests_of)}
                    <select on:change=choose>{options}</select>
                </label>
            }
        })
    };
    move || {
        desk.scope.get().map(|scope| {
            view! {
                {choice}
                <CopyPreview scope id planned=plan/>
            }
        })
    }
}
