//! Answers as the document describes them.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use shared::error_code::EdgeCode;

use super::answers::Answers;

/// What a success carries.
pub(super) struct Success {
    /// Its schema.
    pub(super) schema: Value,
    /// Its content types.
    pub(super) media: &'static [&'static str],
    /// What it is, for people.
    pub(super) description: &'static str,
    /// Who may have made it: `edge`, `upstream`.
    pub(super) sources: &'static [&'static str],
    /// Whether it says where something new is.
    pub(super) is_new: bool,
}

/// Error answers that operations refer to, by name: most have the same ones.
#[derive(Default)]
pub(super) struct Errors(Map<String, Value>);

impl Errors {
    /// A reference to the answer of one status: one of the edge's codes, or whatever Scalr said.
    pub(super) fn reference(&mut self, status: u16, codes: &[EdgeCode], relayed: bool) -> Value {
        let mut name = status.to_string();
        for part in codes.iter().map(|code| code.as_str()).chain(relayed.then_some("relayed")) {
            name.push('.');
            name.push_str(part);
        }
        let reference = json!({ "$ref": format!("#/components/responses/{name}") });
        self.0.entry(name).or_insert_with(|| error(status, codes, relayed));
        reference
    }

    /// All of them by name.
    pub(super) fn definitions(mut self) -> Map<String, Value> {
        self.0.sort_keys();
        self.0
    }
}

/// Every answer of an operation, by status.
pub(super) fn of(answers: &Answers, success: &Success, errors: &mut Errors) -> Value {
    let mut responses = Map::new();
    for status in answers.success {
        responses.insert(status.to_string(), ok(success, is_write(answers)));
    }
    for (status, codes) in by_status(answers) {
        let relayed = answers.relayed.contains(&status);
        responses.insert(status.to_string(), errors.reference(status, &codes, relayed));
    }
    Value::Object(responses)
}

/// The edge's own codes by status, and the statuses that are only relayed with none.
fn by_status(answers: &Answers) -> BTreeMap<u16, Vec<EdgeCode>> {
    let mut statuses: BTreeMap<u16, Vec<EdgeCode>> =
        answers.relayed.iter().map(|status| (*status, Vec::new())).collect();
    for code in &answers.own {
        statuses.entry(code.status()).or_default().push(*code);
    }
    statuses
}

/// An operation that takes a key.
fn is_write(answers: &Answers) -> bool {
    answers.own.contains(&EdgeCode::IdempotencyKeyReused)
}

fn ok(success: &Success, write: bool) -> Value {
    let mut headers = every_header(success.sources);
    if write {
        headers["Idempotency-Replayed"] =
            json!({ "$ref": "#/components/headers/Idempotency-Replayed" });
    }
    if success.is_new {
        headers["Location"] = json!({ "$ref": "#/components/headers/Location" });
    }
    let content: Map<String, Value> = success
        .media
        .iter()
        .map(|media| ((*media).to_owned(), json!({ "schema": success.schema })))
        .collect();
    json!({ "description": success.description, "headers": headers, "content": content })
}

fn error(status: u16, codes: &[EdgeCode], relays: bool) -> Value {
    let names: Vec<&str> = codes.iter().map(|code| code.as_str()).collect();
    let own = (!names.is_empty()).then(|| own_failure(&names));
    let scalr = relays.then(|| json!({ "$ref": "#/components/schemas/Failure" }));
    let schemas: Vec<Value> = own.into_iter().chain(scalr).collect();
    let mut sources = Vec::new();
    let mut words = Vec::new();
    if !names.is_empty() {
        sources.push("edge");
        words.push(format!("The edge: {}", names.join(", ")));
    }
    if relays {
        sources.push("upstream");
        words.push("Scalr's own error, as it came".to_owned());
    }
    let schema = match schemas.as_slice() {
        [only] => only.clone(),
        several => json!({ "anyOf": several }),
    };
    let mut headers = every_header(&sources);
    for (name, header) in extra_headers(codes, relays && status == 500) {
        headers[name] = header;
    }
    json!({
        "description": words.join("; "),
        "headers": headers,
        "content": { "application/json": { "schema": schema } },
    })
}

/// An error of the edge's own with one of these codes.
fn own_failure(names: &[&str]) -> Value {
    json!({
        "allOf": [{ "$ref": "#/components/schemas/EdgeFailure" }],
        "properties": {
            "errors": { "items": { "properties": { "code": { "enum": names } } } },
        },
    })
}

/// References to the headers of every answer.
fn every_header(sources: &[&str]) -> Value {
    let reference = |name: &str| json!({ "$ref": format!("#/components/headers/{name}") });
    json!({
        "X-Request-Id": reference("X-Request-Id"),
        "X-Edge-Source": reference(&format!("X-Edge-Source.{}", sources.join("."))),
        "Server-Timing": reference("Server-Timing"),
        "Cache-Control": reference("Cache-Control"),
    })
}

/// The headers of every answer, by name.
pub(super) fn headers() -> Value {
    let header = |description: &str, schema: Value| json!({ "description": description, "required": true, "schema": schema });
    let text = || json!({ "type": "string" });
    let source = |sources: &[&str]| {
        header(
            "`upstream`: body and status are Scalr's; `edge`: the edge made the answer.",
            json!({ "type": "string", "enum": sources }),
        )
    };
    json!({
        "Cache-Control": header("Nobody may keep it.", json!({ "type": "string", "const": "no-store" })),
        "Idempotency-Replayed": {
            "description": "This is the answer to an earlier request with the same Idempotency-Key.",
            "schema": { "type": "string", "const": "true" },
        },
        "Location": header("Where the new thing is.", text()),
        "Server-Timing": header("Milliseconds in the edge, and of them those that Scalr took.", text()),
        "X-Edge-Source.edge": source(&["edge"]),
        "X-Edge-Source.edge.upstream": source(&["edge", "upstream"]),
        "X-Edge-Source.upstream": source(&["upstream"]),
        "X-Request-Id": header("The name of the request in logs.", text()),
    })
}

/// Headers that say what to do about an error.
fn extra_headers(codes: &[EdgeCode], may_have_acted: bool) -> Vec<(&'static str, Value)> {
    let header = |description: &str, required: bool, schema: Value| json!({ "description": description, "required": required, "schema": schema });
    let text = || json!({ "type": "string" });
    let retry_after =
        |required| header("Seconds to wait.", required, json!({ "type": "integer", "minimum": 1 }));
    let mut headers = Vec::new();
    for code in codes {
        match code {
            EdgeCode::MethodNotAllowed => {
                headers.push(("Allow", header("Methods that the path takes.", true, text())));
            }
            EdgeCode::UnsupportedMediaType => {
                let description = "The content type that the path takes.";
                headers.push(("Accept-Post", header(description, true, text())));
            }
            EdgeCode::LimitExceeded => headers.push(("Retry-After", retry_after(true))),
            // Where the keys of Access could not be fetched; a setting does not mend itself. And
            // 409 may be Scalr's own.
            EdgeCode::EdgeMisconfigured | EdgeCode::IdempotencyInProgress => {
                headers.push(("Retry-After", retry_after(false)));
            }
            _ => {}
        }
    }
    let unknown = codes.contains(&EdgeCode::OutcomeUnknown);
    if unknown || may_have_acted {
        let value = json!({ "type": "string", "const": "unknown" });
        let description = "Scalr may have acted although this is no success.";
        headers.push(("X-Edge-Outcome", header(description, false, value)));
    }
    headers
}
