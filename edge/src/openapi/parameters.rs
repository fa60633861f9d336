//! Parameters of the operations.

use serde_json::{Value, json};
use shared::edge_api::Operation;
use shared::image::{Architecture, ImageScope, ImageSource, ImageStatus};
use shared::os::OS_ID_LIMIT;
use shared::platform::CloudPlatform;
use shared::query::MAX_RESULTS;
use shared::route::Route;

use crate::activity::PAGES;
use crate::idempotency::MAX_KEY_LENGTH;
use crate::trace::LONGEST_REQUEST_ID;

/// The parameters of an operation on Scalr.
pub(super) fn of_route(path: &str, route: &Route) -> Vec<Value> {
    let mut parameters: Vec<Value> = variables(path).map(in_path).collect();
    parameters.extend(query(route));
    if route.is_write() {
        parameters.push(idempotency_key());
    }
    parameters.push(request_id());
    parameters
}

/// The names in braces, in their order.
fn variables(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

fn in_path(name: &str) -> Value {
    let schema = match name {
        "imageId" => json!({ "type": "string", "format": "uuid" }),
        "osId" => os_id(),
        "cloudPlatform" => json!({ "type": "string", "pattern": "^[a-z0-9]+$", "maxLength": 32 }),
        _ => json!({ "type": "integer", "minimum": 1, "format": "int64" }),
    };
    json!({ "name": name, "in": "path", "required": true, "schema": schema })
}

/// The name that a caller gives the request.
pub(super) fn request_id() -> Value {
    json!({
        "name": "X-Request-Id",
        "in": "header",
        "description": format!(
            "A name for the request, for logs: 1 to {LONGEST_REQUEST_ID} letters, digits, `-`, `_` and `.`. Any other is answered with a new one."
        ),
        "schema": { "type": "string" },
    })
}

/// What makes a request one that is carried out at most once.
fn idempotency_key() -> Value {
    json!({
        "name": "Idempotency-Key",
        "in": "header",
        "description": format!(
            "A name for what is to be done: 1 to {MAX_KEY_LENGTH} visible ASCII characters without quotes and backslashes, alone or in double quotes. For 24 hours a request with the same key gets the same answer, and nothing is sent again."
        ),
        "schema": { "type": "string", "pattern": "^(\"[!#-\\[\\]-~]{1,255}\"|[!#-\\[\\]-~]{1,255})$" },
    })
}

/// The parameters of `GET /edge/activity`.
pub(super) fn of_activity() -> Vec<Value> {
    let parameter = |name: &str, required: bool, description: &str, schema: Value| json!({ "name": name, "in": "query", "required": required, "description": description, "schema": schema });
    let page = |range: &std::ops::RangeInclusive<u32>| json!({ "type": "integer", "minimum": range.start(), "maximum": range.end() });
    let scope = json!({ "type": "string", "pattern": "^(global|(account|user)/[1-9][0-9]*)$" });
    vec![
        parameter("scope", true, "`global`, `account/{id}` or `user/{id}`.", scope),
        parameter("pageNum", false, "From 1; 1 where it is absent.", page(&PAGES)),
        parameter("maxResults", false, "50 where it is absent.", page(&MAX_RESULTS)),
        parameter(
            "operation",
            false,
            "Only this operation.",
            json!({ "type": "string", "enum": Operation::NAMES }),
        ),
        parameter(
            "identity",
            false,
            "Only the caller with this id or name.",
            json!({ "type": "string", "minLength": 1 }),
        ),
    ]
}

/// Pages and filters of the lists. Scalr refuses other parameters.
fn query(route: &Route) -> Vec<Value> {
    let page = [
        ("pageNum", json!({ "type": "integer", "minimum": 1 })),
        (
            "maxResults",
            json!({ "type": "integer", "minimum": MAX_RESULTS.start(), "maximum": MAX_RESULTS.end() }),
        ),
    ];
    let filters = match route {
        Route::ListImages(_) => image_filters(),
        Route::ListOs(_) | Route::ListCloudLocations(..) => Vec::new(),
        _ => return Vec::new(),
    };
    let in_query =
        |(name, schema): (&str, Value)| json!({ "name": name, "in": "query", "schema": schema });
    filters.into_iter().chain(page).map(in_query).collect()
}

fn os_id() -> Value {
    json!({ "type": "string", "pattern": "^[A-Za-z0-9-]+$", "minLength": 1, "maxLength": OS_ID_LIMIT })
}

/// Filters are plain equality: Scalr finds nothing for another text, and refuses none.
const FLAG: &[&str] = &["true", "false"];

fn image_filters() -> Vec<(&'static str, Value)> {
    let text = || json!({ "type": "string" });
    let one_of = |names: &[&str]| json!({ "type": "string", "examples": names });
    vec![
        ("id", text()),
        ("name", text()),
        ("scope", one_of(ImageScope::NAMES)),
        ("os", os_id()),
        ("cloudPlatform", one_of(CloudPlatform::NAMES)),
        ("cloudImageId", text()),
        ("architecture", one_of(Architecture::NAMES)),
        ("cloudLocation", text()),
        ("status", one_of(ImageStatus::NAMES)),
        ("source", one_of(ImageSource::NAMES)),
        ("deprecated", one_of(FLAG)),
        ("scalrAgentInstalled", one_of(FLAG)),
        ("cloudInitInstalled", one_of(FLAG)),
    ]
}
