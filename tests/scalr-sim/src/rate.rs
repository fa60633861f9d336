//! Scalr's rate limit: so many requests per API key and minute.

use std::collections::HashMap;

use chrono::{DateTime, Utc};

/// Counts requests in windows of one clock minute.
#[derive(Debug, Default)]
pub(crate) struct RateLimiter {
    windows: HashMap<String, Window>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Window {
    minute: i64,
    used: u32,
}

impl RateLimiter {
    /// Takes one of the `most` requests that a key has in the minute of `now`; false when they
    /// are used up.
    pub(crate) fn take(&mut self, key_id: &str, most: u32, now: DateTime<Utc>) -> bool {
        let minute = now.timestamp().div_euclid(60);
        let window = self.windows.entry(key_id.to_owned()).or_default();
        if window.minute != minute {
            *window = Window { minute, used: 0 };
        }
        window.used = window.used.saturating_add(1);
        window.used <= most
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, TimeDelta};

    use super::RateLimiter;

    #[test]
    fn each_key_has_its_own_count_and_a_new_minute_starts_at_zero() {
        let start = DateTime::from_timestamp(1_800_000_000, 0).expect("a time");
        let mut limiter = RateLimiter::default();
        assert!(limiter.take("a", 2, start));
        assert!(limiter.take("a", 2, start));
        assert!(!limiter.take("a", 2, start));
        assert!(limiter.take("b", 2, start));
        assert!(limiter.take("a", 2, start + TimeDelta::seconds(60)));
    }
}
