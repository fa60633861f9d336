//! Choosing regions, the plan that comes of it, and starting the run.

use leptos::prelude::*;
use shared::copy::{Seen, source_region};
use shared::id::ImageId;
use shared::region::Region;
use shared::run::RunOrder;
use shared::run::plan::{Plan, Reason, Wish, plan};
use shared::scope::Scope;

use crate::api::{self, ApiError};
use crate::components::region_picker::RegionPicker;
use crate::components::states::Failed;
use crate::components::{Glyph, Icon, announce};
use crate::contexts::{use_navigator, use_place, use_session};
use crate::images::destinations::{self, Group};
use crate::loader::send;
use crate::place::Place;
use crate::runs::order::order;
use crate::text;

use super::preview::CopyPreview;
use super::review::Review;
use super::sets::SetsBar;
use super::source::Source;

/// The edge's code for a plan that has changed since it was shown (`docs/EDGE_API.md`).
const PLAN_CHANGED: &str = "PlanChanged";

/// What is chosen. It stands in the URL, which is the plan that a colleague can open.
#[derive(Clone, PartialEq, Default)]
pub struct Chosen {
    pub regions: Vec<Region>,
    pub duplicates: bool,
}

/// The regions beside the plan and the requests that will be sent.
#[component]
pub fn Chooser(
    scope: Scope,
    image: Memo<Option<Source>>,
    reload: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let place = use_place();
    let navigator = use_navigator();
    let from = Memo::new(move |_| source_region(&image.read().as_ref()?.image, scope).ok());
    let groups = Memo::new(move |_| groups_of(image.read().as_ref(), from.read().as_ref()));
    let chosen = Memo::new(move |_| match &*place.read() {
        Place::Copy { to, duplicates, .. } => {
            let from = from.read();
            // Where the image is already is no destination, whatever an address or a set says.
            let regions = to.iter().filter(|region| from.as_ref() != Some(*region));
            Chosen { regions: regions.cloned().collect(), duplicates: *duplicates }
        }
        _ => Chosen::default(),
    });
    let choose = Callback::new(move |Chosen { regions: to, duplicates }| {
        if let Place::Copy { scope, image, .. } = place.get_untracked() {
            navigator.replace(&Place::Copy { scope, image, to, duplicates });
        }
    });
    let toggle = Callback::new(move |region: Region| {
        let mut next = chosen.get_untracked();
        match next.regions.iter().position(|known| *known == region) {
            Some(at) => drop(next.regions.remove(at)),
            None => next.regions.push(region),
        }
        choose.run(next);
    });
    // Regions where another run is at work, as far as the edge has told.
    let in_flight = RwSignal::new(Vec::<String>::new());
    let planned = Memo::new(move |_| {
        let (image, chosen) = (image.read(), chosen.read());
        Some(plan_of(image.as_ref()?, scope, &chosen, &in_flight.read()))
    });
    let regions = Signal::derive(move || chosen.get().regions);
    let id = Memo::new(move |_| {
        image.read().as_ref().and_then(|source| source.image.id.parse::<ImageId>().ok())
    });
    view! {
        <div class="form-page">
            <div class="form-main">
                <Caveats image/>
                <SetsBar groups chosen choose/>
                <RegionPicker groups chosen=regions toggle/>
            </div>
            <div class="form-side">
                <Review planned/>
                <Starter scope image planned chosen choose in_flight reload/>
                <CopyPreview scope id planned/>
            </div>
        </div>
    }
}

fn groups_of(source: Option<&Source>, from: Option<&Region>) -> Vec<Group> {
    source
        .zip(from)
        .map(|(source, from)| {
            let live = source.live.as_deref();
            destinations::groups(&source.image, from, &source.known, live)
        })
        .unwrap_or_default()
}

fn plan_of(source: &Source, scope: Scope, chosen: &Chosen, in_flight: &[String]) -> Plan {
    let known: Vec<Seen<'_>> = source.known.iter().map(Seen::from).collect();
    plan(&Wish {
        image: Seen::from(&source.image),
        scope,
        regions: &chosen.regions,
        known: &known,
        in_flight,
        allow_duplicates: chosen.duplicates,
    })
}

/// What is chosen as an order; with the plan that is shown, or to have one made.
fn ordered(scope: Scope, source: &Source, chosen: &Chosen, plan: Option<&Plan>) -> RunOrder {
    order(scope, &source.image.id, &chosen.regions, chosen.duplicates, plan)
}

/// The regions of a plan that are left out because the image is there, or may be.
fn doubtful(plan: &Plan) -> Vec<String> {
    let doubtful = |reason: &Reason| matches!(reason, Reason::Present | Reason::InFlight);
    let regions = plan.regions.iter().filter(|it| it.reason.as_ref().is_some_and(doubtful));
    regions.map(|it| it.region.clone()).collect()
}

/// The button that starts the run, and what has to be agreed to first.
#[component]
fn Starter(
    scope: Scope,
    image: Memo<Option<Source>>,
    planned: Memo<Option<Plan>>,
    chosen: Memo<Chosen>,
    choose: Callback<Chosen>,
    in_flight: RwSignal<Vec<String>>,
    reload: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let session = use_session();
    let navigator = use_navigator();
    let problem = RwSignal::new(None::<&'static str>);
    let failed = RwSignal::new(None::<ApiError>);
    let pending = RwSignal::new(false);
    let count = move || planned.read().as_ref().map_or(0, |plan| plan.counts.send);
    let start = move |source: Source, chosen: Chosen, plan: Plan| async move {
        let answer = api::start_run(&ordered(scope, &source, &chosen, Some(&plan))).await;
        // The page may be gone by now.
        pending.try_set(false);
        match answer {
            Ok(run) => {
                announce(text::copy().started);
                if let Ok(id) = run.id.parse() {
                    navigator.go(&Place::Run { scope, id });
                }
            }
            Err(error) => {
                if error.code() == PLAN_CHANGED {
                    // What has changed is shown in the plan, to be looked at before another try.
                    let now = api::plan_run(&ordered(scope, &source, &chosen, None)).await;
                    let busy = now.map(|plan| {
                        let regions = plan.regions.into_iter();
                        let busy = regions.filter(|it| it.reason == Some(Reason::InFlight));
                        busy.map(|it| it.region).collect()
                    });
                    in_flight.try_set(busy.unwrap_or_default());
                    reload();
                }
                failed.try_set(Some(error));
            }
        }
    };
    let off = move || pending.get() || !session.can_write();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if untrack(off) {
            return;
        }
        let chosen = chosen.get_untracked();
        match (image.get_untracked(), planned.get_untracked()) {
            (Some(source), Some(plan)) if plan.counts.send > 0 => {
                problem.set(None);
                failed.set(None);
                pending.set(true);
                send(start(source, chosen, plan));
            }
            _ if chosen.regions.is_empty() => problem.set(Some(text::copy().choose_first)),
            _ => problem.set(Some(text::copy().nothing_sent)),
        }
    };
    let label = move || match (pending.get(), count()) {
        (true, _) => text::copy().starting.to_owned(),
        (false, 0) => text::copy().start.to_owned(),
        (false, many) => {
            text::count(text::copy().start_to, usize::try_from(many).unwrap_or(usize::MAX))
        }
    };
    view! {
        <form class="form-send" on:submit=submit novalidate>
            {move || {
                let error = failed.get()?;
                let lost = error.leaves_outcome_unknown();
                Some(view! {
                    <Failed title=text::copy().not_started error/>
                    {lost
                        .then_some(
                            text::copy().answer_lost,
                        )}
                })
            }}
            <Consent planned chosen choose/>
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
                        text::copy().goes_on
                    } else {
                        text::copy().read_only
                    }
                }}
            </p>
        </form>
    }
}

/// Agreeing to second copies where there are some already, or may be.
#[component]
fn Consent(
    planned: Memo<Option<Plan>>,
    chosen: Memo<Chosen>,
    choose: Callback<Chosen>,
) -> impl IntoView {
    let doubtful = Memo::new(move |_| planned.read().as_ref().map(doubtful).unwrap_or_default());
    let agreed = Memo::new(move |_| chosen.read().duplicates);
    let agree = move |event| {
        let duplicates = event_target_checked(&event);
        choose.run(Chosen { duplicates, ..chosen.get_untracked() });
    };
    move || {
        let regions = doubtful.get();
        let words = match (agreed.get(), regions.as_slice()) {
            (true, _) => text::copy().also_there.to_owned(),
            (false, []) => return None,
            (false, [only]) => text::fill(text::copy().as_well, &[("only", &only)]),
            (false, many) => text::fill(text::copy().as_well_many, &[("count", &many.len())]),
        };
        Some(view! {
            <label class="notice warn check">
                <input type="checkbox" prop:checked=agreed on:change=agree/>
                <span>
                    {text::fill(text::copy().second_ami, &[("words", &words)])}
                </span>
            </label>
        })
    }
}

/// What could not be looked up, said before somebody relies on it.
#[component]
fn Caveats(image: Memo<Option<Source>>) -> impl IntoView {
    move || {
        let caveats = image.get().map(|source| source.caveats).unwrap_or_default();
        caveats
            .into_iter()
            .map(|text| {
                view! {
                    <div class="notice warn">
                        <Icon glyph=Glyph::WARNING/>
                        <p class="notice-body">{text}</p>
                    </div>
                }
            })
            .collect_view()
    }
}
