//! Serving the dashboard's files from the asset store.

use wasm_bindgen::JsValue;
use web_sys::{Headers, Request, RequestInit, Response};
use worker::Env;

use crate::assets::{self, Decision, Found};
use crate::head::Head;

use super::respond::{self, respond};

/// The binding of the asset store, as `wrangler.toml` names it.
const STORE: &str = "ASSETS";
/// The asset store reads the path only, but wants a whole URL.
const STORE_ORIGIN: &str = "http://assets.invalid";

pub(super) async fn answer(head: &Head, env: &Env) -> Result<Response, JsValue> {
    let secure = head.location.secure;
    let without = |status| respond(&assets::without_file(status, secure), head);
    let path = match assets::decide(head) {
        Decision::Fetch(path) => path,
        Decision::WrongMethod => return without(405),
    };
    let stored = fetch(head, &path, env).await?;
    match assets::found(stored.status()) {
        Found::File => {
            let look_up = |name: &str| stored.headers().get(name).ok().flatten();
            let headers = assets::file_headers(&path, secure, look_up);
            let init = respond::init(stored.status(), &headers)?;
            Response::new_with_opt_readable_stream_and_init(stored.body().as_ref(), &init)
        }
        Found::Nothing => without(404),
        Found::Broken => without(500),
    }
}

/// Asks the store, with the one header of the caller that it needs.
async fn fetch(head: &Head, path: &str, env: &Env) -> Result<Response, JsValue> {
    let headers = Headers::new()?;
    if let Some(tags) = &head.if_none_match {
        headers.set("if-none-match", tags)?;
    }
    let init = RequestInit::new();
    init.set_method(if head.method == "HEAD" { "HEAD" } else { "GET" });
    init.set_headers_headers(&headers);
    Ok(ask(env, path, &init).await?)
}

/// A file that the worker itself gives as an answer of its own.
pub(crate) async fn file(env: &Env, path: &str) -> worker::Result<Response> {
    ask(env, path, &RequestInit::new()).await
}

async fn ask(env: &Env, path: &str, init: &RequestInit) -> worker::Result<Response> {
    let request = Request::new_with_str_and_init(&format!("{STORE_ORIGIN}{path}"), init)?;
    let stored = env.assets(STORE)?.fetch_request(worker::Request::from(request)).await?;
    Ok(stored.into())
}
