//! Parts of the dashboard that the browser fetches when somebody goes there: each split function
//! below becomes a file of its own, with all the code that nothing else needs, and one that it has in
//! common with others. The list of images is where most visits begin: it is in the main part, because
//! several files compress less well than one whole.
//!
//! That takes the feature `split` and a step after linking (xtask/split.mjs). Without it, as in tests,
//! everything is one program, and a part is there at once.

#![expect(
    clippy::unnecessary_wraps,
    reason = "a split function returns what fetching it can come to; calling it cannot fail"
)]

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::wasm_split::SplitLoaderError;
#[cfg(feature = "split")]
use leptos::wasm_split::wasm_split;
use shared::id::ImageId;
use shared::scope::Scope;
use wasm_bindgen::JsCast;
#[cfg(feature = "split")]
use wasm_bindgen::prelude::wasm_bindgen;
#[cfg(feature = "split")]
use wasm_bindgen_futures::JsFuture;
use web_sys::Element;

use crate::components::states::{notice, skeleton_block};
use crate::components::{Glyph, OverlayDialog, OverlayDialogProps, icon, reload};
use crate::contexts::Overlay;
use crate::dom::{El, el};
use crate::loader::send;
use crate::pages::activity::ActivityPage;
use crate::pages::copy::CopyPage;
use crate::pages::coverage::{CoveragePage, Export, Facts, ReviewPage, ReviewPageProps};
use crate::pages::images::{ImageDetail, ImageDetailProps};
use crate::pages::register::RegisterPage;
use crate::pages::run::RunPage;
use crate::pages::runs::RunsPage;
use crate::text::{self, Catalogue};

type Part = Result<(), SplitLoaderError>;
type Fetched = Pin<Box<dyn Future<Output = Part>>>;

#[cfg(feature = "split")]
#[wasm_bindgen]
extern "C" {
    /// Asks for the files of a part and gives word when its styles are there (`assets/early.js`).
    #[wasm_bindgen(js_name = fetchPart)]
    fn fetch_part(part: &str) -> js_sys::Promise;
}

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
fn image_detail(stage: Stage, scope: Scope, id: ImageId, close: Callback<()>) -> Part {
    stage.show(|| ImageDetail(ImageDetailProps { scope, id, close }).into_any());
    Ok(())
}

#[cfg_attr(feature = "split", wasm_split(register, wasm_split_path = leptos::wasm_split, fallible))]
fn register_page(stage: Stage) -> Part {
    stage.show(|| RegisterPage().into_any());
    Ok(())
}

#[cfg_attr(feature = "split", wasm_split(copy, wasm_split_path = leptos::wasm_split, fallible))]
fn copy_page(stage: Stage) -> Part {
    stage.show(|| CopyPage().into_any());
    Ok(())
}

#[cfg_attr(feature = "split", wasm_split(activity, wasm_split_path = leptos::wasm_split, fallible))]
fn activity_page(stage: Stage) -> Part {
    stage.show(|| ActivityPage().into_any());
    Ok(())
}

#[cfg_attr(feature = "split", wasm_split(coverage, wasm_split_path = leptos::wasm_split, fallible))]
fn coverage_page(stage: Stage) -> Part {
    stage.show(|| CoveragePage().into_any());
    Ok(())
}

// What belongs to a page and is seen only by who asks for it bears the page's name before its own
// (xtask/packs.mjs).

#[cfg_attr(feature = "split", wasm_split(coverage_plan, wasm_split_path = leptos::wasm_split, fallible))]
fn coverage_plan_page(stage: Stage, facts: Memo<Facts>) -> Part {
    stage.show(|| ReviewPage(ReviewPageProps { facts }).into_any());
    Ok(())
}

#[cfg_attr(feature = "split", wasm_split(coverage_export, wasm_split_path = leptos::wasm_split, fallible))]
fn coverage_export_form(stage: Stage) -> Part {
    stage.show(|| Export().into_any());
    Ok(())
}

#[cfg_attr(feature = "split", wasm_split(runs, wasm_split_path = leptos::wasm_split, fallible))]
fn runs_page(stage: Stage) -> Part {
    stage.show(|| RunsPage().into_any());
    Ok(())
}

#[cfg_attr(feature = "split", wasm_split(run, wasm_split_path = leptos::wasm_split, fallible))]
fn run_page(stage: Stage) -> Part {
    stage.show(|| RunPage().into_any());
    Ok(())
}

#[cfg_attr(feature = "split", wasm_split(overlay, wasm_split_path = leptos::wasm_split, fallible))]
fn overlay_dialog(stage: Stage, kind: Overlay) -> Part {
    stage.show(|| OverlayDialog(OverlayDialogProps { kind }).into_any());
    Ok(())
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
pub fn overlay(kind: Overlay) -> El {
    show("overlay", Rc::new(move |stage| fetched!(overlay_dialog(stage, kind))))
}

/// One image beside the list.
pub fn image(scope: Scope, id: ImageId, close: Callback<()>) -> El {
    show("image", Rc::new(move |stage| fetched!(image_detail(stage, scope, id.clone(), close))))
}

/// Registering an image.
pub fn register() -> El {
    show("register", Rc::new(|stage| fetched!(register_page(stage))))
}

/// Copying an image.
pub fn copy() -> El {
    show("copy", Rc::new(|stage| fetched!(copy_page(stage))))
}

/// What has been asked for.
pub fn activity() -> El {
    show("activity", Rc::new(|stage| fetched!(activity_page(stage))))
}

/// Which image is in which region.
pub fn coverage() -> El {
    show("coverage", Rc::new(|stage| fetched!(coverage_page(stage))))
}

/// The plan of what is chosen in the coverage.
pub fn coverage_plan(facts: Memo<Facts>) -> El {
    show("coverage_plan", Rc::new(move |stage| fetched!(coverage_plan_page(stage, facts))))
}

/// Files of the coverage.
pub fn coverage_export() -> El {
    show("coverage_export", Rc::new(|stage| fetched!(coverage_export_form(stage))))
}

/// The copy runs.
pub fn runs() -> El {
    show("runs", Rc::new(|stage| fetched!(runs_page(stage))))
}

/// One copy run.
pub fn run() -> El {
    show("run", Rc::new(|stage| fetched!(run_page(stage))))
}

/// Where a part is shown, for as long as somebody is there.
#[derive(Clone)]
struct Stage {
    el: El,
    here: StoredValue<()>,
}

impl Stage {
    /// Shows a view, unless somebody has gone elsewhere meanwhile.
    fn show(&self, view: impl FnOnce() -> AnyView) {
        if self.here.try_get_value().is_some() {
            self.el.fill([]);
            self.el.clone().view(view());
        }
    }
}

/// Shows a part as soon as it is there.
fn show(name: &'static str, fetch: Rc<dyn Fn(Stage) -> Fetched>) -> El {
    let el = el("div", "part");
    start(Stage { el: el.clone(), here: StoredValue::new(()) }, name, fetch);
    el
}

fn start(stage: Stage, name: &'static str, fetch: Rc<dyn Fn(Stage) -> Fetched>) {
    stage.el.fill([skeleton_block(8)]);
    send(async move {
        arrived(name).await;
        if fetch(stage.clone()).await.is_err() {
            let Stage { el, here } = stage;
            // The place keeps the notice, so the notice finds the place when it is clicked on.
            let again = move |el: El| start(Stage { el, here }, name, fetch.clone());
            el.fill([failed(again)]);
        }
    });
}

/// The files of a part are on their way, and its styles are there.
#[cfg(feature = "split")]
async fn arrived(part: &str) {
    // It gives word whatever comes of it.
    let _ = JsFuture::from(fetch_part(part)).await;
}

/// Everything is one program, and a page that mounts it has its styles.
#[cfg(not(feature = "split"))]
fn arrived(_: &str) -> std::future::Ready<()> {
    std::future::ready(())
}

fn failed(again: impl Fn(El) + 'static) -> El {
    let shell = text::shell();
    let button = || el("button", "button").attr("type", "button");
    let again = button().add(icon(Glyph::REFRESH)).on("click", move |event| {
        let clicked: Option<Element> = event.current_target().map(JsCast::unchecked_into);
        if let Some(Ok(Some(place))) = clicked.map(|button| button.closest(".part")) {
            again(El::of(place));
        }
    });
    let anew = button().on("click", |_| reload()).text(shell.reload);
    let actions = el("div", "actions").add(again.text(shell.try_again)).add(anew);
    let hint = el("p", "").text(shell.part_failed_hint);
    el("div", "page").add(notice("bad", Glyph::ALERT, shell.part_failed, [hint, actions]))
}
