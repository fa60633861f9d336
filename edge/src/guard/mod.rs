//! The rejection ladder: everything that has to hold before a request goes to Scalr, in one place
//! and in one order. Each rung wins over every later one:
//!
//! settings → path → method → settings of this path → origin → caller → permission → content type →
//! size → JSON → structure and values.

mod body;
mod endpoint;
mod media;
mod origin;
mod values;

use shared::edge_api::Identity;
use shared::query::CanonicalQuery;
use shared::route::Route;
use shared::sign::Credentials;

pub use body::{BODY_DEADLINE_MS, Body, BodyFault, MAX_BODY_BYTES};
pub use endpoint::no_endpoint;
pub use values::Command;

use crate::auth::{self, Tokens};
use crate::config::{Config, ScalrServer};
use crate::fault::Fault;
use crate::head::Head;
use crate::trace::Trace;

/// A request that may go to Scalr, with everything needed to send it.
#[derive(Debug)]
pub struct Admitted<'c> {
    /// Who is asking.
    pub identity: Identity,
    /// The operation.
    pub route: Route,
    /// The query, as it is signed and sent.
    pub query: CanonicalQuery,
    /// The body: the very bytes that were checked.
    pub body: Vec<u8>,
    /// What the body says.
    pub command: Command,
    /// Where Scalr is.
    pub server: &'c ScalrServer,
    /// The keys to sign with.
    pub credentials: &'c Credentials,
}

/// Takes a request for `/api/…` up the ladder.
pub async fn admit<'c>(
    config: &'c Config,
    tokens: &impl Tokens,
    head: &Head,
    body: &mut impl Body,
    trace: &Trace,
) -> Result<Admitted<'c>, Fault> {
    let auth = config.auth()?;
    let server = config.server()?;
    let route = endpoint::resolve(head)?;
    let credentials = config.keys(route.scope().key_pair())?;
    if route.is_write() {
        origin::check(head)?;
    }
    let caller = auth::identify(auth, tokens, head).await?;
    trace.identified(&caller.identity);
    if route.is_write() {
        caller.may_write()?;
    } else {
        caller.may_read()?;
    }
    let body = if route.is_write() {
        media::check(head)?;
        body::read(head, body).await?
    } else {
        // Only create and copy have a body. What comes with a read is neither read nor passed on.
        Vec::new()
    };
    let (query, command) = values::check(&route, &head.location.query, &body)?;
    Ok(Admitted { identity: caller.identity, route, query, body, command, server, credentials })
}

#[cfg(test)]
mod tests;
