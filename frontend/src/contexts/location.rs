//! The place in the URL, and going elsewhere.

use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};

use crate::place::Place;

#[derive(Clone, Copy)]
struct Here(Memo<Place>);

/// Makes the place known to everything below. Call once, inside the router.
pub fn provide_location() {
    let location = use_location();
    provide_context(Here(Memo::new(move |_| {
        Place::read(&location.pathname.read(), &location.search.read())
    })));
}

/// Where the visitor is.
pub fn use_place() -> Memo<Place> {
    expect_context::<Here>().0
}

type Go = Box<dyn Fn(&Place, bool)>;

/// Goes to places. Cheap to copy into event handlers.
#[derive(Clone, Copy)]
pub struct Navigator(StoredValue<Go, LocalStorage>);

impl Navigator {
    /// Goes to a place; Back returns.
    pub fn go(self, place: &Place) {
        self.0.with_value(|go| go(place, false));
    }

    /// Goes to a place instead of the present one, for what is no step of its own.
    pub fn replace(self, place: &Place) {
        self.0.with_value(|go| go(place, true));
    }
}

/// A navigator for the component at hand.
pub fn use_navigator() -> Navigator {
    let navigate = use_navigate();
    Navigator(StoredValue::new_local(Box::new(move |place: &Place, replace| {
        let options = NavigateOptions { replace, scroll: false, ..NavigateOptions::default() };
        navigate(&place.url(), options);
    })))
}
