//! A scope's storage and a Scalr in memory.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::future::poll_fn;
use std::task::Poll;

use serde_json::{Value, json};
use shared::edge_api::{Activity, Identity, IdentityKind};
use shared::run::plan::Reason;
use shared::run::{CopyRun, RegionState, RunState};

use crate::activity::{Found, Query};
use crate::config::Config;
use crate::idempotency::testing::Memory;
use crate::idempotency::{Record, Records, Slot, Storage, StorageFault};
use crate::proxy::{Answer, Clock, Moment, NoAnswer, Outbound, Scalr, Upstream};
use crate::reply::Reply;
use crate::testing::{Desk, config_with};

use super::row::{Row, RunStore, Spot};
use super::{Bench, RunCall, Work};

pub(super) const IMAGE: &str = "5a1a3fd0-1111-4222-8333-000000000001";
/// 2026-11-22T02:30:00Z
pub(super) const START_MS: u64 = 1_795_314_600_000;

/// Rows in memory.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    pub(super) memory: Memory,
    runs: RefCell<BTreeMap<String, CopyRun>>,
    pub(super) rows: RefCell<BTreeMap<Spot, Row>>,
}

impl Shelf {
    fn select(&self, which: impl Fn(&Row) -> bool) -> Vec<Row> {
        self.rows.borrow().values().filter(|row| which(row)).cloned().collect()
    }
}

impl Records for Shelf {
    fn find(&self, slot: &Slot) -> Result<Option<Record>, StorageFault> {
        self.memory.find(slot)
    }
    fn put(&self, slot: &Slot, record: &Record) -> Result<(), StorageFault> {
        self.memory.put(slot, record)
    }
    fn remove(&self, slot: &Slot) -> Result<(), StorageFault> {
        self.memory.remove(slot)
    }
    fn due(&self, now_ms: u64) -> Result<Vec<(Slot, Record)>, StorageFault> {
        self.memory.due(now_ms)
    }
}

impl Storage for Shelf {
    async fn committed(&self) -> Result<(), StorageFault> {
        self.memory.committed().await
    }
    fn note(&self, entry: &Value) {
        self.memory.note(entry);
    }
}

impl RunStore for Shelf {
    async fn synced(&self) -> Result<(), StorageFault> {
        self.memory.committed().await
    }
    fn run(&self, id: &str) -> Result<Option<CopyRun>, StorageFault> {
        Ok(self.runs.borrow().get(id).cloned())
    }
    fn put_run(&self, run: &CopyRun) -> Result<(), StorageFault> {
        self.runs.borrow_mut().insert(run.id.clone(), run.clone());
        Ok(())
    }
    fn open_runs(&self) -> Result<Vec<CopyRun>, StorageFault> {
        let open = |run: &&CopyRun| matches!(run.state, RunState::Running | RunState::Paused);
        Ok(self.runs.borrow().values().filter(open).cloned().collect())
    }
    fn runs(&self, _: &Query) -> Result<Found, StorageFault> {
        let runs = self.runs.borrow();
        let entries: Vec<Value> =
            runs.values().rev().map(|run| serde_json::to_value(run).expect("JSON")).collect();
        Ok(Found { total: u32::try_from(entries.len()).expect("few"), entries })
    }
    fn trim_runs(&self, _: u32) -> Result<(), StorageFault> {
        Ok(())
    }
    fn row(&self, spot: &Spot) -> Result<Option<Row>, StorageFault> {
        Ok(self.rows.borrow().get(spot).cloned())
    }
    fn put_row(&self, row: &Row) -> Result<(), StorageFault> {
        self.rows.borrow_mut().insert(row.spot(), row.clone());
        Ok(())
    }
    fn rows(&self, run: &str, after: u64) -> Result<Vec<Row>, StorageFault> {
        Ok(self.select(|row| row.run == run && row.version > after))
    }
    fn rivals(&self, name: &str, region: &str) -> Result<Vec<Row>, StorageFault> {
        Ok(self.select(|row| row.name == name && row.told.region == region))
    }
    fn in_flight(&self, name: &str) -> Result<Vec<String>, StorageFault> {
        let rows = self.select(|row| {
            row.name == name
                && match row.told.state {
                    RegionState::Planned | RegionState::Sending | RegionState::Unknown => true,
                    RegionState::Accepted => row.due_ms.is_some(),
                    _ => false,
                }
        });
        Ok(rows.into_iter().map(|row| row.told.region).collect())
    }
    fn sending(&self) -> Result<Vec<Row>, StorageFault> {
        Ok(self.select(|row| row.told.state == RegionState::Sending))
    }
    fn to_send(&self, now_ms: u64, most: usize) -> Result<Vec<Spot>, StorageFault> {
        let rows = self.rows.borrow();
        let is_due = |row: &&Row| {
            row.told.state == RegionState::Planned && row.due_ms.is_some_and(|due| due <= now_ms)
        };
        let mut due: Vec<&Row> = rows.values().filter(is_due).collect();
        due.sort_by_key(|row| row.due_ms);
        Ok(due.into_iter().take(most).map(Row::spot).collect())
    }
    fn to_look(&self, now_ms: u64) -> Result<Vec<String>, StorageFault> {
        let rows = self.select(|row| {
            matches!(row.told.state, RegionState::Accepted | RegionState::Unknown)
                && row.due_ms.is_some_and(|due| due <= now_ms)
        });
        let mut runs: Vec<String> = rows.into_iter().map(|row| row.run).collect();
        runs.dedup();
        Ok(runs)
    }
    fn is_open(&self, run: &str) -> Result<bool, StorageFault> {
        let rows = self.rows.borrow();
        let found = rows.values().any(|row| row.due_ms.is_some() && row.run == run);
        Ok(found)
    }
}

/// What Scalr does with one copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// Makes it and says so.
    Accept,
    /// Makes it, and the answer is lost.
    AcceptAndLose,
    /// Does nothing, and the answer is lost.
    Lose,
    /// Refuses it.
    Refuse,
    /// Is over its limit.
    Limit,
    /// Breaks down.
    Break,
}

/// A Scalr in memory.
#[derive(Debug)]
pub(super) struct Cloud {
    pub(super) images: RefCell<Vec<Value>>,
    /// What it does with copies to a region, one after the other; then it accepts.
    pub(super) acts: RefCell<BTreeMap<String, VecDeque<Act>>>,
    /// Listings that fail.
    pub(super) deaf: Cell<u32>,
    /// The status with which it refuses listings.
    pub(super) unwilling: Cell<Option<u16>>,
    /// Reads that it has heard.
    pub(super) reads: Cell<u32>,
    /// Copies that it has heard of, in order.
    pub(super) heard: RefCell<Vec<String>>,
    /// Copies at the same time, now and at most.
    pub(super) at_once: Cell<(u32, u32)>,
}

pub(super) fn image(id: &str, region: &str) -> Value {
    json!({
        "id": id, "name": "golden-web", "cloudPlatform": "ec2", "cloudLocation": region,
        "cloudImageId": format!("ami-{id}"), "scope": "environment", "status": "active",
    })
}

impl Cloud {
    fn list(&self, url: &str) -> Value {
        let has = |image: &Value, parameter: &str, member: &str| {
            let mut pairs = url.split(['?', '&']).filter_map(|pair| pair.split_once('='));
            pairs
                .find(|(name, _)| *name == parameter)
                .is_none_or(|(_, value)| image[member] == value)
        };
        let images = self.images.borrow();
        let found = images.iter().filter(|image| {
            has(image, "name", "name") && has(image, "cloudLocation", "cloudLocation")
        });
        found.cloned().collect()
    }

    fn copy(&self, body: &[u8]) -> Result<Answer, NoAnswer> {
        let body: Value = serde_json::from_slice(body).expect("JSON");
        let region = body["cloudLocation"].as_str().expect("a region").to_owned();
        self.heard.borrow_mut().push(region.clone());
        let act = self.acts.borrow_mut().get_mut(&region).and_then(VecDeque::pop_front);
        let act = act.unwrap_or(Act::Accept);
        let new = image(&format!("new-{}", self.heard.borrow().len()), &region);
        if matches!(act, Act::Accept | Act::AcceptAndLose) {
            self.images.borrow_mut().push(new.clone());
        }
        let failure = |code: &str| json!({"errors": [{"code": code, "message": "No."}]});
        match act {
            Act::Accept => answer(202, &json!({"data": new})),
            Act::AcceptAndLose | Act::Lose => Err(NoAnswer::Failed),
            Act::Refuse => answer(409, &failure("NotEnabledPlatform")),
            Act::Limit => answer(403, &failure("LimitExceeded")),
            Act::Break => answer(500, &failure("InternalServerError")),
        }
    }
}

#[expect(clippy::unnecessary_wraps, reason = "what the upstream gives")]
fn answer(status: u16, body: &Value) -> Result<Answer, NoAnswer> {
    let body = Ok(serde_json::to_vec(body).expect("JSON"));
    Ok(Answer { status, date: None, body })
}

impl Upstream for Cloud {
    async fn send(&self, request: &Outbound<'_>) -> Result<Answer, NoAnswer> {
        let is_copy = request.method == "POST";
        let (now, most) = self.at_once.get();
        if is_copy {
            self.at_once.set((now + 1, most.max(now + 1)));
        }
        // Others get a turn meanwhile.
        let mut waited = 0;
        poll_fn(|context| {
            waited += 1;
            context.waker().wake_by_ref();
            if waited < 4 { Poll::Pending } else { Poll::Ready(()) }
        })
        .await;
        if is_copy {
            let (now, most) = self.at_once.get();
            self.at_once.set((now - 1, most));
            return self.copy(request.body.expect("a body"));
        }
        self.reads.set(self.reads.get() + 1);
        if request.url.contains('?') && self.deaf.get() > 0 {
            self.deaf.set(self.deaf.get() - 1);
            return Err(NoAnswer::TimedOut);
        }
        if let Some(status) = self.unwilling.get().filter(|_| request.url.contains('?')) {
            let failure = json!({"errors": [{"code": "PermissionDenied", "message": "No."}]});
            return answer(status, &failure);
        }
        let data = if request.url.contains('?') {
            self.list(&request.url)
        } else {
            let id = request.url.trim_end_matches('/').rsplit('/').next();
            let images = self.images.borrow();
            let found = images.iter().find(|image| image["id"].as_str() == id);
            let Some(image) = found.cloned() else {
                let failure = json!({"errors": [{"code": "ObjectNotFound", "message": "No."}]});
                return answer(404, &failure);
            };
            image
        };
        answer(200, &json!({"data": data, "pagination": {}}))
    }
}

/// A clock that is set by hand.
#[derive(Debug)]
pub(super) struct Hand(pub(super) Cell<u64>);

impl Clock for Hand {
    fn now(&self) -> Moment {
        let unix_ms = self.0.get();
        Moment { unix_ms, iso: format!("T+{}", unix_ms - START_MS) }
    }

    /// Nothing goes by unless somebody sets it.
    async fn pass(&self, _: u64) {}
}

/// A scope with its object, its Scalr and its clock.
pub(super) struct World {
    pub(super) config: Config,
    pub(super) shelf: Shelf,
    pub(super) cloud: Cloud,
    pub(super) clock: Hand,
    pub(super) desk: Desk,
    pub(super) bench: Bench,
    calls: Cell<u32>,
}

impl World {
    pub(super) fn new() -> Self {
        Self::with(&[])
    }

    pub(super) fn with(settings: &[(&str, Option<&str>)]) -> Self {
        Self {
            config: config_with(settings),
            shelf: Shelf::default(),
            cloud: Cloud {
                images: RefCell::new(vec![image(IMAGE, "us-east-1")]),
                acts: RefCell::default(),
                deaf: Cell::new(0),
                unwilling: Cell::new(None),
                reads: Cell::new(0),
                heard: RefCell::default(),
                at_once: Cell::default(),
            },
            clock: Hand(Cell::new(START_MS)),
            desk: Desk::default(),
            bench: Bench::default(),
            calls: Cell::new(0),
        }
    }

    pub(super) fn acts(&self, region: &str, acts: &[Act]) {
        self.cloud.acts.borrow_mut().insert(region.to_owned(), acts.iter().copied().collect());
    }

    pub(super) fn work<R>(
        &self,
        what: impl FnOnce(&Work<'_, Cloud, Hand, &Desk, Shelf>) -> R,
    ) -> R {
        let desk = &self.desk;
        let scalr = Scalr { upstream: &self.cloud, clock: &self.clock, permits: &desk };
        what(&Work {
            config: &self.config,
            scalr,
            store: &self.shelf,
            bench: &self.bench,
            tell: &|_| {},
        })
    }

    /// Asks the object; each call has a request id and a chance of its own.
    pub(super) fn ask(&self, own: &str, run: &str, body: &str, key: Option<&str>) -> Reply {
        self.calls.set(self.calls.get() + 1);
        let call = RunCall {
            own: own.to_owned(),
            run: run.to_owned(),
            query: String::new(),
            body: body.to_owned(),
            key: key.map(str::to_owned),
            after: 0,
            identity: Identity { kind: IdentityKind::Local, id: "local".to_owned(), name: None },
            request_id: format!("r-{}", self.calls.get()),
        };
        let chance = format!("{:016x}", self.calls.get());
        self.work(|work| pollster::block_on(work.answer(&call, &chance)))
    }

    /// Makes a run; gives its id.
    pub(super) fn start(&self, regions: &[&str], more: &str) -> String {
        let reply = self.ask("runs.create", "", &order(regions, more), None);
        let body: Value = serde_json::from_slice(&reply.body).expect("JSON");
        assert_eq!(reply.status, 202, "{body}");
        body["id"].as_str().expect("an id").to_owned()
    }

    /// Time goes by.
    pub(super) fn wait(&self, ms: u64) {
        self.clock.0.set(self.clock.0.get() + ms);
    }

    /// One alarm.
    pub(super) fn pump(&self) {
        self.work(|work| pollster::block_on(work.pump())).expect("the storage works");
    }

    /// Alarms, and time that goes by, until nothing is due any more.
    pub(super) fn finish(&self) {
        for _ in 0..10_000 {
            self.pump();
            let rows = self.shelf.rows.borrow();
            let Some(due) = rows.values().filter_map(|row| row.due_ms).min() else { return };
            let due = due.max(self.bench.paused_until_ms());
            self.clock.0.set(due.max(self.clock.0.get()));
        }
        panic!("there is no end to it");
    }

    /// The process ends at once and begins anew: memory is empty.
    pub(super) fn crash(&mut self) {
        self.bench = Bench::default();
    }

    pub(super) fn run(&self, id: &str) -> CopyRun {
        self.work(|work| work.whole(id)).expect("a run")
    }

    /// Region and state, with what tells more about it.
    pub(super) fn states(&self, id: &str) -> Vec<String> {
        let run = self.run(id);
        let rows = run.regions.iter().flatten();
        rows.map(|row| {
            let more = row.reason.as_ref().map(Reason::as_str);
            let more = more.or(row.new_image.as_ref().map(|image| image.id.as_str()));
            let more = more.or(row.code.as_deref()).unwrap_or("-");
            format!("{} {} {more}", row.region, row.state)
        })
        .collect()
    }

    pub(super) fn noted(&self) -> Vec<Activity> {
        self.shelf.memory.noted.borrow().clone()
    }
}

pub(super) fn order(regions: &[&str], more: &str) -> String {
    let regions = serde_json::to_string(regions).expect("JSON");
    format!(r#"{{"scope":"user/5","imageId":"{IMAGE}","regions":{regions}{more}}}"#)
}
