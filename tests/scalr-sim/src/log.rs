//! What arrived, byte for byte, and what was answered.

use std::collections::{BTreeMap, VecDeque};

use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::{DateTime, Utc};
use hyper::{HeaderMap, StatusCode};
use serde::Serialize;

use crate::clock;
use crate::routes::ApiRequest;

/// The log keeps this many requests and forgets the oldest, so that a load test cannot fill the
/// memory.
const KEEP: usize = 20_000;

/// A request of the API; requests to the admin paths are not logged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Entry {
    /// From 1, in the order in which the requests were whole.
    sequence: u64,
    at: String,
    method: String,
    /// As sent, not decoded.
    path: String,
    /// As sent, without the question mark; empty where there is none.
    query: String,
    /// By lower-case name; values of a repeated header in their order.
    headers: BTreeMap<String, Vec<String>>,
    /// Null where the body is not UTF-8.
    body: Option<String>,
    body_base64: String,
    /// Null as long as nothing is answered, and for ever where nothing will be.
    status: Option<u16>,
    /// When that was.
    answered_at: Option<String>,
    /// The kind of the fault that hit it.
    fault: Option<String>,
}

/// The newest requests, oldest first.
#[derive(Debug, Default)]
pub(crate) struct RequestLog {
    entries: VecDeque<Entry>,
    last: u64,
}

impl RequestLog {
    /// Writes down a request; gives its number.
    pub(crate) fn arrived(
        &mut self,
        request: &ApiRequest,
        at: DateTime<Utc>,
        fault: Option<String>,
    ) -> u64 {
        self.last += 1;
        if self.entries.len() == KEEP {
            self.entries.pop_front();
        }
        self.entries.push_back(Entry {
            sequence: self.last,
            at: clock::log_form(at),
            method: request.method.to_string(),
            path: request.path.clone(),
            query: request.raw_query.clone(),
            headers: by_name(&request.headers),
            body: std::str::from_utf8(&request.body).ok().map(str::to_owned),
            body_base64: BASE64_STANDARD.encode(&request.body),
            status: None,
            answered_at: None,
            fault,
        });
        self.last
    }

    /// Writes down an answer, unless its request is forgotten by now.
    pub(crate) fn answered(&mut self, sequence: u64, status: StatusCode, at: DateTime<Utc>) {
        let found = self.entries.binary_search_by_key(&sequence, |entry| entry.sequence);
        if let Some(entry) = found.ok().and_then(|place| self.entries.get_mut(place)) {
            entry.status = Some(status.as_u16());
            entry.answered_at = Some(clock::log_form(at));
        }
    }

    /// Forgets all requests; the numbers go on.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }

    /// The requests that are remembered.
    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.entries.iter().cloned().collect()
    }
}

fn by_name(headers: &HeaderMap) -> BTreeMap<String, Vec<String>> {
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in headers {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        all.entry(name.as_str().to_owned()).or_default().push(value);
    }
    all
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use chrono::DateTime;
    use hyper::{HeaderMap, Method, StatusCode};

    use super::{KEEP, RequestLog};
    use crate::query::Query;
    use crate::routes::ApiRequest;

    fn request(body: &'static [u8]) -> ApiRequest {
        ApiRequest {
            method: Method::POST,
            path: "/p/".into(),
            raw_query: "a=%20".into(),
            query: Query::parse("a=%20"),
            headers: HeaderMap::new(),
            body: Bytes::from_static(body),
        }
    }

    #[test]
    fn a_body_that_is_not_utf_8_is_there_as_base64() {
        let mut log = RequestLog::default();
        log.arrived(&request(b"\xff\x00"), DateTime::UNIX_EPOCH, Some("silent".into()));
        let entries = log.entries();
        let json = serde_json::to_value(&entries).expect("JSON");
        assert_eq!(
            json,
            serde_json::json!([{
                "sequence": 1, "at": "1970-01-01T00:00:00.000Z", "method": "POST", "path": "/p/",
                "query": "a=%20", "headers": {}, "body": null, "bodyBase64": "/wA=",
                "status": null, "answeredAt": null, "fault": "silent",
            }])
        );
    }

    #[test]
    fn the_oldest_requests_are_forgotten_and_a_late_answer_to_one_does_no_harm() {
        let mut log = RequestLog::default();
        for _ in 0..=KEEP {
            log.arrived(&request(b""), DateTime::UNIX_EPOCH, None);
        }
        log.answered(1, StatusCode::OK, DateTime::UNIX_EPOCH);
        log.answered(2, StatusCode::CREATED, DateTime::UNIX_EPOCH);
        let entries = log.entries();
        assert_eq!(entries.len(), KEEP);
        assert_eq!((entries[0].sequence, entries[0].status), (2, Some(201)));
        assert_eq!(entries[0].answered_at.as_deref(), Some("1970-01-01T00:00:00.000Z"));
        assert_eq!((entries[1].status, &entries[1].answered_at), (None, &None));
    }
}
