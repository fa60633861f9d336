//! Times for people.

use js_sys::Intl::RelativeTimeFormat;
use wasm_bindgen::JsValue;

use crate::text::{self, Locale};

/// Seconds in each unit, from the largest.
const UNITS: [(&str, f64); 6] = [
    ("year", 31_557_600.0),
    ("month", 2_629_800.0),
    ("day", 86_400.0),
    ("hour", 3_600.0),
    ("minute", 60.0),
    ("second", 1.0),
];

/// A unit is used from two of it on: "18 months ago" says more than "1 year ago".
const COARSEST: f64 = 2.0;

/// Below this many seconds a time is now: clocks are not that exact, and nobody minds.
const NOW: f64 = 5.0;

/// The unit and the count that tell a time span best; negative is the past.
fn best_unit(seconds: f64) -> (&'static str, f64) {
    let (unit, length) = UNITS
        .into_iter()
        .find(|(unit, length)| seconds.abs() >= COARSEST * length || *unit == "second")
        .unwrap_or(("second", 1.0));
    (unit, (seconds / length).trunc())
}

/// "3 days ago", by the browser's own words.
pub fn relative(now: f64, then: f64) -> String {
    let seconds = (then - now) / 1000.0;
    if seconds.abs() < NOW {
        return text::common().just_now.to_owned();
    }
    let (unit, count) = best_unit(seconds);
    FORMAT.with(|format| format.format(count, unit)).as_string().unwrap_or_default()
}

thread_local! {
    /// Made once: the browser takes longer to make one than to use it a hundred times.
    static FORMAT: RelativeTimeFormat = {
        let options = js_sys::Object::new();
        // Plain objects take any property.
        let _ = js_sys::Reflect::set(&options, &"numeric".into(), &"always".into());
        let _ = js_sys::Reflect::set(&options, &"style".into(), &"short".into());
        RelativeTimeFormat::new(&js_sys::Array::of1(&JsValue::from_str(Locale::current().tag())), &options)
    };
}

/// Milliseconds since 1970 of a date of the API; `None` where it is none.
pub fn parse(text: &str) -> Option<f64> {
    let time = js_sys::Date::parse(text);
    time.is_finite().then_some(time)
}

/// A time as the edge writes it, for example `2026-11-22T02:30:00.000Z`.
pub fn iso(time: f64) -> String {
    js_sys::Date::new(&JsValue::from_f64(time)).to_iso_string().into()
}

/// The exact time in UTC, for example `2026-11-22 02:30:00 UTC`.
pub fn exact(time: f64) -> String {
    let text = iso(time);
    let (date, clock) = text.split_once('T').unwrap_or((&text, ""));
    format!("{date} {} UTC", clock.get(..8).unwrap_or(clock))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_told_in_its_largest_whole_unit() {
        for (seconds, expected) in [
            (0.0, ("second", 0.0)),
            (-12.4, ("second", -12.0)),
            (-119.9, ("second", -119.0)),
            (-120.0, ("minute", -2.0)),
            (-3_600.0 * 23.0, ("hour", -23.0)),
            (-86_400.0 * 3.5, ("day", -3.0)),
            (-86_400.0 * 40.0, ("day", -40.0)),
            (-86_400.0 * 500.0, ("month", -16.0)),
            (-86_400.0 * 800.0, ("year", -2.0)),
            (150.0, ("minute", 2.0)),
        ] {
            assert_eq!(best_unit(seconds), expected, "{seconds}");
        }
    }
}
