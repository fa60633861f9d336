//! The way from the worker to its objects.

use std::rc::Rc;

use shared::edge_api::{Activity, Identity};
use shared::scope::Scope;
use worker::{Context, Env, Stub};

use crate::activity::{Found, Query};
use crate::auth;
use crate::idempotency::Order;
use crate::objects::{ObjectFault, Objects};
use crate::proxy::{NoPermit, Permits};
use crate::rate::Limit;
use crate::reply::Reply;

use super::key_pair_permits::{PAUSE, PERMIT};
use super::message::{self, Pause, Take, Taken};
use super::scope_state::{ACTIVITY, NOTE, ONCE};

/// The bindings, as `wrangler.toml` names them.
const CALLERS: &str = "CALLERS";
const KEY_PAIRS: &str = "KEY_PAIRS";
const SCOPES: &str = "SCOPES";

/// The object of this name.
fn stub(env: &Env, binding: &str, name: &str) -> Result<Stub, ObjectFault> {
    Ok(env.durable_object(binding)?.get_by_name(name)?)
}

/// Asks an object that counts for room for one request. Where there is no limit, nobody is asked.
async fn take(env: &Env, binding: &str, name: &str, limit: Limit) -> Result<(), NoPermit> {
    let taken = async {
        let stub = stub(env, binding, name)?;
        message::ask_json::<Taken>(&stub, PERMIT, &Take { limit }).await
    };
    taken.await.map_err(|ObjectFault| NoPermit::Fault)?.into()
}

/// The way to the objects of key pairs.
pub(super) struct KeyPairs<'e>(pub(super) &'e Env);

impl Permits for KeyPairs<'_> {
    async fn permit(&self, key_id: &str, limit: Limit) -> Result<(), NoPermit> {
        take(self.0, KEY_PAIRS, key_id, limit).await
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
    pub(crate) env: &'e Env,
    pub(crate) context: Rc<Context>,
}

impl Permits for Client<'_> {
    async fn permit(&self, key_id: &str, limit: Limit) -> Result<(), NoPermit> {
        KeyPairs(self.env).permit(key_id, limit).await
    }

    async fn pause(&self, key_id: &str, pause_ms: u32) {
        KeyPairs(self.env).pause(key_id, pause_ms).await;
    }
}

impl Objects for Client<'_> {
    async fn allow(&self, identity: &Identity, limit: Limit) -> Result<(), NoPermit> {
        match limit {
            Some(_) => take(self.env, CALLERS, &auth::identity_key(identity), limit).await,
            None => Ok(()),
        }
    }

    async fn once(&self, scope: Scope, order: &Order) -> Result<Reply, ObjectFault> {
        let stub = stub(self.env, SCOPES, &scope.to_string())?;
        message::into_reply(message::ask(&stub, ONCE, order).await?).await
    }

    fn note(&self, entry: Activity) {
        if let Ok(stub) = stub(self.env, SCOPES, &entry.scope.to_string()) {
            self.context.wait_until(async move {
                let _ = message::ask(&stub, NOTE, &entry).await;
            });
        }
    }

    async fn activity(&self, query: &Query) -> Result<Found, ObjectFault> {
        let stub = stub(self.env, SCOPES, &query.scope.to_string())?;
        message::ask_json(&stub, ACTIVITY, query).await
    }
}
