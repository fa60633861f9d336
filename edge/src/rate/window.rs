//! Counting requests over the last minute.

use std::collections::VecDeque;
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use super::Over;

/// Length of the window, in seconds.
const WINDOW_SECONDS: u64 = 60;

/// Milliseconds in a second.
const SECOND_MS: u64 = 1000;

/// What was taken in the last minute, counted by the second.
///
/// The window slides, so that there is no moment at which twice the limit can go through, as there
/// is between two minutes of the clock. A request counts until the whole second in which it was
/// taken lies a minute back: never for less than a minute, for up to a second more.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// Seconds since 1970 with what was taken in each, oldest first; seconds without any are left
    /// out.
    taken: VecDeque<(u64, u32)>,
}

impl Window {
    /// Takes one request, or tells when the next one will be taken. What is refused counts nothing.
    pub fn take(&mut self, limit: NonZeroU32, now_ms: u64) -> Result<(), Over> {
        let second = self.forget(now_ms);
        if let Some(retry_after) = self.wait(limit, second) {
            return Err(Over { retry_after });
        }
        match self.taken.back_mut() {
            Some((last, count)) if *last == second => *count = count.saturating_add(1),
            _ => self.taken.push_back((second, 1)),
        }
        Ok(())
    }

    /// Counts more in the last second that was counted in.
    pub(super) fn add(&mut self, more: u32) {
        if let Some((_, count)) = self.taken.back_mut() {
            *count = count.saturating_add(more);
        }
    }

    /// Forgets what lies more than a minute back; gives the second it is now. A clock that was set
    /// back does not go back here: the last second that was seen goes on.
    fn forget(&mut self, now_ms: u64) -> u64 {
        let clock = now_ms / SECOND_MS;
        let second = self.taken.back().map_or(clock, |(last, _)| clock.max(*last));
        while self.taken.front().is_some_and(|(taken, _)| end(*taken) <= second) {
            self.taken.pop_front();
        }
        second
    }

    /// Seconds until one more fits; `None` where it fits now.
    fn wait(&self, limit: NonZeroU32, second: u64) -> Option<u64> {
        let mut left: u32 = self.taken.iter().fold(0, |sum, (_, count)| sum.saturating_add(*count));
        let mut wait = None;
        for (taken, count) in &self.taken {
            if left < limit.get() {
                break;
            }
            left = left.saturating_sub(*count);
            wait = Some(end(*taken).saturating_sub(second).max(1));
        }
        wait
    }
}

/// The first second in which what was taken in this one no longer counts.
fn end(taken: u64) -> u64 {
    taken.saturating_add(WINDOW_SECONDS).saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: u64 = 1_800_000_000_000;

    fn limit(count: u32) -> NonZeroU32 {
        NonZeroU32::new(count).expect("a limit")
    }

    #[test]
    fn as_many_as_the_limit_are_taken_and_the_next_is_told_when_to_come() {
        let mut window = Window::default();
        for _ in 0..3 {
            assert_eq!(window.take(limit(3), START + 400), Ok(()));
        }
        assert_eq!(window.take(limit(3), START + 999), Err(Over { retry_after: 61 }));
        assert_eq!(window.take(limit(3), START + 30_000), Err(Over { retry_after: 31 }));
        assert_eq!(window.take(limit(3), START + 60_999), Err(Over { retry_after: 1 }));
        assert_eq!(window.take(limit(3), START + 61_000), Ok(()));
    }

    #[test]
    fn what_is_refused_does_not_count() {
        let mut window = Window::default();
        assert_eq!(window.take(limit(1), START), Ok(()));
        for second in 1..61 {
            let refused = window.take(limit(1), START + second * 1000);
            assert_eq!(refused, Err(Over { retry_after: 61 - second }));
        }
        assert_eq!(window.take(limit(1), START + 61_000), Ok(()));
    }

    #[test]
    fn one_is_free_again_as_soon_as_the_oldest_leaves_the_window() {
        let mut window = Window::default();
        assert_eq!(window.take(limit(3), START), Ok(()));
        assert_eq!(window.take(limit(3), START + 20_000), Ok(()));
        assert_eq!(window.take(limit(3), START + 20_000), Ok(()));
        assert_eq!(window.take(limit(3), START + 40_000), Err(Over { retry_after: 21 }));
        assert_eq!(window.take(limit(3), START + 61_000), Ok(()));
        assert_eq!(window.take(limit(3), START + 61_000), Err(Over { retry_after: 20 }));
    }

    #[test]
    fn a_limit_that_was_lowered_waits_until_enough_have_left() {
        let mut window = Window::default();
        for second in 0..4 {
            assert_eq!(window.take(limit(4), START + second * 1000), Ok(()));
        }
        assert_eq!(window.take(limit(2), START + 4000), Err(Over { retry_after: 59 }));
    }

    #[test]
    fn a_clock_that_is_set_back_gives_nothing_away() {
        let mut window = Window::default();
        assert_eq!(window.take(limit(1), START), Ok(()));
        assert_eq!(window.take(limit(1), START - 3_600_000), Err(Over { retry_after: 61 }));
    }

    #[test]
    fn what_is_stored_reads_back() {
        let mut window = Window::default();
        assert_eq!(window.take(limit(2), START), Ok(()));
        assert_eq!(window.take(limit(2), START + 1000), Ok(()));
        let text = serde_json::to_string(&window).expect("JSON");
        assert_eq!(text, r#"{"taken":[[1800000000,1],[1800000001,1]]}"#);
        assert_eq!(serde_json::from_str::<Window>(&text).ok(), Some(window));
    }

    proptest::proptest! {
        #[test]
        fn no_minute_ever_has_more_than_the_limit(
            most in 1_u32..6,
            steps in proptest::collection::vec(0_u64..20_000, 1..80),
        ) {
            let mut window = Window::default();
            let mut now = START;
            let mut times: Vec<u64> = Vec::new();
            for step in steps {
                now += step;
                match window.take(limit(most), now) {
                    Ok(()) => times.push(now),
                    Err(Over { retry_after }) => {
                        // The promise is kept: at that moment one is taken.
                        let then = (now / 1000 + retry_after) * 1000;
                        proptest::prop_assert_eq!(window.clone().take(limit(most), then), Ok(()));
                        let before = window.clone().take(limit(most), then - 1000);
                        proptest::prop_assert!(before.is_err());
                    }
                }
            }
            for (at, first) in times.iter().enumerate() {
                let within = times[at..].iter().filter(|time| *time - first <= 60_000).count();
                proptest::prop_assert!(within <= most as usize);
            }
        }
    }
}
