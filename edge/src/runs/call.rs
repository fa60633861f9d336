//! What the worker asks of the scope's object about runs, and what it answers.

use serde::{Deserialize, Serialize};
use shared::edge_api::Identity;
use shared::run::{CopyRun, Step};

use crate::fault::Fault;
use crate::own::Own;
use crate::proxy::{Clock, Permits, Upstream};
use crate::reply::{Reply, Source};

use super::row::RunStore;
use super::work::Work;

/// A request about runs, as the worker hands it to the scope's object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunCall {
    /// Name of the operation.
    pub own: String,
    /// Id of the run, where it is about one.
    pub run: String,
    /// Raw query.
    pub query: String,
    /// Body; JSON is text.
    pub body: String,
    /// `Idempotency-Key`.
    pub key: Option<String>,
    /// `Last-Event-ID`.
    pub after: u64,
    /// Who is asking.
    pub identity: Identity,
    /// `X-Request-Id` of the answer.
    pub request_id: String,
}

impl<U: Upstream, C: Clock, P: Permits, S: RunStore> Work<'_, U, C, P, S> {
    /// Answers a request; `chance` is a random text that nobody else has.
    pub async fn answer(&self, call: &RunCall, chance: &str) -> Reply {
        let told = match Own::named(&call.own) {
            Some(Own::CreateRun) => self.create(call, chance).await,
            Some(Own::PlanRun) => self.planned_only(call).await,
            Some(Own::ListRuns) => self.page(call),
            Some(Own::GetRun) => self.whole(&call.run).and_then(|run| json(200, &run)),
            Some(Own::RunMap) => self.map(call),
            Some(Own::StepRun(step)) => self.step(call, step).await,
            // Where there is a run, its events are a stream, which the object makes.
            Some(Own::RunEvents) => Err(Fault::NoRun),
            _ => Err(Fault::Internal),
        };
        told.unwrap_or_else(|fault| fault.into_reply(&call.request_id))
    }

    /// A run with its regions.
    pub(super) fn whole(&self, id: &str) -> Result<CopyRun, Fault> {
        let mut run = self.store.run(id)?.ok_or(Fault::NoRun)?;
        let rows = self.store.rows(id, 0)?;
        run.regions = Some(rows.into_iter().map(|row| row.told).collect());
        Ok(run)
    }

    async fn step(&self, call: &RunCall, step: Step) -> Result<Reply, Fault> {
        self.act(call, step)?;
        self.publish(&call.run).await?;
        self.bench.call();
        json(202, &self.whole(&call.run)?)
    }
}

/// An answer of the edge's own with JSON.
pub(super) fn json(status: u16, value: &impl Serialize) -> Result<Reply, Fault> {
    let body = serde_json::to_vec(value).map_err(|_| Fault::Internal)?;
    Ok(Reply::json(status, Source::Edge, body))
}
