//! The calls into `glue.js`.

use js_sys::{Promise, Uint8Array};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Request, Response};

use crate::reply::Header;

#[wasm_bindgen(module = "/src/adapter/glue.js")]
extern "C" {
    pub(super) fn head(request: &Request) -> String;

    pub(super) fn body(request: &Request, ms: u32, limit: u32) -> Promise;

    pub(super) fn send(
        url: &str,
        method: &str,
        headers: &str,
        body: Option<&[u8]>,
        inbound: Option<&Request>,
        ms: u32,
        limit: u32,
    ) -> Promise;

    #[wasm_bindgen(catch)]
    pub(super) fn response(
        status: u16,
        headers: &str,
        body: Option<&[u8]>,
    ) -> Result<Response, JsValue>;
}

/// Headers as one text.
pub(super) fn lines(headers: &[Header]) -> String {
    let length = headers
        .iter()
        .map(|(name, value)| name.len().saturating_add(value.len()).saturating_add(2));
    let mut text = String::with_capacity(length.sum());
    for (name, value) in headers {
        text.push_str(name);
        text.push('\n');
        text.push_str(value);
        text.push('\n');
    }
    text
}

/// A limit in bytes, as `glue.js` takes it.
pub(super) fn limit(bytes: usize) -> u32 {
    bytes.try_into().unwrap_or(u32::MAX)
}

/// A body, or the name of what went wrong.
pub(super) fn whole(body: &JsValue) -> Result<Vec<u8>, String> {
    match body.dyn_ref::<Uint8Array>() {
        Some(bytes) => Ok(bytes.to_vec()),
        None => Err(body.as_string().unwrap_or_default()),
    }
}
