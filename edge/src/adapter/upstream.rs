//! The way to Scalr: `fetch`.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortSignal, Headers, Request, RequestCache, RequestInit, RequestRedirect, Response,
};

use crate::proxy::{Answer, Loss, NoAnswer, Outbound, Upstream};

use super::global;
use super::stream::Reader;

pub(super) struct Fetch;

impl Upstream for Fetch {
    async fn send(&self, request: &Outbound<'_>) -> Result<Answer, NoAnswer> {
        // One signal for headers and body of the answer.
        let signal = AbortSignal::timeout_with_u32(request.timeout_ms);
        let response = fetch(request, &signal)
            .await
            .map_err(|_| if signal.aborted() { NoAnswer::TimedOut } else { NoAnswer::Failed })?;
        let body = read(&response, request.max_bytes)
            .await
            .map_err(|loss| if signal.aborted() { Loss::TimedOut } else { loss });
        Ok(Answer { status: response.status(), body })
    }
}

async fn fetch(request: &Outbound<'_>, signal: &AbortSignal) -> Result<Response, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in &request.headers {
        headers.set(name, value)?;
    }
    let init = RequestInit::new();
    init.set_method(request.method);
    init.set_headers_headers(&headers);
    init.set_redirect(RequestRedirect::Manual);
    init.set_cache(RequestCache::NoStore);
    init.set_signal(Some(signal));
    if let Some(body) = request.body {
        init.set_body_opt_u8_array(Some(&Uint8Array::from(body)));
    }
    // Built first, because `fetch` itself throws where a request cannot be built.
    let request = Request::new_with_str_and_init(&request.url, &init)?;
    JsFuture::from(global().fetch_with_request(&request)).await?.dyn_into()
}

/// Reads the body, counted while it streams.
async fn read(response: &Response, max_bytes: usize) -> Result<Vec<u8>, Loss> {
    let mut bytes = Vec::new();
    let Some(stream) = response.body() else { return Ok(bytes) };
    let reader = Reader::of(&stream).map_err(|_| Loss::Broken)?;
    while let Some(chunk) = reader.next().await.map_err(|_| Loss::Broken)? {
        if bytes.len().saturating_add(chunk.len()) > max_bytes {
            reader.cancel().await;
            return Err(Loss::TooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}
