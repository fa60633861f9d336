//! What the worker does with a request that is not for the dashboard's files.

use serde::Serialize;

use crate::auth::{self, Caller, Tokens};
use crate::config::Config;
use crate::fault::Fault;
use crate::guard::{self, Body, no_endpoint};
use crate::head::Head;
use crate::health::health;
use crate::openapi;
use crate::own::Own;
use crate::paths::{self, Family};
use crate::proxy::{self, Clock, Upstream};
use crate::reply::{Reply, Source};
use crate::session::session;
use crate::specs::{self, Spec};
use crate::trace::Trace;

/// The one method of the edge's own reads.
const GET: &str = "GET";

/// The edge: its settings and its ways to the world.
#[derive(Debug)]
pub struct Edge<'c, U, C, T> {
    /// The settings.
    pub config: &'c Config,
    /// The way to Scalr.
    pub upstream: U,
    /// The time.
    pub clock: C,
    /// What is noted about this request.
    pub trace: &'c Trace,
    /// Reads tokens of callers.
    pub tokens: T,
}

impl<U: Upstream, C: Clock, T: Tokens> Edge<'_, U, C, T> {
    /// Answers a request. Every request gets an answer; nothing here fails.
    pub async fn answer(&self, head: &Head, body: &mut impl Body, request_id: &str) -> Reply {
        let answer = match paths::family(&head.location.path) {
            Family::Api => self.api(head, body).await,
            Family::Edge => self.own(head).await,
            Family::Lookalike | Family::Assets => Err(no_endpoint(&head.location.path)),
        };
        answer
            .unwrap_or_else(|fault| fault.into_reply(request_id))
            .finish(request_id, head.location.secure)
    }

    async fn api(&self, head: &Head, body: &mut impl Body) -> Result<Reply, Fault> {
        if let Some(spec) = Spec::at(&head.location.path) {
            let server = specs::admit(self.config, head)?;
            return specs::relay(spec, server, &self.upstream).await;
        }
        let admitted =
            guard::admit(self.config, &self.tokens, &self.clock, head, body, self.trace).await?;
        proxy::forward(&self.upstream, &self.clock, &admitted).await
    }

    async fn own(&self, head: &Head) -> Result<Reply, Fault> {
        let own = Own::at(&head.location.path);
        // Without this setting everything but health is closed, unknown paths too.
        if !own.is_some_and(Own::is_public) {
            self.config.auth()?;
        }
        let own = own.ok_or(Fault::NoEndpoint { near: None })?;
        get_only(head)?;
        match own {
            Own::Health => json(&health(self.config)),
            Own::OpenApi => Ok(Reply::json(200, Source::Edge, openapi::DOCUMENT.into())),
            Own::Session => json(&session(self.config, self.reader(head).await?)?),
        }
    }

    /// The caller of a read of the edge's own.
    async fn reader(&self, head: &Head) -> Result<Caller, Fault> {
        let caller = auth::identify(self.config.auth()?, &self.tokens, head).await?;
        self.trace.identified(&caller.identity);
        caller.may_read()?;
        Ok(caller)
    }
}

fn get_only(head: &Head) -> Result<(), Fault> {
    if head.method == GET { Ok(()) } else { Err(Fault::WrongMethod { allowed: vec![GET] }) }
}

fn json(value: &impl Serialize) -> Result<Reply, Fault> {
    let body = serde_json::to_vec(value).map_err(|_| Fault::Internal)?;
    Ok(Reply::json(200, Source::Edge, body))
}

#[cfg(test)]
mod tests;
