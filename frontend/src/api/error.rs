//! What can come back instead of what was asked for.

use shared::envelope::{Failure, Message};

use crate::text;

/// The edge's code for a request that is still being carried out (`docs/EDGE_API.md`).
const IN_PROGRESS: &str = "IdempotencyInProgress";

/// Why a request gave no result.
#[derive(Debug, Clone, PartialEq)]
pub enum ApiError {
    /// The edge or Scalr answered with an error.
    Refused(Refusal),
    /// The edge could not be reached.
    Unreachable,
    /// Nobody is signed in, or no longer. Nothing was done.
    SignedOut {
        /// For finding the request in the logs.
        request_id: Option<String>,
    },
    /// The edge answered with something that is none of its answers.
    Unreadable {
        /// HTTP status.
        status: u16,
        /// For finding the request in the logs.
        request_id: Option<String>,
    },
}

/// An error envelope.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// HTTP status.
    pub status: u16,
    /// Codes and words.
    pub errors: Vec<Message>,
    /// For finding the request in the logs.
    pub request_id: Option<String>,
    /// True where the edge itself refused, false where Scalr did.
    pub by_edge: bool,
    /// True where Scalr may have acted all the same.
    pub outcome_unknown: bool,
}

impl Refusal {
    pub(super) fn new(status: u16, failure: Failure, headers: &gloo_net::http::Headers) -> Self {
        let request_id = failure
            .meta_text("requestId")
            .map(str::to_owned)
            .or_else(|| headers.get("x-request-id"));
        Self {
            status,
            request_id,
            by_edge: headers.get("x-edge-source").as_deref() == Some("edge"),
            outcome_unknown: headers.get("x-edge-outcome").as_deref() == Some("unknown"),
            errors: failure.errors,
        }
    }
}

impl ApiError {
    /// The code of the first error, or a word for what happened.
    pub fn code(&self) -> &str {
        match self {
            Self::Refused(refusal) => refusal.errors.first().map_or("", |error| &error.code),
            Self::Unreachable => "EdgeUnreachable",
            Self::SignedOut { .. } => "BadAuthentication",
            Self::Unreadable { .. } => "UnreadableAnswer",
        }
    }

    /// HTTP status, where there was an answer.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Refused(refusal) => Some(refusal.status),
            Self::Unreadable { status, .. } => Some(*status),
            Self::SignedOut { .. } => Some(401),
            Self::Unreachable => None,
        }
    }

    /// What happened, for people.
    pub fn words(&self) -> Vec<String> {
        match self {
            Self::Refused(refusal) => {
                refusal.errors.iter().map(|error| error.message.clone()).collect()
            }
            Self::Unreachable => vec![text::common().edge_unreachable.to_owned()],
            Self::SignedOut { .. } => {
                vec![text::common().signed_out.to_owned()]
            }
            Self::Unreadable { status, .. } => {
                vec![text::fill(text::common().unreadable, &[("status", &status)])]
            }
        }
    }

    /// For finding the request in the logs.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Refused(refusal) => refusal.request_id.as_deref(),
            Self::Unreadable { request_id, .. } | Self::SignedOut { request_id } => {
                request_id.as_deref()
            }
            Self::Unreachable => None,
        }
    }

    /// True where a create or copy may have been carried out although there is no answer that says
    /// so. Losing the connection to the edge is such a case too.
    pub fn leaves_outcome_unknown(&self) -> bool {
        match self {
            Self::Refused(refusal) => refusal.outcome_unknown,
            Self::Unreachable | Self::Unreadable { .. } => true,
            Self::SignedOut { .. } => false,
        }
    }

    /// False where the same request may be sent again under its `Idempotency-Key`: the edge then
    /// tells what became of it, or carries it out for the first time.
    pub fn says_what_became_of_it(&self) -> bool {
        match self {
            Self::Refused(_) => self.code() != IN_PROGRESS,
            Self::Unreachable | Self::Unreadable { .. } | Self::SignedOut { .. } => false,
        }
    }

    /// Everything that a report of the fault should hold, as text to be copied.
    pub fn details(&self) -> String {
        let status =
            self.status().map_or("no answer".to_owned(), |status| format!("HTTP {status}"));
        let request = self.request_id().unwrap_or("none");
        format!("{status} {}\n{}\nRequest id: {request}", self.code(), self.words().join("\n"))
    }
}
