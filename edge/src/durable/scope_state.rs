//! One object per scope: requests with a key, activity, copy runs, and the list of all images.
//!
//! The object sends the requests with a key itself. The client and the worker in front of it may go
//! away; the object goes on, and has the row and the answer in one place. Its alarm works through the
//! runs, and puts the rows of keys in order.

use std::cell::Cell;
use std::rc::Rc;

use serde_json::Value;
use worker::{DurableObject, Env, Request, Response, Result, State, durable_object};

use crate::adapter::{self, Fetch, SystemClock};
use crate::config::Config;
use crate::idempotency::{Once, Order, StorageFault};
use crate::inventory;
use crate::lists;
use crate::own::Own;
use crate::proxy::{Clock as _, Scalr};
use crate::runs::{Bench, RunCall, RunStore as _, Work};
use crate::trace::{Timed, Trace};

use super::client::KeyPairs;
use super::inventory::Inventory;
use super::message;
use super::panic::reset_objects;
use super::storage::ScopeStorage;
use super::watchers::Watchers;

/// Works on a request with a key.
pub(super) const ONCE: &str = "/once";
/// Writes an entry of activity.
pub(super) const NOTE: &str = "/note";
/// Reads activity.
pub(super) const ACTIVITY: &str = "/activity";
/// Answers a request about copy runs.
pub(super) const RUNS: &str = "/runs";
/// Tells all images.
pub(super) const INVENTORY: &str = "/inventory";

/// How soon the alarm comes again where the object does not live to say when, in milliseconds.
const AGAIN_MS: u64 = 10_000;
/// How long nobody who works on runs goes unseen, beyond the time-out of a request to Scalr, in
/// milliseconds.
const PATIENCE_MS: u64 = 60_000;

/// The object.
#[durable_object(alarm)]
pub struct ScopeState {
    state: State,
    env: Env,
    bench: Bench,
    watchers: Watchers,
    inventory: Inventory,
}

impl DurableObject for ScopeState {
    fn new(state: State, env: Env) -> Self {
        reset_objects(&state);
        Self {
            state,
            env,
            bench: Bench::default(),
            watchers: Watchers::default(),
            inventory: Inventory::default(),
        }
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
                self.inventory.outdate();
                storage.prepare()?;
                storage.write(&entry)?;
                message::json(&())
            }
            ACTIVITY => {
                let raw: String = message::read(&mut request).await?;
                // The worker has read it before.
                let query = lists::parse(&raw).map_err(|_| StorageFault)?;
                message::json(&storage.activity(&query)?)
            }
            RUNS => {
                let call: RunCall = message::read(&mut request).await?;
                self.runs(&storage, call).await
            }
            INVENTORY => {
                let [raw, request_id]: [String; 2] = message::read(&mut request).await?;
                // The worker has read it before.
                let asked = inventory::parse(&raw).map_err(|_| StorageFault)?;
                self.inventory.answer(&self.env, asked, &request_id).await
            }
            _ => Response::error("no such path", 404),
        }
    }

    /// Whatever happens in here, the alarm comes again while there is something to do: it is set before
    /// anything is done, and nothing but its own row decides about it.
    async fn alarm(&self) -> Result<Response> {
        let storage = ScopeStorage::of(&self.state);
        self.arm();
        storage.prepare()?;
        storage.wake_by(SystemClock.unix_ms().saturating_add(AGAIN_MS)).await?;
        let trace = Trace::begin(SystemClock.unix_ms());
        let parts = Parts::of(&self.env, &trace, self.inventory.others())?;
        // What fails is done by the next alarm.
        let _ = parts.once(&storage).sweep();
        if !self.is_manned(&parts) {
            let tell = |run: &str| self.watchers.tell(&storage, run);
            let _ = parts.work(&storage, &self.bench, &tell).pump().await;
            self.inventory.outdate();
        }
        storage.set_alarm(self.bench.paused_until_ms()).await?;
        message::json(&())
    }
}

impl ScopeState {
    async fn once(&self, storage: &ScopeStorage, order: Order) -> Result<Response> {
        self.arm();
        let trace = Trace::begin(SystemClock.unix_ms());
        let parts = Parts::of(&self.env, &trace, self.inventory.others())?;
        let reply = parts.once(storage).answer(order).await;
        self.inventory.outdate();
        message::of_reply(reply, trace.calls())
    }

    /// Answers a request about copy runs.
    async fn runs(&self, storage: &ScopeStorage, call: RunCall) -> Result<Response> {
        self.arm();
        let own = Own::named(&call.own);
        let trace = Trace::begin(SystemClock.unix_ms());
        let parts = Parts::of(&self.env, &trace, self.inventory.others())?;
        if own.is_some_and(Own::is_write) {
            storage.prepare()?;
        }
        let tell = |run: &str| self.watchers.tell(storage, run);
        let work = parts.work(storage, &self.bench, &tell);
        let is_there = storage.has("copy_runs")?;
        let response = if own == Some(Own::RunEvents) && storage.run(&call.run)?.is_some() {
            self.watchers.add(storage, &call.run, call.after)
        } else {
            let reply = work.answer(&call, &parts.owner).await;
            message::of_reply(reply, trace.calls())
        };
        // There may be more to do than before; and after a crash whoever asks first sets it going.
        if is_there && !self.is_manned(&parts) {
            storage.set_alarm(self.bench.paused_until_ms()).await?;
        }
        response
    }

    /// Whether somebody works on the runs.
    fn is_manned(&self, parts: &Parts<'_>) -> bool {
        let timeout = parts.config.server().map_or(0, |server| u64::from(server.timeout_ms));
        self.bench.is_manned(SystemClock.unix_ms(), timeout.saturating_add(PATIENCE_MS))
    }

    /// Reads where a test wants to stop the object.
    #[cfg(feature = "crash-points")]
    fn arm(&self) {
        crate::crash::arm(|name| adapter::setting(&self.env, name));
    }

    #[cfg(not(feature = "crash-points"))]
    #[expect(clippy::unused_self, reason = "as with the feature")]
    fn arm(&self) {}
}

/// What a request with a key is worked on with.
struct Parts<'e> {
    config: Rc<Config>,
    permits: KeyPairs<'e>,
    upstream: Timed<'e, Fetch<'e>, SystemClock>,
    owner: String,
}

impl<'e> Parts<'e> {
    fn of(env: &'e Env, trace: &'e Trace, open: &'e Cell<u32>) -> Result<Self> {
        let owner = adapter::random_id()?;
        let fetch = Fetch { inbound: None, open: Some(open) };
        let upstream = Timed { upstream: fetch, clock: SystemClock, trace };
        Ok(Self { config: adapter::config(env), permits: KeyPairs(env), upstream, owner })
    }

    fn once<'a>(
        &'a self,
        storage: &'a ScopeStorage,
    ) -> Once<'a, Timed<'e, Fetch<'e>, SystemClock>, SystemClock, KeyPairs<'e>, ScopeStorage> {
        Once {
            config: &self.config,
            scalr: Scalr { upstream: &self.upstream, clock: &SystemClock, permits: &self.permits },
            storage,
            owner: self.owner.clone(),
        }
    }
}

impl<'e> Parts<'e> {
    fn work<'a>(
        &'a self,
        storage: &'a ScopeStorage,
        bench: &'a Bench,
        tell: &'a dyn Fn(&str),
    ) -> Work<'a, Timed<'e, Fetch<'e>, SystemClock>, SystemClock, KeyPairs<'e>, ScopeStorage> {
        let scalr = Scalr { upstream: &self.upstream, clock: &SystemClock, permits: &self.permits };
        Work { config: &self.config, scalr, store: storage, bench, tell }
    }
}

impl From<StorageFault> for worker::Error {
    fn from(StorageFault: StorageFault) -> Self {
        Self::RustError("the storage of a scope failed".to_owned())
    }
}
