//! One object per scope: requests with a key, and activity.
//!
//! The object sends the requests with a key itself. The client and the worker in front of it may go
//! away; the object goes on, and has the row and the answer in one place.

use std::rc::Rc;

use shared::edge_api::Activity;
use worker::{DurableObject, Env, Request, Response, Result, State, durable_object};

use crate::activity::Query;
use crate::adapter::{self, Fetch, SystemClock};
use crate::config::Config;
use crate::idempotency::{Once, Order, StorageFault};
use crate::proxy::Scalr;
use crate::reply::Reply;

use super::client::KeyPairs;
use super::message;
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
        Self { state, env }
    }

    async fn fetch(&self, mut request: Request) -> Result<Response> {
        let storage = ScopeStorage::of(&self.state);
        match request.path().as_str() {
            ONCE => {
                let order: Order = message::read(&mut request).await?;
                storage.prepare()?;
                message::of_reply(self.once(&storage, order).await?)
            }
            NOTE => {
                let entry: Activity = message::read(&mut request).await?;
                storage.prepare()?;
                storage.write(&entry)?;
                message::json(&())
            }
            ACTIVITY => {
                let query: Query = message::read(&mut request).await?;
                message::json(&storage.activity(&query)?)
            }
            _ => Response::error("no such path", 404),
        }
    }

    async fn alarm(&self) -> Result<Response> {
        let storage = ScopeStorage::of(&self.state);
        let parts = Parts::of(&self.env)?;
        parts.once(&storage).sweep()?;
        storage.set_alarm().await?;
        message::json(&())
    }
}

impl ScopeState {
    async fn once(&self, storage: &ScopeStorage, order: Order) -> Result<Reply> {
        #[cfg(feature = "crash-points")]
        crate::crash::arm(|name| adapter::setting(&self.env, name));
        Ok(Parts::of(&self.env)?.once(storage).answer(order).await)
    }
}

/// What a request with a key is worked on with.
struct Parts<'e> {
    config: Rc<Config>,
    permits: KeyPairs<'e>,
    owner: String,
}

impl<'e> Parts<'e> {
    fn of(env: &'e Env) -> Result<Self> {
        let owner = adapter::random_id()?;
        Ok(Self { config: adapter::config(env), permits: KeyPairs(env), owner })
    }

    fn once<'a>(
        &'a self,
        storage: &'a ScopeStorage,
    ) -> Once<'a, Fetch<'static>, SystemClock, KeyPairs<'e>, ScopeStorage> {
        Once {
            config: &self.config,
            scalr: Scalr {
                upstream: &Fetch { inbound: None },
                clock: &SystemClock,
                permits: &self.permits,
            },
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
