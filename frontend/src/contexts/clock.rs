//! The time, ticking slowly, for "12 s ago".

use std::time::Duration;

use leptos::prelude::*;

/// How often relative times are written anew.
const TICK: Duration = Duration::from_secs(5);

/// How often a list that is looked at is read anew, in milliseconds.
const RENEW_MS: f64 = 10_000.0;

/// Milliseconds since 1970, renewed every few seconds.
#[derive(Clone, Copy)]
pub struct Clock(RwSignal<f64>);

impl Clock {
    /// The time, as of the last tick.
    pub fn now(self) -> f64 {
        self.0.get()
    }

    /// Changes whenever a list that renews itself is to be read anew.
    pub fn rounds(self) -> Memo<f64> {
        Memo::new(move |_| (self.now() / RENEW_MS).floor())
    }

    /// The time at this moment, untracked.
    pub fn exact() -> f64 {
        js_sys::Date::now()
    }
}

/// Starts the clock for everything below.
pub fn provide_clock() {
    let now = RwSignal::new(Clock::exact());
    let ticking = set_interval_with_handle(move || now.set(Clock::exact()), TICK);
    on_cleanup(move || {
        if let Ok(handle) = ticking {
            handle.clear();
        }
    });
    provide_context(Clock(now));
}
