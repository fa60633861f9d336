//! Places where a test stops the worker, to kill it there.
//!
//! With the feature `crash-points` the setting `EDGE_CRASH_POINT` names one place, and
//! `EDGE_CRASH_BY` says how: `hang` (then the test kills the process) or `panic`. Without the
//! feature, which no release has, nothing of this is compiled.

/// A place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    /// Before the key's row is written.
    BeforeReserve,
    /// After the row is written, before anything is sent.
    AfterReserve,
    /// After it is committed that Scalr may act, before the request goes out.
    BeforeFetch,
    /// The same, before a create goes out a second time.
    BeforeRetry,
    /// After Scalr has answered, before the answer is kept.
    BeforeStore,
    /// After the answer is kept, before it goes out.
    AfterStore,
    /// After the outcome for one region of a run is kept, before the next one.
    AfterRegion,
}

/// Stops here, if this is the place.
#[cfg(not(all(feature = "crash-points", target_arch = "wasm32")))]
pub fn at(_: Point) -> impl Future<Output = ()> {
    std::future::ready(())
}

#[cfg(all(feature = "crash-points", target_arch = "wasm32"))]
pub use armed::{arm, at};

#[cfg(all(feature = "crash-points", target_arch = "wasm32"))]
mod armed {
    use std::cell::RefCell;
    use std::time::Duration;

    use web_sys::console;
    use worker::Delay;

    use super::Point;

    thread_local! {
        /// The place and the way, as the settings name them.
        static ARMED: RefCell<(String, String)> = RefCell::default();
    }

    /// Takes the settings.
    pub fn arm(setting: impl Fn(&str) -> Option<String>) {
        let read = |name| setting(name).unwrap_or_default();
        let armed = (read("EDGE_CRASH_POINT"), read("EDGE_CRASH_BY"));
        ARMED.with_borrow_mut(|slot| *slot = armed);
    }

    /// Stops here, if this is the place. It says so first, so that the test knows.
    ///
    /// # Panics
    ///
    /// Where the settings ask for it.
    #[expect(clippy::panic, reason = "a test asks for it, and no release has this feature")]
    pub async fn at(point: Point) {
        let (place, way) = ARMED.with_borrow(Clone::clone);
        if place != name(point) {
            return;
        }
        // What was written just before gets the time to reach the disk: a crash may find it there.
        Delay::from(Duration::from_millis(100)).await;
        console::log_1(&format!("scalr-images crash point: {place}").into());
        match way.as_str() {
            "panic" => panic!("scalr-images crash point: {place}"),
            // Long enough for any test; a promise without a timer would be given up by the runtime.
            _ => Delay::from(Duration::from_hours(1)).await,
        }
    }

    fn name(point: Point) -> &'static str {
        match point {
            Point::BeforeReserve => "before-reserve",
            Point::AfterReserve => "after-reserve",
            Point::BeforeFetch => "before-fetch",
            Point::BeforeRetry => "before-retry",
            Point::BeforeStore => "before-store",
            Point::AfterStore => "after-store",
            Point::AfterRegion => "after-region",
        }
    }
}
