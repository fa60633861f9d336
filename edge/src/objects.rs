//! The worker's objects, as the rest of it sees them: what is kept beyond one request, and the one file
//! that it answers with itself.

use std::future::Future;

use shared::edge_api::{Activity, Identity};
use shared::scope::Scope;

use crate::idempotency::Order;
use crate::lists::{Found, Query};
use crate::proxy::{NoPermit, Permits};
use crate::rate::Limit;
use crate::reply::Reply;
use crate::runs::RunCall;

/// An object did not answer, or not as it should.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ObjectFault;

/// The way to the objects.
pub trait Objects {
    /// Who counts what is sent to Scalr.
    type Permits: Permits;

    /// Who counts what is sent to Scalr.
    fn permits(&self) -> &Self::Permits;

    /// Counts one request of a caller.
    fn allow(
        &self,
        identity: &Identity,
        limit: Limit,
    ) -> impl Future<Output = Result<(), NoPermit>>;

    /// Lets the scope's object work on a request with a key. Where it does not answer, nobody knows
    /// how far it came.
    fn once(&self, scope: Scope, order: &Order)
    -> impl Future<Output = Result<Reply, ObjectFault>>;

    /// Lets the scope's object answer a request about copy runs. The answer to one for events has no
    /// body: whoever asked keeps the stream.
    fn runs(
        &self,
        scope: Scope,
        call: &RunCall,
    ) -> impl Future<Output = Result<Reply, ObjectFault>>;

    /// Lets the scope's object tell all images; `raw` is the query as it came. Where it does, the
    /// answer has no body: whoever asked keeps the stream.
    fn inventory(
        &self,
        scope: Scope,
        raw: &str,
        request_id: &str,
    ) -> impl Future<Output = Result<Reply, ObjectFault>>;

    /// Answers with the OpenAPI document. The answer has no body: whoever asked keeps the stream.
    fn document(&self) -> impl Future<Output = Result<Reply, ObjectFault>>;

    /// Writes an entry of activity. It neither waits nor fails.
    fn note(&self, entry: Activity);

    /// Reads activity; `raw` is the query as it came.
    fn activity(
        &self,
        query: &Query,
        raw: &str,
    ) -> impl Future<Output = Result<Found, ObjectFault>>;
}
