//! What a person can do about a run.

use leptos::prelude::*;
use shared::run::{RunRegion, Step};

use crate::api::{self, ApiError};
use crate::components::states::Failed;
use crate::components::{Glyph, Icon, announce, focus_soon};
use crate::contexts::use_session;
use crate::loader::send;
use crate::runs::board::open_to;
use crate::text;

use super::live::Live;

/// Where the question stands whether a second copy is meant.
const CONSENT: &str = "resend-consent";

/// The steps of the run at hand; in the contexts of its page.
#[derive(Clone, Copy)]
pub struct Steps {
    live: Live,
    /// The step that is on its way.
    pending: RwSignal<Option<Step>>,
    failed: RwSignal<Option<ApiError>>,
    /// The region whose second copy is to be agreed to.
    asking: RwSignal<Option<String>>,
}

impl Steps {
    pub fn new(live: Live) -> Self {
        Self {
            live,
            pending: RwSignal::new(None),
            failed: RwSignal::new(None),
            asking: RwSignal::new(None),
        }
    }

    /// Does a step for these regions; one at a time.
    pub fn take(self, step: Step, regions: Vec<String>) {
        let id = self.live.head.read_untracked().as_ref().and_then(|run| run.id.parse().ok());
        let (Some(id), None) = (id, self.pending.get_untracked()) else { return };
        self.pending.set(Some(step));
        self.asking.set(None);
        send(async move {
            let answer = api::step_run(&id, step, regions).await;
            self.pending.try_set(None);
            match answer {
                Ok(run) => {
                    self.failed.try_set(None);
                    self.live.show(run);
                    announce(match step {
                        Step::Retry => text::run().retrying,
                        Step::Settle => text::run().settling,
                        Step::Resend => text::run().resending,
                        Step::Cancel => text::run().cancelled,
                    });
                }
                Err(error) => {
                    self.failed.try_set(Some(error));
                }
            }
        });
    }

    /// Asks whether a second copy to a region is meant.
    pub fn ask(self, region: String) {
        self.asking.set(Some(region));
        focus_soon(CONSENT);
    }
}

/// The title of a step for one region.
pub fn title(step: Step) -> &'static str {
    match step {
        Step::Retry => text::run().retry,
        Step::Settle => text::run().settle,
        Step::Resend => text::run().resend,
        Step::Cancel => text::run().cancel,
    }
}

/// What applies to several regions at once, what went wrong, and the question before a second copy.
#[component]
pub fn StepsBar(live: Live) -> impl IntoView {
    let steps = expect_context::<Steps>();
    let session = use_session();
    let open = move |step| {
        let rows = live.rows.read();
        let regions: Vec<RunRegion> = rows.iter().map(Get::get).collect();
        open_to(&regions, step)
    };
    let button = move |step: Step, glyph: Glyph, words: &'static str| {
        let regions = open(step);
        (!regions.is_empty()).then(|| {
            let count = regions.len();
            let off = move || steps.pending.read().is_some() || !session.can_write();
            let act = move |_| {
                if !untrack(off) {
                    steps.take(step, regions.clone());
                }
            };
            view! {
                <button type="button" class="button" aria-disabled=move || off().to_string() on:click=act>
                    <Icon glyph/>
                    {format!("{words} ({count})")}
                </button>
            }
        })
    };
    view! {
        <div class="actions run-steps">
            {move || button(Step::Retry, Glyph::RETRY, text::run().retry_all)}
            {move || button(Step::Settle, Glyph::REFRESH, text::run().settle_all)}
            {move || button(Step::Cancel, Glyph::X, text::run().cancel_all)}
            {move || (!session.can_write()).then_some(text::run().read_only)}
        </div>
        {move || {
            let error = steps.failed.get()?;
            Some(view! { <Failed title=text::run().step_failed error/> })
        }}
        {move || steps.asking.get().map(|region| view! { <Consent region/> })}
    }
}

/// The second step before a second copy.
#[component]
fn Consent(region: String) -> impl IntoView {
    let steps = expect_context::<Steps>();
    let words = text::fill(text::run().second_copy_hint, &[("region", &region)]);
    let send = move |_| steps.take(Step::Resend, vec![region.clone()]);
    view! {
        <div class="notice warn" id=CONSENT role="group" tabindex="-1" aria-label=text::run().second_copy>
            <Icon glyph=Glyph::WARNING/>
            <div class="notice-body">
                <p>{words}</p>
                <div class="actions">
                    <button type="button" class="button" on:click=send>{text::run().send_another}</button>
                    <button type="button" class="button quiet" on:click=move |_| steps.asking.set(None)>
                        {text::run().leave}
                    </button>
                </div>
            </div>
        </div>
    }
}
