//! What goes back to the caller, before it becomes a response of the runtime.

use std::borrow::Cow;

use crate::security;

/// Name in lower case, and value.
pub type Header = (&'static str, Cow<'static, str>);

/// Says who made an answer.
pub const SOURCE_HEADER: &str = "x-edge-source";
/// Says that Scalr may have acted although the answer is no success.
pub const OUTCOME_HEADER: &str = "x-edge-outcome";
/// Says that this is the answer to an earlier request with the same `Idempotency-Key`.
pub const REPLAYED_HEADER: &str = "idempotency-replayed";
/// Names the request, for people who look for it in logs.
pub const REQUEST_ID_HEADER: &str = "x-request-id";

/// Who made an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The edge itself.
    Edge,
    /// Scalr; the body is what it sent, byte for byte.
    Upstream,
}

impl Source {
    /// The value of [`SOURCE_HEADER`].
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Edge => "edge",
            Self::Upstream => "upstream",
        }
    }
}

/// An answer of the API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Status.
    pub status: u16,
    /// Headers.
    pub headers: Vec<Header>,
    /// Body.
    pub body: Vec<u8>,
}

impl Reply {
    /// An answer with a JSON body.
    pub fn json(status: u16, source: Source, body: Vec<u8>) -> Self {
        let headers = vec![
            ("content-type", "application/json".into()),
            (SOURCE_HEADER, source.as_str().into()),
        ];
        Self { status, headers, body }
    }

    /// Adds a header.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Adds what every answer of the API carries.
    #[must_use]
    pub fn finish(mut self, request_id: &str, secure: bool) -> Self {
        self.headers.extend(security::headers(secure));
        self.with("cache-control", "no-store").with(REQUEST_ID_HEADER, request_id.to_owned())
    }

    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_ref())
    }
}
