//! Working on runs: what every step needs.

use serde_json::Value;
use shared::edge_api::{Activity, Identity};
use shared::query::CanonicalQuery;
use shared::route::Route;
use shared::run::{RegionState, RunId};
use shared::scope::Scope;

use crate::config::Config;
use crate::fault::Fault;
use crate::guard::{Admitted, admit_own};
use crate::idempotency::StorageFault;
use crate::proxy::{Clock, Permits, Scalr, Upstream};

use super::bench::Bench;
use super::book::Book;
use super::row::{Row, RunStore};

/// What working on runs needs.
pub struct Work<'a, U, C, P, S> {
    /// The settings.
    pub config: &'a Config,
    /// The way to Scalr.
    pub scalr: Scalr<'a, U, C, P>,
    /// The rows.
    pub store: &'a S,
    /// What is being worked on.
    pub bench: &'a Bench,
    /// Tells whoever watches a run that there is something new, once it is certain to stay.
    pub tell: &'a dyn Fn(&str),
}

impl<U: Upstream, C: Clock, P: Permits, S: RunStore> Work<'_, U, C, P, S> {
    pub(super) fn book(&self) -> Book<'_, S> {
        Book(self.store)
    }

    pub(super) fn now_ms(&self) -> u64 {
        self.scalr.clock.unix_ms()
    }

    /// A request of the edge's own making, taken up the last rungs of the ladder.
    pub(super) fn admit(
        &self,
        identity: &Identity,
        route: &Route,
        query: &CanonicalQuery,
        body: Vec<u8>,
    ) -> Result<Admitted<'_>, Fault> {
        admit_own(self.config, identity.clone(), route, query, body)
    }

    /// Moves a row to a state.
    pub(super) fn change(&self, row: &mut Row, to: RegionState) -> Result<(), StorageFault> {
        self.book().change(row, to, &self.scalr.clock.now())
    }

    /// Makes sure that what was written stays, and tells it to whoever watches.
    pub(super) async fn publish(&self, run: &str) -> Result<(), StorageFault> {
        self.store.synced().await?;
        (self.tell)(run);
        Ok(())
    }

    /// Nothing is sent for so many seconds.
    pub(super) fn pause(&self, seconds: u64) -> Result<(), StorageFault> {
        let until = self.now_ms().saturating_add(seconds.saturating_mul(1000));
        self.bench.paused_until_ms.set(self.bench.paused_until_ms.get().max(until));
        self.book().pause()?.iter().for_each(|run| (self.tell)(run));
        Ok(())
    }

    /// Writes an entry of activity about a row.
    pub(super) fn note(&self, row: &Row, mut entry: Activity) {
        if self.config.activity().unwrap_or(true) {
            entry.run_id = Some(row.run.clone());
            self.store.note(&serde_json::to_value(entry).unwrap_or(Value::Null));
        }
    }
}

/// The scope of a run.
pub(super) fn scope_of(run: &str) -> Result<Scope, StorageFault> {
    run.parse::<RunId>().map(|id| id.scope()).map_err(|_| StorageFault)
}
