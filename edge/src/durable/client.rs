//! The way from the worker to its objects.

use std::cell::RefCell;
use std::rc::Rc;

use shared::edge_api::{Activity, Identity};
use shared::scope::Scope;
use web_sys::ReadableStream;
use worker::{Context, Env, Response, Stub};

use crate::adapter;
use crate::auth;
use crate::idempotency::Order;
use crate::inventory::LINES;
use crate::lists::{Found, Query};
use crate::objects::{ObjectFault, Objects};
use crate::openapi;
use crate::proxy::{NoPermit, Permits};
use crate::rate::Limit;
use crate::reply::{Reply, SOURCE_HEADER, Source};
use crate::runs::RunCall;
use crate::trace::Trace;

use super::key_pair_permits::{PAUSE, PERMIT};
use super::message::{self, Pause, Take, Taken};
use super::scope_state::{ACTIVITY, INVENTORY, NOTE, ONCE, RUNS};
use super::watchers::EVENTS;

/// The bindings, as `wrangler.toml` names them.
const CALLERS: &str = "CALLERS";
const KEY_PAIRS: &str = "KEY_PAIRS";
const SCOPES: &str = "SCOPES";

/// The object of this name.
fn stub(env: &Env, binding: &str, name: &str) -> Result<Stub, ObjectFault> {
    Ok(env.durable_object(binding)?.get_by_name(name)?)
}

/// Asks an object that counts for room for so many requests. Where there is no limit, nobody is asked.
async fn take(
    env: &Env,
    binding: &str,
    name: &str,
    limit: Limit,
    most: u32,
) -> Result<u32, NoPermit> {
    let Some(limit) = limit else { return Ok(most) };
    let taken = async {
        let stub = stub(env, binding, name)?;
        message::ask_json::<Taken>(&stub, PERMIT, &Take { limit, most }).await
    };
    taken.await.map_err(|ObjectFault| NoPermit::Fault)?.into()
}

/// The way to the objects of key pairs.
pub(crate) struct KeyPairs<'e>(pub(super) &'e Env);

impl Permits for KeyPairs<'_> {
    async fn permits(&self, key_id: &str, limit: Limit, most: u32) -> Result<u32, NoPermit> {
        take(self.0, KEY_PAIRS, key_id, limit, most).await
    }

    async fn pause(&self, key_id: &str, pause_ms: u32) {
        if let Ok(stub) = stub(self.0, KEY_PAIRS, key_id) {
            // Whoever sends next without knowing of the pause hears the same from Scalr.
            let _ = message::ask(&stub, PAUSE, &Pause { pause_ms }).await;
        }
    }
}

/// The way to all objects, for one request.
pub(crate) struct Client<'e> {
    env: &'e Env,
    key_pairs: KeyPairs<'e>,
    context: Rc<Context>,
    /// Where the time is noted that an object spends on Scalr.
    trace: &'e Trace,
    /// The body of an answer that is a stream.
    stream: RefCell<Option<ReadableStream>>,
}

impl<'e> Client<'e> {
    pub(crate) fn new(env: &'e Env, context: Rc<Context>, trace: &'e Trace) -> Self {
        Self { env, key_pairs: KeyPairs(env), context, trace, stream: RefCell::default() }
    }

    /// The body of the answer, where it is a stream.
    pub(crate) fn stream(&self) -> Option<ReadableStream> {
        self.stream.take()
    }

    /// An answer whose body may be one that goes on and on.
    async fn streamed(&self, response: Response) -> Result<Reply, ObjectFault> {
        let kind = response.headers().get("content-type")?;
        let Some(kind) = [EVENTS, LINES].into_iter().find(|known| kind.as_deref() == Some(known))
        else {
            return message::into_reply(response, self.trace).await;
        };
        message::note_calls(&response, self.trace);
        let (status, body) = (response.status_code(), web_sys::Response::from(response).body());
        *self.stream.borrow_mut() = body;
        let headers =
            vec![("content-type", kind.into()), (SOURCE_HEADER, Source::Edge.as_str().into())];
        Ok(Reply { status, headers, body: Vec::new() })
    }
}

impl<'e> Objects for Client<'e> {
    type Permits = KeyPairs<'e>;

    fn permits(&self) -> &KeyPairs<'e> {
        &self.key_pairs
    }

    async fn allow(&self, identity: &Identity, limit: Limit) -> Result<(), NoPermit> {
        take(self.env, CALLERS, &auth::identity_key(identity), limit, 1).await.map(drop)
    }

    async fn once(&self, scope: Scope, order: &Order) -> Result<Reply, ObjectFault> {
        let stub = stub(self.env, SCOPES, &scope.to_string())?;
        message::into_reply(message::ask(&stub, ONCE, order).await?, self.trace).await
    }

    async fn runs(&self, scope: Scope, call: &RunCall) -> Result<Reply, ObjectFault> {
        let stub = stub(self.env, SCOPES, &scope.to_string())?;
        self.streamed(message::ask(&stub, RUNS, call).await?).await
    }

    async fn inventory(
        &self,
        scope: Scope,
        raw: &str,
        request_id: &str,
    ) -> Result<Reply, ObjectFault> {
        let stub = stub(self.env, SCOPES, &scope.to_string())?;
        self.streamed(message::ask(&stub, INVENTORY, &[raw, request_id]).await?).await
    }

    async fn document(&self) -> Result<Reply, ObjectFault> {
        let stored = adapter::file(self.env, openapi::PATH).await?;
        if stored.status() != 200 {
            return Err(ObjectFault);
        }
        *self.stream.borrow_mut() = stored.body();
        Ok(Reply::json(200, Source::Edge, Vec::new()))
    }

    fn note(&self, entry: Activity) {
        if let Ok(stub) = stub(self.env, SCOPES, &entry.scope.to_string()) {
            self.context.wait_until(async move {
                let _ = message::ask(&stub, NOTE, &entry).await;
            });
        }
    }

    async fn activity(&self, query: &Query, raw: &str) -> Result<Found, ObjectFault> {
        let stub = stub(self.env, SCOPES, &query.scope.to_string())?;
        message::ask_json(&stub, ACTIVITY, &raw).await
    }
}
