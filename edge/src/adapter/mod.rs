//! The only code that knows the runtime: from its requests to ours, from our replies to its own.

mod assets;
mod clock;
mod inbound;
mod respond;
mod stream;
mod upstream;

use std::cell::OnceCell;
use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Request, Response, WorkerGlobalScope};
use worker::Env;

use crate::config::Config;
use crate::fault::Fault;
use crate::head::Head;
use crate::paths::{self, Family};
use crate::service::Edge;

use clock::SystemClock;
use inbound::StreamedBody;
use upstream::Fetch;

/// Answers a request. It fails only where not even the answer about a fault can be built.
pub(crate) async fn answer(request: &Request, env: &Env) -> Result<Response, JsValue> {
    let head = inbound::head(request);
    let request_id = request_id()?;
    let answer = match paths::family(&head.location.path) {
        Family::Assets => assets::answer(&head, env).await,
        Family::Api | Family::Edge | Family::Lookalike => {
            api(request, env, &head, &request_id).await
        }
    };
    answer.or_else(|_| {
        let reply = Fault::Internal.into_reply(&request_id);
        respond::respond(&reply.finish(&request_id, head.location.secure), &head)
    })
}

async fn api(
    request: &Request,
    env: &Env,
    head: &Head,
    request_id: &str,
) -> Result<Response, JsValue> {
    let config = config(env);
    let edge = Edge { config: &config, upstream: Fetch, clock: SystemClock };
    let mut body = StreamedBody::of(request)?;
    let reply = edge.answer(head, &mut body, request_id).await;
    respond::respond(&reply, head)
}

thread_local! {
    /// The settings of a worker never change while it lives: a new setting is a new deployment.
    static CONFIG: OnceCell<Rc<Config>> = const { OnceCell::new() };
}

fn config(env: &Env) -> Rc<Config> {
    let read = || {
        let setting = |name: &str| Reflect::get(env, &name.into()).ok()?.as_string();
        Rc::new(Config::read(setting))
    };
    CONFIG.with(|config| Rc::clone(config.get_or_init(read)))
}

/// A name for a request: a random UUID.
fn request_id() -> Result<String, JsValue> {
    Ok(global().crypto()?.random_uuid())
}

fn global() -> WorkerGlobalScope {
    js_sys::global().unchecked_into()
}
