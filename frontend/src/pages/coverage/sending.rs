//! Starting the runs of a plan, one after another, and what became of each.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::run::RunId;
use shared::scope::Scope;

use crate::api::{self, ApiError};
use crate::components::announce;
use crate::contexts::{InventoryHandle, Navigator, use_inventory, use_navigator};
use crate::coverage::key::RowKey;
use crate::coverage::orders::Order;
use crate::coverage::selection::Selection;
use crate::loader::send;
use crate::place::Place;
use crate::runs::order::order_of_sends;
use crate::text;

use super::desk::{Desk, Step};
use super::runs::RecentRuns;

/// The edge's code for a plan that has changed since it was shown (`docs/EDGE_API.md`).
const PLAN_CHANGED: &str = "PlanChanged";

/// A run that was started from here.
#[derive(Debug, Clone, PartialEq)]
pub struct Started {
    pub name: String,
    pub copies: u32,
    pub run: Option<RunId>,
}

/// What has been sent, and what was answered.
#[derive(Clone, Copy)]
pub struct Sender {
    desk: Desk,
    runs: RecentRuns,
    inventory: InventoryHandle,
    navigator: Navigator,
    /// How many runs are done with, of how many, while some are being started.
    pub progress: RwSignal<Option<(usize, usize)>>,
    /// Runs that were started.
    pub started: RwSignal<Vec<Started>>,
    /// Why others were not, by the image that is copied.
    pub failed: RwSignal<BTreeMap<String, ApiError>>,
}

impl Sender {
    pub fn new(desk: Desk) -> Self {
        Self {
            desk,
            runs: expect_context(),
            inventory: use_inventory(),
            navigator: use_navigator(),
            progress: RwSignal::new(None),
            started: RwSignal::new(Vec::new()),
            failed: RwSignal::new(BTreeMap::new()),
        }
    }

    /// Starts a run for each of these orders that sends something. It goes on when the page is left.
    pub fn send(self, scope: Scope, orders: Vec<Order>) {
        if self.progress.get_untracked().is_some() {
            return;
        }
        let orders: Vec<Order> =
            orders.into_iter().filter(|order| order.plan.counts.send > 0).collect();
        self.failed.set(BTreeMap::new());
        self.progress.set(Some((0, orders.len())));
        send(self.send_all(scope, orders));
    }

    async fn send_all(self, scope: Scope, orders: Vec<Order>) {
        let all = orders.len();
        let mut failures = 0_usize;
        let mut changed = false;
        for (at, order) in orders.into_iter().enumerate() {
            self.progress.try_set(Some((at, all)));
            let body = order_of_sends(scope, &order.source.id, &order.plan);
            match api::start_run(&body).await {
                Ok(run) => {
                    self.inventory.outdate();
                    let copies = order.plan.counts.send;
                    let started =
                        Started { name: order.key.name.clone(), copies, run: run.id.parse().ok() };
                    self.started.try_update(|list| list.push(started));
                    self.runs.try_add(run);
                    self.take_back(scope, &order);
                }
                Err(error) => {
                    failures += 1;
                    changed |= error.code() == PLAN_CHANGED;
                    let stop = ends_it(&error);
                    self.failed.try_update(|failed| failed.insert(order.source.id.clone(), error));
                    if stop {
                        break;
                    }
                }
            }
        }
        self.progress.try_set(None);
        if changed {
            // What has changed is shown in the plans, to be looked at before another try.
            self.inventory.refresh();
        }
        let started = self.started.try_get_untracked().unwrap_or_default();
        let runs = text::count(text::coverage().started, started.len());
        if failures > 0 {
            announce(text::fill(
                text::coverage().started_failed,
                &[("started", &runs), ("failures", &failures)],
            ));
            return;
        }
        announce(runs);
        // Somebody who has gone elsewhere meanwhile stays there.
        if self.desk.is_at(scope) {
            self.desk.look(Step::Small, |query| query.review = false);
            self.navigator.go(&match started.as_slice() {
                [Started { run: Some(id), .. }] => Place::Run { scope, id: id.clone() },
                _ => Place::runs(scope),
            });
        }
    }

    /// What was started is chosen no more: a reload shows what is left.
    fn take_back(self, scope: Scope, order: &Order) {
        if !self.desk.is_at(scope) {
            return;
        }
        let without = |mut selection: Selection| {
            for region in &order.regions {
                selection.remove(RowKey::tag(&order.key), region);
            }
            selection
        };
        self.desk.choose(without(self.desk.chosen.get_untracked()));
    }
}

/// Whether the next request would fail in the same way.
fn ends_it(error: &ApiError) -> bool {
    matches!(error, ApiError::Unreachable | ApiError::SignedOut { .. })
        || error.code() == "LimitExceeded"
}
