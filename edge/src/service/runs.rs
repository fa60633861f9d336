//! Copy runs, as far as the worker has to do with them: the ladder, and the way to the scope's object.

use shared::route::Method;
use shared::validate;

use crate::auth::{Caller, Tokens};
use crate::fault::Fault;
use crate::guard::{self, Body, refusal};
use crate::head::Head;
use crate::idempotency::{IdempotencyKey, InvalidKey};
use crate::lists;
use crate::objects::{ObjectFault, Objects};
use crate::own::Own;
use crate::proxy::{Clock, Upstream};
use crate::reply::Reply;
use crate::runs::RunCall;

use super::Edge;

impl<U: Upstream, C: Clock, T: Tokens, O: Objects> Edge<'_, U, C, T, O> {
    /// Takes a request about copy runs up the ladder and hands it to the scope's object.
    pub(super) async fn runs(
        &self,
        own: Own,
        head: &Head,
        body: &mut impl Body,
        request_id: &str,
    ) -> Result<Reply, Fault> {
        let is_post = own.method() == Method::Post;
        if is_post {
            guard::check_origin(head)?;
        }
        let may = if own.is_write() { Caller::may_write } else { Caller::may_read };
        let caller = self.caller(head, may).await?;
        let run = own.run_id(&head.location.path);
        let (mut content, mut key) = (Vec::new(), None);
        let scope = match (own, &run) {
            (Own::ListRuns, _) => lists::parse_page(&head.location.query)?.scope,
            (Own::CreateRun | Own::PlanRun, _) => {
                content = guard::read_json(head, body).await?;
                let new = validate::run(&content).outcome.map_err(|body| refusal(&body))?;
                new.scope
            }
            (_, Some(run)) => {
                if is_post {
                    content = guard::read_optional(head, body).await?;
                    validate::run_step(&content).outcome.map_err(|body| refusal(&body))?;
                }
                run.scope()
            }
            (_, None) => return Err(Fault::Internal),
        };
        if is_post {
            self.config.server()?;
            self.config.keys(scope.key_pair())?;
        }
        if own == Own::CreateRun {
            let header = head.idempotency_key.as_deref();
            key = header
                .map(|header| IdempotencyKey::parse(header).map(|key| key.as_str().to_owned()))
                .transpose()
                .map_err(|InvalidKey| Fault::InvalidIdempotencyKey)?;
        }
        let call = RunCall {
            own: own.name().to_owned(),
            run: run.map(|run| run.to_string()).unwrap_or_default(),
            query: head.location.query.clone(),
            // It is JSON, so it is text.
            body: String::from_utf8(content).map_err(|_| Fault::Internal)?,
            key,
            after: head.last_event_id.unwrap_or(0),
            identity: caller.identity,
            request_id: request_id.to_owned(),
        };
        self.objects.runs(scope, &call).await.map_err(|ObjectFault| Fault::Internal)
    }
}
