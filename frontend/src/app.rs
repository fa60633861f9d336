//! The dashboard: contexts, frame, and the page of the place at hand.

use leptos::mount::mount_to_body;
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::components::provide_announcer;
use crate::components::shell::Shell;
use crate::components::states::{Empty, Failed, SkeletonBlock};
use crate::contexts::{
    Scopes, provide_clock, provide_inventory, provide_keyboard, provide_location, provide_overlays,
    provide_scopes, provide_session, provide_theme, use_navigator, use_place, use_session,
};
use crate::lazy;
use crate::pages::images::ImagesPage;
use crate::place::Place;
use crate::text::{self, Locale};

/// Shows the dashboard on the page's body, in place of what stands there until then.
pub fn start() {
    match Locale::current() {
        Locale::English => mount(),
        // Where German cannot be fetched, English is better than nothing. Leptos's own tasks need what
        // only mounting sets up.
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
    mount_to_body(App);
}

/// The whole dashboard.
#[component]
pub fn App() -> impl IntoView {
    provide_theme();
    provide_clock();
    provide_announcer();
    provide_session();
    provide_scopes();
    provide_location();
    provide_inventory();
    provide_overlays();
    provide_keyboard();
    view! { <Dashboard/> }
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

#[component]
fn Dashboard() -> impl IntoView {
    let place = use_place();
    let page = Memo::new(move |_| Page::from(&*place.read()));
    let scope = Memo::new(move |_| place.read().scope());
    Effect::new(move |_| {
        if let Some(scope) = scope.get() {
            Scopes::remember(scope);
        }
    });
    view! {
        <Shell>
            {move || match page.get() {
                Page::Start => view! { <StartPage/> }.into_any(),
                Page::Images => view! { <ImagesPage/> }.into_any(),
                Page::Register => lazy::register().into_any(),
                Page::Copy => lazy::copy().into_any(),
                Page::Coverage => lazy::coverage().into_any(),
                Page::Runs => lazy::runs().into_any(),
                Page::Run => lazy::run().into_any(),
                Page::Activity => lazy::activity().into_any(),
                Page::Lost => view! { <LostPage/> }.into_any(),
            }}
        </Shell>
    }
}

/// Goes on to the images of the scope to begin with, as soon as the session is known.
#[component]
fn StartPage() -> impl IntoView {
    let session = use_session();
    let navigator = use_navigator();
    Effect::new(move |_| {
        if let Some(session) = session.known() {
            navigator.replace(&Place::images(Scopes::start(&session)));
        }
    });
    view! {
        <div class="page">
            {text::said("h1", text::shell().machine_images)}
            {move || match session.get() {
                Some(Err(error)) => {
                    view! {
                        <Failed
                            title=text::shell().not_started
                            error
                            retry=move || session.refetch()
                        />
                    }
                        .into_any()
                }
                _ => view! { <SkeletonBlock lines=6/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn LostPage() -> impl IntoView {
    view! {
        <div class="page">
            {text::said("h1", text::shell().nothing_here)}
            <Empty title=text::shell().no_page>
                {text::said("a class='button' href='/'", text::shell().to_images)}
            </Empty>
        </div>
    }
}
