//! Copy runs.

use futures_util::StreamExt as _;
use futures_util::stream::select;
use gloo_net::eventsource::futures::EventSource;
use shared::envelope::Listing;
use shared::query::CanonicalQuery;
use shared::run::map::MapFormat;
use shared::run::plan::Plan;
use shared::run::{CopyRun, RunId, RunOrder, Step, StepOrder};
use shared::scope::Scope;

use super::client;
use super::error::ApiError;

/// Where runs are.
const RUNS: &str = "/edge/copy-runs";

/// How many runs a page of the list has.
const RUNS_PER_PAGE: u32 = 20;

/// How many the edge tells at once at most.
const MOST_RUNS: u32 = 100;

/// `POST /edge/copy-runs`: starts a run. It is stored when this returns, and goes on by itself.
pub async fn start_run(order: &RunOrder) -> Result<CopyRun, ApiError> {
    client::post(RUNS, body(order)).await.map(|answer| answer.body)
}

/// `POST /edge/copy-runs/plan`: what a run would do now, as the edge sees it. Nothing is sent.
pub async fn plan_run(order: &RunOrder) -> Result<Plan, ApiError> {
    client::post(&format!("{RUNS}/plan"), body(order)).await.map(|answer| answer.body)
}

/// `GET /edge/copy-runs/{id}`
pub async fn get_run(id: &RunId) -> Result<CopyRun, ApiError> {
    client::get(&run_url(id)).await.map(|answer| answer.body)
}

/// `GET /edge/copy-runs`, the newest first.
pub async fn list_runs(scope: Scope, page: u32) -> Result<Listing<CopyRun>, ApiError> {
    runs_of(scope, page, RUNS_PER_PAGE).await
}

/// As many of the newest runs as the edge tells at once.
pub async fn recent_runs(scope: Scope) -> Result<Listing<CopyRun>, ApiError> {
    runs_of(scope, 1, MOST_RUNS).await
}

async fn runs_of(scope: Scope, page: u32, count: u32) -> Result<Listing<CopyRun>, ApiError> {
    let pairs = [
        ("scope", scope.to_string()),
        ("pageNum", page.to_string()),
        ("maxResults", count.to_string()),
    ];
    let query = CanonicalQuery::new(&pairs);
    client::get(&format!("{RUNS}?{query}")).await.map(|answer| answer.body)
}

/// `POST /edge/copy-runs/{id}/{step}` for these regions.
pub async fn step_run(id: &RunId, step: Step, regions: Vec<String>) -> Result<CopyRun, ApiError> {
    let order = StepOrder { regions: Some(regions) };
    let path = format!("{RUNS}/{id}/{}", step.as_str());
    client::post(&path, body(&order)).await.map(|answer| answer.body)
}

/// `GET /edge/copy-runs/{id}/events`: hands every event to `hear`, by its name and its data, and
/// `None` while the connection is lost. The browser connects anew by itself and asks for what it has
/// missed; this ends where it does not try again.
pub async fn follow_run(id: &RunId, hear: impl Fn(Option<(&str, &str)>)) {
    let Ok(mut source) = EventSource::new(&format!("{RUNS}/{id}/events")) else {
        return hear(None);
    };
    let (Ok(regions), Ok(runs)) = (source.subscribe("region"), source.subscribe("run")) else {
        return hear(None);
    };
    let mut events = select(regions, runs);
    while let Some(event) = events.next().await {
        match event {
            Ok((name, message)) => {
                hear(Some((&name, &message.data().as_string().unwrap_or_default())));
            }
            Err(_) => hear(None),
        }
    }
}

/// Where a run is as JSON.
pub fn run_url(id: &RunId) -> String {
    format!("{RUNS}/{id}")
}

/// Where the region → AMI map of a run is, in one of its formats.
pub fn map_url(id: &RunId, format: MapFormat) -> String {
    format!("{RUNS}/{id}/map?format={}", format.name())
}

fn body(order: &impl serde::Serialize) -> String {
    serde_json::to_string(order).unwrap_or_default()
}
