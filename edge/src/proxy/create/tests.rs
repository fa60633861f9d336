use std::cell::Cell;

use crate::proxy::{Loss, NoPermit, Noted, forward};
use crate::rate::Over;
use crate::testing::{Desk, Script, Sent, Ticking, admit, config_with, post};

use super::*;

const PATH: &str = "/api/v1beta0/global/images/";
const SETTLE: &str =
    "/api/v1beta0/global/images/?cloudImageId=ami-1&cloudLocation=us-east-1&cloudPlatform=ec2";
const BODY: &str = r#"{"architecture":"x86_64","cloudImageId":"ami-1","cloudLocation":"us-east-1","cloudPlatform":"ec2","name":"golden-web","os":"ubuntu-14-04","size":8}"#;
const CONFLICT: &str = r#"{"errors":[{"code":"UnicityViolation","message":"There already."}]}"#;
/// Scalr's clock is 1,000 s ahead of the edge's, which in these tests begins in 1970.
const SCALR_DATE: u64 = 1_004_000;

type Given = Result<Answer, NoAnswer>;

/// Counts the sends that were written down, and refuses the last of them.
struct Counting {
    sends: Cell<u32>,
    most: u32,
}

impl Journal for Counting {
    fn sending(&self) -> Noted<'_> {
        let room = self.sends.get() < self.most;
        if room {
            self.sends.set(self.sends.get() + 1);
        }
        let noted = room.then_some(()).ok_or(Fault::IdempotencyInProgress);
        Box::pin(std::future::ready(noted))
    }
}

struct Run {
    answers: Vec<Given>,
    permits: Vec<Result<(), NoPermit>>,
    journal: Counting,
}

impl Run {
    fn of(answers: Vec<Given>) -> Self {
        Self { answers, permits: Vec::new(), journal: Counting { sends: Cell::new(0), most: 9 } }
    }

    fn told(self) -> (Result<Reply, Fault>, Vec<Sent>, u32) {
        let config = config_with(&[]);
        // Every reading of the clock takes a second.
        let (script, clock) = (Script::new(self.answers), Ticking::new(1000));
        let desk =
            Desk { permits: std::cell::RefCell::new(self.permits.into()), ..Desk::default() };
        let admitted = admit(&config, &post(PATH), BODY.as_bytes()).expect("admitted");
        let scalr = Scalr { upstream: &&script, clock: &&clock, permits: &&desk };
        let reply = pollster::block_on(forward(&scalr, &self.journal, &admitted));
        (reply, script.sent.take(), self.journal.sends.get())
    }
}

#[expect(clippy::unnecessary_wraps, reason = "an upstream gives it like this")]
fn answer(status: u16, body: &str) -> Given {
    let date = Some(SCALR_DATE);
    Ok(Answer { status, date, body: Ok(body.as_bytes().to_vec()) })
}

/// The listing with one image: what was sent, with some members changed.
fn listing(changes: &[(&str, Value)]) -> Given {
    let mut image = json!({
        "id": "5a1a3fd0-1111-4222-8333-000000000001", "added": "1970-01-01T00:16:42Z",
        "scope": "scalr", "source": "Manual", "status": "active",
        "architecture": "x86_64", "cloudImageId": "ami-1", "cloudLocation": "us-east-1",
        "cloudPlatform": "ec2", "name": "golden-web", "os": {"id": "ubuntu-14-04"}, "size": 8,
    });
    for (name, value) in changes {
        image[*name] = value.clone();
    }
    answer(200, &json!({"data": [image], "pagination": {}}).to_string())
}

fn unknown() -> Result<Reply, Fault> {
    Err(Fault::OutcomeUnknown { settle: SETTLE.to_owned() })
}

fn ambiguous() -> Vec<Given> {
    vec![
        Err(NoAnswer::Failed),
        Err(NoAnswer::TimedOut),
        answer(502, "<html>"),
        answer(201, "{"),
        answer(503, "<html>"),
        Ok(Answer { status: 201, date: None, body: Err(Loss::Broken) }),
    ]
}

#[test]
fn after_a_lost_answer_it_is_sent_once_more_signed_anew() {
    for first in ambiguous() {
        let (reply, sent, written) = Run::of(vec![first, answer(201, r#"{"data":{}}"#)]).told();
        assert_eq!(reply.map(|reply| reply.status), Ok(201));
        assert_eq!((sent.len(), written), (2, 2));
        assert_eq!(sent[0].body, sent[1].body);
        assert_ne!(sent[0].headers, sent[1].headers);
    }
}

#[test]
fn no_third_time_and_no_word_about_the_first_from_a_refusal_of_the_second() {
    let refusals = [
        answer(400, r#"{"errors":[{"code":"InvalidValue"}]}"#),
        answer(401, "{}"),
        answer(403, r#"{"errors":[{"code":"LimitExceeded"}]}"#),
        answer(403, r#"{"errors":[{"code":"PermissionViolation"}]}"#),
        answer(409, r#"{"errors":[{"code":"Locked"}]}"#),
        answer(500, r#"{"errors":[{"code":"InternalServerError"}]}"#),
        answer(503, r#"{"errors":[{"code":"ServiceUnavailable"}]}"#),
        answer(302, ""),
    ];
    for second in ambiguous().into_iter().chain(refusals) {
        let (reply, sent, written) = Run::of(vec![Err(NoAnswer::Failed), second]).told();
        assert_eq!(reply, unknown());
        assert_eq!((sent.len(), written), (2, 2));
    }
}

#[test]
fn a_conflict_is_looked_up_and_what_the_first_try_made_is_the_answer() {
    let answers = vec![Err(NoAnswer::TimedOut), answer(409, CONFLICT), listing(&[])];
    let (reply, sent, written) = Run::of(answers).told();
    let reply = reply.expect("an answer");
    assert_eq!((reply.status, reply.header("x-edge-source")), (201, Some("edge")));
    let body: Value = serde_json::from_slice(&reply.body).expect("JSON");
    assert_eq!(body["data"]["id"], "5a1a3fd0-1111-4222-8333-000000000001");
    assert_eq!(body["meta"], json!({"source": "edge", "reconciled": true}));
    // Two sends were written down; a listing changes nothing.
    assert_eq!((sent.len(), written), (3, 2));
    assert_eq!((sent[2].method, sent[2].body.as_ref()), ("GET", None));
    assert_eq!(sent[2].url, format!("https://scalr.example.com{SETTLE}"));
}

#[test]
fn an_image_that_was_there_before_the_first_try_settles_nothing() {
    // The clock is read at 0 s (first send), 1 s (second) and 2 s (conflict): by Scalr's clock the
    // first send was not before 16:42.
    for (added, ours) in [("16:41", false), ("16:42", true), ("16:44", true)] {
        let added = json!(format!("1970-01-01T00:{added}Z"));
        let answers =
            vec![Err(NoAnswer::Failed), answer(409, CONFLICT), listing(&[("added", added)])];
        assert_eq!(Run::of(answers).told().0.is_ok(), ours);
    }
    for added in [json!(null), json!("yesterday"), json!(1)] {
        let answers =
            vec![Err(NoAnswer::Failed), answer(409, CONFLICT), listing(&[("added", added)])];
        assert_eq!(Run::of(answers).told().0, unknown());
    }
}

#[test]
fn an_image_that_is_not_what_was_sent_settles_nothing() {
    for change in [
        ("name", json!("golden-db")),
        ("os", json!({"id": "ubuntu-16-04"})),
        ("architecture", json!("i386")),
        ("size", json!(10)),
        ("scope", json!("account")),
        ("cloudLocation", json!("eu-west-1")),
    ] {
        let answers = vec![Err(NoAnswer::Failed), answer(409, CONFLICT), listing(&[change])];
        assert_eq!(Run::of(answers).told().0, unknown());
    }
}

#[test]
fn a_listing_that_does_not_come_settles_nothing() {
    let refused = answer(403, r#"{"errors":[{"code":"PermissionViolation"}]}"#);
    for third in ambiguous().into_iter().chain([refused, answer(200, r#"{"data":[]}"#)]) {
        let answers = vec![Err(NoAnswer::Failed), answer(409, CONFLICT), third];
        assert_eq!(Run::of(answers).told().0, unknown());
    }
}

#[test]
fn without_scalr_s_clock_a_conflict_settles_nothing_and_nothing_is_listed() {
    let conflict = Ok(Answer { status: 409, date: None, body: Ok(CONFLICT.as_bytes().to_vec()) });
    let (reply, sent, _) = Run::of(vec![Err(NoAnswer::Failed), conflict]).told();
    assert_eq!((reply, sent.len()), (unknown(), 2));
}

#[test]
fn a_first_conflict_is_scalr_s_own_answer() {
    let (reply, sent, _) = Run::of(vec![answer(409, CONFLICT)]).told();
    assert_eq!(reply.map(|reply| reply.status), Ok(409));
    assert_eq!(sent.len(), 1);
}

#[test]
fn each_step_needs_a_permit_and_what_is_missing_one_is_not_sent() {
    let over = Err(NoPermit::Over(Over { retry_after: 5 }));
    for (granted, tries) in [(1, 1), (2, 2)] {
        let mut permits = vec![Ok(()); granted];
        permits.push(over);
        let answers = vec![Err(NoAnswer::Failed), answer(409, CONFLICT)];
        let (reply, sent, _) = Run { permits, ..Run::of(answers) }.told();
        assert_eq!((reply, sent.len()), (unknown(), tries));
    }
}

#[test]
fn what_cannot_be_written_down_is_not_sent() {
    let journal = |most| Counting { sends: Cell::new(0), most };
    let (reply, sent, _) = Run { journal: journal(0), ..Run::of(vec![]) }.told();
    assert_eq!((reply, sent.len()), (Err(Fault::IdempotencyInProgress), 0));
    let run = Run { journal: journal(1), ..Run::of(vec![Err(NoAnswer::Failed)]) };
    let (reply, sent, _) = run.told();
    assert_eq!((reply, sent.len()), (unknown(), 1));
}
