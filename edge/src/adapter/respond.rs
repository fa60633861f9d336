//! From a reply to a response of the runtime.

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use web_sys::{Headers, Response, ResponseInit};

use crate::head::Head;
use crate::reply::{Header, Reply};

/// The response; an answer to HEAD has no body.
pub(super) fn respond(reply: &Reply, head: &Head) -> Result<Response, JsValue> {
    let init = init(reply.status, &reply.headers)?;
    let body = (head.method != "HEAD").then(|| Uint8Array::from(reply.body.as_slice()));
    Response::new_with_opt_js_u8_array_and_init(body.as_ref(), &init)
}

/// Status and headers of a response.
pub(super) fn init(status: u16, headers: &[Header]) -> Result<ResponseInit, JsValue> {
    let list = Headers::new()?;
    for (name, value) in headers {
        list.set(name, value)?;
    }
    let init = ResponseInit::new();
    init.set_status(status);
    init.set_headers_headers(&list);
    Ok(init)
}
