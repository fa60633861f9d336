//! A time as "3 days ago", with the exact one on hover.

use leptos::prelude::*;

use crate::contexts::Clock;
use crate::dom::{Drawn, El, el};
use crate::time;

/// A time of the API, ISO 8601: the element without its words, and the time that they are to tell.
/// What is no time is shown as it came.
pub fn exact_time(at: &str) -> (El, Option<f64>) {
    let then = time::parse(at);
    let el = match then {
        None => el("span", "").text(at),
        Some(then) => el("time", "").attr("datetime", at).attr("title", &time::exact(then)),
    };
    (el, then)
}

/// A time of the API that keeps telling how long ago it is, among views.
#[component]
pub fn RelativeTime(
    /// ISO 8601.
    #[prop(into)]
    at: String,
) -> impl IntoView {
    let clock = expect_context::<Clock>();
    let (time, then) = exact_time(&at);
    Drawn::from(match then {
        Some(then) => time.live_text(move || time::relative(clock.now(), then)),
        None => time,
    })
}
