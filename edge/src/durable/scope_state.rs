//! One object per scope: requests with a key, and activity.
//!
//! The object sends the requests with a key itself. The client and the worker in front of it may go
//! away; the object goes on, and has the row and the answer in one place.

use std::rc::Rc;

use serde_json::Value;
use worker::{DurableObject, Env, Request, Response, Result, State, durable_object};

use crate::activity;
use crate::adapter::{self, Fetch, SystemClock};
use crate::config::Config;
use crate::idempotency::{Once, Order, StorageFault};
use crate::proxy::{Clock as _, Scalr};
use crate::trace::{Timed, Trace};

use super::client::KeyPairs;
use super::message;
use super::panic::reset_objects;
use super::storage::ScopeStorage;

/// Works on a request with a key.
pub(super) const ONCE: &str = "/once";
/// Writes an entry of activity.
pub(super) const NOTE: &str = "/note";
/// Reads activity.
pub(super) const ACTIVITY: &str = "/activity";

/// The object.
#[durable_object(alarm)]
pub struct ScopeState {
    state: State,
    env: Env,
}

impl DurableObject for ScopeState {
    fn new(state: State, env: Env) -> Self {
        reset_objects(&state);
        Self { state, env }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let storage = ScopeStorage::of(&self.state);
        match request.path().as_str() {
            ONCE => {
                let order: Order = message::read(&mut request).await?;
                storage.prepare()?;
                self.once(&storage, order).await
            }
            NOTE => {
                let entry: Value = message::read(&mut request).await?;
                storage.prepare()?;
                storage.write(&entry)?;
                message::json(&())
            }
            ACTIVITY => {
                let raw: String = message::read(&mut request).await?;
                // The worker has read it before.
                let query = activity::parse(&raw).map_err(|_| StorageFault)?;
                message::json(&storage.activity(&query)?)
            }
            _ => Response::error("no such path", 404),
        }
    }

    async fn alarm(&self) -> Result<Response> {
        let storage = ScopeStorage::of(&self.state);
        let trace = Trace::begin(SystemClock.unix_ms());
        let parts = Parts::of(&self.env, &trace)?;
        parts.once(&storage).sweep()?;
        storage.set_alarm().await?;
        message::json(&())
    }
}

impl ScopeState {
    async fn once(&self, storage: &ScopeStorage, order: Order) -> Result<Response> {
        #[cfg(feature = "crash-points")]
        crate::crash::arm(|name| adapter::setting(&self.env, name));
        let trace = Trace::begin(SystemClock.unix_ms());
        let parts = Parts::of(&self.env, &trace)?;
        let reply = parts.once(storage).answer(order).await;
        message::of_reply(reply, trace.calls())
    }
}

/// What a request with a key is worked on with.
struct Parts<'e> {
    config: Rc<Config>,
    permits: KeyPairs<'e>,
    upstream: Timed<'e, Fetch<'static>, SystemClock>,
    owner: String,
}

impl<'e> Parts<'e> {
    fn of(env: &'e Env, trace: &'e Trace) -> Result<Self> {
        let owner = adapter::random_id()?;
        let upstream = Timed { upstream: Fetch { inbound: None }, clock: SystemClock, trace };
        Ok(Self { config: adapter::config(env), permits: KeyPairs(env), upstream, owner })
    }

    fn once<'a>(
        &'a self,
        storage: &'a ScopeStorage,
    ) -> Once<'a, Timed<'e, Fetch<'static>, SystemClock>, SystemClock, KeyPairs<'e>, ScopeStorage>
    {
        Once {
            config: &self.config,
            scalr: Scalr { upstream: &self.upstream, clock: &SystemClock, permits: &self.permits },
            storage,
            owner: self.owner.clone(),
        }
    }
}

impl From<StorageFault> for worker::Error {
    fn from(StorageFault: StorageFault) -> Self {
        Self::RustError("the storage of a scope failed".to_owned())
    }
}
