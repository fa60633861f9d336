//! One request from its arrival to its answer: log, fault, operation.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use hyper::{Request, StatusCode};
use tower::ServiceExt;

use crate::faults::Fault;
use crate::query::Query;
use crate::routes::{self, ApiRequest};
use crate::server::Hangup;
use crate::state::Sim;
use crate::{admin, clock};

/// More than any client of Scalr sends; a longer body ends the connection.
const MAX_BODY: usize = 16 * 1024 * 1024;

/// Answers one request, or says how the connection ends without an answer.
pub(crate) async fn exchange(
    sim: Arc<Sim>,
    admin: Router,
    request: Request<Incoming>,
) -> Result<Response, Hangup> {
    if request.uri().path().starts_with(admin::PREFIX) {
        let response = admin.oneshot(request.map(Body::new)).await;
        return response.map_err(|never| match never {});
    }
    let request = read(request).await?;
    let fault = match wanted_fault(&sim, &request) {
        Ok(fault) => fault,
        Err(reason) => return Ok((StatusCode::BAD_REQUEST, reason).into_response()),
    };
    let kind = fault.as_ref().map(Fault::kind);
    sim.signatures().arrived(&request.headers);
    let sequence = sim.log().arrived(&request, clock::now(), kind);
    if !sim.settings.latency.is_zero() {
        // Even the shortest sleep takes a millisecond.
        tokio::time::sleep(sim.settings.latency).await;
    }
    let act = || routes::answer(&sim, &request);
    let response = match fault {
        Some(fault) => fault.deliver(&sim, act).await?,
        None => act().into_response(),
    };
    sim.log().answered(sequence, response.status(), clock::now());
    Ok(response)
}

/// Reads the whole body; a client that breaks off gets no answer and leaves no trace.
async fn read(request: Request<Incoming>) -> Result<ApiRequest, Hangup> {
    let (parts, body) = request.into_parts();
    let body = Limited::new(body, MAX_BODY).collect().await.map_err(|_| Hangup::Close)?;
    let raw_query = parts.uri.query().unwrap_or_default().to_owned();
    Ok(ApiRequest {
        method: parts.method,
        path: parts.uri.path().to_owned(),
        query: Query::parse(&raw_query),
        raw_query,
        headers: parts.headers,
        body: body.to_bytes(),
    })
}

/// The fault of the request's own header, or else of the first rule that fits.
fn wanted_fault(sim: &Sim, request: &ApiRequest) -> Result<Option<Fault>, String> {
    match request.headers.get("x-sim-fault") {
        Some(value) => {
            let text = value.to_str().map_err(|error| error.to_string())?;
            Fault::from_header(text).map(Some)
        }
        None => Ok(sim.faults().take(request)),
    }
}
