//! The rejection ladder: everything that has to hold before a request goes to Scalr, in one place
//! and in one order. Each rung wins over every later one:
//!
//! settings → path → method → settings of this path → origin → caller → permission → content type →
//! size → JSON → structure and values.

mod body;
mod endpoint;
mod media;
mod origin;
mod signer;
mod values;

use shared::edge_api::Identity;
use shared::query::CanonicalQuery;
use shared::route::Route;

pub use body::{BODY_DEADLINE_MS, Body, BodyFault, MAX_BODY_BYTES};
pub use endpoint::no_endpoint;
pub use signer::Signer;
pub use values::Command;

use crate::auth::{self, Auth, Caller, Tokens};
use crate::config::{Config, ScalrServer};
use crate::fault::Fault;
use crate::head::Head;
use crate::proxy::Clock;
use crate::trace::Trace;

/// A request that may go to Scalr, with everything needed to send it.
#[derive(Debug)]
pub struct Admitted<'c> {
    /// Who is asking.
    pub identity: Identity,
    /// The operation.
    pub route: Route,
    /// The query in its canonical form, which is what is signed.
    pub query: CanonicalQuery,
    /// The body: the very bytes that were checked.
    pub body: Vec<u8>,
    /// What the body says.
    pub command: Command,
    /// Where Scalr is.
    pub server: &'c ScalrServer,
    /// Whose key signs.
    pub signer: Signer<'c>,
}

/// Takes a request for `/api/…` up the ladder.
pub async fn admit<'c>(
    config: &'c Config,
    tokens: &impl Tokens,
    clock: &impl Clock,
    head: &Head,
    body: &mut impl Body,
    trace: &Trace,
) -> Result<Admitted<'c>, Fault> {
    let auth = config.auth()?;
    let server = config.server()?;
    let route = endpoint::resolve(head)?;
    // A signature of the caller's own counts only where the settings say so. Elsewhere the edge
    // signs, as for everybody.
    let signs = head.signature.are_there() && config.pass_through()?;
    let credentials = if signs { None } else { Some(config.keys(route.scope().key_pair())?) };
    if route.is_write() {
        origin::check(head)?;
    }
    let (caller, signer) = match credentials {
        Some(credentials) => (auth::identify(auth, tokens, head).await?, Signer::Edge(credentials)),
        None => signing_caller(auth, clock, head)?,
    };
    trace.identified(&caller.identity);
    if route.is_write() {
        caller.may_write()?;
    } else {
        caller.may_read()?;
    }
    let body = if route.is_write() {
        media::check(head)?;
        body::read(head, body).await?
    } else if signer.is_caller() {
        // scalr-ctl sends `{}` with each read and signs it, so Scalr has to see it.
        let body = body::read(head, body).await?;
        if !body.is_empty() {
            media::check(head)?;
        }
        body
    } else {
        // Only create and copy have a body. What comes with a read is neither read nor passed on.
        Vec::new()
    };
    let (query, command) = values::check(&route, &head.location.query, &body)?;
    Ok(Admitted { identity: caller.identity, route, query, body, command, server, signer })
}

/// A caller who signs, and the signer that this makes.
fn signing_caller<'c>(
    auth: &Auth,
    clock: &impl Clock,
    head: &Head,
) -> Result<(Caller, Signer<'c>), Fault> {
    let (caller, signature) = auth::identify_key(auth, head, clock.unix_ms())?;
    Ok((caller, Signer::Caller { signature, query: head.location.query.clone() }))
}

#[cfg(test)]
mod tests;
