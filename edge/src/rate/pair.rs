//! The permits of one key pair.

use serde::{Deserialize, Serialize};

use super::{Limit, Over, Window};

/// What was sent with one key pair, and until when nothing more is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Pair {
    window: Window,
    /// Milliseconds since 1970.
    paused_until: u64,
}

impl Pair {
    /// Takes a permit for one request to Scalr.
    pub fn permit(&mut self, limit: Limit, now_ms: u64) -> Result<(), Over> {
        let pause_ms = self.paused_until.saturating_sub(now_ms);
        if pause_ms > 0 {
            return Err(Over { retry_after: pause_ms.div_ceil(1000) });
        }
        limit.map_or(Ok(()), |limit| self.window.take(limit, now_ms))
    }

    /// Notes that Scalr takes no more for now.
    pub fn pause(&mut self, pause_ms: u32, now_ms: u64) {
        self.paused_until = self.paused_until.max(now_ms.saturating_add(u64::from(pause_ms)));
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::*;

    const START: u64 = 1_800_000_000_000;

    #[test]
    fn permits_are_counted_under_the_limit_and_not_counted_without_one() {
        let mut pair = Pair::default();
        let one = NonZeroU32::new(1);
        assert_eq!(pair.permit(one, START), Ok(()));
        assert_eq!(pair.permit(one, START), Err(Over { retry_after: 61 }));
        for _ in 0..1000 {
            assert_eq!(pair.permit(None, START), Ok(()));
        }
    }

    #[test]
    fn after_scalr_s_own_limit_the_pair_pauses_limit_or_not() {
        let mut pair = Pair::default();
        pair.pause(60_000, START);
        for limit in [None, NonZeroU32::new(240)] {
            assert_eq!(pair.permit(limit, START), Err(Over { retry_after: 60 }));
            assert_eq!(pair.permit(limit, START + 59_001), Err(Over { retry_after: 1 }));
            assert_eq!(pair.clone().permit(limit, START + 60_000), Ok(()));
        }
    }

    #[test]
    fn a_second_word_from_scalr_lengthens_the_pause_and_never_shortens_it() {
        let mut pair = Pair::default();
        pair.pause(60_000, START + 5000);
        pair.pause(60_000, START);
        assert_eq!(pair.permit(None, START), Err(Over { retry_after: 65 }));
    }
}
