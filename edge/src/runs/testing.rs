//! A scope with its storage and a Scalr, all in memory.

mod cloud;
mod shelf;

use std::cell::{Cell, RefCell};

use serde_json::Value;
use shared::edge_api::{Activity, Identity, IdentityKind};
use shared::run::CopyRun;
use shared::run::plan::Reason;

use crate::config::Config;
use crate::proxy::{Clock, Moment, Scalr};
use crate::reply::Reply;
use crate::testing::{Desk, config_with};

use super::{Bench, RunCall, Work};

pub(super) use cloud::{Act, Cloud, image};
pub(super) use shelf::Shelf;

pub(super) const IMAGE: &str = "5a1a3fd0-1111-4222-8333-000000000001";
/// 2026-11-22T02:30:00Z
pub(super) const START_MS: u64 = 1_795_314_600_000;

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
