//! Sending a request and telling the kinds of answers apart.

use gloo_net::http::{Request, Response};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Date, Uint8Array};
use leptos::prelude::{Callable as _, Callback, document, use_context};
use serde::de::DeserializeOwned;
use shared::envelope::Failure;
use shared::json::{self, Unreadable};
use shared::query::CanonicalQuery;
use shared::route::Route;
use wasm_bindgen::JsCast as _;
#[cfg(feature = "split")]
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReadableStreamDefaultReader, ReadableStreamReadResult, RequestInit,
};

use super::attempt::Attempt;
use super::error::{ApiError, Refusal};

/// Cloudflare Access answers a request that has this header with 401 where the sign-in has expired,
/// and any other with the way to its sign-in page, which no script can follow.
const BY_SCRIPT: (&str, &str) = ("x-requested-with", "XMLHttpRequest");

/// In the contexts of the dashboard: what to do when an answer says that nobody is signed in.
#[derive(Clone, Copy)]
pub struct SignedOut(pub Callback<()>);

/// The status of an answer to somebody who is not signed in, be it the edge's or that of
/// Cloudflare Access in front of it.
const SIGNED_OUT: u16 = 401;

/// Gives up a request when the one who waits for it is gone.
struct AbortOnDrop(Option<AbortController>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

#[cfg(feature = "split")]
#[wasm_bindgen]
extern "C" {
    /// A request that was sent before the program was there (`assets/early.js`).
    type Early;

    #[wasm_bindgen(js_name = takeEarly)]
    fn take_early(path: &str) -> Option<Early>;

    #[wasm_bindgen(method, getter)]
    fn abort(this: &Early) -> AbortController;

    #[wasm_bindgen(method, getter)]
    fn answer(this: &Early) -> js_sys::Promise;
}

/// Sends a request for one of the edge's own paths, unless it is on its way already.
async fn sent(path: &str, guard: &mut AbortOnDrop) -> Result<Response, ApiError> {
    #[cfg(feature = "split")]
    if let Some(early) = take_early(path) {
        guard.0 = Some(early.abort());
        let answer = JsFuture::from(early.answer()).await.map_err(|_| ApiError::Unreachable)?;
        return accepted(Ok(answer.unchecked_into::<web_sys::Response>().into())).await;
    }
    accepted(guarded(path, guard)?.send().await).await
}

/// A request that is given up with its guard.
fn guarded(path: &str, guard: &AbortOnDrop) -> Result<Request, ApiError> {
    let init = RequestInit::new();
    if let Some(controller) = &guard.0 {
        init.set_signal(Some(&controller.signal()));
    }
    request(path, &init)
}

/// An answer with its status.
pub(super) struct Received<T> {
    pub(super) status: u16,
    pub(super) body: T,
}

/// A request to this path and query, exactly as they are. gloo-net's own builder would add an `&` to
/// a query that is there already.
fn request(path: &str, init: &RequestInit) -> Result<Request, ApiError> {
    let request = web_sys::Request::new_with_str_and_init(path, init)
        .map(Request::from)
        .map_err(|_| ApiError::Unreachable)?;
    let (name, value) = BY_SCRIPT;
    request.headers().set(name, value);
    Ok(request)
}

/// Reads from one of the edge's own paths.
pub(super) async fn get<T: DeserializeOwned>(path: &str) -> Result<Received<T>, ApiError> {
    let guard = AbortOnDrop(AbortController::new().ok());
    receive(guarded(path, &guard)?.send().await).await
}

/// Reads from the Scalr API through the edge.
pub(super) async fn read<T: DeserializeOwned>(
    route: &Route,
    pairs: &[(&str, String)],
) -> Result<Received<T>, ApiError> {
    let query = CanonicalQuery::new(pairs);
    let path = route.path();
    if query.as_str().is_empty() { get(&path).await } else { get(&format!("{path}?{query}")).await }
}

/// Posts to one of the edge's paths. Not given up when the page is left: a write that was started is
/// carried out, and giving up would only lose its answer.
pub(super) async fn post<T: DeserializeOwned>(
    path: &str,
    body: String,
) -> Result<Received<T>, ApiError> {
    let attempt = Attempt::at(path, &body);
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&body.into());
    let request = request(path, &init)?;
    request.headers().set("content-type", "application/json");
    request.headers().set("idempotency-key", attempt.key());
    let result = receive(request.send().await).await;
    if result.as_ref().err().is_none_or(ApiError::says_what_became_of_it) {
        attempt.close();
    }
    result
}

/// Where the page was not let do anything else for so many milliseconds it is, after a chunk: draw what has
/// come, for example. A slow device has whole seconds of work waiting. A page that nobody sees has nothing
/// to draw, and timers that take their time.
const TURN_MS: f64 = 12.0;

/// Reads lines from one of the edge's own paths, as they come. A last line without an end is given up:
/// it may be half of one.
pub(super) async fn lines(
    path: &str,
    take: &mut dyn FnMut(&[u8]) -> Result<(), Unreadable>,
) -> Result<(), ApiError> {
    let mut guard = AbortOnDrop(AbortController::new().ok());
    let answer = sent(path, &mut guard).await?;
    let reader = answer.body().ok_or(ApiError::Unreachable)?.get_reader();
    let reader: ReadableStreamDefaultReader = reader.unchecked_into();
    let mut held = Vec::new();
    let mut turn = Date::now();
    loop {
        let chunk = JsFuture::from(reader.read()).await.map_err(|_| ApiError::Unreachable)?;
        let chunk: ReadableStreamReadResult = chunk.unchecked_into();
        if chunk.get_done() == Some(true) {
            return Ok(());
        }
        held.extend(Uint8Array::new(&chunk.get_value()).to_vec());
        let mut read = 0;
        for line in held.split_inclusive(|byte| *byte == b'\n').filter(|line| line.ends_with(b"\n"))
        {
            take(line).map_err(|_| unreadable(&answer))?;
            read += line.len();
        }
        held.drain(..read);
        if Date::now() - turn > TURN_MS && !document().hidden() {
            TimeoutFuture::new(0).await;
            turn = Date::now();
        }
    }
}

fn unreadable(answer: &Response) -> ApiError {
    let request_id = answer.headers().get("x-request-id");
    ApiError::Unreadable { status: answer.status(), request_id }
}

/// The answer, where it says that what was asked for is done.
async fn accepted(answer: Result<Response, gloo_net::Error>) -> Result<Response, ApiError> {
    let answer = answer.map_err(|_| ApiError::Unreachable)?;
    let status = answer.status();
    if status == SIGNED_OUT && answer.headers().get("x-edge-source").as_deref() != Some("upstream")
    {
        if let Some(SignedOut(tell)) = use_context() {
            tell.run(());
        }
        return Err(ApiError::SignedOut { request_id: answer.headers().get("x-request-id") });
    }
    if answer.ok() {
        return Ok(answer);
    }
    let text = answer.text().await.map_err(|_| ApiError::Unreachable)?;
    Err(match json::read::<Failure>(text.as_bytes()) {
        Ok(failure) => ApiError::Refused(Refusal::new(status, failure, &answer.headers())),
        Err(_) => unreadable(&answer),
    })
}

/// The same with all of its text. Apart, so that there is one of it and not one for each type.
async fn whole(answer: Result<Response, gloo_net::Error>) -> Result<(Response, String), ApiError> {
    let answer = accepted(answer).await?;
    let text = answer.text().await.map_err(|_| ApiError::Unreachable)?;
    Ok((answer, text))
}

async fn receive<T: DeserializeOwned>(
    answer: Result<Response, gloo_net::Error>,
) -> Result<Received<T>, ApiError> {
    let (answer, text) = whole(answer).await?;
    let body = json::read(text.as_bytes()).map_err(|Unreadable| unreadable(&answer))?;
    Ok(Received { status: answer.status(), body })
}
