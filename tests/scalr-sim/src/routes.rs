//! The API: which operation a request means, what comes before every operation, and the
//! operations themselves, one file each.

mod copy;
mod create;
mod images;
mod reference;
mod replace;

use bytes::Bytes;
use hyper::header::CONTENT_TYPE;
use hyper::{HeaderMap, Method, StatusCode};
use serde_json::{Map, Value};

pub(crate) use copy::check as check_copy;
pub(crate) use create::check as check_create;

use crate::auth::{Signable, authenticate};
use crate::checks::{is_os_id, is_uuid};
use crate::clock;
use crate::envelope::{Answer, ApiError};
use crate::query::Query;
use crate::scope::Scope;
use crate::specs;
use crate::state::Sim;

/// A request as it arrived, with its body read.
#[derive(Debug)]
pub(crate) struct ApiRequest {
    pub(crate) method: Method,
    /// As sent, not decoded.
    pub(crate) path: String,
    /// As sent, without the question mark.
    pub(crate) raw_query: String,
    pub(crate) query: Query,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl ApiRequest {
    fn object(&self) -> Result<Map<String, Value>, ApiError> {
        object(&self.body)
    }
}

/// The body, if it is a JSON object. Of a repeated member the last one counts, as in PHP.
fn object(body: &[u8]) -> Result<Map<String, Value>, ApiError> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(members)) => Ok(members),
        _ => Err(ApiError::invalid_structure("Invalid body")),
    }
}

/// What a path and a method mean, with the ids from the path as they were sent.
#[derive(Debug, PartialEq, Eq)]
enum Operation<'a> {
    List,
    Create,
    Get(&'a str),
    Rename(&'a str),
    Delete(&'a str),
    Copy(&'a str),
    Replace(&'a str),
    ListOs,
    GetOs(&'a str),
    ListCloudLocations(&'a str),
    ListEnvironments,
}

/// Reads a path, which always ends in `/`; ids of a wrong form are unknown paths.
fn operation<'a>(method: &Method, path: &'a str) -> Option<(Scope, Operation<'a>)> {
    let segments: Vec<&str> = path.strip_prefix("/api/v1beta0/")?.split('/').collect();
    let (scope, rest) = match segments.as_slice() {
        ["global", rest @ ..] => (Scope::Global, rest),
        ["account", id, rest @ ..] => (Scope::Account(positive(id)?), rest),
        ["user", id, rest @ ..] => (Scope::Environment(positive(id)?), rest),
        _ => return None,
    };
    let operation = match (method.as_str(), rest) {
        ("GET", ["images", ""]) => Operation::List,
        ("POST", ["images", ""]) => Operation::Create,
        ("GET", ["images", id, ""]) if is_uuid(id) => Operation::Get(id),
        ("PATCH", ["images", id, ""]) if is_uuid(id) => Operation::Rename(id),
        ("DELETE", ["images", id, ""]) if is_uuid(id) => Operation::Delete(id),
        ("POST", ["images", id, "actions", "copy", ""]) if is_uuid(id) => Operation::Copy(id),
        ("POST", ["images", id, "actions", "replace", ""]) if is_uuid(id) => Operation::Replace(id),
        ("GET", ["os", ""]) => Operation::ListOs,
        ("GET", ["os", id, ""]) if is_os_id(id) => Operation::GetOs(id),
        ("GET", ["clouds", platform, "cloud-locations", ""])
            if matches!(scope, Scope::Environment(_)) =>
        {
            Operation::ListCloudLocations(platform)
        }
        ("GET", ["environments", ""]) if matches!(scope, Scope::Account(_)) => {
            Operation::ListEnvironments
        }
        _ => return None,
    };
    Some((scope, operation))
}

fn positive(id: &str) -> Option<u32> {
    let digits = id.bytes().all(|byte| byte.is_ascii_digit());
    let number = id.parse().ok().filter(|number| *number > 0);
    if digits { number } else { None }
}

/// Answers one request of the API.
pub(crate) fn answer(sim: &Sim, request: &ApiRequest) -> Answer {
    specs::answer(&request.method, &request.path)
        .unwrap_or_else(|| perform(sim, request).unwrap_or_else(Answer::from))
}

fn perform(sim: &Sim, request: &ApiRequest) -> Result<Answer, ApiError> {
    let (scope, operation) =
        operation(&request.method, &request.path).ok_or_else(ApiError::no_endpoint)?;
    admit(sim, request, scope)?;
    match operation {
        Operation::List => images::list(sim, request, scope),
        Operation::Create => create::create(sim, request, scope),
        Operation::Get(id) => images::get(sim, scope, id),
        Operation::Rename(id) => images::rename(sim, request, scope, id),
        Operation::Delete(id) => images::delete(sim, request, scope, id),
        Operation::Copy(id) => copy::copy(sim, request, scope, id),
        Operation::Replace(id) => replace::replace(sim, request, scope, id),
        Operation::ListOs => reference::list_os(request),
        Operation::GetOs(id) => reference::get_os(id),
        Operation::ListCloudLocations(platform) => {
            reference::list_cloud_locations(request, platform)
        }
        Operation::ListEnvironments => reference::list_environments(request),
    }
}

/// The checks before every operation, in Scalr's order: signature, rate limit, content type, then
/// whether the key pair reaches the scope.
fn admit(sim: &Sim, request: &ApiRequest, scope: Scope) -> Result<(), ApiError> {
    let (keys, now) = (&sim.settings.keys, clock::now());
    let signable = Signable {
        method: &request.method,
        path: &request.path,
        query: &request.query,
        body: &request.body,
    };
    let pair = authenticate(keys, &request.headers, now, signable)?;
    if let Some(most) = sim.settings.rate_per_minute
        && !sim.rate().take(&pair.id, most, now)
    {
        return Err(ApiError::limit_exceeded());
    }
    if !request.body.is_empty() && !is_json(&request.headers) {
        return Err(ApiError::bad_request("Invalid Content-Type"));
    }
    let wanted = if scope == Scope::Global { &keys.global } else { &keys.user };
    if pair.id != wanted.id {
        return Err(ApiError::forbidden("Insufficient permissions"));
    }
    scope.check_exists()
}

/// `application/json`, whatever its parameters.
fn is_json(headers: &HeaderMap) -> bool {
    let value = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = value.and_then(|value| value.split([';', ',']).next());
    media_type.is_some_and(|text| text.trim().eq_ignore_ascii_case("application/json"))
}

/// What PHP answers when something outside Scalr fails in a way that Scalr does not expect.
fn server_error() -> ApiError {
    ApiError::new(StatusCode::INTERNAL_SERVER_ERROR, "InternalServerError", "Server Error")
}

#[cfg(test)]
mod tests {
    use hyper::Method;

    use super::{Operation, Scope, operation};

    const ID: &str = "5a1a3fd0-1111-4222-8333-000000000001";

    #[test]
    fn every_documented_path_has_its_operation() {
        let copy = format!("/api/v1beta0/user/5/images/{ID}/actions/copy/");
        let cases = [
            (Method::GET, "/api/v1beta0/global/images/", Scope::Global, Operation::List),
            (Method::POST, "/api/v1beta0/account/1/images/", Scope::Account(1), Operation::Create),
            (Method::POST, copy.as_str(), Scope::Environment(5), Operation::Copy(ID)),
            (
                Method::GET,
                "/api/v1beta0/user/6/clouds/ec2/cloud-locations/",
                Scope::Environment(6),
                Operation::ListCloudLocations("ec2"),
            ),
            (
                Method::GET,
                "/api/v1beta0/account/1/environments/",
                Scope::Account(1),
                Operation::ListEnvironments,
            ),
        ];
        for (method, path, scope, expected) in cases {
            assert_eq!(operation(&method, path), Some((scope, expected)), "{path}");
        }
    }

    #[test]
    fn what_is_not_documented_is_no_endpoint() {
        for path in [
            "/api/v1beta0/global/images",
            "/api/v1beta0/global//images/",
            "/api/v1beta1/global/images/",
            "/api/v1beta0/user/0/images/",
            "/api/v1beta0/user/+5/images/",
            "/api/v1beta0/user/images/",
            "/api/v1beta0/user/5/images/not-a-uuid/",
            "/api/v1beta0/global/clouds/ec2/cloud-locations/",
            "/api/v1beta0/user/5/environments/",
            "/",
        ] {
            assert_eq!(operation(&Method::GET, path), None, "{path}");
        }
        assert_eq!(operation(&Method::PUT, "/api/v1beta0/global/images/"), None);
        assert_eq!(operation(&Method::HEAD, "/api/v1beta0/global/images/"), None);
    }
}
