//! Sending a create: a second time where the first answer was lost, and then looking it up.

use serde_json::{Value, json};
use shared::new_image::NewImage;
use shared::query::CanonicalQuery;

use crate::fault::Fault;
use crate::guard::Admitted;
use crate::reply::{Reply, Source};

use super::reconcile::{self, Made};
use super::scalr::{Call, Scalr};
use super::{
    Answer, Clock, Journal, Moment, NoAnswer, Permits, Upstream, milliseconds_between, outcome,
    settle,
};

/// Sends a create, and once more where nobody knows what the first try did. Scalr takes one image
/// once (409 `UnicityViolation`), so that a second try can do no harm; but what it answers is not
/// yet the truth about the first one.
pub(super) async fn create<U: Upstream, C: Clock, P: Permits>(
    scalr: &Scalr<'_, U, C, P>,
    journal: &dyn Journal,
    admitted: &Admitted<'_>,
    image: &NewImage,
) -> Result<Reply, Fault> {
    scalr.permit(admitted).await?;
    journal.sending().await?;
    let first = scalr.clock.now();
    let result = send(scalr, admitted, &first).await;
    match outcome::reply(admitted, result) {
        // What the caller signed can be sent once, and the edge's own key may not ask for them.
        Err(Fault::OutcomeUnknown { .. }) if !admitted.signer.is_caller() => {}
        known => return known,
    }
    let settled = second_try(scalr, journal, admitted, image, &first).await;
    settled.ok_or_else(|| outcome::unknown(admitted))
}

/// Sends it again. Only two answers tell what happened: a success, because then the first try did
/// nothing; and the image in the listing. Any other refusal is about the second try alone.
async fn second_try<U: Upstream, C: Clock, P: Permits>(
    scalr: &Scalr<'_, U, C, P>,
    journal: &dyn Journal,
    admitted: &Admitted<'_>,
    image: &NewImage,
    first: &Moment,
) -> Option<Reply> {
    scalr.permit(admitted).await.ok()?;
    journal.sending().await.ok()?;
    let second = scalr.clock.now();
    let result = send(scalr, admitted, &second).await;
    let since_first = milliseconds_between(first, &scalr.clock.now());
    let conflict = result.as_ref().ok().filter(|answer| is_conflict(answer)).cloned();
    if let Some(answer) = conflict {
        let not_before_ms = answer.date?.saturating_sub(u64::from(since_first));
        return look_up(scalr, admitted, image, not_before_ms).await;
    }
    outcome::reply(admitted, result).ok().filter(|reply| (200..300).contains(&reply.status))
}

/// Lists what there is under the image's id, and answers with the image if it is the one that the
/// first try made.
async fn look_up<U: Upstream, C: Clock, P: Permits>(
    scalr: &Scalr<'_, U, C, P>,
    admitted: &Admitted<'_>,
    image: &NewImage,
    not_before_ms: u64,
) -> Option<Reply> {
    scalr.permit(admitted).await.ok()?;
    let (route, query): (_, CanonicalQuery) = (settle::route(admitted), settle::query(admitted));
    let call = Call { route: &route, query: &query, body: &[] };
    let now = scalr.clock.now();
    let answer = scalr.send(admitted, &call, &now, admitted.server.timeout_ms).await.ok()?;
    let listing = answer.body.ok().filter(|_| answer.status == 200)?;
    let made = Made { image, scope: admitted.route.scope(), not_before_ms };
    let found = reconcile::find(&made, &listing)?;
    reply(&found)
}

async fn send<U: Upstream, C: Clock, P: Permits>(
    scalr: &Scalr<'_, U, C, P>,
    admitted: &Admitted<'_>,
    now: &Moment,
) -> Result<Answer, NoAnswer> {
    scalr.send(admitted, &Call::of(admitted), now, admitted.server.timeout_ms).await
}

fn is_conflict(answer: &Answer) -> bool {
    answer.status == 409
        && answer.body.as_deref().is_ok_and(|body| outcome::has_code(body, "UnicityViolation"))
}

/// The answer that the first try would have had, made from the listing.
fn reply(image: &Value) -> Option<Reply> {
    let meta = json!({ "source": Source::Edge.as_str(), "reconciled": true });
    let body = json!({ "data": image, "errors": [], "meta": meta, "warnings": [] });
    Some(Reply::json(201, Source::Edge, serde_json::to_vec(&body).ok()?))
}

#[cfg(test)]
mod tests;
