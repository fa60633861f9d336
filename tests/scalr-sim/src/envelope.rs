//! Scalr's answers: the three envelopes and the error that fits into one.

use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use hyper::StatusCode;
use hyper::header::CONTENT_TYPE;
use serde::Serialize;

use crate::page::Pagination;

/// The content type of every envelope.
pub(crate) const JSON: &str = "application/json; charset=utf-8";

/// A refusal: Scalr reports one at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ApiError {
    /// The HTTP status, which alone decides success.
    pub(crate) status: StatusCode,
    /// Scalr's name of the error.
    pub(crate) code: &'static str,
    /// For people.
    pub(crate) message: String,
}

impl ApiError {
    pub(crate) fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into() }
    }

    pub(crate) fn invalid_structure(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "InvalidStructure", message)
    }

    pub(crate) fn invalid_value(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "InvalidValue", message)
    }

    pub(crate) fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "BadRequest", message)
    }

    pub(crate) fn unauthenticated(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "BadAuthentication", message)
    }

    pub(crate) fn forbidden(message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "PermissionViolation", message)
    }

    pub(crate) fn not_found(message: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "ObjectNotFound", message)
    }

    pub(crate) fn conflict(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, code, message)
    }

    /// An unknown path, and also a wrong method: Scalr does not know 405.
    pub(crate) fn no_endpoint() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "EndpointNotFound",
            "The endpoint you are trying to access does not exist.",
        )
    }

    pub(crate) fn limit_exceeded() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "LimitExceeded",
            "API rate limit exceeded. Try again later.",
        )
    }
}

/// A whole answer of the API, kept as bytes so that a fault can cut it up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    /// The HTTP status.
    pub(crate) status: StatusCode,
    /// JSON but for the descriptions of the API.
    pub(crate) content_type: &'static str,
    /// An envelope, where it is JSON.
    pub(crate) body: Bytes,
}

impl Answer {
    /// A details envelope with one object, or `null` where nothing is left to show.
    pub(crate) fn details(status: StatusCode, data: &impl Serialize) -> Self {
        Self::details_with(status, data, &[])
    }

    /// A details envelope that carries warnings beside its success.
    pub(crate) fn details_with(
        status: StatusCode,
        data: &impl Serialize,
        warnings: &[Message<'_>],
    ) -> Self {
        let envelope = Details { data, errors: [], meta: Meta {}, warnings };
        Self::json(status, &envelope)
    }

    /// A list envelope with one page.
    pub(crate) fn list(data: &impl Serialize, pagination: &Pagination) -> Self {
        let envelope = List { data, errors: [], meta: Meta {}, pagination, warnings: [] };
        Self::json(StatusCode::OK, &envelope)
    }

    /// An error envelope with one error.
    pub(crate) fn error(status: StatusCode, code: &str, message: &str) -> Self {
        let errors = [Message { code, message }];
        Self::json(status, &Failure { errors, meta: Meta {}, warnings: [] })
    }

    fn json(status: StatusCode, envelope: &impl Serialize) -> Self {
        let body = serde_json::to_vec(envelope).expect("an envelope has nothing that is not JSON");
        Self { status, content_type: JSON, body: body.into() }
    }
}

#[derive(Serialize)]
struct Details<'a, T> {
    data: &'a T,
    errors: [Message<'a>; 0],
    meta: Meta,
    warnings: &'a [Message<'a>],
}

#[derive(Serialize)]
struct List<'a, T> {
    data: &'a T,
    errors: [Message<'a>; 0],
    meta: Meta,
    pagination: &'a Pagination,
    warnings: [Message<'a>; 0],
}

#[derive(Serialize)]
struct Failure<'a> {
    errors: [Message<'a>; 1],
    meta: Meta,
    warnings: [Message<'a>; 0],
}

/// Always empty here; the real server puts debug output into it.
#[derive(Serialize)]
struct Meta {}

impl From<ApiError> for Answer {
    fn from(error: ApiError) -> Self {
        Self::error(error.status, error.code, &error.message)
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        (self.status, [(CONTENT_TYPE, self.content_type)], self.body).into_response()
    }
}

/// An element of `errors` or `warnings`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Message<'a> {
    pub(crate) code: &'a str,
    pub(crate) message: &'a str,
}

#[cfg(test)]
mod tests {
    use super::{Answer, ApiError};

    #[test]
    fn an_error_envelope_has_errors_meta_and_warnings_and_no_data() {
        let answer = Answer::from(ApiError::invalid_value("Invalid region"));
        assert_eq!(answer.status.as_u16(), 400);
        assert_eq!(
            answer.body,
            r#"{"errors":[{"code":"InvalidValue","message":"Invalid region"}],"meta":{},"warnings":[]}"#
        );
    }
}
