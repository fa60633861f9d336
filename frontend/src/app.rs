//! The dashboard: contexts, frame, and the page of the place at hand.

use any_spawner::Executor;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::components::provide_announcer;
use crate::components::shell::shell;
use crate::components::states::{empty, failed, skeleton_block};
use crate::contexts::{
    Scopes, provide_clock, provide_inventory, provide_keyboard, provide_location, provide_overlays,
    provide_scopes, provide_session, provide_theme, use_navigator, use_place, use_session,
};
use crate::dom::{Drawn, El, el, follow};
use crate::lazy;
use crate::pages::images::images_page;
use crate::place::Place;
use crate::text::{self, Locale};

/// Shows the dashboard on the page's body, in place of what stands there until then.
pub fn start() {
    // What follows signals is woken by the browser's own tasks. Nobody else has set them up.
    let _ = Executor::init_wasm_bindgen();
    match Locale::current() {
        Locale::English => mount(),
        // Where German cannot be fetched, English is better than nothing.
        Locale::German => spawn_local(async {
            match lazy::german().await {
                Ok(german) => text::speak(german),
                Err(_) => Locale::English.mark(),
            }
            mount();
        }),
    }
}

fn mount() {
    if let Some(shell) = document().get_element_by_id("shell") {
        shell.remove();
    }
    let owner = Owner::new();
    if let Some(body) = document().body() {
        owner.with(|| dashboard(El::of(body.into())));
    }
    // It lives for as long as the page.
    std::mem::forget(owner);
}

/// The whole dashboard as a view, for whoever has another place for it than the page's body.
pub fn app() -> impl IntoView {
    Drawn::from(dashboard(el("div", "")))
}

/// Which page a place is on. Pages follow the rest of the place by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    Start,
    Images,
    Register,
    Copy,
    Coverage,
    Runs,
    Run,
    Activity,
    Lost,
}

impl From<&Place> for Page {
    fn from(place: &Place) -> Self {
        match place {
            Place::Start => Self::Start,
            Place::Images { .. } => Self::Images,
            Place::Register { .. } => Self::Register,
            Place::Copy { .. } => Self::Copy,
            Place::Coverage { .. } => Self::Coverage,
            Place::Runs { .. } => Self::Runs,
            Place::Run { .. } => Self::Run,
            Place::Activity { .. } => Self::Activity,
            Place::Lost => Self::Lost,
        }
    }
}

/// Adds the whole dashboard.
fn dashboard(body: El) -> El {
    provide_theme();
    provide_clock();
    provide_announcer();
    provide_session();
    provide_scopes();
    provide_location();
    provide_inventory();
    provide_overlays();
    provide_keyboard();
    let place = use_place();
    let page = Memo::new(move |_| Page::from(&*place.read()));
    follow(move || {
        if let Some(scope) = place.read().scope() {
            Scopes::remember(scope);
        }
    });
    shell(body, |main| {
        main.live_child(move || {
            Some(match page.get() {
                Page::Start => start_page(),
                Page::Images => images_page(),
                Page::Register => lazy::register(),
                Page::Copy => lazy::copy(),
                Page::Coverage => lazy::coverage(),
                Page::Runs => lazy::runs(),
                Page::Run => lazy::run(),
                Page::Activity => lazy::activity(),
                Page::Lost => lost_page(),
            })
        })
    })
}

/// Goes on to the images of the scope to begin with, as soon as the session is known.
fn start_page() -> El {
    let session = use_session();
    let navigator = use_navigator();
    let title = el("h1", "").text(text::shell().machine_images);
    el("div", "page").add(title).live_child(move || match session.get() {
        Some(Err(error)) => {
            Some(failed(text::shell().not_started, &error, move || session.refetch()))
        }
        Some(Ok(session)) => {
            navigator.replace(&Place::images(Scopes::start(&session)));
            None
        }
        None => Some(skeleton_block(6)),
    })
}

fn lost_page() -> El {
    let way = el("a", "button").attr("href", "/").text(text::shell().to_images);
    el("div", "page")
        .add(el("h1", "").text(text::shell().nothing_here))
        .add(empty(text::shell().no_page, way))
}
