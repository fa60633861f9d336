//! What the scope's object and the counters of limits have to do with a request: activity, keys, limits.

use std::cell::RefCell;

use shared::edge_api::Outcome;
use shared::sign::Secret;

use super::*;

const CREATE: &str = "/api/v1beta0/user/5/images/";
const IMAGE: &[u8] = br#"{"architecture":"x86_64","cloudImageId":"ami-1","cloudLocation":"us-east-1","cloudPlatform":"ec2","name":"golden-web","os":"ubuntu-14-04"}"#;

fn asked(desk: &Desk, head: &Head, body: &[u8], answers: Vec<Result<Answer, NoAnswer>>) -> Reply {
    asked_with(&[], desk, head, body, answers)
}

fn asked_with(
    settings: &[(&str, Option<&str>)],
    desk: &Desk,
    head: &Head,
    body: &[u8],
    answers: Vec<Result<Answer, NoAnswer>>,
) -> Reply {
    testing::ask(&config_with(settings), desk, head, body, answers)
}

#[expect(clippy::unnecessary_wraps, reason = "an upstream gives it like this")]
fn answer(status: u16, body: &str) -> Result<Answer, NoAnswer> {
    Ok(Answer { status, date: None, body: Ok(body.as_bytes().to_vec()) })
}

fn with_key(key: &str) -> Head {
    Head { idempotency_key: Some(key.to_owned()), ..post(CREATE) }
}

fn over() -> RefCell<std::collections::VecDeque<Result<(), NoPermit>>> {
    RefCell::new(vec![Err(NoPermit::Over(Over { retry_after: 12 }))].into())
}

#[test]
fn every_create_and_copy_leaves_an_entry_with_its_outcome() {
    let code = |text: &str| Some(text.to_owned());
    let locked = r#"{"errors":[{"code":"Locked"}]}"#;
    let made = r#"{"data":{"id":"new-1"}}"#;
    for (body, answers, expected) in [
        (IMAGE, vec![answer(201, made)], (Outcome::Accepted, Some(201), None)),
        (IMAGE, vec![answer(409, locked)], (Outcome::Rejected, Some(409), code("Locked"))),
        (
            IMAGE,
            vec![Err(NoAnswer::Failed), Err(NoAnswer::Failed)],
            (Outcome::Unknown, Some(504), code("OutcomeUnknown")),
        ),
        (b"{}", vec![], (Outcome::Refused, Some(400), code("InvalidStructure"))),
        (br#"{"architecture":1}"#, vec![], (Outcome::Refused, Some(400), code("InvalidValue"))),
    ] {
        let desk = Desk::default();
        asked(&desk, &post(CREATE), body, answers);
        assert_eq!(desk.outcomes(), [expected]);
    }
}

#[test]
fn somebody_who_may_not_write_is_noted_and_somebody_unknown_is_not() {
    let settings = &[
        ("EDGE_AUTH", Some("access")),
        ("ACCESS_TEAM_DOMAIN", Some("acme.cloudflareaccess.com")),
        ("ACCESS_AUD", Some("aud-1")),
        ("EDGE_READERS", Some("eve@example.com")),
    ];
    let desk = Desk::default();
    let known = Head { access_token: Some(Secret::new("a.b.c")), ..post(CREATE) };
    let reply = asked_with(settings, &desk, &known, IMAGE, vec![]);
    assert_eq!(refusal(&reply), (403, "PermissionViolation".to_owned()));
    let refused = (Outcome::Refused, Some(403), Some("PermissionViolation".to_owned()));
    assert_eq!(desk.outcomes(), [refused]);
    let desk = Desk::default();
    assert_eq!(asked_with(settings, &desk, &post(CREATE), IMAGE, vec![]).status, 401);
    assert_eq!(desk.outcomes(), []);
}

#[test]
fn reads_leave_no_entry_and_neither_does_anything_where_it_is_switched_off() {
    let desk = Desk::default();
    asked(&desk, &head("GET", CREATE), b"", vec![answer(200, r#"{"data":[]}"#)]);
    let off = &[("EDGE_ACTIVITY", Some("off"))];
    asked_with(off, &desk, &post(CREATE), IMAGE, vec![answer(201, r#"{"data":{}}"#)]);
    assert_eq!(desk.outcomes(), []);
}

#[test]
fn a_caller_over_the_limit_is_refused_before_the_body_and_leaves_no_entry() {
    for request in [post(CREATE), head("GET", CREATE), head("GET", "/edge/session")] {
        let desk = Desk { allowances: over(), ..Desk::default() };
        let reply = asked(&desk, &request, b"not JSON", vec![]);
        assert_eq!(refusal(&reply), (429, "LimitExceeded".to_owned()));
        assert_eq!(reply.header("retry-after"), Some("12"));
        assert_eq!(desk.outcomes(), []);
    }
}

#[test]
fn where_nobody_counts_nothing_goes_through() {
    let desk = Desk::default();
    desk.allowances.borrow_mut().push_back(Err(NoPermit::Fault));
    let reply = asked(&desk, &head("GET", CREATE), b"", vec![]);
    assert_eq!(refusal(&reply), (500, "InternalServerError".to_owned()));
}

#[test]
fn a_request_with_a_key_goes_to_the_object_of_its_scope_whole() {
    let stored = Reply::json(201, Source::Upstream, b"{\"data\":{}}".to_vec())
        .with("idempotency-replayed", "true");
    let desk = Desk { reply: RefCell::new(Some(stored)), ..Desk::default() };
    let reply = asked(&desk, &with_key("\"k-1\""), IMAGE, vec![]);
    assert_eq!((reply.status, text(&reply)), (201, "{\"data\":{}}"));
    assert_eq!(reply.header("idempotency-replayed"), Some("true"));
    assert_eq!(reply.header("x-request-id"), Some("r-1"));
    let orders = desk.orders.take();
    let [(scope, order)] = orders.as_slice() else { panic!("{orders:?}") };
    assert_eq!((scope.to_string(), order.key.as_str()), ("user/5".to_owned(), "k-1"));
    assert_eq!((order.path.as_str(), order.query.as_str()), (CREATE, ""));
    assert_eq!(order.body.as_bytes(), IMAGE);
    // The object writes the entry.
    assert_eq!(desk.outcomes(), []);
}

#[test]
fn an_object_that_does_not_answer_leaves_the_outcome_open() {
    let reply = asked(&Desk::default(), &with_key("k-1"), IMAGE, vec![]);
    assert_eq!(refusal(&reply), (504, "OutcomeUnknown".to_owned()));
    assert_eq!(reply.header("x-edge-outcome"), Some("unknown"));
}

#[test]
fn what_is_no_key_is_refused_after_everything_else() {
    let desk = Desk::default();
    assert_eq!(asked(&desk, &with_key("a b"), b"{}", vec![]).status, 400);
    let reply = asked(&desk, &with_key("a b"), IMAGE, vec![]);
    assert_eq!(refusal(&reply), (400, "InvalidIdempotencyKey".to_owned()));
    let codes: Vec<_> = desk.outcomes().into_iter().filter_map(|(_, _, code)| code).collect();
    assert_eq!(codes, ["InvalidStructure", "InvalidIdempotencyKey"]);
    // A read has no use for a key, right or wrong.
    let read = Head { idempotency_key: Some("a b".to_owned()), ..head("GET", CREATE) };
    assert_eq!(asked(&desk, &read, b"", vec![answer(200, r#"{"data":[]}"#)]).status, 200);
}

#[test]
fn activity_is_a_list_of_one_scope_newest_first() {
    let desk = Desk::default();
    asked(&desk, &post(CREATE), IMAGE, vec![answer(201, r#"{"data":{"id":"new-1"}}"#)]);
    asked(&desk, &post(CREATE), b"{}", vec![]);
    let list = |query: &str| {
        let reply = asked(&desk, &head("GET", &format!("/edge/activity?{query}")), b"", vec![]);
        let body: serde_json::Value = serde_json::from_slice(&reply.body).expect("JSON");
        (reply.status, body)
    };
    let (status, body) = list("scope=user/5");
    assert_eq!((status, body["data"][0]["outcome"].as_str()), (200, Some("refused")));
    assert_eq!(body["data"][1]["imageId"], "new-1");
    assert_eq!(body["data"][1]["region"], "us-east-1");
    assert_eq!(list("scope=global").1["data"], serde_json::json!([]));
    assert_eq!(list("scope=everything").0, 400);
    assert_eq!(list("").1["errors"][0]["code"], "InvalidStructure");
}

#[test]
fn the_object_of_a_scope_tells_all_its_images_where_there_is_a_key_for_it() {
    let (lines, scope) = (b"{\"type\":\"start\"}\n", "user/5".parse().expect("a scope"));
    let reply = || RefCell::new(Some(Reply::json(200, Source::Edge, lines.to_vec())));
    let desk = Desk { reply: reply(), ..Desk::default() };
    let query = "scope=user%2F5&fresh=yes";
    let wanted = head("GET", &format!("/edge/inventory?{query}"));
    assert_eq!(asked(&desk, &wanted, b"", vec![]).body, lines);
    assert_eq!(desk.looks.take(), [(scope, query.to_owned(), "r-1".to_owned())]);
    let without = [("SCALR_SECRET", None)];
    let refused = asked_with(&without, &desk, &wanted, b"", vec![]);
    assert_eq!(refusal(&refused), (503, "EdgeMisconfigured".to_owned()));
    assert!(desk.looks.take().is_empty() && desk.noted.take().is_empty());
}
