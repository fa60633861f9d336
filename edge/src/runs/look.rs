//! Looking: what Scalr lists under an image's name.

use serde_json::Value;
use shared::copy::Seen;
use shared::edge_api::Identity;
use shared::envelope::Failure;
use shared::json;
use shared::query::CanonicalQuery;
use shared::route::Route;
use shared::run::RegionState;
use shared::scope::Scope;

use crate::fault::Fault;
use crate::idempotency::StorageFault;
use crate::proxy::{self, Clock, NoJournal, Permits, Upstream};
use crate::reply::Reply;

use super::finding::{Finding, find, next_look};
use super::row::{Row, RunStore};
use super::work::{Work, scope_of};

/// Images on a page: as many as Scalr gives.
const PAGE: usize = 100;
/// Pages of images of one name that are read. Nobody has that many.
const MOST_PAGES: usize = 20;
/// After so many times the time for settling, looks that only fail are given up.
const PATIENCE: u64 = 4;

/// Why there is no listing: an answer of Scalr's, or a fault on the way to it.
pub(super) type NoListing = Result<Reply, Fault>;

impl<U: Upstream, C: Clock, P: Permits, S: RunStore> Work<'_, U, C, P, S> {
    /// Reads one thing.
    pub(super) async fn read(
        &self,
        identity: &Identity,
        route: &Route,
        query: &CanonicalQuery,
    ) -> Result<Value, NoListing> {
        let admitted = self.admit(identity, route, query, Vec::new()).map_err(Err)?;
        let reply = proxy::forward(&self.scalr, &NoJournal, &admitted).await.map_err(Err)?;
        if reply.status != 200 {
            return Err(Ok(reply));
        }
        let mut body: Value =
            serde_json::from_slice(&reply.body).map_err(|_| Err(Fault::UpstreamInvalid))?;
        Ok(body.get_mut("data").map(Value::take).unwrap_or_default())
    }

    /// Every EC2 image of a name that belongs to the scope itself, in one region or in all.
    pub(super) async fn list(
        &self,
        identity: &Identity,
        scope: Scope,
        name: &str,
        region: Option<&str>,
    ) -> Result<Vec<Value>, NoListing> {
        let mut all = Vec::new();
        for page in 1..=MOST_PAGES {
            let (page, size) = (page.to_string(), PAGE.to_string());
            let mut pairs = vec![
                ("name", name),
                ("cloudPlatform", "ec2"),
                ("maxResults", &size),
                ("pageNum", &page),
            ];
            pairs.extend(region.map(|region| ("cloudLocation", region)));
            let query = CanonicalQuery::new(&pairs);
            let data = self.read(identity, &Route::ListImages(scope), &query).await?;
            let Value::Array(images) = data else { return Err(Err(Fault::UpstreamInvalid)) };
            let is_last = images.len() < PAGE;
            let own = |image: &Value| {
                Seen::from(image).scope.is_none_or(|name| name == scope.of_image().as_str())
            };
            all.extend(images.into_iter().filter(own));
            if is_last {
                break;
            }
        }
        Ok(all)
    }

    /// Looks for everything of a run that is to be looked for, with one listing.
    pub(super) async fn look(&self, run: &str) -> Result<(), StorageFault> {
        let scope = scope_of(run)?;
        let Some(first) = self.wanted(run)?.into_iter().next() else { return Ok(()) };
        let listing = self.list(&first.identity, scope, &first.name, None).await;
        if let Err(Err(Fault::LimitExceeded { retry_after, .. })) = listing {
            return self.pause(retry_after);
        }
        // What they are now, not what they were before the listing.
        for mut row in self.wanted(run)? {
            match &listing {
                Ok(images) => self.found(&mut row, images)?,
                Err(_) => self.not_found(&mut row, PATIENCE)?,
            }
        }
        self.publish(run).await
    }

    /// The rows of a run that are looked for and due.
    fn wanted(&self, run: &str) -> Result<Vec<Row>, StorageFault> {
        let now_ms = self.now_ms();
        let mut rows = self.store.rows(run, 0)?;
        rows.retain(|row| {
            let looked_for = matches!(row.told.state, RegionState::Accepted | RegionState::Unknown);
            looked_for && row.due_ms.is_some_and(|due| due <= now_ms)
        });
        Ok(rows)
    }

    /// Takes in what a listing says about a row.
    pub(super) fn found(&self, row: &mut Row, images: &[Value]) -> Result<(), StorageFault> {
        let rivals = self.store.rivals(&row.name, &row.told.region)?;
        match find(row, &rivals, images) {
            Finding::There(image) => {
                row.told.new_image = Some(image);
                (row.told.code, row.told.message) = (None, None);
                row.due_ms = None;
                row.doubt = false;
                if row.told.state != RegionState::Accepted {
                    self.change(row, RegionState::Accepted)?;
                }
                self.change(row, RegionState::Listed)
            }
            // Before it is sent again, that is all there is to know.
            Finding::NotThere if row.told.state == RegionState::Planned => Ok(()),
            Finding::NotThere => self.not_found(row, 1),
            Finding::NotYet => {
                let due = next_look(self.now_ms(), self.now_ms());
                self.book().postpone(row, due)
            }
        }
    }

    /// Looks again later, or leaves it to a person after so many times the time for settling.
    fn not_found(&self, row: &mut Row, patience: u64) -> Result<(), StorageFault> {
        let now = self.scalr.clock.now();
        let settle_ms = self.config.runs().map_or(0, |runs| u64::from(runs.settle_after_ms));
        let until = row.looking_since_ms.saturating_add(settle_ms.saturating_mul(patience));
        if now.unix_ms >= until {
            return self.book().leave(row, &now);
        }
        let next = next_look(row.looking_since_ms, now.unix_ms);
        self.book().postpone(row, next.min(until))
    }
}

/// Code and words of an answer that is no success.
pub(crate) fn words(told: &Result<Reply, Fault>) -> (Option<String>, Option<String>) {
    let message = match told {
        Ok(reply) => {
            let failure: Option<Failure> = json::read(&reply.body).ok();
            failure.and_then(|failure| failure.errors.into_iter().next())
        }
        Err(fault) => fault.messages().into_iter().next(),
    };
    match message {
        Some(message) => (Some(bounded(&message.code)), Some(bounded(&message.message))),
        None => (None, None),
    }
}

/// Longest text of Scalr's that is kept, in characters.
const LONGEST: usize = 500;

pub(super) fn bounded(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}
