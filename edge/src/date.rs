//! Dates as Scalr and its callers write them (RFC 3339).

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// Reads a date, in milliseconds since 1970.
pub(crate) fn unix_ms(date: &str) -> Option<i64> {
    let date = OffsetDateTime::parse(date, &Rfc3339).ok()?;
    date.unix_timestamp().checked_mul(1_000)?.checked_add(date.millisecond().into())
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
    fn what_is_no_date_is_none() {
        for wrong in ["", "soon", "2026-11-22", "2026-11-22T02:30:00", "2026-02-29T02:30:00Z"] {
            assert_eq!(unix_ms(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_leap_second_ends_a_month() {
        for date in ["2016-12-31T23:59:60Z", "2017-01-01T00:59:60.5+01:00"] {
            assert_eq!(unix_ms(date), Some(1_483_228_799_999), "{date}");
        }
        assert_eq!(unix_ms("2016-12-30T23:59:60Z"), None);
    }
}
