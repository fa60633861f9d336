//! The place in the URL, and going elsewhere.
//!
//! Every URL of the dashboard is read and written by [`Place`], so that all that is left of a router
//! is the browser's history: this file.

use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{HtmlAnchorElement, MouseEvent, ScrollBehavior, ScrollToOptions};

use crate::dom::listen;
use crate::place::Place;

/// Where the visitor is, and the way elsewhere. Cheap to copy into event handlers.
#[derive(Clone, Copy)]
pub struct Navigator {
    place: RwSignal<Place>,
    again: RwSignal<()>,
}

impl Navigator {
    /// Goes to a place; Back returns.
    pub fn go(self, place: &Place) {
        self.visit(place, |url| history()?.push_state_with_url(&JsValue::NULL, "", Some(url)));
    }

    /// Goes to a place instead of the present one, for what is no step of its own.
    pub fn replace(self, place: &Place) {
        self.visit(place, |url| history()?.replace_state_with_url(&JsValue::NULL, "", Some(url)));
    }

    /// Where the visitor is now, untracked.
    pub fn here(self) -> Place {
        self.place.get_untracked()
    }

    /// Follows that somebody goes to the place where they are: by a link to the page at hand.
    pub fn track_again(self) {
        self.again.track();
    }

    fn visit(self, place: &Place, write: fn(&str) -> Result<(), JsValue>) {
        let url = place.url();
        // A browser that takes no more entries (some limit their number) still shows the place.
        let _ = write(&url);
        self.arrive(place.clone());
    }

    /// Shows a place. Another page begins at its top.
    fn arrive(self, place: Place) {
        let same_page = self.place.read_untracked().is_same_page(&place);
        if *self.place.read_untracked() == place {
            self.again.notify();
        } else {
            self.place.set(place);
        }
        if !same_page {
            let top = ScrollToOptions::new();
            top.set_top(0.0);
            top.set_behavior(ScrollBehavior::Instant);
            window().scroll_to_with_scroll_to_options(&top);
        }
    }
}

/// Makes the place known to everything below, and follows Back, Forward and the links of the
/// dashboard. Call once.
pub fn provide_location() {
    let navigator = Navigator { place: RwSignal::new(here()), again: RwSignal::new(()) };
    provide_context(navigator);
    listen(&window(), "popstate", move |_| navigator.place.set(here()));
    listen(&window(), "click", move |event| {
        if let Some(place) = followed(event.unchecked_ref()) {
            event.prevent_default();
            navigator.go(&place);
        }
    });
}

/// Where the visitor is.
pub fn use_place() -> ReadSignal<Place> {
    use_navigator().place.read_only()
}

/// The way elsewhere.
pub fn use_navigator() -> Navigator {
    expect_context()
}

fn history() -> Result<web_sys::History, JsValue> {
    window().history()
}

/// The place that the address bar shows.
fn here() -> Place {
    let location = window().location();
    Place::read(&location.pathname().unwrap_or_default(), &location.search().unwrap_or_default())
}

/// The place that a click leads to, unless it is the browser's own affair: another button or a
/// modifier key, another window or site, a download, a place within the page.
fn followed(event: &MouseEvent) -> Option<Place> {
    let modified = event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key();
    if event.default_prevented() || event.button() != 0 || modified {
        return None;
    }
    let clicked = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let anchor = clicked.closest("a[href]").ok()??.dyn_into::<HtmlAnchorElement>().ok()?;
    let own = anchor.target().is_empty()
        && !anchor.has_attribute("download")
        && anchor.hash().is_empty()
        && Some(anchor.origin()) == window().location().origin().ok();
    if !own {
        return None;
    }
    // What is no page of the dashboard, such as a file of the edge, is left to the browser.
    Some(Place::read(&anchor.pathname(), &anchor.search())).filter(|place| *place != Place::Lost)
}
