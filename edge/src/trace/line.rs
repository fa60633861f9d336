//! The log line of a request: one JSON object.

use serde::Serialize;
use shared::edge_api::IdentityKind;
use shared::envelope::Failure;
use shared::json;
use shared::route::{Resolved, Route};
use shared::scope::Scope;

use crate::head::Head;
use crate::own::Own;
use crate::reply::{OUTCOME_HEADER, Reply, SOURCE_HEADER};
use crate::specs::Spec;

use super::Trace;

/// Methods that are logged by their name. Any other is text that the caller made up.
const METHODS: &[&str] = &["GET", "POST", "HEAD", "OPTIONS", "PUT", "PATCH", "DELETE"];

/// Longest code that is logged, in characters. Those of Scalr have up to 30.
const LONGEST_CODE: usize = 64;

/// What a line says. Members may be added, never renamed: people search for them.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'a> {
    at: &'a str,
    request_id: &'a str,
    method: &'a str,
    /// Name of the operation; null where the path is none.
    route: Option<&'static str>,
    /// Scope of the endpoint; null outside the mirror of Scalr's API.
    scope: Option<Scope>,
    /// Null where the request was refused before anybody asked who it is.
    identity: Option<Caller<'a>>,
    status: u16,
    /// First code of an error.
    code: Option<String>,
    source: Option<&'a str>,
    /// `unknown`, where Scalr may have acted although this is no success.
    outcome: Option<&'a str>,
    edge_ms: u64,
    upstream_ms: u64,
    upstream_calls: u32,
}

#[derive(Serialize)]
struct Caller<'a> {
    kind: IdentityKind,
    id: &'a str,
}

/// Writes the line.
pub(super) fn write(
    trace: &Trace,
    head: &Head,
    request_id: &str,
    reply: &Reply,
    edge_ms: u64,
    at: &str,
) -> String {
    let (route, scope) = operation(head);
    let line = Line {
        at,
        request_id,
        method: METHODS.iter().copied().find(|known| *known == head.method).unwrap_or("other"),
        route,
        scope,
        identity: trace.identity.get().map(|(kind, id)| Caller { kind: *kind, id }),
        status: reply.status,
        code: code(reply),
        source: reply.header(SOURCE_HEADER),
        outcome: reply.header(OUTCOME_HEADER),
        edge_ms,
        upstream_ms: trace.upstream_ms.get(),
        upstream_calls: trace.upstream_calls.get(),
    };
    // Texts, numbers and nulls are always JSON; without a line there would still be an answer.
    serde_json::to_string(&line).unwrap_or_default()
}

/// The operation that was asked for, whether or not it was let through.
fn operation(head: &Head) -> (Option<&'static str>, Option<Scope>) {
    let path = head.location.path.as_str();
    let of_method = |own: &Own| own.method().as_str() == head.method;
    let own = Own::at(path).find(of_method).or_else(|| Own::at(path).next());
    if let Some(own) = own {
        return (Some(own.name()), own.run_id(path).map(|run| run.scope()));
    }
    if Spec::at(path).is_some() {
        return (Some("specs.get"), None);
    }
    match Route::resolve(&head.method, path) {
        Resolved::Route(route) => (Some(route.name()), Some(route.scope())),
        Resolved::OtherMethods(_) | Resolved::Nothing { .. } => (None, None),
    }
}

/// The first code of an error envelope, as long as it looks like one: a relayed one is Scalr's text.
fn code(reply: &Reply) -> Option<String> {
    if reply.status < 400 {
        return None;
    }
    let failure: Failure = json::read(&reply.body).ok()?;
    let code = failure.errors.into_iter().next()?.code;
    let plain = code.len() <= LONGEST_CODE && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    plain.then_some(code)
}
