use std::cell::RefCell;

use serde_json::Value;
use shared::edge_api::{IdentityKind, Outcome};

use crate::idempotency::testing::Memory;
use crate::idempotency::{KEEP_MS, State};
use crate::proxy::{Answer, NoAnswer, NoPermit, Outbound};
use crate::rate::Over;
use crate::testing::{Desk, Script, Sent, Ticking, config_with};

use super::*;

const COPY: &str = "/api/v1beta0/user/5/images/5a1a3fd0-1111-4222-8333-000000000001/actions/copy/";
const BODY: &str = r#"{"cloudLocation":"eu-west-1","cloudPlatform":"ec2"}"#;
const CREATE: &str = "/api/v1beta0/user/5/images/";
const IMAGE: &str = r#"{"architecture":"x86_64","cloudImageId":"ami-1","cloudPlatform":"ec2","name":"golden-web","os":"ubuntu-14-04"}"#;

type Given = Result<Answer, NoAnswer>;

/// An upstream during which something else happens.
struct During<F>(F);

impl<F: Fn() -> Given> Upstream for During<F> {
    async fn send(&self, _: &Outbound<'_>) -> Given {
        self.0()
    }
}

/// A scope's object over several requests.
struct Object {
    memory: Memory,
    requests: Cell<u32>,
}

impl Object {
    fn new() -> Self {
        Self { memory: Memory::default(), requests: Cell::new(0) }
    }

    fn order(path: &str, body: &str) -> Order {
        Order {
            request_id: "r-1".to_owned(),
            identity: Identity { kind: IdentityKind::Local, id: "local".to_owned(), name: None },
            key: "k-1".to_owned(),
            path: path.to_owned(),
            query: String::new(),
            body: body.to_owned(),
            signed: None,
        }
    }

    /// Answers a request, with what Scalr answers; the clock starts at `now_ms`.
    fn answer(&self, order: Order, answers: Vec<Given>, now_ms: u64) -> (Reply, Vec<Sent>) {
        self.answer_with(order, answers, now_ms, Vec::new())
    }

    fn answer_with(
        &self,
        order: Order,
        answers: Vec<Given>,
        now_ms: u64,
        permits: Vec<Result<(), NoPermit>>,
    ) -> (Reply, Vec<Sent>) {
        let config = config_with(&[]);
        let (script, clock) = (Script::new(answers), Ticking::from(now_ms));
        let desk = Desk { permits: RefCell::new(permits.into()), ..Desk::default() };
        self.requests.set(self.requests.get() + 1);
        let once = Once {
            config: &config,
            scalr: Scalr { upstream: &&script, clock: &&clock, permits: &&desk },
            storage: &self.memory,
            owner: format!("owner-{}", self.requests.get()),
        };
        let reply = pollster::block_on(once.answer(order));
        (reply, script.sent.take())
    }

    /// Answers a request; `during` happens while Scalr works on it, and gives Scalr's answer.
    fn answer_during(&self, order: Order, during: impl Fn() -> Given) -> Reply {
        let config = config_with(&[]);
        let (upstream, clock) = (During(during), Ticking::from(0));
        let desk = Desk::default();
        self.requests.set(self.requests.get() + 1);
        let once = Once {
            config: &config,
            scalr: Scalr { upstream: &upstream, clock: &&clock, permits: &&desk },
            storage: &self.memory,
            owner: format!("owner-{}", self.requests.get()),
        };
        pollster::block_on(once.answer(order))
    }

    fn copy(&self, answers: Vec<Given>) -> (Reply, Vec<Sent>) {
        self.answer(Self::order(COPY, BODY), answers, 0)
    }

    fn sweep(&self, now_ms: u64) {
        let (config, script) = (config_with(&[]), Script::new(Vec::new()));
        let (clock, desk) = (Ticking::from(now_ms), Desk::default());
        let once = Once {
            config: &config,
            scalr: Scalr { upstream: &&script, clock: &&clock, permits: &&desk },
            storage: &self.memory,
            owner: "alarm".to_owned(),
        };
        assert_eq!(once.sweep(), Ok(()));
    }

    fn outcomes(&self) -> Vec<Outcome> {
        self.memory.noted.borrow().iter().map(|entry| entry.outcome.clone()).collect()
    }
}

#[expect(clippy::unnecessary_wraps, reason = "an upstream gives it like this")]
fn answer(status: u16, body: &str) -> Given {
    Ok(Answer { status, date: None, body: Ok(body.as_bytes().to_vec()) })
}

fn accepted() -> Given {
    answer(202, r#"{"data":{"id":"new-1"}}"#)
}

fn code(reply: &Reply) -> (u16, String) {
    let body: Value = serde_json::from_slice(&reply.body).expect("an envelope");
    (reply.status, body["errors"][0]["code"].as_str().unwrap_or_default().to_owned())
}

#[test]
fn a_second_request_with_the_key_gets_the_first_answer_and_nothing_is_sent() {
    let object = Object::new();
    let (first, sent) = object.copy(vec![accepted()]);
    assert_eq!((first.status, first.header("idempotency-replayed"), sent.len()), (202, None, 1));
    let (second, sent) = object.copy(vec![]);
    assert_eq!(second, first.with("idempotency-replayed", "true"));
    assert_eq!(sent, []);
    assert_eq!(object.outcomes(), [Outcome::Accepted, Outcome::Replayed]);
}

#[test]
fn every_final_answer_is_kept_refusals_and_unknown_ones_too() {
    let unicity = r#"{"errors":[{"code":"UnicityViolation"}]}"#;
    for (given, status, outcome) in [
        (answer(409, unicity), 409, Outcome::Rejected),
        (answer(500, unicity), 500, Outcome::Unknown),
        (answer(401, "{}"), 502, Outcome::Rejected),
        (answer(404, "<html>"), 502, Outcome::Rejected),
        (answer(503, "<html>"), 504, Outcome::Unknown),
        (Err(NoAnswer::TimedOut), 504, Outcome::Unknown),
    ] {
        let object = Object::new();
        let (first, sent) = object.copy(vec![given]);
        assert_eq!((first.status, sent.len()), (status, 1));
        let (second, sent) = object.copy(vec![]);
        assert_eq!((second.status, &second.body, sent.len()), (status, &first.body, 0));
        assert_eq!(second.header("x-edge-outcome"), first.header("x-edge-outcome"));
        assert_eq!(object.outcomes(), [outcome, Outcome::Replayed]);
    }
}

#[test]
fn proof_that_scalr_did_not_act_frees_the_key() {
    let limit = r#"{"errors":[{"code":"LimitExceeded"}]}"#;
    let away = r#"{"errors":[{"code":"ServiceUnavailable"}]}"#;
    for (given, outcome) in
        [(answer(403, limit), Outcome::Rejected), (answer(503, away), Outcome::Rejected)]
    {
        let object = Object::new();
        let (refused, sent) = object.copy(vec![given]);
        assert!(refused.status >= 400);
        assert_eq!((sent.len(), object.memory.len()), (1, 0));
        let (second, sent) = object.copy(vec![accepted()]);
        assert_eq!((second.status, sent.len()), (202, 1));
        assert_eq!(object.outcomes(), [outcome, Outcome::Accepted]);
    }
}

#[test]
fn without_a_permit_nothing_is_sent_and_the_key_is_free() {
    let object = Object::new();
    let over = Err(NoPermit::Over(Over { retry_after: 9 }));
    let (refused, sent) = object.answer_with(Object::order(COPY, BODY), vec![], 0, vec![over]);
    assert_eq!(code(&refused), (429, "LimitExceeded".to_owned()));
    assert_eq!((refused.header("retry-after"), sent.len()), (Some("9"), 0));
    assert_eq!(object.memory.len(), 0);
    assert_eq!(object.outcomes(), [Outcome::Refused]);
}

#[test]
fn one_key_stands_for_one_content() {
    let object = Object::new();
    object.copy(vec![accepted()]);
    let elsewhere = BODY.replace("eu-west-1", "eu-central-1");
    let spaced = BODY.replace(',', ", ");
    for (path, body) in [(COPY, elsewhere.as_str()), (COPY, spaced.as_str()), (CREATE, IMAGE)] {
        let (reply, sent) = object.answer(Object::order(path, body), vec![], 0);
        assert_eq!(code(&reply), (422, "IdempotencyKeyReused".to_owned()));
        assert_eq!(sent, []);
    }
}

#[test]
fn while_the_first_is_under_way_the_second_is_told_to_come_again() {
    let object = Object::new();
    let second = RefCell::new(None);
    let told = object.answer_during(Object::order(COPY, BODY), || {
        *second.borrow_mut() = Some(object.copy(vec![]));
        accepted()
    });
    assert_eq!(told.status, 202);
    let (second, sent) = second.take().expect("the second answer");
    assert_eq!(code(&second), (409, "IdempotencyInProgress".to_owned()));
    assert_eq!((second.header("retry-after"), sent.len()), (Some("1"), 0));
    assert_eq!(object.outcomes(), [Outcome::Refused, Outcome::Accepted]);
}

#[test]
fn it_is_written_down_before_it_goes_out_that_scalr_may_act() {
    let object = Object::new();
    let states = RefCell::new(Vec::new());
    object.answer_during(Object::order(COPY, BODY), || {
        let (_, record) = object.memory.only();
        states.borrow_mut().push((record.state, object.memory.was_committed()));
        accepted()
    });
    assert_eq!(states.take(), [(State::Sent, true)]);
    assert_eq!(object.memory.only().1.state, State::Finished);
}

#[test]
fn what_was_lost_becomes_unknown_after_its_time_and_is_noted_once() {
    for by_alarm in [true, false] {
        let object = Object::new();
        // The process dies while Scalr is at work: the row stays as it was.
        let lost = RefCell::new(None);
        object.answer_during(Object::order(COPY, BODY), || {
            *lost.borrow_mut() = Some(object.memory.only());
            accepted()
        });
        let (slot, record) = lost.take().expect("a row");
        object.memory.put(&slot, &record).expect("memory");
        object.memory.noted.borrow_mut().clear();
        let over = record.due_ms;
        let (early, _) = object.answer(Object::order(COPY, BODY), vec![], over - 100);
        assert_eq!(code(&early), (409, "IdempotencyInProgress".to_owned()));
        if by_alarm {
            object.sweep(over);
        }
        let (late, sent) = object.answer(Object::order(COPY, BODY), vec![], over);
        assert_eq!(code(&late), (504, "OutcomeUnknown".to_owned()));
        assert_eq!(late.header("idempotency-replayed"), Some("true"));
        assert_eq!(late.header("x-edge-outcome"), Some("unknown"));
        assert_eq!(sent, []);
        object.sweep(over + 1);
        assert_eq!(object.outcomes(), [Outcome::Refused, Outcome::Unknown, Outcome::Replayed]);
        object.sweep(over + KEEP_MS + 1000);
        assert_eq!(object.memory.len(), 0);
    }
}

#[test]
fn a_row_holds_until_two_time_outs_and_some_seconds_have_passed() {
    let object = Object::new();
    let due = Cell::new(0);
    object.answer_during(Object::order(COPY, BODY), || {
        due.set(object.memory.only().1.due_ms);
        accepted()
    });
    assert!((45_000..45_010).contains(&due.get()), "{due:?}");
}

#[test]
fn where_the_row_cannot_be_committed_nothing_is_sent() {
    let object = Object::new();
    object.memory.break_commits();
    let (reply, sent) = object.copy(vec![]);
    assert_eq!(code(&reply), (500, "InternalServerError".to_owned()));
    assert_eq!(sent, []);
}

#[test]
fn a_create_is_sent_twice_at_most_for_one_key() {
    let object = Object::new();
    let order = || Object::order(CREATE, IMAGE);
    let lost = || vec![Err(NoAnswer::Failed), Err(NoAnswer::Failed)];
    let (reply, sent) = object.answer(order(), lost(), 0);
    assert_eq!((code(&reply), sent.len()), ((504, "OutcomeUnknown".to_owned()), 2));
    let (again, sent) = object.answer(order(), vec![], 0);
    assert_eq!((code(&again), sent.len()), ((504, "OutcomeUnknown".to_owned()), 0));
}

#[test]
fn an_order_that_would_not_have_been_admitted_is_not_sent() {
    let object = Object::new();
    let (reply, sent) = object.answer(Object::order(COPY, "{}"), vec![], 0);
    assert_eq!((reply.status, sent.len(), object.memory.len()), (400, 0, 0));
}

#[test]
fn every_part_of_a_request_makes_its_fingerprint() {
    let order = Object::order(COPY, BODY);
    assert_eq!(
        order.fingerprint(),
        // printf 'POST\n%s\n\n\n\n\n%s\n' "$COPY" "$BODY" | sha256sum
        "cbe1b5af0a29062b5687a6cc9bd3ea6cee3a792b3ad860a32736b4a2519f847b"
    );
    let signed = |date: &str| {
        let text = format!(r#"{{"key_id":"K","date":"{date}","signature":"s","query":""}}"#);
        Some(serde_json::from_str(&text).expect("a signature"))
    };
    let others = [
        Order { path: CREATE.to_owned(), ..order.clone() },
        Order { query: "a=b".to_owned(), ..order.clone() },
        Order { body: format!("{BODY} "), ..order.clone() },
        Order { signed: signed("1"), ..order.clone() },
        Order { signed: signed("2"), ..order.clone() },
    ];
    let mut all: Vec<String> = others.iter().map(Order::fingerprint).collect();
    all.push(order.fingerprint());
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 6);
}
