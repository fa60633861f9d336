//! One request to Scalr: permitted, signed, sent.

use std::borrow::Cow;
use std::future::Future;

use shared::query::CanonicalQuery;
use shared::route::Route;
use shared::sign::{Signable, sign};

use crate::fault::{Fault, Limiter};
use crate::guard::{Admitted, Signer};
use crate::rate::{Limit, Over};
use crate::reply::Header;

use super::{Answer, Clock, Moment, NoAnswer, Outbound, Upstream, outcome};

/// What the edge calls itself.
pub(crate) const USER_AGENT: &str = concat!("scalr-images/", env!("CARGO_PKG_VERSION"));
/// Largest answer about one thing, in bytes.
const MAX_ANSWER_BYTES: usize = 1_048_576;
/// Largest answer with a list, in bytes.
const MAX_LIST_BYTES: usize = 8_388_608;

/// Why there is no permit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPermit {
    /// As many were sent as the limit allows.
    Over(Over),
    /// Whoever counts does not answer. Without a count nothing is sent.
    Fault,
}

/// Counts what is sent with each key pair.
pub trait Permits {
    /// Takes permits for so many requests with this key, or for as many as there are, and tells how
    /// many. Without a limit there are always as many; none is not an answer.
    fn permits(
        &self,
        key_id: &str,
        limit: Limit,
        most: u32,
    ) -> impl Future<Output = Result<u32, NoPermit>>;

    /// Notes that Scalr takes no more requests of this key for so many milliseconds.
    fn pause(&self, key_id: &str, pause_ms: u32) -> impl Future<Output = ()>;
}

/// The way to Scalr, with all that a request needs on it.
#[derive(Debug)]
pub struct Scalr<'a, U, C, P> {
    /// Sends.
    pub upstream: &'a U,
    /// Dates the signature.
    pub clock: &'a C,
    /// Counts.
    pub permits: &'a P,
}

/// What is asked of Scalr.
pub(super) struct Call<'a> {
    pub(super) route: &'a Route,
    pub(super) query: &'a CanonicalQuery,
    /// The very bytes to send; empty for a read.
    pub(super) body: &'a [u8],
}

impl<'a> Call<'a> {
    /// What the caller asked for.
    pub(super) fn of(admitted: &'a Admitted<'_>) -> Self {
        Self { route: &admitted.route, query: &admitted.query, body: &admitted.body }
    }
}

impl<U: Upstream, C: Clock, P: Permits> Scalr<'_, U, C, P> {
    /// Takes a permit for one request; without one nothing may be sent.
    ///
    /// A key of the caller's own is the caller's to count.
    pub(crate) async fn permit(&self, admitted: &Admitted<'_>) -> Result<(), Fault> {
        let Signer::Edge(credentials) = &admitted.signer else { return Ok(()) };
        let permit = self.permits.permits(&credentials.key_id, admitted.rates.pair, 1).await;
        permit.map(drop).map_err(|refusal| match refusal {
            NoPermit::Over(Over { retry_after }) => {
                Fault::LimitExceeded { by: Limiter::KeyPair, retry_after }
            }
            NoPermit::Fault => Fault::Internal,
        })
    }

    /// Signs and sends a request once. Where Scalr says that the key is over its limit, the pair
    /// pauses: whatever is sent next would be refused as well.
    pub(super) async fn send(
        &self,
        admitted: &Admitted<'_>,
        call: &Call<'_>,
        now: &Moment,
        timeout_ms: u32,
    ) -> Result<Answer, NoAnswer> {
        let answer = self.upstream.send(&outbound(admitted, call, now, timeout_ms)).await?;
        if let Signer::Edge(credentials) = &admitted.signer
            && outcome::is_limit(&answer)
        {
            self.permits.pause(&credentials.key_id, admitted.rates.pause_ms).await;
        }
        Ok(answer)
    }
}

/// The request, signed. Its headers are all there are: nothing that the caller sent goes on but a
/// signature, where it counts.
fn outbound<'a>(
    admitted: &Admitted<'_>,
    call: &Call<'a>,
    now: &Moment,
    timeout_ms: u32,
) -> Outbound<'a> {
    let Call { route, query, body } = *call;
    let method = route.method().as_str();
    let path = route.path();
    let signable = Signable { method, date: &now.iso, path: &path, query, body };
    let mut headers: Vec<Header> =
        vec![("accept", "application/json".into()), ("user-agent", USER_AGENT.into())];
    if !body.is_empty() {
        headers.push(("content-type", "application/json".into()));
    }
    let signed = match &admitted.signer {
        Signer::Edge(credentials) => sign(&signable, credentials),
        Signer::Caller { signature, .. } => signature.headers(),
    };
    headers.extend(signed.map(|(name, value)| (name, Cow::Owned(value))));
    Outbound {
        method,
        url: url(admitted, &path, query),
        headers,
        body: (!body.is_empty()).then_some(body),
        timeout_ms,
        max_bytes: max_bytes(route),
    }
}

fn url(admitted: &Admitted<'_>, path: &str, query: &CanonicalQuery) -> String {
    let origin = &admitted.server.origin;
    let query = match &admitted.signer {
        Signer::Edge(_) => query.as_str(),
        Signer::Caller { query, .. } => query,
    };
    match query {
        "" => format!("{origin}{path}"),
        query => format!("{origin}{path}?{query}"),
    }
}

fn max_bytes(route: &Route) -> usize {
    match route {
        Route::ListImages(_) | Route::ListOs(_) | Route::ListCloudLocations(..) => MAX_LIST_BYTES,
        Route::CreateImage(_) | Route::GetImage(..) | Route::CopyImage(..) | Route::GetOs(..) => {
            MAX_ANSWER_BYTES
        }
    }
}
