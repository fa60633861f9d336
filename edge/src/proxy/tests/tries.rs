//! How often a request is sent, and when it is not.

use std::cell::RefCell;

use shared::sign::{DATE_HEADER, SIGNATURE_HEADER};

use crate::fault::Limiter;
use crate::rate::Over;

use super::*;

#[test]
fn a_copy_is_sent_once_whatever_comes_back() {
    for given in [
        Err(NoAnswer::Failed),
        Err(NoAnswer::TimedOut),
        Ok(answer(502, HTML)),
        Ok(answer(503, ENVELOPE)),
        Ok(lost(201, Loss::Broken)),
    ] {
        assert_eq!(sent(COPY, vec![given], 1).len(), 1);
    }
}

#[test]
fn a_create_that_scalr_answered_is_sent_once() {
    for given in [
        Ok(answer(201, SUCCESS)),
        Ok(answer(302, HTML)),
        Ok(answer(401, ENVELOPE)),
        Ok(answer(403, LIMIT)),
        Ok(answer(404, HTML)),
        Ok(answer(409, ENVELOPE)),
        Ok(answer(500, ENVELOPE)),
        Ok(answer(503, ENVELOPE)),
    ] {
        assert_eq!(sent(CREATE, vec![given], 1).len(), 1);
    }
}

#[test]
fn without_a_permit_nothing_is_sent_and_no_lost_read_is_sent_again() {
    let over = || Err(NoPermit::Over(Over { retry_after: 17 }));
    for (permits, answers, tries) in [
        (vec![over()], vec![], 0),
        (vec![Err(NoPermit::Fault)], vec![], 0),
        (vec![Ok(()), over()], vec![Err(NoAnswer::Failed)], 1),
    ] {
        let refusal = permits.first().copied();
        let desk = Desk { permits: RefCell::new(permits.into()), ..Desk::default() };
        let (reply, sent) = run_with(&config_with(&[]), LIST, answers, 1, &desk);
        assert_eq!(sent.len(), tries);
        let fault = match refusal {
            Some(Err(NoPermit::Over(_))) => {
                Fault::LimitExceeded { by: Limiter::KeyPair, retry_after: 17 }
            }
            Some(Err(NoPermit::Fault)) => Fault::Internal,
            _ => Fault::UpstreamUnreachable,
        };
        assert_eq!(reply, Err(fault));
    }
}

#[test]
fn after_scalr_s_own_limit_the_key_pauses() {
    let config = config_with(&[("SCALR_PAUSE_MS", Some("1500"))]);
    for (operation, key) in [(LIST, "USERKEY"), (CREATE, "GLOBALKEY"), (COPY, "USERKEY")] {
        let desk = Desk::default();
        let (reply, _) = run_with(&config, operation, vec![Ok(answer(403, LIMIT))], 1, &desk);
        let limit = Fault::LimitExceeded { by: Limiter::Scalr, retry_after: 2 };
        assert_eq!(reply, Err(limit));
        assert_eq!(desk.paused.take(), [(key.to_owned(), 1500)]);
    }
}

#[test]
fn a_lost_read_is_sent_a_second_time_signed_anew_and_no_third() {
    for given in [Err(NoAnswer::Failed), Ok(answer(502, HTML)), Ok(lost(200, Loss::Broken))] {
        let tries = sent(LIST, vec![given.clone(), given], 1500);
        assert_eq!(tries.len(), 2);
        assert_eq!(header(&tries[0], DATE_HEADER), "2026-11-22T02:30:00.000Z");
        assert_eq!(header(&tries[1], DATE_HEADER), "2026-11-22T02:30:01.000Z");
        assert_ne!(header(&tries[0], SIGNATURE_HEADER), header(&tries[1], SIGNATURE_HEADER));
        assert_eq!((tries[0].timeout_ms, tries[1].timeout_ms), (20_000, 18_500));
    }
}

#[test]
fn a_second_try_that_succeeds_is_the_answer() {
    let answers = vec![Err(NoAnswer::Failed), Ok(answer(200, SUCCESS))];
    assert_eq!(run(&config_with(&[]), LIST, answers, 1).0, Ok(relayed(200, SUCCESS)));
}

#[test]
fn a_read_is_not_sent_again_when_scalr_answered_or_the_time_is_over() {
    for given in [
        Err(NoAnswer::TimedOut),
        Ok(lost(200, Loss::TimedOut)),
        Ok(lost(200, Loss::TooLarge)),
        Ok(answer(200, HTML)),
        Ok(answer(404, HTML)),
        Ok(answer(503, ENVELOPE)),
    ] {
        assert_eq!(sent(GET, vec![given], 1).len(), 1);
    }
    assert_eq!(sent(GET, vec![Err(NoAnswer::Failed)], 20_000).len(), 1);
}
