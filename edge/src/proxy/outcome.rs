//! What the caller is told about what came back. The table of `docs/EDGE_API.md`, row by row.

use shared::envelope::{Failure, is_failure, is_success};
use shared::json;

use crate::fault::{Fault, Limiter};
use crate::guard::Admitted;
use crate::reply::{OUTCOME_HEADER, Reply, Source};

use super::{Answer, Loss, NoAnswer, settle};

/// Statuses of errors that Scalr documents. With an envelope they are relayed as they are.
const DOCUMENTED_ERRORS: &[u16] = &[400, 403, 404, 409, 422, 500, 501, 503];

/// True where an answer to a read was probably lost on the way, so that a second try may help: the
/// connection failed or broke, or something in front of Scalr answered for it. After a time-out the
/// time is over.
pub(super) fn was_lost(result: &Result<Answer, NoAnswer>) -> bool {
    match result {
        Err(NoAnswer::Failed) | Ok(Answer { body: Err(Loss::Broken), .. }) => true,
        Err(NoAnswer::TimedOut) | Ok(Answer { body: Err(Loss::TimedOut | Loss::TooLarge), .. }) => {
            false
        }
        Ok(Answer { status, body: Ok(body), .. }) => *status >= 500 && !is_failure(body),
    }
}

/// The answer to the caller.
pub(super) fn reply(
    admitted: &Admitted<'_>,
    result: Result<Answer, NoAnswer>,
) -> Result<Reply, Fault> {
    let write = admitted.route.is_write();
    let unknown = || unknown(admitted);
    let Answer { status, body, .. } = match result {
        Ok(answer) => answer,
        Err(_) if write => return Err(unknown()),
        Err(NoAnswer::TimedOut) => return Err(Fault::UpstreamTimeout),
        Err(NoAnswer::Failed) => return Err(Fault::UpstreamUnreachable),
    };
    if status == 403 && body.as_deref().is_ok_and(says_limit) {
        let retry_after = u64::from(admitted.rates.pause_ms).div_ceil(1000);
        return Err(Fault::LimitExceeded { by: Limiter::Scalr, retry_after });
    }
    // With the edge's key it is the edge that is at fault, with the caller's own it is the caller.
    let own_key = admitted.signer.is_caller();
    if status == 401 && !own_key {
        return Err(Fault::UpstreamAuth);
    }
    // A redirect or a refusal: whatever its body was to be, Scalr did not act on the request.
    let refused = (300..500).contains(&status);
    let body = match body {
        Ok(body) => body,
        Err(_) if refused => return Err(Fault::UpstreamInvalid),
        Err(_) if write => return Err(unknown()),
        Err(Loss::TimedOut) => return Err(Fault::UpstreamTimeout),
        Err(Loss::Broken | Loss::TooLarge) => return Err(Fault::UpstreamInvalid),
    };
    let documented = DOCUMENTED_ERRORS.contains(&status) || (status == 401 && own_key);
    if documented && is_failure(&body) {
        return Ok(relay_error(status, body, write));
    }
    // References and servers differ on 201 and 202 for a copy; a read has one success.
    let success = if write { 200..=202 } else { 200..=200 };
    if success.contains(&status) && is_success(&body) {
        return Ok(Reply::json(status, Source::Upstream, body));
    }
    Err(if write && !refused { unknown() } else { Fault::UpstreamInvalid })
}

fn relay_error(status: u16, body: Vec<u8>, write: bool) -> Reply {
    let reply = Reply::json(status, Source::Upstream, body);
    // Scalr broke down while it worked on the request: it may have got far enough.
    if write && status == 500 { reply.with(OUTCOME_HEADER, "unknown") } else { reply }
}

/// The answer to a write of which nobody knows what it did.
pub(super) fn unknown(admitted: &Admitted<'_>) -> Fault {
    Fault::OutcomeUnknown { settle: settle::path(admitted) }
}

/// True where Scalr says that the key is over its limit.
pub(super) fn is_limit(answer: &Answer) -> bool {
    answer.status == 403 && answer.body.as_deref().is_ok_and(says_limit)
}

/// Scalr answers 403 `LimitExceeded` where others answer 429.
fn says_limit(body: &[u8]) -> bool {
    has_code(body, "LimitExceeded")
}

/// True where an error envelope has an entry with this code.
pub(super) fn has_code(body: &[u8], code: &str) -> bool {
    json::read::<Failure>(body)
        .is_ok_and(|failure| failure.errors.iter().any(|error| error.code == code))
}
