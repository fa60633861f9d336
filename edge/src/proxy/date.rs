//! Dates that Scalr writes.

use time::OffsetDateTime;
use time::format_description::well_known::{Rfc2822, Rfc3339};

/// Reads a date as HTTP headers (RFC 2822) or JSON (RFC 3339) have it, in milliseconds since 1970.
pub(super) fn unix_ms(date: &str) -> Option<u64> {
    let date = OffsetDateTime::parse(date, &Rfc3339)
        .or_else(|_| OffsetDateTime::parse(date, &Rfc2822))
        .ok()?;
    u64::try_from(date.unix_timestamp_nanos() / 1_000_000).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_one_moment_are_the_same() {
        // date -u -d @1795314600
        for date in [
            "Sun, 22 Nov 2026 02:30:00 GMT",
            "2026-11-22T02:30:00Z",
            "2026-11-22T02:30:00.000Z",
            "2026-11-22T03:30:00+01:00",
        ] {
            assert_eq!(unix_ms(date), Some(1_795_314_600_000), "{date}");
        }
    }

    #[test]
    fn what_is_no_date_of_our_time_is_none() {
        for wrong in ["", "soon", "2026-11-22", "2026-11-22T02:30:00", "1969-12-31T23:59:59Z"] {
            assert_eq!(unix_ms(wrong), None, "{wrong}");
        }
    }
}
