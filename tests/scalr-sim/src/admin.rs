//! The paths under `/_sim/`, by which tests steer and read the stand-in. They are not signed.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Serialize;

use crate::faults::{Fault, Match, Order};
use crate::state::Sim;

/// Every admin path begins like this, and no path of the API does.
pub(crate) const PREFIX: &str = "/_sim/";

pub(crate) fn router(sim: Arc<Sim>) -> Router {
    Router::new()
        .route("/_sim/faults", get(list_faults).post(add_fault).delete(clear_faults))
        .route("/_sim/log", get(list_requests).delete(clear_log))
        .route("/_sim/signatures", get(list_signatures))
        .route("/_sim/copies", get(count_copies))
        .route("/_sim/reset", post(reset))
        .route("/_sim/reset/{images}", post(reset_to))
        .with_state(sim)
}

async fn list_faults(State(sim): State<Arc<Sim>>) -> Response {
    Json(sim.faults().rules()).into_response()
}

/// Puts a fault in force. Refused connections are no matter of a request: without a `match` they
/// begin at once.
async fn add_fault(
    State(sim): State<Arc<Sim>>,
    order: Result<Json<Order>, JsonRejection>,
) -> Response {
    let order = match order {
        Ok(Json(order)) => order,
        Err(rejection) => return (StatusCode::BAD_REQUEST, rejection.body_text()).into_response(),
    };
    if let Err(reason) = order.fault.check() {
        return (StatusCode::BAD_REQUEST, reason).into_response();
    }
    if let (Fault::RefuseConnections { ms }, true) =
        (&order.fault, order.matching == Match::default())
    {
        sim.refuse_connections(Duration::from_millis(*ms)).await;
        return StatusCode::ACCEPTED.into_response();
    }
    let rule = sim.faults().add(order);
    (StatusCode::CREATED, Json(rule)).into_response()
}

async fn clear_faults(State(sim): State<Arc<Sim>>) -> StatusCode {
    sim.faults().clear();
    StatusCode::NO_CONTENT
}

async fn list_requests(State(sim): State<Arc<Sim>>) -> Response {
    Json(sim.log().entries()).into_response()
}

async fn clear_log(State(sim): State<Arc<Sim>>) -> StatusCode {
    sim.log().clear();
    StatusCode::NO_CONTENT
}

async fn list_signatures(State(sim): State<Arc<Sim>>) -> Response {
    Json(sim.signatures().all()).into_response()
}

#[derive(Serialize)]
struct CopyCount {
    name: String,
    region: String,
    count: u64,
}

async fn count_copies(State(sim): State<Arc<Sim>>) -> Response {
    let counts: BTreeMap<(String, String), u64> = sim.store().copies.clone();
    let counts: Vec<CopyCount> = counts
        .into_iter()
        .map(|((name, region), count)| CopyCount { name, region, count })
        .collect();
    Json(counts).into_response()
}

async fn reset(State(sim): State<Arc<Sim>>) -> StatusCode {
    sim.reset(None);
    StatusCode::NO_CONTENT
}

/// With another number of sample images than at the start.
async fn reset_to(State(sim): State<Arc<Sim>>, Path(images): Path<usize>) -> StatusCode {
    sim.reset(Some(images));
    StatusCode::NO_CONTENT
}
