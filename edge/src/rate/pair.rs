//! The permits of one key pair.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use super::{Over, Window};

/// Permits that are stored at once, before they are given out: writing each by itself costs more than
/// all the rest of a permit.
const AHEAD: u32 = 20;

/// What was sent with one key pair, and until when nothing more is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pair {
    window: Window,
    /// Milliseconds since 1970.
    paused_until: u64,
    #[serde(skip)]
    unstored: Unstored,
}

/// What memory knows and the storage does not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Unstored {
    /// The second for which permits are stored ahead.
    second: u64,
    /// How many of them are not given out.
    ahead: u32,
    /// Whether there is something to store besides permits.
    pause: bool,
}

impl Pair {
    /// Takes permits for so many requests to Scalr, or for as many as there are: at least one. Tells how
    /// many, and what to store.
    pub fn permits(
        &mut self,
        limit: NonZeroU32,
        most: u32,
        now_ms: u64,
    ) -> Result<(u32, Option<Self>), Over> {
        self.permit(limit, now_ms)?;
        let mut stored = self.to_store(now_ms);
        let mut given = 1;
        while given < most && self.permit(limit, now_ms).is_ok() {
            given = given.saturating_add(1);
            stored = self.to_store(now_ms).or(stored);
        }
        Ok((given, stored))
    }

    fn permit(&mut self, limit: NonZeroU32, now_ms: u64) -> Result<(), Over> {
        let pause_ms = self.paused_until.saturating_sub(now_ms);
        if pause_ms > 0 {
            return Err(Over { retry_after: pause_ms.div_ceil(1000) });
        }
        self.window.take(limit, now_ms)
    }

    /// Notes that Scalr takes no more for now.
    pub fn pause(&mut self, pause_ms: u32, now_ms: u64) {
        self.paused_until = self.paused_until.max(now_ms.saturating_add(u64::from(pause_ms)));
        self.unstored.pause = true;
    }

    /// What to store after one permit or pause, where the storage does not have it yet. It counts
    /// some permits more than were given out, for the same second: whoever reads it after a crash
    /// gives out fewer than there are, never more.
    pub fn to_store(&mut self, now_ms: u64) -> Option<Self> {
        let Unstored { second, ahead, pause } = self.unstored;
        let now = now_ms / 1000;
        if second == now && ahead > 0 && !pause {
            self.unstored.ahead = ahead.saturating_sub(1);
            return None;
        }
        self.unstored = Unstored { second: now, ahead: AHEAD, pause: false };
        let mut stored = self.clone();
        stored.window.add(AHEAD);
        Some(stored)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: u64 = 1_800_000_000_000;

    fn limit(count: u32) -> NonZeroU32 {
        NonZeroU32::new(count).expect("a limit")
    }

    #[test]
    fn permits_are_counted_under_the_limit() {
        let mut pair = Pair::default();
        assert_eq!(pair.permit(limit(1), START), Ok(()));
        assert_eq!(pair.permit(limit(1), START), Err(Over { retry_after: 61 }));
    }

    /// Takes permits and stores what there is to store; gives what is stored at the end, and how
    /// often it was.
    fn stored(times: impl IntoIterator<Item = u64>) -> (Pair, u32) {
        let (mut pair, mut stored, mut writes) = (Pair::default(), Pair::default(), 0);
        for time in times {
            assert_eq!(pair.permit(limit(1000), time), Ok(()));
            if let Some(written) = pair.to_store(time) {
                stored = written;
                writes += 1;
            }
        }
        (stored, writes)
    }

    #[test]
    fn many_permits_are_stored_at_once_and_never_fewer_than_were_given() {
        for count in [1, 20, 21, 22, 43] {
            let (mut after_crash, writes) = stored((0..count).map(|index| START + index));
            assert_eq!(u64::from(writes), count.div_ceil(21));
            // As many are left as if all that is stored were given out.
            let left = 1000 - u64::from(writes) * 21;
            for _ in 0..left {
                assert_eq!(after_crash.permit(limit(1000), START + 50), Ok(()));
            }
            assert!(after_crash.permit(limit(1000), START + 50).is_err());
        }
    }

    #[test]
    fn permits_of_another_second_are_stored_by_themselves() {
        assert_eq!(stored([START, START + 999, START + 1000, START + 1001, START + 2000]).1, 3);
    }

    #[test]
    fn several_are_given_at_once_as_far_as_there_are() {
        let mut pair = Pair::default();
        let given = |taken: Result<(u32, Option<Pair>), Over>| taken.map(|(given, _)| given);
        assert_eq!(given(pair.permits(limit(7), 5, START)), Ok(5));
        assert_eq!(given(pair.permits(limit(7), 5, START)), Ok(2));
        assert_eq!(given(pair.permits(limit(7), 5, START)), Err(Over { retry_after: 61 }));
    }

    #[test]
    fn of_several_no_fewer_are_stored_than_were_given() {
        let mut pair = Pair::default();
        let (given, stored) = pair.permits(limit(1000), 50, START).expect("permits");
        assert_eq!(given, 50);
        let mut after_crash = stored.expect("something to store");
        let left = std::iter::repeat_with(|| after_crash.permit(limit(1000), START)).take(1000);
        assert!(left.flatten().count() <= 950);
    }

    #[test]
    fn a_pause_is_stored_at_once() {
        let mut pair = Pair::default();
        assert_eq!(pair.permit(limit(9), START), Ok(()));
        assert!(pair.to_store(START).is_some());
        pair.pause(60_000, START);
        let mut after_crash = pair.to_store(START).expect("something to store");
        assert_eq!(after_crash.permit(limit(9), START), Err(Over { retry_after: 60 }));
    }

    #[test]
    fn after_scalr_s_own_limit_the_pair_pauses() {
        let mut pair = Pair::default();
        pair.pause(60_000, START);
        assert_eq!(pair.permit(limit(240), START), Err(Over { retry_after: 60 }));
        assert_eq!(pair.permit(limit(240), START + 59_001), Err(Over { retry_after: 1 }));
        assert_eq!(pair.permit(limit(240), START + 60_000), Ok(()));
    }

    #[test]
    fn a_second_word_from_scalr_lengthens_the_pause_and_never_shortens_it() {
        let mut pair = Pair::default();
        pair.pause(60_000, START + 5000);
        pair.pause(60_000, START);
        assert_eq!(pair.permit(limit(240), START), Err(Over { retry_after: 65 }));
    }
}
