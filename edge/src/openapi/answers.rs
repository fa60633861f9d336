//! The one table of what each operation can answer.
//!
//! A status with its codes is in the document where it is here, and here where a request can lead to
//! it: the tests reach every pair, and find no other.

use shared::error_code::EdgeCode::{self, *};
use shared::route::Template;

use crate::own::Own;

/// What an operation can answer.
pub(super) struct Answers {
    /// Statuses of success.
    pub(super) success: &'static [u16],
    /// Statuses of errors that are relayed as Scalr sent them.
    pub(super) relayed: &'static [u16],
    /// Codes of errors that the edge answers itself; the status goes with the code.
    pub(super) own: Vec<EdgeCode>,
}

/// Errors of Scalr that are relayed: 401 only where the caller signs with a key of their own.
pub(super) const RELAYED: &[u16] = &[400, 401, 403, 404, 409, 422, 500, 501, 503];

/// Errors of Scalr that are relayed where the edge asks something of its own.
pub(super) const RELAYED_READ: &[u16] = &[400, 403, 404, 409, 422, 500, 501, 503];

/// Whatever goes to Scalr can end like this.
const FORWARDED: &[EdgeCode] = &[
    InvalidValue,
    BadAuthentication,
    PermissionViolation,
    LimitExceeded,
    InternalServerError,
    UpstreamAuthFailed,
    UpstreamInvalidResponse,
    EdgeMisconfigured,
];

/// Whatever may come with a body: writes do, and reads of callers who sign by themselves.
const WITH_BODY: &[EdgeCode] =
    &[InvalidStructure, RequestTimeout, PayloadTooLarge, UnsupportedMediaType];

/// A read can also end like this.
const READ: &[EdgeCode] = &[UpstreamUnreachable, UpstreamTimeout];

/// A create or copy may come from a foreign page, carry a key, and have an outcome that nobody knows.
const WRITE: &[EdgeCode] = &[
    ForbiddenOrigin,
    InvalidIdempotencyKey,
    IdempotencyInProgress,
    IdempotencyKeyReused,
    OutcomeUnknown,
];

/// A path with variables is none where one of them is impossible.
const VARIABLE: &[EdgeCode] = &[EndpointNotFound];

/// What an operation on Scalr can answer.
pub(super) fn of_template(template: &Template) -> Answers {
    let variable = if template.path.contains('{') { VARIABLE } else { &[] };
    let own = |more: &[EdgeCode]| {
        FORWARDED.iter().chain(WITH_BODY).chain(variable).chain(more).copied().collect()
    };
    let relayed = RELAYED;
    if template.example.is_write() {
        Answers { success: &[200, 201, 202], relayed, own: own(WRITE) }
    } else {
        Answers { success: &[200], relayed, own: own(READ) }
    }
}

/// Whatever asks who is there can end like this.
const KNOWN_CALLER: &[EdgeCode] = &[
    BadAuthentication,
    PermissionViolation,
    LimitExceeded,
    InternalServerError,
    EdgeMisconfigured,
];

/// A list of the edge's own looks at its query.
const QUERY: &[EdgeCode] = &[InvalidStructure, InvalidValue];

/// A path with the id of a run is none where there can be no such id.
const OF_RUN: &[EdgeCode] = &[EndpointNotFound, ObjectNotFound];

/// Whatever reads from Scalr before it answers can end like this.
const READS_SCALR: &[EdgeCode] =
    &[UpstreamAuthFailed, UpstreamInvalidResponse, UpstreamUnreachable, UpstreamTimeout];

/// A run is sent by a page of the edge's own.
const NEW_RUN: &[EdgeCode] = &[InvalidValue, ForbiddenOrigin];

/// And it is made at most once, as it was shown.
const KEYED_RUN: &[EdgeCode] =
    &[InvalidIdempotencyKey, IdempotencyInProgress, IdempotencyKeyReused, PlanChanged];

/// What an operation of the edge's own can answer.
pub(super) fn of_own(own: Own) -> Answers {
    let known = |more: &[&[EdgeCode]]| -> Vec<EdgeCode> {
        more.iter().copied().flatten().chain(KNOWN_CALLER).copied().collect()
    };
    let (success, relayed, own): (&[u16], &[u16], _) = match own {
        Own::Health | Own::OpenApi => (&[200], &[], vec![InternalServerError]),
        Own::Session => (&[200], &[], known(&[])),
        Own::Activity | Own::ListRuns => (&[200], &[], known(&[QUERY])),
        Own::Inventory => (&[200], RELAYED_READ, known(&[QUERY, READS_SCALR])),
        Own::GetRun | Own::RunEvents => (&[200], &[], known(&[OF_RUN])),
        Own::RunMap => (&[200], &[], known(&[OF_RUN, &[InvalidValue]])),
        Own::PlanRun => (&[200], RELAYED_READ, known(&[NEW_RUN, WITH_BODY, READS_SCALR])),
        Own::CreateRun => {
            let own = known(&[NEW_RUN, WITH_BODY, READS_SCALR, KEYED_RUN]);
            (&[202], RELAYED_READ, own)
        }
        Own::StepRun(_) => {
            let more = &[InvalidValue, ForbiddenOrigin, UnacceptableState];
            (&[202], &[], known(&[WITH_BODY, OF_RUN, more]))
        }
    };
    Answers { success, relayed, own }
}

/// What a description of Scalr's API can be answered with: there is none unless signatures are
/// passed through, and Scalr's own errors are not relayed, because nobody may take one for a
/// description.
pub(super) fn of_spec() -> Answers {
    let own = vec![
        BadAuthentication,
        EndpointNotFound,
        InternalServerError,
        UpstreamInvalidResponse,
        UpstreamUnreachable,
        EdgeMisconfigured,
        UpstreamTimeout,
    ];
    Answers { success: &[200], relayed: &[], own }
}

/// What any other path or method of the two APIs answers. No operation of the document has these.
pub(super) const ELSEWHERE: &[EdgeCode] = &[EndpointNotFound, MethodNotAllowed];
