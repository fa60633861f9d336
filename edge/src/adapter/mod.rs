//! The only code that knows the runtime: from its requests to ours, from our replies to its own.

mod assets;
mod clock;
mod crypto;
mod glue;
mod inbound;
mod respond;
mod upstream;

use std::cell::{OnceCell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::Reflect;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{CryptoKey, Request, Response, WorkerGlobalScope, console};
use worker::{Context, Env};

use crate::auth::{Access, KeyStore};
use crate::config::Config;
use crate::durable::Client;
use crate::fault::Fault;
use crate::head::Head;
use crate::paths::{self, Family};
use crate::proxy::Clock as _;
use crate::service::Edge;
use crate::trace::{Finished, Timed, Trace, accepted_request_id};

pub(crate) use assets::file;
pub(crate) use clock::SystemClock;
use crypto::WebCrypto;
use inbound::InboundBody;
pub(crate) use upstream::Fetch;

/// Answers a request. It fails only where not even the answer about a fault can be built.
///
/// A write goes on to its end although its client has gone: what was sent is noted.
pub(crate) async fn answer(
    request: Request,
    env: Env,
    context: Context,
) -> Result<Response, JsValue> {
    let context = Rc::new(context);
    let kept = Rc::clone(&context);
    let is_write = request.method() == "POST";
    // Boxed, so that there is one of it in the bundle and not one per use.
    let answer: Pin<Box<dyn Future<Output = Result<Response, JsValue>>>> =
        Box::pin(async move { answer_here(&request, &env, &context).await });
    if !is_write {
        return answer.await;
    }
    let answer = future_to_promise(async move { answer.await.map(JsValue::from) });
    let context: &worker::worker_sys::Context = (*kept).as_ref();
    context.wait_until(&answer)?;
    JsFuture::from(answer).await?.dyn_into()
}

async fn answer_here(
    request: &Request,
    env: &Env,
    context: &Rc<Context>,
) -> Result<Response, JsValue> {
    let head = inbound::head(request);
    let request_id = request_id(&head)?;
    let answer = match paths::family(&head.location.path) {
        Family::Assets => assets::answer(&head, env).await,
        Family::Api | Family::Edge | Family::Lookalike => {
            api(request, env, context, &head, &request_id).await
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
    context: &Rc<Context>,
    head: &Head,
    request_id: &str,
) -> Result<Response, JsValue> {
    let config = config(env);
    let clock = SystemClock;
    let trace = Trace::begin(clock.unix_ms());
    let inbound = signed_read(request, head)?;
    let fetch = Fetch { inbound: inbound.as_ref(), open: None };
    let upstream = Timed { upstream: fetch, clock, trace: &trace };
    let keys = access_keys();
    let team = Fetch { inbound: None, open: None };
    let tokens = Access { upstream: team, clock, verifier: WebCrypto, keys: &keys };
    let objects = Client::new(env, Rc::clone(context), &trace);
    let edge = Edge { config: &config, upstream, clock, tokens, trace: &trace, objects };
    let mut body = InboundBody { unread: Some(request) };
    let reply = edge.answer(head, &mut body, request_id).await;
    let Finished { reply, line } = trace.finish(head, request_id, reply, &clock.now());
    console::log_1(&line.into());
    match edge.objects.stream() {
        Some(stream) => {
            let init = respond::init(reply.status, &reply.headers)?;
            Response::new_with_opt_readable_stream_and_init(Some(&stream), &init)
        }
        None => respond::respond(&reply, head),
    }
}

/// A copy of a GET that its caller has signed together with a body, made before the body is read.
fn signed_read(request: &Request, head: &Head) -> Result<Option<Request>, JsValue> {
    let signed = head.method == "GET" && head.signature.are_there() && request.body().is_some();
    signed.then(|| Request::clone(request)).transpose()
}

thread_local! {
    /// The settings of a worker never change while it lives: a new setting is a new deployment.
    static CONFIG: OnceCell<Rc<Config>> = const { OnceCell::new() };

    /// The keys of the Access team, for all requests of this isolate.
    static ACCESS_KEYS: Rc<RefCell<KeyStore<CryptoKey>>> = Rc::default();
}

fn access_keys() -> Rc<RefCell<KeyStore<CryptoKey>>> {
    ACCESS_KEYS.with(Rc::clone)
}

pub(crate) fn config(env: &Env) -> Rc<Config> {
    let read = || Rc::new(Config::read(|name| setting(env, name)));
    CONFIG.with(|config| Rc::clone(config.get_or_init(read)))
}

/// A setting, as it was handed over.
pub(crate) fn setting(env: &Env, name: &str) -> Option<String> {
    Reflect::get(env, &name.into()).ok()?.as_string()
}

/// A name for a request: the caller's own where it is a safe one, else a random UUID.
fn request_id(head: &Head) -> Result<String, JsValue> {
    match accepted_request_id(head.request_id.as_deref()) {
        Some(id) => Ok(id.to_owned()),
        None => random_id(),
    }
}

/// A name that nobody else has: a random UUID.
pub(crate) fn random_id() -> Result<String, JsValue> {
    Ok(global().crypto()?.random_uuid())
}

fn global() -> WorkerGlobalScope {
    js_sys::global().unchecked_into()
}
