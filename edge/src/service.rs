//! What the worker does with a request that is not for the dashboard's files.

use serde::Serialize;
use shared::edge_api::Identity;

use crate::activity::Asked;
use crate::auth::{self, Caller, Tokens};
use crate::config::Config;
use crate::fault::{Fault, Limiter};
use crate::guard::{self, Admitted, Body, no_endpoint};
use crate::head::Head;
use crate::health::health;
use crate::idempotency::{IdempotencyKey, InvalidKey, Order};
use crate::inventory;
use crate::lists;
use crate::objects::{ObjectFault, Objects};
use crate::own::Own;
use crate::paths::{self, Family};
use crate::proxy::{self, Clock, NoJournal, NoPermit, Scalr, Upstream};
use crate::rate::Over;
use crate::reply::{Reply, Source};
use crate::session::session;
use crate::specs::{self, Spec};
use crate::trace::Trace;

/// The edge: its settings and its ways to the world.
#[derive(Debug)]
pub struct Edge<'c, U, C, T, O> {
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
    /// What is kept beyond this request.
    pub objects: O,
}

impl<U: Upstream, C: Clock, T: Tokens, O: Objects> Edge<'_, U, C, T, O> {
    /// Answers a request. Every request gets an answer; nothing here fails.
    pub async fn answer(&self, head: &Head, body: &mut impl Body, request_id: &str) -> Reply {
        let answer = match paths::family(&head.location.path) {
            Family::Api => self.api(head, body, request_id).await,
            Family::Edge => self.own(head, body, request_id).await,
            Family::Lookalike | Family::Assets => Err(no_endpoint(&head.location.path)),
        };
        answer
            .unwrap_or_else(|fault| fault.into_reply(request_id))
            .finish(request_id, head.location.secure)
    }

    async fn api(
        &self,
        head: &Head,
        body: &mut impl Body,
        request_id: &str,
    ) -> Result<Reply, Fault> {
        if let Some(spec) = Spec::at(&head.location.path) {
            let server = specs::admit(self.config, head)?;
            return specs::relay(spec, server, &self.upstream).await;
        }
        let entered =
            guard::enter(self.config, &self.tokens, &self.clock, head, self.trace).await?;
        let Some(asked) = Asked::of(&entered.caller.identity, &entered.route) else {
            entered.permitted()?;
            self.allow(&entered.caller.identity).await?;
            let admitted = entered.read(head, body).await?;
            return proxy::forward(&self.scalr(), &NoJournal, &admitted).await;
        };
        let permitted = entered.permitted();
        if permitted.is_ok() {
            // Not noted: somebody who is over the limit must not fill the activity with it.
            self.allow(&entered.caller.identity).await?;
        }
        let admitted = match permitted {
            Ok(()) => entered.read(head, body).await,
            Err(fault) => Err(fault),
        };
        match admitted {
            Ok(admitted) => self.write(head, admitted, asked, request_id).await,
            Err(fault) => self.noted(&asked, Err(fault), request_id),
        }
    }

    /// Sends a create or copy: by itself, or with a key through the scope's object.
    async fn write(
        &self,
        head: &Head,
        admitted: Admitted<'_>,
        asked: Asked,
        request_id: &str,
    ) -> Result<Reply, Fault> {
        let asked = asked.with(&admitted.command);
        let key = head.idempotency_key.as_deref().map(IdempotencyKey::parse).transpose();
        match key {
            Ok(Some(key)) => self.once(admitted, &key, request_id).await,
            Ok(None) => {
                let told = proxy::forward(&self.scalr(), &NoJournal, &admitted).await;
                self.noted(&asked, told, request_id)
            }
            Err(InvalidKey) => self.noted(&asked, Err(Fault::InvalidIdempotencyKey), request_id),
        }
    }

    async fn once(
        &self,
        admitted: Admitted<'_>,
        key: &IdempotencyKey,
        request_id: &str,
    ) -> Result<Reply, Fault> {
        let unknown = Fault::OutcomeUnknown { settle: proxy::settle_path(&admitted) };
        let scope = admitted.route.scope();
        let order = Order {
            request_id: request_id.to_owned(),
            key: key.as_str().to_owned(),
            path: admitted.route.path(),
            query: admitted.query.to_string(),
            // It is JSON, so it is text.
            body: String::from_utf8(admitted.body).map_err(|_| Fault::Internal)?,
            signed: admitted.signer.signed(),
            identity: admitted.identity,
        };
        self.objects.once(scope, &order).await.map_err(|ObjectFault| unknown)
    }

    /// Writes down what became of a create or copy, on the way out.
    fn noted(
        &self,
        asked: &Asked,
        told: Result<Reply, Fault>,
        request_id: &str,
    ) -> Result<Reply, Fault> {
        if self.config.activity().unwrap_or(true) && asked.is_noted(&told) {
            self.objects.note(asked.told(&told, &self.clock.now().iso, request_id));
        }
        told
    }

    /// The rung rate.
    async fn allow(&self, identity: &Identity) -> Result<(), Fault> {
        let limit = self.config.rates()?.caller;
        self.objects.allow(identity, limit).await.map_err(|refusal| match refusal {
            NoPermit::Over(Over { retry_after }) => {
                Fault::LimitExceeded { by: Limiter::Caller, retry_after }
            }
            NoPermit::Fault => Fault::Internal,
        })
    }

    fn scalr(&self) -> Scalr<'_, U, C, O::Permits> {
        Scalr { upstream: &self.upstream, clock: &self.clock, permits: self.objects.permits() }
    }

    async fn own(
        &self,
        head: &Head,
        body: &mut impl Body,
        request_id: &str,
    ) -> Result<Reply, Fault> {
        let owns: Vec<Own> = Own::at(&head.location.path).collect();
        // Without this setting everything but health is closed, unknown paths too.
        if !owns.first().is_some_and(|own| own.is_public()) {
            self.config.auth()?;
        }
        match of_method(&owns, head)? {
            own @ (Own::Activity | Own::Inventory | Own::Session) => {
                let caller = self.caller(head, Caller::may_read).await?;
                match own {
                    Own::Activity => self.activity(own, head).await,
                    Own::Inventory => self.inventory(head, request_id).await,
                    _ => json(&session(self.config, caller)?),
                }
            }
            Own::Health => json(&health(self.config)),
            Own::OpenApi => self.objects.document().await.map_err(|ObjectFault| Fault::Internal),
            own => self.runs(own, head, body, request_id).await,
        }
    }

    /// The caller of an operation of the edge's own, who must have this right.
    async fn caller(
        &self,
        head: &Head,
        may: fn(&Caller) -> Result<(), Fault>,
    ) -> Result<Caller, Fault> {
        let caller = auth::identify(self.config.auth()?, &self.tokens, head).await?;
        self.trace.identified(&caller.identity);
        may(&caller)?;
        self.allow(&caller.identity).await?;
        Ok(caller)
    }

    async fn activity(&self, own: Own, head: &Head) -> Result<Reply, Fault> {
        let raw = &head.location.query;
        let query = lists::parse(raw)?;
        let found =
            self.objects.activity(&query, raw).await.map_err(|ObjectFault| Fault::Internal)?;
        json(&lists::envelope(&query, own.path(), found))
    }

    async fn inventory(&self, head: &Head, request_id: &str) -> Result<Reply, Fault> {
        let raw = &head.location.query;
        let scope = inventory::parse(raw)?.scope;
        self.config.server()?;
        self.config.keys(scope.key_pair())?;
        let told = self.objects.inventory(scope, raw, request_id).await;
        told.map_err(|ObjectFault| Fault::Internal)
    }
}

/// Of the operations at a path the one with the request's method.
fn of_method(owns: &[Own], head: &Head) -> Result<Own, Fault> {
    if owns.is_empty() {
        return Err(Fault::NoEndpoint { near: None });
    }
    let methods = || owns.iter().map(|own| own.method().as_str());
    let at = methods().position(|method| method == head.method);
    at.and_then(|at| owns.get(at).copied())
        .ok_or_else(|| Fault::WrongMethod { allowed: methods().collect() })
}

fn json(value: &impl Serialize) -> Result<Reply, Fault> {
    let body = serde_json::to_vec(value).map_err(|_| Fault::Internal)?;
    Ok(Reply::json(200, Source::Edge, body))
}

mod runs;
#[cfg(test)]
mod tests;
