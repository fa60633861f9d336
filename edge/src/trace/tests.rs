use serde_json::{Value, json};

use crate::config::Config;
use crate::proxy::{Answer, Clock as _, NoAnswer};
use crate::service::Edge;
use crate::testing::{Chunks, Desk, Eve, Script, Ticking, config_with, head, post};

use super::*;

const CREATE: &str = "/api/v1beta0/user/5/images/";
const BODY: &str = r#"{"architecture":"x86_64","cloudImageId":"ami-1","cloudPlatform":"ec2","name":"golden-web","os":"ubuntu-14-04"}"#;

/// Sends a request through the edge, with a clock that moves by 10 ms each time it is read.
fn finished(
    config: &Config,
    head: &Head,
    body: &str,
    answers: Vec<Result<Answer, NoAnswer>>,
) -> Finished {
    let script = Script::new(answers);
    let clock = &Ticking::new(10);
    let trace = Trace::begin(clock.unix_ms());
    let upstream = Timed { upstream: &script, clock, trace: &trace };
    let objects = &Desk::default();
    let edge = Edge { config, upstream, clock, tokens: Eve, trace: &trace, objects };
    let reply = pollster::block_on(edge.answer(head, &mut Chunks::from(body.as_bytes()), "r-1"));
    trace.finish(head, "r-1", reply, &clock.now())
}

fn line(finished: &Finished) -> Value {
    serde_json::from_str(&finished.line).expect("one JSON object")
}

fn answer(status: u16, body: &str) -> Answer {
    Answer { status, date: None, body: Ok(body.as_bytes().to_vec()) }
}

#[test]
fn a_relayed_answer_is_logged_with_caller_scope_and_times() {
    let done =
        finished(&config_with(&[]), &post(CREATE), BODY, vec![Ok(answer(201, r#"{"data":{}}"#))]);
    // Begin, date to sign, before Scalr, after Scalr, activity, end.
    assert_eq!(
        done.line,
        r#"{"at":"2026-11-22T02:30:05.000Z","requestId":"r-1","method":"POST","route":"images.create","scope":"user/5","identity":{"kind":"local","id":"local"},"status":201,"code":null,"source":"upstream","outcome":null,"edgeMs":50,"upstreamMs":10,"upstreamCalls":1}"#
    );
    assert_eq!(done.reply.header("server-timing"), Some("edge;dur=50, upstream;dur=10"));
}

#[test]
fn both_tries_of_a_read_count() {
    let list = head("GET", "/api/v1beta0/global/images/?name=golden-web");
    let answers = vec![Err(NoAnswer::Failed), Err(NoAnswer::Failed)];
    let done = finished(&config_with(&[]), &list, "", answers);
    let line = line(&done);
    assert_eq!((&line["upstreamCalls"], &line["upstreamMs"]), (&json!(2), &json!(20)));
    assert_eq!((&line["status"], &line["code"]), (&json!(502), &json!("UpstreamUnreachable")));
    assert!(
        done.reply.header("server-timing").is_some_and(|text| text.ends_with("upstream;dur=20"))
    );
}

#[test]
fn an_unknown_outcome_says_so() {
    let answers = vec![Err(NoAnswer::TimedOut), Err(NoAnswer::TimedOut)];
    let done = finished(&config_with(&[]), &post(CREATE), BODY, answers);
    let line = line(&done);
    assert_eq!((&line["code"], &line["outcome"]), (&json!("OutcomeUnknown"), &json!("unknown")));
}

#[test]
fn a_refusal_names_the_operation_that_was_meant_and_no_time_of_scalr() {
    let done = finished(&config_with(&[("EDGE_AUTH", None)]), &post(CREATE), BODY, Vec::new());
    let line = line(&done);
    assert_eq!(line["route"], "images.create");
    assert_eq!(line["identity"], Value::Null);
    assert_eq!((&line["status"], &line["code"]), (&json!(503), &json!("EdgeMisconfigured")));
    assert_eq!((&line["source"], &line["upstreamCalls"]), (&json!("edge"), &json!(0)));
    assert_eq!(done.reply.header("server-timing"), Some("edge;dur=10"));
}

#[test]
fn the_edge_s_own_operations_have_names_and_other_paths_none() {
    let route = |method: &str, path: &str| {
        line(&finished(&config_with(&[]), &head(method, path), "", Vec::new()))["route"].clone()
    };
    assert_eq!(route("GET", "/edge/health"), "edge.health");
    assert_eq!(route("POST", "/edge/session"), "edge.session");
    assert_eq!(route("GET", "/edge/none"), Value::Null);
    assert_eq!(route("GET", "/api/none"), Value::Null);
}

#[test]
fn nothing_that_was_written_freely_gets_into_the_log() {
    let mut request = head("MARK-method", "/api/v1beta0/user/5/images/MARK-path/?name=MARK-query");
    request.origin = Some("MARK-origin".to_owned());
    request.content_type = Some("MARK-type".to_owned());
    let refused = finished(&config_with(&[]), &request, "", Vec::new());
    assert_eq!(line(&refused)["method"], "other");

    let list = head("GET", "/api/v1beta0/user/5/images/?name=MARK-query");
    let failure = r#"{"errors":[{"code":"MARK code","message":"MARK message"}]}"#;
    let relayed = finished(&config_with(&[]), &list, "", vec![Ok(answer(404, failure))]);
    assert_eq!(line(&relayed)["code"], Value::Null);

    let body = BODY.replace("golden-web", "MARK_name");
    let invalid = finished(&config_with(&[]), &post(CREATE), &body, Vec::new());
    assert_eq!(line(&invalid)["code"], "InvalidValue");
    for done in [refused, relayed, invalid] {
        assert!(!done.line.contains("MARK"), "{}", done.line);
        assert!(!done.line.contains('\n'));
    }
}
