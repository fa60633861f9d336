//! What goes between the worker and its objects: small JSON both ways, an answer as it is.

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use worker::{Headers, Method, Request, RequestInit, Response, Stub};

use crate::objects::ObjectFault;
use crate::proxy::NoPermit;
use crate::rate::{Limit, Over};
use crate::reply::{OUTCOME_HEADER, REPLAYED_HEADER, Reply, SOURCE_HEADER};

/// Objects read the path only, but a request wants a whole URL.
const ORIGIN: &str = "http://object.invalid";

/// The headers of an answer that a scope's object makes.
const HEADERS: &[&str] =
    &["content-type", SOURCE_HEADER, OUTCOME_HEADER, REPLAYED_HEADER, "retry-after"];

/// Asks for one request under a limit.
#[derive(Serialize, Deserialize)]
pub(super) struct Take {
    pub(super) limit: Limit,
}

/// Tells that Scalr takes no more.
#[derive(Serialize, Deserialize)]
pub(super) struct Pause {
    pub(super) pause_ms: u32,
}

/// Whether there was room for one request.
#[derive(Serialize, Deserialize)]
pub(super) struct Taken {
    /// Seconds to wait, where there was none.
    retry_after: Option<u64>,
}

impl From<Result<(), Over>> for Taken {
    fn from(taken: Result<(), Over>) -> Self {
        Self { retry_after: taken.err().map(|Over { retry_after }| retry_after) }
    }
}

impl From<Taken> for Result<(), NoPermit> {
    fn from(taken: Taken) -> Self {
        match taken.retry_after {
            Some(retry_after) => Err(NoPermit::Over(Over { retry_after })),
            None => Ok(()),
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
    let mut init = RequestInit::new();
    init.with_method(Method::Post).with_body(Some(body.into()));
    let request = Request::new_with_init(&format!("{ORIGIN}{path}"), &init)?;
    Ok(stub.fetch_with_request(request).await?)
}

/// Asks an object that answers with JSON.
pub(super) async fn ask_json<T: DeserializeOwned>(
    stub: &Stub,
    path: &str,
    message: &impl Serialize,
) -> Result<T, ObjectFault> {
    let mut response = ask(stub, path, message).await?;
    let body = response.bytes().await?;
    serde_json::from_slice(&body).map_err(|_| ObjectFault)
}

/// Reads what an object was asked.
pub(super) async fn read<T: DeserializeOwned>(request: &mut Request) -> worker::Result<T> {
    Ok(serde_json::from_slice(&request.bytes().await?)?)
}

/// Answers with JSON.
pub(super) fn json(message: &impl Serialize) -> worker::Result<Response> {
    Response::from_bytes(serde_json::to_vec(message)?)
}

/// Answers with an answer.
pub(super) fn of_reply(reply: Reply) -> worker::Result<Response> {
    let headers = Headers::new();
    for (name, value) in &reply.headers {
        headers.set(name, value)?;
    }
    Ok(Response::from_bytes(reply.body)?.with_status(reply.status).with_headers(headers))
}

/// Reads an answer.
pub(super) async fn into_reply(mut response: Response) -> Result<Reply, ObjectFault> {
    let mut headers = Vec::new();
    for name in HEADERS {
        if let Some(value) = response.headers().get(name)? {
            headers.push((*name, Cow::Owned(value)));
        }
    }
    Ok(Reply { status: response.status_code(), headers, body: response.bytes().await? })
}
