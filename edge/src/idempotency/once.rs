//! Working on one request that carries a key: claim the key, send, keep the answer.
//!
//! All of it happens in the scope's object, so that a client that goes away takes nothing with it.

use std::cell::Cell;
use std::future::Future;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use shared::edge_api::Identity;
use shared::route::Method;

use crate::activity::Asked;
use crate::auth;
use crate::config::Config;
use crate::crash::{self, Point};
use crate::fault::Fault;
use crate::guard::{Admitted, Signed, Target, admit_again};
use crate::proxy::{self, Clock, Journal, Noted, Permits, Scalr, Upstream};
use crate::reply::{REPLAYED_HEADER, Reply, SOURCE_HEADER, Source};

use super::ledger::{Claim, Holder, Ledger, Records, StorageFault};
use super::record::{Slot, Stored};

/// Time beyond the time-outs of a send after which it is certain that it has ended, in milliseconds.
const SPARE_MS: u64 = 5_000;

/// A request with a key, as the worker hands it to the scope's object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// `X-Request-Id` of the answer.
    pub request_id: String,
    /// Who is asking.
    pub identity: Identity,
    /// The key.
    pub key: String,
    /// Path.
    pub path: String,
    /// Canonical query.
    pub query: String,
    /// Body; JSON is text.
    pub body: String,
    /// The caller's own signature, where there is one.
    pub signed: Option<Signed>,
}

impl Order {
    /// A digest of what is asked for. The parts cannot be shifted against each other: none but the
    /// body has a line feed.
    ///
    /// A signature of the caller's own is a part of it. The edge cannot check such a signature, and
    /// must not hand an answer to somebody who has only seen the key's id: whoever sends the very
    /// same one had it before.
    fn fingerprint(&self) -> String {
        let signature = self.signed.as_ref().map_or([""; 3], Signed::parts);
        let [key, date, signature] = signature;
        fingerprint(&[
            Method::Post.as_str(),
            &self.path,
            &self.query,
            key,
            date,
            signature,
            &self.body,
        ])
    }
}

/// A digest of these parts, of which only the last may have a line feed.
pub fn fingerprint(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update(b"\n");
    }
    format!("{:x}", hash.finalize())
}

/// The storage of a scope's object.
pub trait Storage: Records {
    /// Waits until everything that was written so far survives a crash.
    fn committed(&self) -> impl Future<Output = Result<(), StorageFault>>;

    /// Writes an entry of activity. Where that fails, the answer goes out all the same.
    fn note(&self, entry: &Value);
}

/// What a request with a key needs.
#[derive(Debug)]
pub struct Once<'a, U, C, P, S> {
    /// The settings.
    pub config: &'a Config,
    /// The way to Scalr.
    pub scalr: Scalr<'a, U, C, P>,
    /// The rows.
    pub storage: &'a S,
    /// A name that nobody else has, for this request as the owner of a row. The request id will not
    /// do: callers may choose it.
    pub owner: String,
}

impl<U: Upstream, C: Clock, P: Permits, S: Storage> Once<'_, U, C, P, S> {
    /// Answers a request.
    pub async fn answer(&self, order: Order) -> Reply {
        let request_id = order.request_id.clone();
        let told = self.told(order).await;
        told.unwrap_or_else(|fault| fault.into_reply(&request_id))
    }

    async fn told(&self, order: Order) -> Result<Reply, Fault> {
        let fingerprint = order.fingerprint();
        let Order { request_id, identity, key, path, query, body, signed } = order;
        let caller = auth::identity_key(&identity);
        let target = Target { method: Method::Post.as_str(), path: &path, query: &query };
        let now_ms = self.scalr.clock.unix_ms();
        let signer = signed.map(|signed| signed.signer(now_ms)).transpose()?;
        let admitted = admit_again(self.config, identity, signer, target, body.into_bytes())?;
        let asked = Asked::of(&admitted.identity, &admitted.route)
            .ok_or(Fault::Internal)?
            .with(&admitted.command);
        let holder = Holder { slot: Slot { caller, key }, owner: self.owner.clone() };
        let told = self.claim(&holder, &fingerprint, &asked, &admitted, &request_id).await;
        if asked.is_noted(&told) {
            let entry = asked.told(&told, "", &request_id);
            self.note(serde_json::to_value(entry).unwrap_or_default());
        }
        told
    }

    async fn claim(
        &self,
        holder: &Holder,
        fingerprint: &str,
        asked: &Asked,
        admitted: &Admitted<'_>,
        request_id: &str,
    ) -> Result<Reply, Fault> {
        crash::at(Point::BeforeReserve).await;
        let now_ms = self.scalr.clock.unix_ms();
        match Ledger(self.storage).claim(holder, fingerprint, now_ms)? {
            Claim::Granted => {
                crash::at(Point::AfterReserve).await;
                self.send(holder, asked, admitted, request_id).await
            }
            Claim::Replay(answer) => Ok(replay(answer)),
            Claim::GivenUp { answer, activity } => {
                self.note_lost(&activity);
                Ok(replay(answer))
            }
            Claim::InProgress => Err(Fault::IdempotencyInProgress),
            Claim::Reused => Err(Fault::IdempotencyKeyReused),
        }
    }

    /// Sends the request and keeps what came of it.
    async fn send(
        &self,
        holder: &Holder,
        asked: &Asked,
        admitted: &Admitted<'_>,
        request_id: &str,
    ) -> Result<Reply, Fault> {
        let journal = RowJournal::new(self, holder, asked, admitted, request_id);
        let told = proxy::forward(&self.scalr, &journal, admitted).await;
        crash::at(Point::BeforeStore).await;
        let ledger = Ledger(self.storage);
        let kept = if journal.was_sent() && !proves_inaction(&told) {
            let stored = match &told {
                Ok(reply) => Stored::of(reply),
                Err(fault) => Stored::of(&fault.clone().into_reply(request_id)),
            };
            ledger.finish(holder, stored, self.scalr.clock.unix_ms())
        } else {
            ledger.free(holder)
        };
        // What could not be kept stays `sent` and becomes `unknown`: less than the truth, and safe.
        if kept.is_ok() && self.storage.committed().await.is_ok() {
            crash::at(Point::AfterStore).await;
        }
        told
    }

    /// Puts in order what is due; called by the object's alarm.
    pub fn sweep(&self) -> Result<(), StorageFault> {
        for activity in Ledger(self.storage).sweep(self.scalr.clock.unix_ms())? {
            self.note_lost(&activity);
        }
        Ok(())
    }

    fn note_lost(&self, activity: &str) {
        if let Ok(entry) = serde_json::from_slice::<Value>(activity.as_bytes()) {
            self.note(entry);
        }
    }

    /// Writes down an entry of now.
    fn note(&self, mut entry: Value) {
        if self.config.activity().unwrap_or(true) {
            if let Some(at) = entry.get_mut("at") {
                *at = self.scalr.clock.now().iso.into();
            }
            self.storage.note(&entry);
        }
    }
}

/// Writes each send into the row before it goes out.
struct RowJournal<'a, C, S> {
    clock: &'a C,
    storage: &'a S,
    holder: &'a Holder,
    /// How long a send, and what may follow it, takes at the longest.
    lease_ms: u64,
    if_lost: Stored,
    activity: String,
    sent: Cell<bool>,
}

impl<'a, C: Clock, S: Storage> RowJournal<'a, C, S> {
    fn new<U, P>(
        once: &'a Once<'_, U, C, P, S>,
        holder: &'a Holder,
        asked: &Asked,
        admitted: &Admitted<'_>,
        request_id: &str,
    ) -> Self {
        let unknown = Fault::OutcomeUnknown { settle: proxy::settle_path(admitted) };
        let lost = asked.lost("", request_id);
        // A create is followed by a listing, under a time-out of its own.
        let lease_ms = u64::from(admitted.server.timeout_ms).saturating_mul(2);
        Self {
            clock: once.scalr.clock,
            storage: once.storage,
            holder,
            lease_ms: lease_ms.saturating_add(SPARE_MS),
            if_lost: Stored::of(&unknown.into_reply(request_id)),
            activity: serde_json::to_string(&lost).unwrap_or_default(),
            sent: Cell::new(false),
        }
    }

    fn was_sent(&self) -> bool {
        self.sent.get()
    }
}

impl<C: Clock, S: Storage> RowJournal<'_, C, S> {
    async fn write(&self) -> Result<(), Fault> {
        let by_then_ms = self.clock.unix_ms().saturating_add(self.lease_ms);
        let ledger = Ledger(self.storage);
        if !ledger.sending(self.holder, by_then_ms, &self.if_lost, &self.activity)? {
            // The row was taken over: whoever has it now sends, or knows.
            return Err(Fault::IdempotencyInProgress);
        }
        self.storage.committed().await?;
        let point = if self.sent.get() { Point::BeforeRetry } else { Point::BeforeFetch };
        self.sent.set(true);
        crash::at(point).await;
        Ok(())
    }
}

impl<C: Clock, S: Storage> Journal for RowJournal<'_, C, S> {
    fn sending(&self) -> Noted<'_> {
        Box::pin(self.write())
    }
}

/// Whether an answer is proof that Scalr did not act: its own limit, and its 503 with an envelope.
fn proves_inaction(told: &Result<Reply, Fault>) -> bool {
    match told {
        Err(Fault::LimitExceeded { .. }) => true,
        Ok(reply) => {
            reply.status == 503 && reply.header(SOURCE_HEADER) == Some(Source::Upstream.as_str())
        }
        Err(_) => false,
    }
}

/// The answer to an earlier request, once more.
pub fn replay(answer: Stored) -> Reply {
    answer.into_reply().with(REPLAYED_HEADER, "true")
}

impl From<StorageFault> for Fault {
    fn from(StorageFault: StorageFault) -> Self {
        Self::Internal
    }
}

#[cfg(test)]
mod tests;
