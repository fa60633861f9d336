//! A time as "3 days ago", with the exact one on hover.

use leptos::prelude::*;

use crate::contexts::Clock;
use crate::dom::{Drawn, El, Text, el};
use crate::time;

/// Says when it was, to the second.
fn stamp(el: El, at: &str, then: f64) -> El {
    el.attr("datetime", at).attr("title", &time::exact(then))
}

/// A place for a time of the API, ISO 8601, which may become another time. What is no time is shown as
/// it came.
pub struct Age {
    place: El,
    time: El,
    words: Text,
    then: Option<f64>,
}

impl Age {
    /// With nothing to tell yet.
    pub fn in_place(place: El) -> Self {
        let time = el("time", "");
        let words = Text::at_end_of(&time);
        Self { place, time, words, then: None }
    }

    /// Tells of another time.
    pub fn turn_to(&mut self, at: &str, now: f64) {
        let before = std::mem::replace(&mut self.then, time::parse(at));
        match self.then {
            None => self.place.set_text(at),
            Some(then) => {
                if before.is_none() {
                    self.place.fill([self.time.clone()]);
                }
                stamp(self.time.clone(), at, then);
                self.tell(now);
            }
        }
    }

    /// Says how long ago it is by now.
    pub fn tell(&mut self, now: f64) {
        if let Some(then) = self.then {
            self.words.say(&time::relative(now, then));
        }
    }
}

/// A time of the API that keeps telling how long ago it is, among views.
#[component]
pub fn RelativeTime(
    /// ISO 8601.
    #[prop(into)]
    at: String,
) -> impl IntoView {
    let clock = expect_context::<Clock>();
    Drawn::from(match time::parse(&at) {
        None => el("span", "").text(&at),
        Some(then) => {
            stamp(el("time", ""), &at, then).live_text(move || time::relative(clock.now(), then))
        }
    })
}
