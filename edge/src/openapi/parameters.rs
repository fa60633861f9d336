//! Parameters of the operations.

use serde_json::{Value, json};
use shared::edge_api::Operation;
use shared::image::{Architecture, ImageScope, ImageSource, ImageStatus};
use shared::os::OS_ID_LIMIT;
use shared::platform::CloudPlatform;
use shared::query::MAX_RESULTS;
use shared::route::Route;
use shared::run::map::MapFormat;

use crate::idempotency::MAX_KEY_LENGTH;
use crate::lists::PAGES;
use crate::own::Own;
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
        "runId" => json!({ "type": "string", "pattern": RUN_ID }),
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

/// The id of a copy run; opaque to everybody else.
const RUN_ID: &str = "^[0-9A-HJKMNP-TV-Z]{26}-(g|[au][1-9][0-9]*)$";

/// The parameters of an operation of the edge's own.
pub(super) fn of_own(own: Own) -> Vec<Value> {
    let mut parameters: Vec<Value> = variables(own.path()).map(in_path).collect();
    parameters.push(request_id());
    parameters.extend(match own {
        Own::Activity => of_pages().into_iter().chain(of_activity()).collect(),
        Own::Inventory => vec![of_scope(), in_query("fresh", false, FRESH, &fresh())],
        Own::ListRuns => of_pages(),
        Own::RunMap => vec![in_query(
            "format",
            false,
            "`json` where it is absent.",
            &json!({ "type": "string", "enum": MapFormat::NAMES }),
        )],
        Own::RunEvents => vec![last_event_id()],
        Own::CreateRun => vec![idempotency_key()],
        _ => Vec::new(),
    });
    parameters
}

/// Up to where a client knows the events.
fn last_event_id() -> Value {
    json!({
        "name": "Last-Event-ID",
        "in": "header",
        "description": "The `id` of the last event that the client has: it gets what came after. Anything but a number counts as none.",
        "schema": { "type": "string" },
    })
}

fn in_query(name: &str, required: bool, description: &str, schema: &Value) -> Value {
    json!({ "name": name, "in": "query", "required": required, "description": description, "schema": schema })
}

/// What `fresh` does.
const FRESH: &str = "`yes`: the list is read anew. `no`, or where it is absent: one that is being read, or was read in the last ten seconds, will do.";

fn fresh() -> Value {
    json!({ "type": "string", "enum": ["yes", "no"] })
}

fn of_scope() -> Value {
    let scope = json!({ "type": "string", "pattern": "^(global|(account|user)/[1-9][0-9]*)$" });
    in_query("scope", true, "`global`, `account/{id}` or `user/{id}`.", &scope)
}

/// Scope and page of a list of the edge's own.
fn of_pages() -> Vec<Value> {
    let page = |range: &std::ops::RangeInclusive<u32>| json!({ "type": "integer", "minimum": range.start(), "maximum": range.end() });
    vec![
        of_scope(),
        in_query("pageNum", false, "From 1; 1 where it is absent.", &page(&PAGES)),
        in_query("maxResults", false, "50 where it is absent.", &page(&MAX_RESULTS)),
    ]
}

/// The filters of `GET /edge/activity`.
fn of_activity() -> Vec<Value> {
    vec![
        in_query(
            "operation",
            false,
            "Only this operation.",
            &json!({ "type": "string", "enum": Operation::NAMES }),
        ),
        in_query(
            "identity",
            false,
            "Only the caller with this id or name.",
            &json!({ "type": "string", "minLength": 1 }),
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
