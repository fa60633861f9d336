//! Dates as Scalr and its callers write them (RFC 3339).
//!
//! Read here and not with a crate for dates, whose code was 10 kB of the module before gzip.

const MS_PER_S: i64 = 1_000;
const S_PER_DAY: i64 = 86_400;
/// Bytes before the fraction of a second: `2026-11-22T02:30:00`.
const UP_TO_SECONDS: usize = 19;

/// Reads a date, in milliseconds since 1970. A leap second is the last millisecond before it, and
/// there is none but at the end of a month.
#[expect(clippy::arithmetic_side_effects, reason = "of numbers with four digits at most")]
pub(crate) fn unix_ms(date: &str) -> Option<i64> {
    let (moment, rest) = date.as_bytes().split_at_checked(UP_TO_SECONDS)?;
    let &[y1, y2, y3, y4, b'-', o1, o2, b'-', d1, d2, _, h1, h2, b':', m1, m2, b':', s1, s2] =
        moment
    else {
        return None;
    };
    let (year, month, day) = (number(&[y1, y2, y3, y4])?, number(&[o1, o2])?, number(&[d1, d2])?);
    let (hour, minute, second) = (number(&[h1, h2])?, number(&[m1, m2])?, number(&[s1, s2])?);
    let (thousandths, zone) = fraction(rest)?;
    let offset = offset(zone)?;
    if !(1..=12).contains(&month) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (first, next) = (first_day(year, month), first_day(year, month + 1));
    if !(1..=next - first).contains(&day) {
        return None;
    }
    let seconds = (first + day - 1) * S_PER_DAY + hour * 3600 + minute * 60 + second - offset;
    if second == 60 {
        let is_real = [first, next].iter().any(|day| day * S_PER_DAY == seconds);
        return is_real.then_some(seconds * MS_PER_S - 1);
    }
    Some(seconds * MS_PER_S + thousandths)
}

/// Thousandths of a second, and what comes after the fraction.
fn fraction(rest: &[u8]) -> Option<(i64, &[u8])> {
    let Some(digits) = rest.strip_prefix(b".") else { return Some((0, rest)) };
    let (mut padded, length) =
        (*b"000", digits.iter().take_while(|byte| byte.is_ascii_digit()).count());
    let (digits, rest) = digits.split_at_checked(length).filter(|_| length > 0)?;
    padded.iter_mut().zip(digits).for_each(|(place, digit)| *place = *digit);
    Some((number(&padded)?, rest))
}

/// Seconds that a zone is ahead.
#[expect(clippy::arithmetic_side_effects, reason = "of numbers with two digits")]
fn offset(zone: &[u8]) -> Option<i64> {
    match *zone {
        [b'Z' | b'z'] => Some(0),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (number(&[h1, h2])?, number(&[m1, m2])?);
            let ahead = hours * 3600 + minutes * 60;
            (hours <= 23 && minutes <= 59).then_some(if sign == b'+' { ahead } else { -ahead })
        }
        _ => None,
    }
}

/// The days from 1970 to the first of a month; the thirteenth is January of the year after.
#[expect(clippy::arithmetic_side_effects, reason = "of numbers with four digits at most")]
fn first_day(year: i64, month: i64) -> i64 {
    // Years that begin with March have their leap day at the end.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (153 * month + 2) / 5 - 719_468
}

/// A number in digits and nothing else.
fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0_i64, |number, byte| {
        let digit = byte.is_ascii_digit().then(|| i64::from(byte & 0x0f))?;
        Some(number.saturating_mul(10).saturating_add(digit))
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::OffsetDateTime;
    use time::format_description::well_known::Rfc3339;

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

    fn by_the_crate(date: &str) -> Option<i64> {
        let date = OffsetDateTime::parse(date, &Rfc3339).ok()?;
        i64::try_from(date.unix_timestamp_nanos().div_euclid(1_000_000)).ok()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4096))]

        #[test]
        fn a_date_is_read_as_by_the_crate(
            date in "([0-9]{4}|20[0-9]{2})-(0[0-9]|1[0-3])-(0[1-9]|[12][0-9]|3[0-2])[Tt ]\
                ([01][0-9]|2[0-4]):([0-5][0-9]|59|60):([0-5][0-9]|59|60|61)(\\.[0-9]{0,11})?\
                (Z|z|[+-]([01][0-9]|2[0-4]):([0-5][0-9]|60)|)",
        ) {
            prop_assert_eq!(unix_ms(&date), by_the_crate(&date));
        }

        #[test]
        fn so_is_the_end_of_a_month(
            date in "(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(01|28|29|30|31)T(00|22|23):(29|59):(59|60)\
                (\\.9{1,9})?(Z|[+-]0[01]:(00|30))",
        ) {
            prop_assert_eq!(unix_ms(&date), by_the_crate(&date));
        }
    }
}
