//! New runs: the plan, and writing it down.

use serde_json::Value;
use shared::copy::Seen;
use shared::envelope::Message;
use shared::error_code::EdgeCode;
use shared::route::Route;
use shared::run::plan::{Action, Plan, PlannedRegion, Reason, Wish, plan};
use shared::run::{CopyRun, Counts, RegionState, RunId, RunImage, RunRegion, RunState};
use shared::validate::{self, NewRun};

use crate::auth;
use crate::fault::Fault;
use crate::guard::refusal;
use crate::idempotency::{Claim, Holder, Ledger, Slot, StorageFault, Stored, fingerprint, replay};
use crate::own::Own;
use crate::proxy::{Clock, Moment, Permits, Upstream};
use crate::reply::Reply;

use super::call::{RunCall, json};
use super::finding::{ids, in_region};
use super::row::{Row, RunStore};
use super::work::Work;

/// Runs that a scope keeps, the newest ones; beyond them those that are over are forgotten.
const KEEP: u32 = 1_000;

/// What is known about a run that is asked for.
struct Known {
    new: NewRun,
    image: Value,
    /// When the listing was asked for, in milliseconds since 1970.
    listed_ms: u64,
    listing: Vec<Value>,
}

impl<U: Upstream, C: Clock, P: Permits, S: RunStore> Work<'_, U, C, P, S> {
    /// `POST /edge/copy-runs/plan`
    pub(super) async fn planned_only(&self, call: &RunCall) -> Result<Reply, Fault> {
        match self.find_out(call).await? {
            Ok(known) => json(200, &self.plan(&known)?),
            Err(reply) => Ok(reply),
        }
    }

    /// `POST /edge/copy-runs`: a key makes one run at most. Without one the request has a key of its
    /// own.
    pub(super) async fn create(&self, call: &RunCall, chance: &str) -> Result<Reply, Fault> {
        let caller = auth::identity_key(&call.identity);
        let key = call.key.clone().unwrap_or_else(|| chance.to_owned());
        let holder = Holder { slot: Slot { caller, key }, owner: chance.to_owned() };
        let content = fingerprint(&["POST", Own::CreateRun.path(), &call.body]);
        let ledger = Ledger(self.store);
        match ledger.claim(&holder, &content, self.now_ms())? {
            Claim::Granted => {}
            Claim::Replay(answer) | Claim::GivenUp { answer, .. } => {
                return Ok(located(replay(answer)));
            }
            Claim::InProgress => return Err(Fault::IdempotencyInProgress),
            Claim::Reused => return Err(Fault::IdempotencyKeyReused),
        }
        let told = self.make(call, &holder).await;
        if told.as_ref().is_ok_and(|reply| reply.status == 202) {
            self.store.committed().await?;
            self.bench.call();
        } else {
            // Nothing was made, so the same key may ask again.
            ledger.free(&holder)?;
        }
        told.map(located)
    }

    async fn make(&self, call: &RunCall, holder: &Holder) -> Result<Reply, Fault> {
        let known = match self.find_out(call).await? {
            Ok(known) => known,
            Err(reply) => return Ok(reply),
        };
        // From here on nobody else gets a turn.
        let ledger = Ledger(self.store);
        if !ledger.holds(holder)? {
            return Err(Fault::IdempotencyInProgress);
        }
        let plan = self.plan(&known)?;
        agree(&known.new, &plan)?;
        let now = self.scalr.clock.now();
        let id = RunId::new(now.unix_ms, &holder.owner, known.new.scope);
        let rows: Vec<Row> = (0..)
            .zip(&plan.regions)
            .map(|(place, planned)| row(&known, call, &id, (place, planned), &now))
            .collect();
        let run = run(&known, call, &id, &rows, &now);
        let mut run = self.book().open(run, &rows)?;
        self.store.trim_runs(KEEP)?;
        run.regions = Some(rows.into_iter().map(|row| row.told).collect());
        let reply = json(202, &run)?;
        ledger.finish(holder, Stored::of(&reply), now.unix_ms)?;
        Ok(reply)
    }

    /// Reads the order, the image and what there is under its name; or gives Scalr's answer where it
    /// has none.
    async fn find_out(&self, call: &RunCall) -> Result<Result<Known, Reply>, Fault> {
        let new = validate::run(call.body.as_bytes()).outcome.map_err(|body| refusal(&body))?;
        let scope = new.scope;
        let route = Route::GetImage(scope, new.image.clone());
        let image = match self.read(&call.identity, &route, &<_>::default()).await {
            Ok(image) => image,
            Err(why) => return why.map(Err),
        };
        let seen = Seen::from(&image);
        let listed_ms = self.now_ms();
        let listing = if seen.source_region(scope).is_ok() {
            self.list(&call.identity, scope, seen.name, None).await
        } else {
            Ok(Vec::new())
        };
        match listing {
            Ok(listing) => Ok(Ok(Known { new, image, listed_ms, listing })),
            Err(why) => why.map(Err),
        }
    }

    fn plan(&self, known: &Known) -> Result<Plan, StorageFault> {
        let image = Seen::from(&known.image);
        let seen: Vec<Seen<'_>> = known.listing.iter().map(Seen::from).collect();
        Ok(plan(&Wish {
            image,
            scope: known.new.scope,
            regions: &known.new.regions,
            known: &seen,
            in_flight: &self.store.in_flight(image.name)?,
            allow_duplicates: known.new.allow_duplicates,
        }))
    }
}

/// Refuses a plan other than the one that the caller was shown, and tells what changed.
fn agree(new: &NewRun, plan: &Plan) -> Result<(), Fault> {
    let Some(expected) = &new.expected else { return Ok(()) };
    let changed = |text: String, pointer: &str| Message {
        code: EdgeCode::PlanChanged.as_str().to_owned(),
        message: text,
        pointer: Some(pointer.to_owned()),
    };
    let mut messages = Vec::new();
    for planned in &plan.regions {
        let shown = expected.iter().find(|(region, _)| *region == planned.region);
        if shown.is_some_and(|(_, action)| *action == planned.action) {
            continue;
        }
        let shown = shown.map_or("not in the plan", |(_, action)| action.as_str());
        let mut text = planned.region.clone();
        for part in [": it was ", shown, ", now it is ", planned.action.as_str()] {
            text.push_str(part);
        }
        if let Some(reason) = &planned.reason {
            for part in [" (", reason.as_str(), ")"] {
                text.push_str(part);
            }
        }
        messages.push(changed(text, "/plan"));
    }
    for (region, _) in expected {
        if plan.regions.iter().all(|planned| planned.region != *region) {
            messages.push(changed([region, ": it is not in `regions`"].concat(), "/plan"));
        }
    }
    if messages.is_empty() { Ok(()) } else { Err(Fault::Conflict(EdgeCode::PlanChanged, messages)) }
}

fn run(known: &Known, call: &RunCall, id: &RunId, rows: &[Row], now: &Moment) -> CopyRun {
    let image = Seen::from(&known.image);
    CopyRun {
        id: id.to_string(),
        scope: known.new.scope,
        image: RunImage {
            id: known.new.image.as_str().to_owned(),
            name: image.name.to_owned(),
            cloud_location: image.location.to_owned(),
            cloud_image_id: image.cloud_image_id.to_owned(),
        },
        created_at: now.iso.clone(),
        created_by: call.identity.name.clone().unwrap_or_else(|| call.identity.id.clone()),
        state: RunState::Running,
        version: 1,
        counts: Counts::of(rows.iter().map(|row| &row.told)),
        regions: None,
    }
}

fn row(
    known: &Known,
    call: &RunCall,
    id: &RunId,
    (place, planned): (u32, &PlannedRegion),
    now: &Moment,
) -> Row {
    let name = Seen::from(&known.image).name;
    let state = match planned.action {
        Action::Send => RegionState::Planned,
        Action::Skip => RegionState::Skipped,
        Action::Block | Action::Other(_) => RegionState::Blocked,
    };
    let there = || in_region(&known.listing, name, &planned.region);
    let present = there()
        .find(|image| planned.reason == Some(Reason::Present) && !image.is_pending_delete())
        .map(|image| ids(&image));
    Row {
        run: id.to_string(),
        place,
        name: name.to_owned(),
        version: 1,
        due_ms: (planned.action == Action::Send).then_some(now.unix_ms),
        looking_since_ms: 0,
        failures: 0,
        before: Some(there().map(|image| image.id.to_owned()).collect()),
        ordered_ms: known.listed_ms,
        doubt: false,
        duplicates: known.new.allow_duplicates,
        identity: call.identity.clone(),
        told: RunRegion {
            region: planned.region.clone(),
            state,
            since: now.iso.clone(),
            attempts: 0,
            new_image: None,
            present_image: present,
            code: None,
            message: None,
            request_id: call.request_id.clone(),
            reason: planned.reason.clone(),
        },
    }
}

/// Says where the run is.
fn located(reply: Reply) -> Reply {
    let run: Option<Value> = serde_json::from_slice(&reply.body).ok();
    let id = run.as_ref().and_then(|run| run.get("id")?.as_str());
    match id.filter(|_| reply.status == 202) {
        Some(id) => {
            let path = [Own::CreateRun.path(), "/", id].concat();
            reply.with("location", path)
        }
        None => reply,
    }
}
