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

/// `fetch`. A GET with a body cannot be built from parts: only a request that came in with one can
/// go out again, to another address and with other headers.
#[derive(Clone, Copy)]
pub(crate) struct Fetch<'r> {
    /// The request that came in, its body not read, where it is a GET with a body.
    pub(crate) inbound: Option<&'r Request>,
}

impl Upstream for Fetch<'_> {
    async fn send(&self, request: &Outbound<'_>) -> Result<Answer, NoAnswer> {
        // One signal for headers and body of the answer.
        let signal = AbortSignal::timeout_with_u32(request.timeout_ms);
        let response = fetch(request, self.inbound, &signal)
            .await
            .map_err(|_| if signal.aborted() { NoAnswer::TimedOut } else { NoAnswer::Failed })?;
        let body = read(&response, request.max_bytes)
            .await
            .map_err(|loss| if signal.aborted() { Loss::TimedOut } else { loss });
        let date = response.headers().get("date").ok().flatten();
        Ok(Answer { status: response.status(), date, body })
    }
}

async fn fetch(
    request: &Outbound<'_>,
    inbound: Option<&Request>,
    signal: &AbortSignal,
) -> Result<Response, JsValue> {
    let headers = Headers::new()?;
    for (name, value) in &request.headers {
        headers.set(name, value)?;
    }
    let init = RequestInit::new();
    init.set_headers_headers(&headers);
    init.set_redirect(RequestRedirect::Manual);
    init.set_cache(RequestCache::NoStore);
    init.set_signal(Some(signal));
    // Built first, because `fetch` itself throws where a request cannot be built.
    let request = match (request.method, request.body, inbound) {
        ("GET", Some(_), Some(inbound)) => {
            // Copied, so that it can go out a second time. Even to name its own method is refused.
            let copy = Request::clone(inbound)?;
            let moved = Request::new_with_str_and_init(&request.url, copy.unchecked_ref())?;
            Request::new_with_request_and_init(&moved, &init)?
        }
        (method, body, _) => {
            init.set_method(method);
            if let Some(body) = body {
                init.set_body_opt_u8_array(Some(&Uint8Array::from(body)));
            }
            Request::new_with_str_and_init(&request.url, &init)?
        }
    };
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
