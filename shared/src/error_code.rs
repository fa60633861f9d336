//! The codes that the edge itself answers with, and the status of each.
//!
//! Codes of Scalr are relayed as they come and stay texts: Scalr grows.

macro_rules! edge_codes {
    ($( $(#[$meta:meta])* $variant:ident = $status:literal ),+ $(,)?) => {
        /// A code of an answer that the edge makes itself. Where Scalr has a code for the case, it
        /// is Scalr's.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum EdgeCode { $( $(#[$meta])* $variant, )+ }

        impl EdgeCode {
            /// Every code that the edge can emit.
            pub const ALL: &'static [Self] = &[ $( Self::$variant ),+ ];

            /// The name on the wire.
            pub fn as_str(self) -> &'static str {
                match self { $( Self::$variant => stringify!($variant), )+ }
            }

            /// The HTTP status that goes with the code.
            pub fn status(self) -> u16 {
                match self { $( Self::$variant => $status, )+ }
            }
        }
    };
}

edge_codes! {
    /// The body or the query is not what the API reference describes: not JSON, not an object, a
    /// member that is unknown, missing or there twice.
    InvalidStructure = 400,
    /// A member has a wrong type or a value outside the documented ones.
    InvalidValue = 400,
    /// The `Idempotency-Key` is not 1 to 255 visible ASCII characters.
    InvalidIdempotencyKey = 400,
    /// The caller is not known.
    BadAuthentication = 401,
    /// The caller is known and may not do this.
    PermissionViolation = 403,
    /// A write that another site's page sent.
    ForbiddenOrigin = 403,
    /// No such path.
    EndpointNotFound = 404,
    /// There is no such thing, of those that the edge keeps.
    ObjectNotFound = 404,
    /// The path exists, with other methods.
    MethodNotAllowed = 405,
    /// The body did not arrive in time.
    RequestTimeout = 408,
    /// A request with the same `Idempotency-Key` is still being worked on.
    IdempotencyInProgress = 409,
    /// What is to be done is not what the caller was shown.
    PlanChanged = 409,
    /// What is asked for does not go with the state that the thing is in.
    UnacceptableState = 409,
    /// The body is larger than the edge takes.
    PayloadTooLarge = 413,
    /// The body is not announced as plain JSON.
    UnsupportedMediaType = 415,
    /// The `Idempotency-Key` was used before, for another request.
    IdempotencyKeyReused = 422,
    /// Too many requests: by the edge's limit for one caller, by its limit for one key pair, or by
    /// Scalr's own.
    LimitExceeded = 429,
    /// A fault of the edge; the text never varies.
    InternalServerError = 500,
    /// Scalr refused the edge's key.
    UpstreamAuthFailed = 502,
    /// What came back is not an answer of the Scalr API.
    UpstreamInvalidResponse = 502,
    /// Scalr could not be reached, on a read.
    UpstreamUnreachable = 502,
    /// A setting that this request needs is missing or wrong.
    EdgeMisconfigured = 503,
    /// Scalr did not answer in time, on a read.
    UpstreamTimeout = 504,
    /// A create or copy was sent and its answer is not known: Scalr may have acted.
    OutcomeUnknown = 504,
}

impl std::fmt::Display for EdgeCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_a_client_or_server_error_under_a_name_of_its_own() {
        let mut names: Vec<_> = EdgeCode::ALL.iter().map(|code| code.as_str()).collect();
        assert!(EdgeCode::ALL.iter().all(|code| (400..600).contains(&code.status())));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), EdgeCode::ALL.len());
    }
}
