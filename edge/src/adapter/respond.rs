//! From a reply to a response of the runtime.

use wasm_bindgen::JsValue;
use web_sys::{Headers, Response, ResponseInit};

use crate::head::Head;
use crate::reply::{Header, Reply};

use super::glue;

/// The response; an answer to HEAD has no body.
pub(super) fn respond(reply: &Reply, head: &Head) -> Result<Response, JsValue> {
    let body = (head.method != "HEAD").then_some(reply.body.as_slice());
    glue::response(reply.status, &glue::lines(&reply.headers), body)
}

/// Status and headers of a response whose body is a stream.
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
