//! The one place that reads the clock; everything else takes the time as an argument.

use chrono::{DateTime, SecondsFormat, Utc};

/// The time now, UTC.
pub(crate) fn now() -> DateTime<Utc> {
    Utc::now()
}

/// Whole seconds and `Z`, the form of every date in a Scalr answer.
pub(crate) fn scalr_form(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Milliseconds and `Z`, the form of the request log.
pub(crate) fn log_form(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Millis, true)
}
