//! Parts of the dashboard that the browser fetches when somebody goes there: each split function
//! below becomes a file of its own, with all the code that nothing else needs. The list of images is
//! where most visits begin: it is in the main part, because a file of its own, and those that it would
//! share with others, compress less well than one whole.
//!
//! That takes the feature `split` and a step after linking (xtask/split.mjs). Without it, as in tests,
//! everything is one program, and a part is there at once.

#![expect(
    clippy::unnecessary_wraps,
    reason = "a split function returns what fetching it can come to; calling it cannot fail"
)]

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;
#[cfg(feature = "split")]
use leptos::wasm_split::wasm_split;
use shared::id::ImageId;
use shared::scope::Scope;

use crate::components::states::SkeletonBlock;
use crate::components::{Glyph, Icon, OverlayDialog, OverlayDialogProps, reload};
use crate::contexts::Overlay;
use crate::loader::send;
use crate::pages::activity::ActivityPage;
use crate::pages::copy::CopyPage;
use crate::pages::coverage::CoveragePage;
use crate::pages::images::{ImageDetail, ImageDetailProps};
use crate::pages::register::RegisterPage;
use crate::pages::run::RunPage;
use crate::pages::runs::RunsPage;
use crate::text::{self, Catalogue};

type Part = Result<AnyView, SplitLoaderError>;
type Fetched = Pin<Box<dyn Future<Output = Part>>>;

/// Fetching what a split function gives.
macro_rules! fetched {
    ($part:expr) => {{
        #[cfg(feature = "split")]
        let part = $part;
        #[cfg(not(feature = "split"))]
        let part = std::future::ready($part);
        Box::pin(part)
    }};
}

#[cfg_attr(feature = "split", wasm_split(image, wasm_split_path = leptos::wasm_split, fallible))]
fn image_detail(scope: Scope, id: ImageId, close: Callback<()>) -> Part {
    Ok(ImageDetail(ImageDetailProps { scope, id, close }).into_any())
}

#[cfg_attr(feature = "split", wasm_split(register, wasm_split_path = leptos::wasm_split, fallible))]
fn register_page() -> Part {
    Ok(RegisterPage().into_any())
}

#[cfg_attr(feature = "split", wasm_split(copy, wasm_split_path = leptos::wasm_split, fallible))]
fn copy_page() -> Part {
    Ok(CopyPage().into_any())
}

#[cfg_attr(feature = "split", wasm_split(activity, wasm_split_path = leptos::wasm_split, fallible))]
fn activity_page() -> Part {
    Ok(ActivityPage().into_any())
}

#[cfg_attr(feature = "split", wasm_split(coverage, wasm_split_path = leptos::wasm_split, fallible))]
fn coverage_page() -> Part {
    Ok(CoveragePage().into_any())
}

#[cfg_attr(feature = "split", wasm_split(runs, wasm_split_path = leptos::wasm_split, fallible))]
fn runs_page() -> Part {
    Ok(RunsPage().into_any())
}

#[cfg_attr(feature = "split", wasm_split(run, wasm_split_path = leptos::wasm_split, fallible))]
fn run_page() -> Part {
    Ok(RunPage().into_any())
}

#[cfg_attr(feature = "split", wasm_split(overlay, wasm_split_path = leptos::wasm_split, fallible))]
fn overlay_dialog(kind: Overlay) -> Part {
    Ok(OverlayDialog(OverlayDialogProps { kind }).into_any())
}

#[cfg_attr(feature = "split", wasm_split(german, wasm_split_path = leptos::wasm_split, fallible))]
fn german_words() -> Result<&'static Catalogue, SplitLoaderError> {
    Ok(&text::GERMAN)
}

/// The catalogue in German.
pub async fn german() -> Result<&'static Catalogue, SplitLoaderError> {
    fetched!(german_words()).await
}

/// What lies over the page.
pub fn overlay(kind: Overlay) -> impl IntoView {
    show(Box::new(move || fetched!(overlay_dialog(kind))))
}

/// One image beside the list.
pub fn image(scope: Scope, id: ImageId, close: Callback<()>) -> impl IntoView {
    show(Box::new(move || fetched!(image_detail(scope, id.clone(), close))))
}

/// Registering an image.
pub fn register() -> impl IntoView {
    show(Box::new(|| fetched!(register_page())))
}

/// Copying an image.
pub fn copy() -> impl IntoView {
    show(Box::new(|| fetched!(copy_page())))
}

/// What has been asked for.
pub fn activity() -> impl IntoView {
    show(Box::new(|| fetched!(activity_page())))
}

/// Which image is in which region.
pub fn coverage() -> impl IntoView {
    show(Box::new(|| fetched!(coverage_page())))
}

/// The copy runs.
pub fn runs() -> impl IntoView {
    show(Box::new(|| fetched!(runs_page())))
}

/// One copy run.
pub fn run() -> impl IntoView {
    show(Box::new(|| fetched!(run_page())))
}

/// What stands in the place of a part.
enum State {
    Fetching,
    Here(AnyView),
    Failed,
}

/// Shows a part as soon as it is there.
fn show(fetch: Box<dyn Fn() -> Fetched>) -> AnyView {
    let state = RwSignal::new_local(State::Fetching);
    let fetch = StoredValue::new_local(fetch);
    // The part belongs to the place where it is shown, not to the notice that it could not be fetched,
    // which is gone by the time that another attempt succeeds.
    let owner = StoredValue::new(Owner::current().unwrap_or_default());
    let start = move || {
        state.set(State::Fetching);
        let Some(part) = fetch.try_with_value(|fetch| fetch()) else { return };
        owner.get_value().with(|| {
            send(async move {
                // Somebody who has gone elsewhere meanwhile needs it no more.
                state.try_set(part.await.map_or(State::Failed, State::Here));
            });
        });
    };
    start();
    (move || {
        state.track();
        match state.try_update_untracked(|state| std::mem::replace(state, State::Fetching)) {
            Some(State::Here(part)) => part,
            Some(State::Failed) => failed(Callback::new(move |()| start())),
            _ => view! { <SkeletonBlock lines=8/> }.into_any(),
        }
    })
    .into_any()
}

fn failed(again: Callback<()>) -> AnyView {
    view! {
        <div class="page">
            <div class="notice bad" role="alert">
                <Icon glyph=Glyph::Alert/>
                <div class="notice-body">
                    {text::said("p class='notice-title'", text::shell().part_failed)}
                    {text::said("p", text::shell().part_failed_hint)}
                    <div class="actions">
                        <button type="button" class="button" on:click=move |_| again.run(())>
                            <Icon glyph=Glyph::Refresh/>
                            {text::shell().try_again}
                        </button>
                        <button type="button" class="button" on:click=|_| reload()>
                            {text::shell().reload}
                        </button>
                    </div>
                </div>
            </div>
        </div>
    }
    .into_any()
}
