//! The rejection ladder: everything that has to hold before a request goes to Scalr, in one place
//! and in one order. Each rung wins over every later one:
//!
//! settings → path → method → settings of this path → origin → caller → permission → rate →
//! content type → size → JSON → structure and values.
//!
//! [`enter`] goes up to the caller, [`Entered::permitted`] is one rung, the rate is counted by the
//! service, and [`Entered::read`] goes the rest of the way.

mod body;
mod endpoint;
mod media;
mod origin;
mod signer;
mod values;

use shared::edge_api::Identity;
use shared::query::CanonicalQuery;
use shared::route::{Resolved, Route};

pub use body::{BODY_DEADLINE_MS, Body, BodyFault, MAX_BODY_BYTES};
pub use endpoint::no_endpoint;
pub use origin::check as check_origin;
pub use signer::{Signed, Signer};
pub use values::{Command, refusal};

use crate::auth::{self, Auth, Caller, Tokens};
use crate::config::{Config, RateSettings, ScalrServer};
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
    /// How many requests there may be.
    pub rates: &'c RateSettings,
    /// Whose key signs.
    pub signer: Signer<'c>,
}

/// A request of somebody who is known. Nothing of its body is read yet.
#[derive(Debug)]
pub struct Entered<'c> {
    /// Who is asking.
    pub caller: Caller,
    /// The operation.
    pub route: Route,
    /// How many requests there may be.
    pub rates: &'c RateSettings,
    server: &'c ScalrServer,
    signer: Signer<'c>,
}

/// Takes a request for `/api/…` up the ladder, until its caller is known.
pub async fn enter<'c>(
    config: &'c Config,
    tokens: &impl Tokens,
    clock: &impl Clock,
    head: &Head,
    trace: &Trace,
) -> Result<Entered<'c>, Fault> {
    let auth = config.auth()?;
    let (server, rates) = (config.server()?, config.rates()?);
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
    Ok(Entered { caller, route, rates, server, signer })
}

impl<'c> Entered<'c> {
    /// The rung permission.
    pub fn permitted(&self) -> Result<(), Fault> {
        if self.route.is_write() { self.caller.may_write() } else { self.caller.may_read() }
    }

    /// The rungs from the content type on.
    pub async fn read(self, head: &Head, body: &mut impl Body) -> Result<Admitted<'c>, Fault> {
        let body = if self.route.is_write() {
            media::check(head)?;
            body::read(head, body).await?
        } else if self.signer.is_caller() {
            // scalr-ctl sends `{}` with each read and signs it, so Scalr has to see it.
            read_optional(head, body).await?
        } else {
            // Only create and copy have a body. What comes with a read is neither read nor passed
            // on.
            Vec::new()
        };
        let (query, command) = values::check(&self.route, &head.location.query, &body)?;
        Ok(self.admit(query, command, body))
    }

    fn admit(self, query: CanonicalQuery, command: Command, body: Vec<u8>) -> Admitted<'c> {
        let Self { caller, route, rates, server, signer } = self;
        let identity = caller.identity;
        Admitted { identity, route, query, body, command, server, rates, signer }
    }
}

/// The rungs content type and size, for an operation of the edge's own.
pub async fn read_json(head: &Head, body: &mut impl Body) -> Result<Vec<u8>, Fault> {
    media::check(head)?;
    body::read(head, body).await
}

/// The same where there may be no body at all.
pub async fn read_optional(head: &Head, body: &mut impl Body) -> Result<Vec<u8>, Fault> {
    let body = body::read(head, body).await?;
    if !body.is_empty() {
        media::check(head)?;
    }
    Ok(body)
}

/// Takes a request that was admitted before up the last rungs again, in the object that will send
/// it: what goes out is checked where it goes out. Without a signer of their own the edge signs.
pub fn admit_again<'c>(
    config: &'c Config,
    identity: Identity,
    signer: Option<Signer<'c>>,
    target: Target<'_>,
    body: Vec<u8>,
) -> Result<Admitted<'c>, Fault> {
    let Resolved::Route(route) = Route::resolve(target.method, target.path) else {
        return Err(no_endpoint(target.path));
    };
    let (query, command) = values::check(&route, target.query, &body)?;
    let signer = match signer {
        Some(signer) => signer,
        None => Signer::Edge(config.keys(route.scope().key_pair())?),
    };
    let (server, rates) = (config.server()?, config.rates()?);
    Ok(Admitted { identity, route, query, body, command, server, rates, signer })
}

/// A request of the edge's own making.
pub fn admit_own<'c>(
    config: &'c Config,
    identity: Identity,
    route: &Route,
    query: &CanonicalQuery,
    body: Vec<u8>,
) -> Result<Admitted<'c>, Fault> {
    let path = route.path();
    let target = Target { method: route.method().as_str(), path: &path, query: query.as_str() };
    admit_again(config, identity, None, target, body)
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

/// Where a request goes.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// Method.
    pub method: &'a str,
    /// Path.
    pub path: &'a str,
    /// Query without its question mark.
    pub query: &'a str,
}

/// The whole ladder, without a count of requests.
#[cfg(test)]
pub(crate) async fn admit<'c>(
    config: &'c Config,
    tokens: &impl Tokens,
    clock: &impl Clock,
    head: &Head,
    body: &mut impl Body,
    trace: &Trace,
) -> Result<Admitted<'c>, Fault> {
    let entered = enter(config, tokens, clock, head, trace).await?;
    entered.permitted()?;
    entered.read(head, body).await
}

#[cfg(test)]
mod tests;
