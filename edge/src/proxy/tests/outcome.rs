//! What the caller is told about each answer of Scalr's.

use crate::fault::Limiter;

use super::*;

#[test]
fn every_success_with_an_envelope_is_relayed_as_it_came() {
    for operation in EVERY {
        assert_eq!(told(operation, &Ok(answer(200, SUCCESS))), Ok(relayed(200, SUCCESS)));
    }
    for status in [201, 202] {
        for operation in WRITES {
            assert_eq!(told(operation, &Ok(answer(status, SUCCESS))), Ok(relayed(status, SUCCESS)));
        }
        for operation in READS {
            let told = told(operation, &Ok(answer(status, SUCCESS)));
            assert_eq!(told, Err(Fault::UpstreamInvalid));
        }
    }
}

#[test]
fn documented_errors_with_an_envelope_are_relayed_as_they_came() {
    for operation in EVERY {
        for status in [400, 403, 404, 409, 422, 501, 503] {
            assert_eq!(
                told(operation, &Ok(answer(status, ENVELOPE))),
                Ok(relayed(status, ENVELOPE))
            );
        }
    }
}

#[test]
fn a_500_of_scalr_leaves_the_outcome_of_a_write_open() {
    for operation in READS {
        assert_eq!(told(operation, &Ok(answer(500, ENVELOPE))), Ok(relayed(500, ENVELOPE)));
    }
    for operation in WRITES {
        let open = relayed(500, ENVELOPE).with("x-edge-outcome", "unknown");
        assert_eq!(told(operation, &Ok(answer(500, ENVELOPE))), Ok(open));
    }
}

#[test]
fn scalr_s_rate_limit_becomes_429() {
    for operation in EVERY {
        let limit = Fault::LimitExceeded { by: Limiter::Scalr, retry_after: 60 };
        assert_eq!(told(operation, &Ok(answer(403, LIMIT))), Err(limit));
    }
}

#[test]
fn a_refused_key_is_the_edge_s_fault_and_never_401() {
    for operation in EVERY {
        for body in [ENVELOPE, HTML] {
            assert_eq!(told(operation, &Ok(answer(401, body))), Err(Fault::UpstreamAuth));
        }
    }
}

#[test]
fn a_redirect_or_a_refusal_without_an_envelope_is_no_answer_of_scalr() {
    for operation in EVERY {
        for status in [301, 302, 307, 400, 403, 404, 409, 422] {
            let told_html = told(operation, &Ok(answer(status, HTML)));
            assert_eq!(told_html, Err(Fault::UpstreamInvalid), "{status}");
        }
        // Statuses that the API does not have, whatever their body.
        for status in [304, 405, 418, 429] {
            let told_envelope = told(operation, &Ok(answer(status, ENVELOPE)));
            assert_eq!(told_envelope, Err(Fault::UpstreamInvalid), "{status}");
        }
        for loss in [Loss::TimedOut, Loss::Broken, Loss::TooLarge] {
            assert_eq!(told(operation, &Ok(lost(404, loss))), Err(Fault::UpstreamInvalid));
        }
    }
}

#[test]
fn whatever_may_have_come_after_scalr_acted_leaves_a_write_unknown() {
    let mut ambiguous = vec![Err(NoAnswer::TimedOut), Err(NoAnswer::Failed)];
    for status in [200, 201, 202, 500, 501, 503] {
        ambiguous.push(Ok(answer(status, HTML)));
        ambiguous.push(Ok(answer(status, b"")));
        for loss in [Loss::TimedOut, Loss::Broken, Loss::TooLarge] {
            ambiguous.push(Ok(lost(status, loss)));
        }
    }
    ambiguous.push(Ok(answer(204, b"")));
    ambiguous.push(Ok(answer(206, SUCCESS)));
    ambiguous.push(Ok(answer(201, ENVELOPE)));
    ambiguous.push(Ok(answer(502, ENVELOPE)));
    ambiguous.push(Ok(answer(504, ENVELOPE)));
    for operation in WRITES {
        for given in &ambiguous {
            assert_eq!(told(operation, given), Err(unknown(operation)), "{given:?}");
        }
    }
}

#[test]
fn a_read_that_fails_says_how() {
    for operation in READS {
        for (given, fault) in [
            (Err(NoAnswer::TimedOut), Fault::UpstreamTimeout),
            (Err(NoAnswer::Failed), Fault::UpstreamUnreachable),
            (Ok(lost(200, Loss::TimedOut)), Fault::UpstreamTimeout),
            (Ok(lost(200, Loss::Broken)), Fault::UpstreamInvalid),
            (Ok(lost(200, Loss::TooLarge)), Fault::UpstreamInvalid),
            (Ok(answer(200, HTML)), Fault::UpstreamInvalid),
            (Ok(answer(200, ENVELOPE)), Fault::UpstreamInvalid),
            (Ok(answer(204, b"")), Fault::UpstreamInvalid),
            (Ok(answer(500, HTML)), Fault::UpstreamInvalid),
            (Ok(answer(502, ENVELOPE)), Fault::UpstreamInvalid),
            (Ok(answer(503, HTML)), Fault::UpstreamInvalid),
        ] {
            assert_eq!(told(operation, &given), Err(fault), "{given:?}");
        }
    }
}

#[test]
fn the_location_of_an_image_that_is_global_settles_nothing() {
    let azure = Operation {
        body: br#"{"architecture":"x86_64","cloudImageId":"Canonical/Ubuntu/14/1","cloudLocation":"westeurope","cloudPlatform":"azure","name":"golden-web","os":"ubuntu-14-04"}"#,
        settle: "/api/v1beta0/global/images/?cloudImageId=Canonical%2FUbuntu%2F14%2F1&cloudPlatform=azure",
        ..CREATE
    };
    assert_eq!(told(azure, &Err(NoAnswer::TimedOut)), Err(unknown(azure)));
}
