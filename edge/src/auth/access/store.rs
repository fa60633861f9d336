//! The team's keys as this isolate remembers them, and when they are fetched again.

use super::KEYS_TIMEOUT_MS;

/// How long keys are used without asking whether they still are the team's. Access changes them
/// every six weeks and lets the one before go on for seven days.
const FRESH_MS: u64 = 3_600_000;
/// How long keys are used while the team cannot be reached.
const LASTING_MS: u64 = 86_400_000;
/// Seconds between two fetches, except the very first: tokens with made-up key names, or a team that
/// cannot be reached, must not turn into a flood of requests.
pub const RETRY_AFTER_S: u64 = 10;
const RETRY_AFTER_MS: u64 = RETRY_AFTER_S * 1000;

/// What the store says about a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lookup<K> {
    /// Here it is.
    Found(K),
    /// The team has no such key.
    Unknown,
    /// Nobody knows: there are no keys, or they are on their way.
    Unavailable,
    /// Fetch the keys, then ask again.
    Fetch,
}

/// The keys of a team. Times are in milliseconds since 1970.
#[derive(Debug)]
pub struct KeyStore<K> {
    keys: Vec<(String, K)>,
    /// When they were fetched.
    fetched: Option<u64>,
    /// When somebody began to fetch them again.
    began: Option<u64>,
    /// When the last fetch has ended, in whatever way.
    ended: Option<u64>,
}

impl<K> Default for KeyStore<K> {
    fn default() -> Self {
        Self { keys: Vec::new(), fetched: None, began: None, ended: None }
    }
}

impl<K: Clone> KeyStore<K> {
    /// Looks a key up.
    pub(super) fn look_up(&self, id: &str, now: u64) -> Lookup<K> {
        let age = self.fetched.map(|fetched| now.saturating_sub(fetched));
        let Some(age) = age.filter(|age| *age < LASTING_MS) else {
            // Before the first keys are there, every request fetches them for itself: none can wait
            // for what another one does.
            let paused = since(self.ended, now).is_some_and(|past| past < RETRY_AFTER_MS);
            return if paused { Lookup::Unavailable } else { Lookup::Fetch };
        };
        let known = self.keys.iter().find(|(known, _)| known == id).map(|(_, key)| key.clone());
        match known {
            Some(key) if age < FRESH_MS || !self.may_fetch(now) => Lookup::Found(key),
            None if self.is_fetching(now) => Lookup::Unavailable,
            None if !self.may_fetch(now) => Lookup::Unknown,
            _ => Lookup::Fetch,
        }
    }

    fn may_fetch(&self, now: u64) -> bool {
        since(self.began, now).is_none_or(|past| past >= RETRY_AFTER_MS)
    }

    /// True while somebody fetches keys. It ends by itself: a request whose caller goes away is
    /// never told to clean up.
    fn is_fetching(&self, now: u64) -> bool {
        self.began > self.ended
            && since(self.began, now).is_some_and(|past| past < u64::from(KEYS_TIMEOUT_MS))
    }

    /// Notes that a fetch begins. The first one is none of those that must keep their distance, so
    /// that a change of keys right after it is noticed.
    pub(super) fn begin(&mut self, now: u64) {
        if self.fetched.is_some() {
            self.began = Some(now);
        }
    }

    /// Notes what came of it. Keys that are gone from the list are gone from the store.
    pub(super) fn end(&mut self, fetched: Option<Vec<(String, K)>>, now: u64) {
        self.ended = Some(now);
        if let Some(keys) = fetched {
            self.keys = keys;
            self.fetched = Some(now);
        }
    }
}

/// The time that has passed; a clock that was set back counts as no time.
fn since(moment: Option<u64>, now: u64) -> Option<u64> {
    moment.map(|moment| now.saturating_sub(moment))
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: u64 = 1_795_000_000_000;

    fn keys(names: &[&str]) -> Vec<(String, u8)> {
        names.iter().map(|name| ((*name).to_owned(), 7)).collect()
    }

    fn loaded() -> KeyStore<u8> {
        let mut store = KeyStore::default();
        store.begin(START);
        store.end(Some(keys(&["old", "new"])), START);
        store
    }

    #[test]
    fn before_the_first_keys_are_there_every_request_fetches() {
        let mut store = KeyStore::<u8>::default();
        assert_eq!(store.look_up("new", START), Lookup::Fetch);
        store.begin(START);
        assert_eq!(store.look_up("new", START + 1), Lookup::Fetch);
    }

    #[test]
    fn a_team_that_cannot_be_reached_is_left_in_peace_for_a_while() {
        let mut store = KeyStore::<u8>::default();
        store.begin(START);
        store.end(None, START);
        assert_eq!(store.look_up("new", START + 9_999), Lookup::Unavailable);
        assert_eq!(store.look_up("new", START + 10_000), Lookup::Fetch);
    }

    #[test]
    fn known_keys_are_found_without_a_fetch() {
        let store = loaded();
        assert_eq!(store.look_up("new", START + FRESH_MS - 1), Lookup::Found(7));
        assert_eq!(store.look_up("old", START), Lookup::Found(7));
    }

    #[test]
    fn an_unknown_key_is_fetched_once_and_then_not_for_a_while() {
        let mut store = loaded();
        assert_eq!(store.look_up("next", START + 5), Lookup::Fetch);
        store.begin(START + 5);
        // Another request, while the keys are on their way.
        assert_eq!(store.look_up("next", START + 6), Lookup::Unavailable);
        assert_eq!(store.look_up("new", START + 6), Lookup::Found(7));
        store.end(Some(keys(&["old", "new"])), START + 50);
        assert_eq!(store.look_up("next", START + 60), Lookup::Unknown);
        assert_eq!(store.look_up("next", START + 10_004), Lookup::Unknown);
        assert_eq!(store.look_up("next", START + 10_005), Lookup::Fetch);
    }

    #[test]
    fn a_fetch_that_nobody_ended_stops_no_one_for_long() {
        let mut store = loaded();
        store.begin(START + 5);
        assert_eq!(store.look_up("next", START + 4_999), Lookup::Unavailable);
        assert_eq!(store.look_up("next", START + 5_006), Lookup::Unknown);
        assert_eq!(store.look_up("next", START + 10_005), Lookup::Fetch);
    }

    #[test]
    fn keys_change_and_those_that_are_gone_are_unknown() {
        let mut store = loaded();
        store.begin(START + 5);
        store.end(Some(keys(&["new", "next"])), START + 9);
        assert_eq!(store.look_up("next", START + 10), Lookup::Found(7));
        assert_eq!(store.look_up("old", START + 10), Lookup::Unknown);
    }

    #[test]
    fn old_keys_are_asked_for_again_and_used_on_for_a_day_where_nobody_answers() {
        let mut store = loaded();
        let later = START + FRESH_MS;
        assert_eq!(store.look_up("new", later), Lookup::Fetch);
        store.begin(later);
        store.end(None, later + 5_000);
        assert_eq!(store.look_up("new", later + 5_000), Lookup::Found(7));
        assert_eq!(store.look_up("new", later + 10_000), Lookup::Fetch);
        store.begin(START + LASTING_MS - 1);
        assert_eq!(store.look_up("new", START + LASTING_MS - 1), Lookup::Found(7));
        store.end(None, START + LASTING_MS);
        assert_eq!(store.look_up("new", START + LASTING_MS), Lookup::Unavailable);
    }
}
