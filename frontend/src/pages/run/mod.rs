//! One copy run: what became of each region, live, and what a person can do about it.

mod live;
mod map;
mod regions;
mod steps;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;

use leptos::prelude::*;
use shared::id::ImageId;
use shared::run::{CopyRun, Progress, RunId};
use shared::scope::Scope;

use crate::api::{self, ApiError};
use crate::components::states::{Failed, SkeletonBlock};
use crate::components::{Badge, CopyButton, Glyph, Icon, RelativeTime, announce};
use crate::contexts::{use_inventory, use_place};
use crate::images::query::ImageQuery;
use crate::loader::Loader;
use crate::place::Place;
use crate::runs::board::{self, is_over};
use crate::runs::words;
use crate::text;

use super::use_title;
use live::Live;
use map::AmiMap;
pub use map::map_title;
use regions::Regions;
use steps::{Steps, StepsBar};

/// The run of the place at hand.
#[component]
pub fn RunPage() -> impl IntoView {
    let place = use_place();
    let shown = Memo::new(move |_| match &*place.read() {
        Place::Run { scope, id } => Some((*scope, id.clone())),
        _ => None,
    });
    let live = Live::new();
    let loader = Loader::new(move || {
        let id = shown.get().map(|(_, id)| id);
        async move { Some(api::get_run(&id?).await) }
    });
    let failed = RwSignal::new(None::<ApiError>);
    Effect::new(move || match loader.get().flatten() {
        Some(Ok(run)) => {
            failed.set(None);
            live.show(run);
        }
        Some(Err(error)) => failed.set(Some(error)),
        None => {}
    });
    Effect::new(move || {
        if let Some((_, id)) = shown.get() {
            live.follow(id);
        }
    });
    use_title(move || {
        let head = live.head.read();
        head.as_ref().map_or_else(
            || text::run().run.to_owned(),
            |run| text::fill(text::run().title, &[("image", &run.image.name)]),
        )
    });
    let steps = Steps::new(live);
    provide_context(steps);
    // What was copied meanwhile is among the images of the next page.
    let inventory = use_inventory();
    on_cleanup(move || inventory.outdate());
    tell_progress(live);
    view! {
        <div class="page">
            {move || {
                failed
                    .get()
                    .map(|error| {
                        view! {
                            <Failed
                                title=text::run().not_loaded
                                error
                                retry=move || loader.refetch()
                            />
                        }
                    })
            }}
            {move || match (shown.get(), live.head.get(), failed.read().is_some()) {
                (Some((scope, id)), Some(run), _) => view! { <Run scope id run live/> }.into_any(),
                (_, None, true) => ().into_any(),
                _ => view! { <SkeletonBlock lines=12/> }.into_any(),
            }}
        </div>
    }
}

/// Tells people who do not see it when the run changes its state.
fn tell_progress(live: Live) {
    let state = Memo::new(move |_| live.progress.get().map(|progress| progress.state));
    Effect::new(move |before: Option<_>| {
        let now = state.get();
        if before.flatten().is_some()
            && let Some(Progress { state, counts, .. }) = live.progress.get_untracked()
        {
            let (_, _, word) = words::run(&state, &counts);
            announce(format!("{word}: {}", words::counts(&counts)));
        }
        now
    });
}

#[component]
fn Run(scope: Scope, id: RunId, run: CopyRun, live: Live) -> impl IntoView {
    let open: Option<ImageId> = run.image.id.parse().ok();
    let image = Place::Images { scope, open, query: ImageQuery::default() }.url();
    let ami = run.image.cloud_image_id.clone();
    let receipt = api::run_url(&id);
    let file = format!("copy-run-{id}.json");
    view! {
        <header class="page-head">
            <div>
                <a class="crumb" href=Place::runs(scope).url()>
                    <Icon glyph=Glyph::ARROW_LEFT/>
                    {text::run().runs}
                </a>
                <h1>{text::fill(text::run().title, &[("image", &run.image.name)])}</h1>
                <p class="id-line muted">
                    <span>{text::fill(text::run().from, &[("place", &run.image.cloud_location)])}</span>
                    <code>{ami.clone()}</code>
                    <CopyButton text=ami what=text::run().what_ami/>
                    <span>{text::fill(text::run().started_by, &[("who", &run.created_by)])} " "</span>
                    <RelativeTime at=run.created_at/>
                </p>
            </div>
            <div class="actions">
                <a class="button" href=image>{text::run().open_image}</a>
                <a class="button" href=receipt download=file>
                    <Icon glyph=Glyph::DOWNLOAD/>
                    {text::run().receipt}
                </a>
            </div>
        </header>
        <Overview live/>
        <StepsBar live/>
        <Regions scope live/>
        <AmiMap id live/>
    }
}

/// The run's state, its bar, and the counts in words.
#[component]
fn Overview(live: Live) -> impl IntoView {
    let progress = Memo::new(move |_| live.progress.get());
    let state = move || {
        let Progress { state, counts, .. } = progress.get()?;
        let (tone, glyph, word) = words::run(&state, &counts);
        Some(view! {
            <Badge tone glyph word/>
        })
    };
    let counts = move || progress.get().map(|progress| words::counts(&progress.counts));
    let done = move || {
        let (done, of) = progress.get().map(|progress| board::done(&progress.counts))?;
        Some(text::fill(text::run().answered, &[("done", &done), ("of", &of)]))
    };
    let parts = move || {
        let counts = progress.get().map(|progress| progress.counts).unwrap_or_default();
        board::bar(&counts)
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(class, count)| {
                view! { <span class=format!("bar-part {class}") style:flex-grow=count.to_string()></span> }
            })
            .collect_view()
    };
    let note = move || {
        let progress = progress.get()?;
        let words = if live.lost.get() {
            text::run().no_news
        } else if is_over(&progress.state) {
            text::run().over
        } else {
            text::run().may_leave
        };
        Some(view! { <p class="hint">{words}</p> })
    };
    view! {
        <section class="run-overview" aria-label=text::run().progress>
            <div class="run-line">
                {state}
                <span class="run-done">{done}</span>
                <span class="muted">{counts}</span>
            </div>
            <div class="bar" aria-hidden="true">
                {parts}
            </div>
            {note}
        </section>
    }
}
