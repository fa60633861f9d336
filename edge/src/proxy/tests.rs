use std::cell::RefCell;

use shared::query::CanonicalQuery;
use shared::sign::{DATE_HEADER, KEY_ID_HEADER, SIGNATURE_HEADER, Signable, sign};

use crate::config::Config;
use crate::fault::Limiter;
use crate::head::Head;
use crate::rate::Over;
use crate::testing::{Desk, Script, Sent, Ticking, admit, config_with, head, post};

use super::*;

mod pass_through;

const ENVELOPE: &[u8] =
    br#"{"errors":[{"code":"ObjectNotFound","message":"No such image."}],"meta":{},"warnings":[]}"#;
const LIMIT: &[u8] = br#"{"errors":[{"code":"LimitExceeded","message":"Slow down"}]}"#;
const SUCCESS: &[u8] = br#"{"data":{"id":"x","later":1.0},"errors":[],"meta":{},"warnings":[]}"#;
const HTML: &[u8] = b"<html>Apache at scalr-internal-7</html>";

/// An operation with a request for it.
#[derive(Clone, Copy)]
struct Operation {
    method: &'static str,
    path: &'static str,
    body: &'static [u8],
    /// Where an unknown outcome is settled.
    settle: &'static str,
}

const LIST: Operation = Operation {
    method: "GET",
    path: "/api/v1beta0/user/5/images/?pageNum=2&name=golden+web",
    body: b"",
    settle: "",
};
const GET: Operation = Operation {
    method: "GET",
    path: "/api/v1beta0/account/1/images/5a1a3fd0-1111-4222-8333-000000000001/",
    body: b"",
    settle: "",
};
const CREATE: Operation = Operation {
    method: "POST",
    path: "/api/v1beta0/global/images/",
    body: br#" {"os":{"id":"ubuntu-14-04"}, "architecture":"x86_64","cloudImageId":"ami-1","cloudLocation":"us-east-1","cloudPlatform":"ec2","name":"golden-web"}"#,
    settle: "/api/v1beta0/global/images/?cloudImageId=ami-1&cloudLocation=us-east-1&cloudPlatform=ec2",
};
const COPY: Operation = Operation {
    method: "POST",
    path: "/api/v1beta0/user/5/images/5a1a3fd0-1111-4222-8333-000000000001/actions/copy/",
    body: br#"{"cloudLocation":"eu-west-1","cloudPlatform":"ec2"}"#,
    settle: "/api/v1beta0/user/5/images/?cloudLocation=eu-west-1&cloudPlatform=ec2",
};
const READS: [Operation; 2] = [LIST, GET];
const WRITES: [Operation; 2] = [CREATE, COPY];
const EVERY: [Operation; 4] = [LIST, GET, CREATE, COPY];

type Given = Result<Answer, NoAnswer>;

fn answer(status: u16, body: &[u8]) -> Answer {
    Answer { status, date: None, body: Ok(body.to_vec()) }
}

fn lost(status: u16, loss: Loss) -> Answer {
    Answer { status, date: None, body: Err(loss) }
}

fn run(
    config: &Config,
    operation: Operation,
    answers: Vec<Given>,
    step_ms: u64,
) -> (Result<Reply, Fault>, Vec<Sent>) {
    run_with(config, operation, answers, step_ms, &Desk::default())
}

fn run_with(
    config: &Config,
    operation: Operation,
    answers: Vec<Given>,
    step_ms: u64,
    desk: &Desk,
) -> (Result<Reply, Fault>, Vec<Sent>) {
    let head =
        if operation.method == "POST" { post(operation.path) } else { head("GET", operation.path) };
    run_head(config, &head, operation.body, answers, step_ms, desk)
}

fn run_head(
    config: &Config,
    head: &Head,
    body: &[u8],
    answers: Vec<Given>,
    step_ms: u64,
    desk: &Desk,
) -> (Result<Reply, Fault>, Vec<Sent>) {
    let script = Script::new(answers);
    let clock = Ticking::new(step_ms);
    let admitted = admit(config, head, body).expect("admitted");
    let scalr = Scalr { upstream: &&script, clock: &&clock, permits: &desk };
    let reply = pollster::block_on(forward(&scalr, &NoJournal, &admitted));
    (reply, script.sent.take())
}

/// What the caller is told; every request that is sent gets the same answer.
fn told(operation: Operation, given: &Given) -> Result<Reply, Fault> {
    run(&config_with(&[]), operation, vec![given.clone(), given.clone()], 1).0
}

fn sent(operation: Operation, answers: Vec<Given>, step_ms: u64) -> Vec<Sent> {
    run(&config_with(&[]), operation, answers, step_ms).1
}

fn unknown(operation: Operation) -> Fault {
    Fault::OutcomeUnknown { settle: operation.settle.to_owned() }
}

fn relayed(status: u16, body: &[u8]) -> Reply {
    Reply {
        status,
        headers: vec![
            ("content-type", "application/json".into()),
            ("x-edge-source", "upstream".into()),
        ],
        body: body.to_vec(),
    }
}

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

fn header<'s>(sent: &'s Sent, name: &str) -> &'s str {
    let (_, value) = sent.headers.iter().find(|(known, _)| *known == name).expect("the header");
    value
}

/// What goes out: these headers and no other, signed over exactly what is sent.
fn assert_signed(sent: &Sent, key_id: &str, secret: &str, path: &str, query: &CanonicalQuery) {
    let body = sent.body.as_deref().unwrap_or_default();
    let date = header(sent, DATE_HEADER);
    let signable = Signable { method: sent.method, date, path, query, body };
    let credentials = shared::sign::Credentials {
        key_id: key_id.to_owned(),
        secret: shared::sign::Secret::new(secret),
    };
    for (name, value) in sign(&signable, &credentials) {
        assert_eq!(header(sent, name), value);
    }
    assert_eq!(header(sent, KEY_ID_HEADER), key_id);
    let mut names: Vec<&str> = sent.headers.iter().map(|(name, _)| *name).collect();
    names.retain(|name| *name != "content-type");
    assert_eq!(
        names,
        ["accept", "user-agent", "x-scalr-key-id", "x-scalr-date", "x-scalr-signature"]
    );
    assert_eq!(header(sent, "accept"), "application/json");
    assert_eq!(header(sent, "user-agent"), concat!("scalr-images/", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_write_goes_out_byte_for_byte_signed_with_the_keys_of_its_scope() {
    for (operation, key_id, secret) in
        [(CREATE, "GLOBALKEY", "global-secret-5528"), (COPY, "USERKEY", "user-secret-7391")]
    {
        let requests = sent(operation, vec![Ok(answer(201, SUCCESS))], 1);
        let [request] = requests.as_slice() else { panic!("{requests:?}") };
        assert_eq!(request.method, "POST");
        assert_eq!(request.body.as_deref(), Some(operation.body));
        assert_eq!(request.url, format!("https://scalr.example.com{}", operation.path));
        assert_eq!(header(request, "content-type"), "application/json");
        assert_eq!(request.max_bytes, 1_048_576);
        assert_signed(request, key_id, secret, operation.path, &CanonicalQuery::default());
    }
}

#[test]
fn a_list_goes_out_with_the_query_that_was_signed() {
    let requests = sent(LIST, vec![Ok(answer(200, SUCCESS))], 1);
    let [request] = requests.as_slice() else { panic!("{requests:?}") };
    let query = CanonicalQuery::new(&[("name", "golden web"), ("pageNum", "2")]);
    let path = "/api/v1beta0/user/5/images/";
    assert_eq!(request.url, format!("https://scalr.example.com{path}?{query}"));
    assert_eq!(
        request.url,
        "https://scalr.example.com/api/v1beta0/user/5/images/?name=golden%20web&pageNum=2"
    );
    assert_eq!(request.body, None);
    assert_eq!(request.max_bytes, 8_388_608);
    assert!(request.headers.iter().all(|(name, _)| *name != "content-type"));
    assert_signed(request, "USERKEY", "user-secret-7391", path, &query);
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
