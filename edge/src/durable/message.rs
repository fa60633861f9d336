//! What goes between the worker and its objects: small JSON both ways, an answer as it is.

use std::borrow::Cow;
use std::num::NonZeroU32;
use std::str::FromStr;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use shared::json::{self, Unreadable};
use web_sys::{ReadableStream, RequestInit, ResponseInit};
use worker::{Headers, Request, Response, Stub};

use crate::objects::ObjectFault;
use crate::proxy::NoPermit;
use crate::rate::Over;
use crate::reply::{OUTCOME_HEADER, REPLAYED_HEADER, Reply, SOURCE_HEADER, Source};
use crate::trace::{Calls, Trace};

/// Objects read the path only, but a request wants a whole URL.
const ORIGIN: &str = "http://object.invalid";

/// The headers of an answer that a scope's object makes.
const HEADERS: &[&str] =
    &["content-type", SOURCE_HEADER, OUTCOME_HEADER, REPLAYED_HEADER, "location", "retry-after"];

/// How many requests to Scalr an answer took, and how long they took, in milliseconds. Between object
/// and worker only.
const CALLS: &str = "x-object-calls";
const CALLS_MS: &str = "x-object-calls-ms";

/// Asks for so many requests under a limit, or as many as fit.
#[derive(Serialize, Deserialize)]
pub(super) struct Take {
    pub(super) limit: NonZeroU32,
    #[serde(default = "one")]
    pub(super) most: u32,
}

/// What a version of the worker meant that knew no number; while a new one is deployed, both are about.
fn one() -> u32 {
    1
}

/// Tells that Scalr takes no more.
#[derive(Serialize, Deserialize)]
pub(super) struct Pause {
    pub(super) pause_ms: u32,
}

/// For how many requests there was room.
#[derive(Serialize, Deserialize)]
pub(super) struct Taken {
    #[serde(default = "one")]
    given: u32,
    /// Seconds to wait, where there was room for none.
    retry_after: Option<u64>,
}

impl From<Result<u32, Over>> for Taken {
    fn from(taken: Result<u32, Over>) -> Self {
        Self {
            given: taken.unwrap_or_default(),
            retry_after: taken.err().map(|Over { retry_after }| retry_after),
        }
    }
}

impl From<Taken> for Result<u32, NoPermit> {
    fn from(taken: Taken) -> Self {
        match taken.retry_after {
            Some(retry_after) => Err(NoPermit::Over(Over { retry_after })),
            None => Ok(taken.given),
        }
    }
}

impl From<worker::Error> for ObjectFault {
    fn from(_: worker::Error) -> Self {
        Self
    }
}

/// Asks an object.
pub(super) async fn ask(
    stub: &Stub,
    path: &str,
    message: &impl Serialize,
) -> Result<Response, ObjectFault> {
    let body = serde_json::to_string(message).map_err(|_| ObjectFault)?;
    // The worker crate's own way to build a request has a place for every option that there is.
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body_opt_str(Some(&body));
    let request = web_sys::Request::new_with_str_and_init(&format!("{ORIGIN}{path}"), &init)
        .map_err(worker::Error::from)?;
    Ok(stub.fetch_with_request(request.into()).await?)
}

/// Asks an object that answers with JSON.
pub(super) async fn ask_json<T: DeserializeOwned>(
    stub: &Stub,
    path: &str,
    message: &impl Serialize,
) -> Result<T, ObjectFault> {
    let mut response = ask(stub, path, message).await?;
    let body = response.bytes().await?;
    json::read(&body).map_err(|Unreadable| ObjectFault)
}

/// Reads what an object was asked.
pub(super) async fn read<T: DeserializeOwned>(request: &mut Request) -> worker::Result<T> {
    json::read(&request.bytes().await?).map_err(|Unreadable| worker::Error::BadEncoding)
}

/// Answers with JSON.
pub(super) fn json(message: &impl Serialize) -> worker::Result<Response> {
    Response::from_bytes(serde_json::to_vec(message)?)
}

/// Answers with an answer, and with what it took.
pub(super) fn of_reply(reply: Reply, calls: Calls) -> worker::Result<Response> {
    let headers = with_calls(calls)?;
    for (name, value) in &reply.headers {
        headers.set(name, value)?;
    }
    Ok(Response::from_bytes(reply.body)?.with_status(reply.status).with_headers(headers))
}

/// Answers with a stream, and with what it took so far.
pub(super) fn of_stream(
    body: &ReadableStream,
    content_type: &str,
    calls: Calls,
) -> worker::Result<Response> {
    let headers = with_calls(calls)?;
    headers.set("content-type", content_type)?;
    headers.set(SOURCE_HEADER, Source::Edge.as_str())?;
    let init = ResponseInit::new();
    init.set_headers_headers(&headers.0);
    Ok(web_sys::Response::new_with_opt_readable_stream_and_init(Some(body), &init)?.into())
}

fn with_calls(calls: Calls) -> worker::Result<Headers> {
    let headers = Headers::new();
    headers.set(CALLS, &calls.count.to_string())?;
    headers.set(CALLS_MS, &calls.ms.to_string())?;
    Ok(headers)
}

/// Reads an answer; notes what it took.
pub(super) async fn into_reply(
    mut response: Response,
    trace: &Trace,
) -> Result<Reply, ObjectFault> {
    note_calls(&response, trace);
    let mut headers = Vec::new();
    for name in HEADERS {
        if let Some(value) = response.headers().get(name)? {
            headers.push((*name, Cow::Owned(value)));
        }
    }
    Ok(Reply { status: response.status_code(), headers, body: response.bytes().await? })
}

/// Notes what an answer took.
pub(super) fn note_calls(response: &Response, trace: &Trace) {
    trace.add(Calls {
        count: number(response, CALLS).unwrap_or(0),
        ms: number(response, CALLS_MS).unwrap_or(0),
    });
}

fn number<T: FromStr>(response: &Response, header: &str) -> Option<T> {
    response.headers().get(header).ok().flatten()?.parse().ok()
}
