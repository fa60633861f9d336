//! The one place that asks for the time.

use std::time::Instant;

/// The current time, for measuring how long a step took and for deadlines.
#[expect(clippy::disallowed_methods, reason = "the native program's one adapter to the clock")]
pub(crate) fn now() -> Instant {
    Instant::now()
}
