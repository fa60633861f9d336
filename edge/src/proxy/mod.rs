//! Sending an admitted request to Scalr.
//!
//! A read that got lost is sent a second time, signed anew. A write is sent once: Scalr may have
//! acted on a request whose answer never came, and a second copy is a second machine image.

mod outcome;
mod settle;

use std::borrow::Cow;
use std::future::Future;

use shared::route::Route;
use shared::sign::{Signable, sign};

use crate::fault::Fault;
use crate::guard::{Admitted, Signer};
use crate::reply::{Header, Reply};

/// What the edge calls itself.
pub(crate) const USER_AGENT: &str = concat!("scalr-images/", env!("CARGO_PKG_VERSION"));
/// Largest answer about one thing, in bytes.
const MAX_ANSWER_BYTES: usize = 1_048_576;
/// Largest answer with a list, in bytes.
const MAX_LIST_BYTES: usize = 8_388_608;

/// A request as it goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outbound<'a> {
    /// Method.
    pub method: &'static str,
    /// Absolute URL.
    pub url: String,
    /// Every header that the edge sets.
    pub headers: Vec<Header>,
    /// Body; `None` where there is none.
    pub body: Option<&'a [u8]>,
    /// Longest time for headers and body of the answer together, in milliseconds.
    pub timeout_ms: u32,
    /// Largest body of the answer, in bytes.
    pub max_bytes: usize,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Status.
    pub status: u16,
    /// The whole body, or why it is not there.
    pub body: Result<Vec<u8>, Loss>,
}

/// Why the body of an answer is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// It took too long.
    TimedOut,
    /// The connection was lost.
    Broken,
    /// It is larger than asked for.
    TooLarge,
}

/// Why there is no answer at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoAnswer {
    /// It took too long.
    TimedOut,
    /// The runtime raised an exception. It says the same where the connection was refused and where
    /// the answer was lost, so this is no proof that nothing was sent.
    Failed,
}

/// The way to Scalr.
pub trait Upstream {
    /// Sends a request once, without following redirects.
    fn send(&self, request: &Outbound<'_>) -> impl Future<Output = Result<Answer, NoAnswer>>;
}

/// A moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds since 1970, UTC.
    pub unix_ms: u64,
    /// The same in ISO 8601 with milliseconds and `Z`.
    pub iso: String,
}

/// The time.
pub trait Clock {
    /// Now.
    fn now(&self) -> Moment;

    /// Now, in milliseconds since 1970, UTC: cheaper, where the text is not needed.
    fn unix_ms(&self) -> u64 {
        self.now().unix_ms
    }
}

/// Sends an admitted request and tells what came of it.
pub async fn forward(
    upstream: &impl Upstream,
    clock: &impl Clock,
    admitted: &Admitted<'_>,
) -> Result<Reply, Fault> {
    let first = clock.now();
    let whole = admitted.server.timeout_ms;
    let mut result = upstream.send(&outbound(admitted, &first, whole)).await;
    if !admitted.route.is_write() && outcome::was_lost(&result) {
        let second = clock.now();
        // Both tries together keep to the time that the settings allow.
        let left = whole.saturating_sub(milliseconds_between(&first, &second));
        if left > 0 {
            result = upstream.send(&outbound(admitted, &second, left)).await;
        }
    }
    outcome::reply(admitted, result)
}

fn milliseconds_between(first: &Moment, second: &Moment) -> u32 {
    u32::try_from(second.unix_ms.saturating_sub(first.unix_ms)).unwrap_or(u32::MAX)
}

/// The request, signed. Its headers are all there are: nothing that the caller sent goes on but a
/// signature, where it counts.
fn outbound<'a>(admitted: &'a Admitted<'_>, now: &Moment, timeout_ms: u32) -> Outbound<'a> {
    let route = &admitted.route;
    let method = route.method().as_str();
    let path = route.path();
    let body = admitted.body.as_slice();
    let signable = Signable { method, date: &now.iso, path: &path, query: &admitted.query, body };
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
        url: url(admitted, &path),
        headers,
        body: (!body.is_empty()).then_some(body),
        timeout_ms,
        max_bytes: max_bytes(route),
    }
}

fn url(admitted: &Admitted<'_>, path: &str) -> String {
    let origin = &admitted.server.origin;
    let query = match &admitted.signer {
        Signer::Edge(_) => admitted.query.as_str(),
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

#[cfg(test)]
mod tests;
