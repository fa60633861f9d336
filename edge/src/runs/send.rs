//! Sending the copy to one region: look, take the picture, write it down, send, write it down.

use std::cell::Cell;

use serde_json::Value;
use shared::copy::Seen;
use shared::region::Region;
use shared::route::Route;
use shared::run::RegionState;
use shared::run::plan::{Reason, request_for};

use crate::activity::Asked;
use crate::crash::{self, Point};
use crate::fault::{Fault, Limiter};
use crate::guard::Admitted;
use crate::idempotency::StorageFault;
use crate::proxy::{self, Clock, Journal, Noted, Permits, Upstream};
use crate::reply::{OUTCOME_HEADER, Reply};

use super::finding::{ids, in_region, next_look};
use super::look::{NoListing, bounded, words};
use super::row::{Row, RunStore, Spot};
use super::work::{Work, scope_of};

/// Listings that may fail one after the other before a region is given up. Nothing was sent.
const MOST_FAILURES: u32 = 5;
/// Pause after the first of them, in milliseconds; each further one is twice as long.
const FIRST_PAUSE_MS: u64 = 1_000;
/// How long the listing with which a run was ordered is a picture of its regions, in milliseconds. A
/// region of its own is listed for each that is sent later.
const FRESH_MS: u64 = 5_000;
/// Time beyond the time-out of a send after which it is certain that it has ended, in milliseconds.
const SPARE_MS: u64 = 5_000;

impl<U: Upstream, C: Clock, P: Permits, S: RunStore> Work<'_, U, C, P, S> {
    /// Works on a region that is to be sent.
    pub(super) async fn send(&self, spot: &Spot) -> Result<(), StorageFault> {
        let Some(row) = self.planned(spot)? else { return Ok(()) };
        let row = if self.has_picture(&row)? { Some(row) } else { self.pictured(row).await? };
        if let Some(row) = row {
            self.copy(row).await?;
        }
        self.publish(&spot.run).await
    }

    /// Whether the listing with which the run was ordered is the picture still. What was sent before
    /// is looked for first; and what another run has sent meanwhile may not be in it.
    fn has_picture(&self, row: &Row) -> Result<bool, StorageFault> {
        let age_ms = self.now_ms().saturating_sub(row.ordered_ms);
        if row.before.is_none() || row.doubt || age_ms > FRESH_MS {
            return Ok(false);
        }
        let rivals = self.store.rivals(&row.name, &row.told.region)?;
        Ok(rivals.iter().all(|rival| rival.told.attempts == 0))
    }

    /// Takes the picture. `None` where nothing is sent.
    async fn pictured(&self, row: Row) -> Result<Option<Row>, StorageFault> {
        let scope = scope_of(&row.run)?;
        let listing = self.list(&row.identity, scope, &row.name, Some(&row.told.region)).await;
        // While one waits, a person may have called it off.
        let Some(mut row) = self.planned(&row.spot())? else { return Ok(None) };
        let images = match listing {
            Ok(images) => images,
            Err(why) => {
                self.not_sent(&mut row, &why)?;
                return Ok(None);
            }
        };
        if self.is_there(&mut row, &images)? {
            return Ok(None);
        }
        let there = in_region(&images, &row.name, &row.told.region);
        row.before = Some(there.map(|image| image.id.to_owned()).collect());
        row.failures = 0;
        Ok(Some(row))
    }

    /// The row, as long as it is to be sent.
    fn planned(&self, spot: &Spot) -> Result<Option<Row>, StorageFault> {
        let row = self.store.row(spot)?;
        Ok(row.filter(|row| row.told.state == RegionState::Planned))
    }

    /// Whether nothing need be sent, by what is in the region.
    fn is_there(&self, row: &mut Row, images: &[Value]) -> Result<bool, StorageFault> {
        if row.doubt {
            // It was sent before and its answer was lost; only what it made is looked for.
            self.found(row, images)?;
            return Ok(row.told.state != RegionState::Planned);
        }
        let present = in_region(images, &row.name, &row.told.region)
            .find(|image| !image.is_pending_delete() && !row.duplicates)
            .map(|image| ids(&image));
        let Some(present) = present else { return Ok(false) };
        row.told.present_image = Some(present);
        row.told.reason = Some(Reason::Present);
        row.due_ms = None;
        self.change(row, RegionState::Skipped)?;
        Ok(true)
    }

    /// Sends the copy once there is a permit and a place. The permit comes first: whoever has a place
    /// waits for Scalr and for the disk, and for nothing else.
    async fn copy(&self, row: Row) -> Result<(), StorageFault> {
        let admitted = match self.ordered(&row)? {
            Ok(admitted) => self.scalr.permit(&admitted).await.map(|()| admitted),
            Err(fault) => Err(fault),
        };
        match admitted {
            Ok(admitted) => {
                self.gather().await;
                self.place().await;
                // After a pause it is looked into again.
                let is_paused = self.now_ms() < self.bench.paused_until_ms();
                let result = if is_paused { Ok(()) } else { self.copy_now(&row, &admitted).await };
                self.free_place();
                result
            }
            Err(fault) => match self.planned(&row.spot())? {
                Some(mut row) => self.not_sent(&mut row, &Err(fault)),
                None => Ok(()),
            },
        }
    }

    /// The request for a copy.
    fn ordered(&self, row: &Row) -> Result<Result<Admitted<'_>, Fault>, StorageFault> {
        let (Ok(region), Ok(image), scope) =
            (row.told.region.parse::<Region>(), self.image(row)?.parse(), scope_of(&row.run)?)
        else {
            return Err(StorageFault);
        };
        let request = request_for(scope, &image, &region);
        let body = serde_json::to_vec(&request.body).map_err(|_| StorageFault)?;
        let route = Route::CopyImage(scope, image);
        Ok(self.admit(&row.identity, &route, &<_>::default(), body))
    }

    /// Sends the copy once and writes down what came of it.
    async fn copy_now(&self, row: &Row, admitted: &Admitted<'_>) -> Result<(), StorageFault> {
        let journal = RowJournal { work: self, row, sent: Cell::new(false) };
        let told = proxy::forward(&self.scalr, &journal, admitted).await;
        crash::at(Point::BeforeStore).await;
        self.gather().await;
        let was_sent = journal.sent.get();
        let Some(mut row) = self.store.row(&row.spot())? else { return Ok(()) };
        if was_sent {
            self.answered(&mut row, &told, admitted)?;
        } else if row.told.state == RegionState::Planned {
            self.not_sent(&mut row, &told)?;
        }
        crash::at(Point::AfterRegion).await;
        Ok(())
    }

    /// The image that is copied.
    fn image(&self, row: &Row) -> Result<String, StorageFault> {
        self.store.run(&row.run)?.map(|run| run.image.id).ok_or(StorageFault)
    }

    /// Nothing was sent: waits for a limit, tries again, or gives up.
    fn not_sent(&self, row: &mut Row, why: &NoListing) -> Result<(), StorageFault> {
        if let Err(Fault::LimitExceeded { retry_after, .. }) = why {
            return self.pause(*retry_after);
        }
        row.failures = row.failures.saturating_add(1);
        // What Scalr has refused it will refuse again.
        let refused = why.as_ref().is_ok_and(|reply| reply.status < 500);
        if !refused && row.failures < MOST_FAILURES {
            let pause = FIRST_PAUSE_MS << row.failures.saturating_sub(1);
            return self.book().postpone(row, self.now_ms().saturating_add(pause));
        }
        row.due_ms = None;
        (row.told.code, row.told.message) = words(why);
        self.change(row, nothing_done(row))
    }

    /// Writes down what came of a send. An answer that comes after the row was given up is still the
    /// truth.
    fn answered(
        &self,
        row: &mut Row,
        told: &Result<Reply, Fault>,
        admitted: &Admitted<'_>,
    ) -> Result<(), StorageFault> {
        if !matches!(row.told.state, RegionState::Sending | RegionState::Unknown) {
            return Ok(());
        }
        if let Some(asked) = Asked::of(&row.identity, &admitted.route) {
            let at = self.scalr.clock.now().iso;
            let asked = asked.with(&admitted.command);
            self.note(row, asked.told(told, &at, &row.told.request_id));
        }
        if let Err(Fault::LimitExceeded { by: Limiter::Scalr, retry_after }) = told {
            // Scalr did not act, and says so.
            row.due_ms = Some(self.now_ms());
            self.change(row, RegionState::Planned)?;
            return self.pause(*retry_after);
        }
        let mut state = outcome(told);
        if state == RegionState::Rejected {
            state = nothing_done(row);
        }
        (row.told.code, row.told.message) = match told {
            Ok(reply) if state == RegionState::Accepted => {
                let body: Value = serde_json::from_slice(&reply.body).unwrap_or_default();
                let image = body.get("data").map(Seen::from).filter(|image| !image.id.is_empty());
                row.told.new_image = image.map(|image| {
                    let mut ids = ids(&image);
                    ids.id = bounded(&ids.id);
                    ids.cloud_image_id = bounded(&ids.cloud_image_id);
                    ids
                });
                (None, None)
            }
            told => words(told),
        };
        row.looking_since_ms = self.now_ms();
        row.doubt = state == RegionState::Unknown;
        let next = next_look(row.looking_since_ms, row.looking_since_ms);
        row.due_ms = (state != RegionState::Rejected).then_some(next);
        self.change(row, state)
    }
}

/// The state of a region after something that did nothing: what was lost before stays in doubt.
fn nothing_done(row: &Row) -> RegionState {
    if row.doubt { RegionState::Unknown } else { RegionState::Rejected }
}

/// The state of a region after a send.
fn outcome(told: &Result<Reply, Fault>) -> RegionState {
    match told {
        Ok(reply) if reply.header(OUTCOME_HEADER).is_some() => RegionState::Unknown,
        Ok(reply) if reply.status < 300 => RegionState::Accepted,
        Ok(_) | Err(Fault::UpstreamAuth | Fault::UpstreamInvalid) => RegionState::Rejected,
        Err(_) => RegionState::Unknown,
    }
}

/// Writes a send into the row before it goes out.
struct RowJournal<'a, 'w, U, C, P, S> {
    work: &'a Work<'w, U, C, P, S>,
    row: &'a Row,
    sent: Cell<bool>,
}

impl<U: Upstream, C: Clock, P: Permits, S: RunStore> RowJournal<'_, '_, U, C, P, S> {
    async fn write(&self) -> Result<(), Fault> {
        let Self { work, row: with_picture, sent } = self;
        crash::at(Point::BeforeReserve).await;
        // A person may have called it off while it waited.
        let stored = work.planned(&with_picture.spot())?;
        let mut row = stored.ok_or(Fault::IdempotencyInProgress)?;
        row.before.clone_from(&with_picture.before);
        row.failures = 0;
        row.told.attempts = row.told.attempts.saturating_add(1);
        row.told.new_image = None;
        (row.told.code, row.told.message) = (None, None);
        let timeout = work.config.server().map_or(0, |server| u64::from(server.timeout_ms));
        row.looking_since_ms = work.now_ms();
        row.due_ms = Some(work.now_ms().saturating_add(timeout).saturating_add(SPARE_MS));
        work.change(&mut row, RegionState::Sending)?;
        // From here on the row says that Scalr may act, whatever becomes of it.
        sent.set(true);
        work.publish(&row.run).await?;
        crash::at(Point::BeforeFetch).await;
        Ok(())
    }
}

impl<U: Upstream, C: Clock, P: Permits, S: RunStore> Journal for RowJournal<'_, '_, U, C, P, S> {
    fn sending(&self) -> Noted<'_> {
        Box::pin(self.write())
    }

    fn has_permit(&self) -> bool {
        true
    }
}
