//! Why the edge does not pass a request on, or not its answer: one type, and one function from it
//! to the wire.

use serde_json::{Map, Value};
use shared::envelope::{Failure, Message};
use shared::error_code::EdgeCode;

use crate::auth::{RETRY_AFTER_S, SignatureFault, TokenFault};
use crate::config::Misconfigured;
use crate::guard::MAX_BODY_BYTES;
use crate::idempotency::{InvalidKey, RETRY_IN_PROGRESS};
use crate::reply::{OUTCOME_HEADER, Reply, Source};

/// The one content type that create and copy take.
const ACCEPTED: &str = "application/json";

/// Whose limit a request is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limiter {
    /// The edge's, for one caller.
    Caller,
    /// The edge's, for one key pair.
    KeyPair,
    /// Scalr's own.
    Scalr,
}

/// A reason for an answer of the edge's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Settings that this request needs are missing or wrong.
    Misconfigured(Misconfigured),
    /// No such path; `near` is one that was probably meant.
    NoEndpoint {
        /// A path of the API.
        near: Option<String>,
    },
    /// The path takes other methods.
    WrongMethod {
        /// The methods that it takes.
        allowed: Vec<&'static str>,
    },
    /// A write that a page of another site sent.
    ForeignOrigin,
    /// `EDGE_AUTH=local`, and the host is not this machine.
    NotLocal,
    /// The token of Cloudflare Access proves nothing.
    Token(TokenFault),
    /// The headers of the caller's own signature cannot be right.
    CallerSignature(SignatureFault),
    /// The keys of Cloudflare Access could not be fetched, and none are known.
    NoAccessKeys,
    /// The caller is known and may not do this.
    NotPermitted {
        /// What the caller is called.
        name: String,
        /// Whether they may at least read.
        reads: bool,
    },
    /// The content type is not JSON.
    ContentType,
    /// The body is compressed or otherwise encoded.
    ContentEncoding,
    /// The body is over [`MAX_BODY_BYTES`].
    BodyTooLarge,
    /// The body did not arrive in time.
    BodyLate,
    /// The body broke off.
    BodyBroken,
    /// Everything that is wrong with body and query; at least one entry.
    Invalid(Vec<Message>),
    /// Too many requests; nothing was done.
    LimitExceeded {
        /// Whose limit it is.
        by: Limiter,
        /// Seconds after which a request will be taken again.
        retry_after: u64,
    },
    /// The `Idempotency-Key` is none.
    InvalidIdempotencyKey,
    /// The `Idempotency-Key` was used for another request.
    IdempotencyKeyReused,
    /// A request with the same `Idempotency-Key` is under way.
    IdempotencyInProgress,
    /// Scalr refused the edge's key.
    UpstreamAuth,
    /// What came back is not an answer of the Scalr API.
    UpstreamInvalid,
    /// Scalr could not be reached, on a read.
    UpstreamUnreachable,
    /// Scalr did not answer in time, on a read.
    UpstreamTimeout,
    /// A create or copy was sent and Scalr may have acted.
    OutcomeUnknown {
        /// Path and query of the listing that shows whether it did.
        settle: String,
    },
    /// There is no copy run of this id.
    NoRun,
    /// The request does not fit what is there now: at least one entry, all of this code.
    Conflict(EdgeCode, Vec<Message>),
    /// A fault inside.
    Internal,
}

impl From<&Misconfigured> for Fault {
    fn from(settings: &Misconfigured) -> Self {
        Self::Misconfigured(settings.clone())
    }
}

impl Fault {
    /// The code; its status goes with it.
    pub fn code(&self) -> EdgeCode {
        match self {
            Self::Misconfigured(_) | Self::NoAccessKeys => EdgeCode::EdgeMisconfigured,
            Self::NoEndpoint { .. } => EdgeCode::EndpointNotFound,
            Self::WrongMethod { .. } => EdgeCode::MethodNotAllowed,
            Self::ForeignOrigin => EdgeCode::ForbiddenOrigin,
            Self::NotLocal | Self::Token(_) | Self::CallerSignature(_) => {
                EdgeCode::BadAuthentication
            }
            Self::NotPermitted { .. } => EdgeCode::PermissionViolation,
            Self::ContentType | Self::ContentEncoding => EdgeCode::UnsupportedMediaType,
            Self::BodyTooLarge => EdgeCode::PayloadTooLarge,
            Self::BodyLate => EdgeCode::RequestTimeout,
            Self::BodyBroken | Self::Invalid(_) => EdgeCode::InvalidStructure,
            Self::LimitExceeded { .. } => EdgeCode::LimitExceeded,
            Self::InvalidIdempotencyKey => EdgeCode::InvalidIdempotencyKey,
            Self::IdempotencyKeyReused => EdgeCode::IdempotencyKeyReused,
            Self::IdempotencyInProgress => EdgeCode::IdempotencyInProgress,
            Self::UpstreamAuth => EdgeCode::UpstreamAuthFailed,
            Self::UpstreamInvalid => EdgeCode::UpstreamInvalidResponse,
            Self::UpstreamUnreachable => EdgeCode::UpstreamUnreachable,
            Self::UpstreamTimeout => EdgeCode::UpstreamTimeout,
            Self::OutcomeUnknown { .. } => EdgeCode::OutcomeUnknown,
            Self::NoRun => EdgeCode::ObjectNotFound,
            Self::Conflict(code, _) => *code,
            Self::Internal => EdgeCode::InternalServerError,
        }
    }

    /// What to tell the caller. Faults beyond the edge carry no detail of them.
    pub fn messages(&self) -> Vec<Message> {
        let message = match self {
            Self::Invalid(messages) | Self::Conflict(_, messages) => return messages.clone(),
            Self::NoRun => "There is no copy run of this id".to_owned(),
            Self::Misconfigured(Misconfigured(names)) => format!(
                "The edge cannot answer this: settings missing or wrong: {}",
                names.join(", ")
            ),
            Self::NoEndpoint { near: Some(near) } => {
                format!("No such path; did you mean {near}?")
            }
            Self::NoEndpoint { near: None } => "No such path".to_owned(),
            Self::WrongMethod { allowed } => {
                format!("This path takes only {}", allowed.join(" and "))
            }
            Self::ForeignOrigin => {
                "A browser sent this from another site; writes come from the dashboard's own pages"
                    .to_owned()
            }
            Self::NotLocal => "With EDGE_AUTH=local the edge serves only this machine; use a \
                 loopback address such as 127.0.0.1"
                .to_owned(),
            Self::Token(fault) => fault.message().to_owned(),
            Self::CallerSignature(fault) => fault.message(),
            Self::NoAccessKeys => "The edge cannot tell who is asking: the keys of Cloudflare \
                 Access could not be fetched. Nothing was done; try again. If it lasts, check \
                 ACCESS_TEAM_DOMAIN"
                .to_owned(),
            Self::NotPermitted { name, reads: true } => {
                format!("{name} may read here and not write: EDGE_WRITERS does not name them")
            }
            Self::NotPermitted { name, reads: false } => format!(
                "{name} may not use this edge: neither EDGE_READERS nor EDGE_WRITERS names them"
            ),
            Self::ContentType => format!("Send the body as {ACCEPTED}, in UTF-8"),
            Self::ContentEncoding => "Send the body without Content-Encoding".to_owned(),
            Self::BodyTooLarge => format!("The body is larger than {MAX_BODY_BYTES} bytes"),
            Self::BodyLate => "The body did not arrive in time; send it again".to_owned(),
            Self::BodyBroken => "The body broke off before its end; send it again".to_owned(),
            Self::LimitExceeded { by: Limiter::Caller, .. } => {
                "You have sent too many requests in the last minute; this one was not looked at"
                    .to_owned()
            }
            Self::LimitExceeded { by: Limiter::KeyPair, .. } => {
                "Everybody together has sent Scalr as many requests with this key pair as it takes \
                 in a minute; this one was not sent"
                    .to_owned()
            }
            Self::LimitExceeded { by: Limiter::Scalr, .. } => {
                "Scalr takes no more requests of this key for now; nothing was done".to_owned()
            }
            Self::InvalidIdempotencyKey => InvalidKey.to_string(),
            Self::IdempotencyKeyReused => {
                "This Idempotency-Key was used for another request in the last 24 hours: method, \
                 path or body differ. Send a new key for a new request"
                    .to_owned()
            }
            Self::IdempotencyInProgress => {
                "The request with this Idempotency-Key is still under way; ask again for its answer"
                    .to_owned()
            }
            Self::UpstreamAuth => {
                "Scalr refused the edge's key: wrong, revoked, or the clocks differ by more than \
                 five minutes"
                    .to_owned()
            }
            Self::UpstreamInvalid => {
                "What came back is not an answer of the Scalr API; check SCALR_URL".to_owned()
            }
            Self::UpstreamUnreachable => "Scalr could not be reached".to_owned(),
            Self::UpstreamTimeout => "Scalr did not answer in time".to_owned(),
            Self::OutcomeUnknown { settle } => format!(
                "The request was sent and its answer is not known: Scalr may have acted. Do not \
                 send it again before GET {settle} shows whether it did"
            ),
            Self::Internal => "Something went wrong inside the edge".to_owned(),
        };
        vec![Message { code: self.code().as_str().to_owned(), message, pointer: None }]
    }

    /// The answer on the wire: Scalr's error envelope, with what the edge adds to it.
    pub fn into_reply(self, request_id: &str) -> Reply {
        let code = self.code();
        let body =
            Failure { errors: self.messages(), meta: self.meta(request_id), warnings: Vec::new() };
        // An envelope of texts always serialises; without one the status still tells.
        let body = serde_json::to_vec(&body).unwrap_or_default();
        let reply = Reply::json(code.status(), Source::Edge, body);
        match self {
            Self::WrongMethod { allowed } => reply.with("allow", allowed.join(", ")),
            Self::ContentType | Self::ContentEncoding => reply.with("accept-post", ACCEPTED),
            Self::LimitExceeded { retry_after, .. } => {
                reply.with("retry-after", retry_after.to_string())
            }
            Self::IdempotencyInProgress => reply.with("retry-after", RETRY_IN_PROGRESS.to_string()),
            Self::NoAccessKeys => reply.with("retry-after", RETRY_AFTER_S.to_string()),
            Self::OutcomeUnknown { .. } => reply.with(OUTCOME_HEADER, "unknown"),
            _ => reply,
        }
    }

    fn meta(&self, request_id: &str) -> Value {
        let mut meta = Map::new();
        meta.insert("requestId".to_owned(), request_id.into());
        meta.insert("source".to_owned(), Source::Edge.as_str().into());
        if let Self::OutcomeUnknown { settle } = self {
            meta.insert("settle".to_owned(), settle.as_str().into());
        }
        Value::Object(meta)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(fault: Fault) -> String {
        String::from_utf8(fault.into_reply("r-1").body).expect("UTF-8")
    }

    #[test]
    fn the_envelope_is_scalr_s_with_request_id_and_source() {
        assert_eq!(
            text(Fault::Internal),
            r#"{"errors":[{"code":"InternalServerError","message":"Something went wrong inside the edge"}],"meta":{"requestId":"r-1","source":"edge"},"warnings":[]}"#
        );
    }

    #[test]
    fn an_unknown_outcome_names_the_listing_that_settles_it_and_no_time_to_retry() {
        let settle = "/api/v1beta0/user/5/images/?cloudLocation=eu-west-1&cloudPlatform=ec2";
        let reply = Fault::OutcomeUnknown { settle: settle.to_owned() }.into_reply("r-1");
        assert_eq!(reply.status, 504);
        assert_eq!(reply.header("x-edge-outcome"), Some("unknown"));
        assert_eq!(reply.header("retry-after"), None);
        assert_eq!(
            String::from_utf8(reply.body).expect("UTF-8"),
            r#"{"errors":[{"code":"OutcomeUnknown","message":"The request was sent and its answer is not known: Scalr may have acted. Do not send it again before GET /api/v1beta0/user/5/images/?cloudLocation=eu-west-1&cloudPlatform=ec2 shows whether it did"}],"meta":{"requestId":"r-1","settle":"/api/v1beta0/user/5/images/?cloudLocation=eu-west-1&cloudPlatform=ec2","source":"edge"},"warnings":[]}"#
        );
    }

    #[test]
    fn headers_that_say_what_to_do_go_with_their_status() {
        let header = |fault: Fault, name: &str| {
            let reply = fault.into_reply("r-1");
            (reply.status, reply.header(name).map(str::to_owned))
        };
        let wrong_method = Fault::WrongMethod { allowed: vec!["GET", "POST"] };
        assert_eq!(header(wrong_method, "allow"), (405, Some("GET, POST".to_owned())));
        assert_eq!(
            header(Fault::ContentType, "accept-post"),
            (415, Some("application/json".to_owned()))
        );
        for by in [Limiter::Caller, Limiter::KeyPair, Limiter::Scalr] {
            let limit = Fault::LimitExceeded { by, retry_after: 37 };
            assert_eq!(header(limit, "retry-after"), (429, Some("37".to_owned())));
        }
        let running = Fault::IdempotencyInProgress;
        assert_eq!(header(running, "retry-after"), (409, Some("1".to_owned())));
    }
}
