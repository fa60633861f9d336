//! Choosing a region, and sending the request.

use leptos::prelude::*;
use shared::cloud_location::CopyDestination;
use shared::copy::{Destination, source_region};
use shared::id::ImageId;
use shared::region::Region;
use shared::route::Route;
use shared::scope::Scope;

use crate::api;
use crate::components::region_picker::RegionPicker;
use crate::components::{Glyph, Icon, PreviewTab, RequestPreview, announce, focus_soon};
use crate::contexts::{use_navigator, use_place, use_session};
use crate::images::destinations::{self, Group};
use crate::loader::send;
use crate::place::Place;
use crate::preview::Preview;

use super::result::{CopyResult, ResultView};
use super::source::Source;

/// Where results stand.
const RESULTS: &str = "copy-results";

/// What is chosen, understood.
#[derive(Clone, PartialEq)]
struct Choice {
    region: Region,
    destination: Destination,
    /// True where nobody knows what became of the latest request for the region.
    unsettled: bool,
}

impl Choice {
    /// A second copy into a region is a deliberate step, and so is what may be one.
    fn needs_consent(&self) -> bool {
        self.unsettled || matches!(self.destination, Destination::Present { .. })
    }

    /// What somebody agrees to who sends all the same.
    fn consent(&self) -> String {
        if self.unsettled {
            let region = &self.region;
            format!(
                "What became of the latest request to {region} is not known. Send another one: if \
                 the first was carried out, Scalr makes a second AMI, and AWS bills its storage."
            )
        } else {
            let present = &self.destination;
            format!(
                "{present}. Copy it once more: Scalr makes a second AMI, and AWS bills its storage."
            )
        }
    }
}

/// The regions beside the request that will be sent, and what came of those that were.
#[component]
pub fn Chooser(
    scope: Scope,
    image: Memo<Option<Source>>,
    results: RwSignal<Vec<CopyResult>>,
    reload: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let place = use_place();
    let navigator = use_navigator();
    let groups = Memo::new(move |_| groups_of(image.read().as_ref(), scope));
    let region = Memo::new(move |_| match &*place.read() {
        Place::Copy { to, .. } => to.clone(),
        _ => None,
    });
    let choice = Memo::new(move |_| find_choice(&groups.read(), &results.read(), &region.get()?));
    let choose = Callback::new(move |to: Region| {
        if let Place::Copy { scope, image, .. } = place.get_untracked() {
            navigator.replace(&Place::Copy { scope, image, to: Some(to) });
        }
    });
    view! {
        <div class="form-page">
            <div class="form-main">
                <Results scope results/>
                <Caveats image/>
                <RegionPicker groups chosen=region choose/>
            </div>
            <div class="form-side">
                <CopyPreview scope image choice/>
                <Sender scope image choice results reload/>
            </div>
        </div>
    }
}

/// The name of the image, and the ids of all images that have it.
fn known_copies(source: Option<&Source>) -> (String, Vec<String>) {
    source.map_or_else(Default::default, |source| {
        let ids = source.known.iter().map(|image| image.id.clone()).collect();
        (source.image.name.text().to_owned(), ids)
    })
}

fn groups_of(source: Option<&Source>, scope: Scope) -> Vec<Group> {
    source
        .and_then(|source| {
            let from = source_region(&source.image, scope).ok()?;
            let live = source.live.as_deref();
            Some(destinations::groups(&source.image, &from, &source.known, live))
        })
        .unwrap_or_default()
}

fn find_choice(groups: &[Group], results: &[CopyResult], region: &Region) -> Option<Choice> {
    let mut choices = groups.iter().flat_map(|group| &group.choices);
    let found = choices.find(|choice| choice.region == *region && choice.is_selectable())?;
    let latest = results.iter().find(|result| result.region == *region);
    Some(Choice {
        region: region.clone(),
        destination: found.destination.clone(),
        unsettled: latest.is_some_and(CopyResult::is_unsettled),
    })
}

/// The button that sends, and what has to be agreed to first.
#[component]
fn Sender(
    scope: Scope,
    image: Memo<Option<Source>>,
    choice: Memo<Option<Choice>>,
    results: RwSignal<Vec<CopyResult>>,
    reload: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let session = use_session();
    // Asked for anew for each region.
    let agreed = RwSignal::new(None::<Region>);
    let problem = RwSignal::new(None::<&'static str>);
    let pending = RwSignal::new(false);
    let copy = move |id: ImageId, region: Region| async move {
        let (name, before) = known_copies(image.read_untracked().as_ref());
        let outcome = api::copy_image(scope, id, &CopyDestination::new(region.clone())).await;
        let result = CopyResult { region, name, before, outcome };
        announce(result.headline());
        // The page may be gone by now.
        pending.try_set(false);
        results.try_update(|results| results.insert(0, result));
        agreed.try_set(None);
        reload();
        // The result may stand above what is in sight.
        focus_soon(RESULTS);
    };
    let off = move || pending.get() || !session.can_write();
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if untrack(off) {
            return;
        }
        let source = image.read_untracked().as_ref().and_then(|s| s.image.id.parse().ok());
        match (choice.get_untracked(), source) {
            (Some(choice), Some(_))
                if choice.needs_consent()
                    && agreed.read_untracked().as_ref() != Some(&choice.region) =>
            {
                problem.set(Some("Say that a second copy is meant"));
            }
            (Some(choice), Some(id)) => {
                problem.set(None);
                pending.set(true);
                send(copy(id, choice.region));
            }
            _ => problem.set(Some("Choose a region first")),
        }
    };
    let label = move || match (pending.get(), choice.get()) {
        (true, _) => "Sending…".to_owned(),
        (false, Some(choice)) => format!("Send copy request to {}", choice.region),
        (false, None) => "Send copy request".to_owned(),
    };
    view! {
        <form class="form-send" on:submit=submit novalidate>
            <Consent choice agreed/>
            <div class="form-actions">
                <button type="submit" class="button primary" aria-disabled=move || off().to_string()>
                    <Icon glyph=Glyph::CopyPlus/>
                    {label}
                </button>
                <p class="field-error" role="alert">
                    {problem}
                </p>
            </div>
            <p class="hint">
                {move || {
                    if session.can_write() {
                        "Scalr accepts a copy at once while AWS still makes it. A copy is never sent twice by itself."
                    } else {
                        "You may only read here."
                    }
                }}
            </p>
        </form>
    }
}

/// Agreeing to a second copy where there is one already.
#[component]
fn Consent(choice: Memo<Option<Choice>>, agreed: RwSignal<Option<Region>>) -> impl IntoView {
    move || {
        let choice = choice.get().filter(Choice::needs_consent)?;
        let (words, region) = (choice.consent(), choice.region);
        let same = region.clone();
        let checked = move || agreed.read().as_ref() == Some(&same);
        let agree = move |event| agreed.set(event_target_checked(&event).then(|| region.clone()));
        Some(view! {
            <label class="notice warn check">
                <input type="checkbox" prop:checked=checked on:change=agree/>
                <span>{words}</span>
            </label>
        })
    }
}

#[component]
fn Results(scope: Scope, results: RwSignal<Vec<CopyResult>>) -> impl IntoView {
    let shown = move || {
        results.get().into_iter().map(|result| view! { <ResultView result scope/> }).collect_view()
    };
    view! {
        <div id=RESULTS class="results" tabindex="-1">
            {shown}
        </div>
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
                        <Icon glyph=Glyph::Warning/>
                        <p class="notice-body">{text}</p>
                    </div>
                }
            })
            .collect_view()
    }
}

#[component]
fn CopyPreview(
    scope: Scope,
    image: Memo<Option<Source>>,
    choice: Memo<Option<Choice>>,
) -> impl IntoView {
    let session = use_session();
    let id = Memo::new(move |_| {
        image.read().as_ref().and_then(|source| source.image.id.parse::<ImageId>().ok())
    });
    let title = Signal::derive(move || {
        id.get()
            .map_or_else(String::new, |id| format!("POST {}", Route::CopyImage(scope, id).path()))
    });
    let tabs = Signal::derive(move || match (id.get(), choice.get()) {
        (Some(id), Some(choice)) => {
            let preview = Preview::copy(scope, id, &CopyDestination::new(choice.region));
            PreviewTab::all(&preview, session.sign_in(), None)
        }
        _ => PreviewTab::nothing_yet("Choose a region to see the request."),
    });
    view! { <RequestPreview title tabs/> }
}
