//! Dates that Scalr writes.

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Reads a date of the API (RFC 3339), in milliseconds since 1970.
pub(super) fn unix_ms(date: &str) -> Option<u64> {
    let date = OffsetDateTime::parse(date, &Rfc3339).ok()?;
    u64::try_from(date.unix_timestamp_nanos() / 1_000_000).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_write_one_moment_is_the_same() {
        // date -u -d @1795314600
        for date in
            ["2026-11-22T02:30:00Z", "2026-11-22T02:30:00.000Z", "2026-11-22T03:30:00+01:00"]
        {
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
