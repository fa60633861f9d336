//! Every kind of fault, as a client feels it.

use std::io::ErrorKind;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

use crate::client::{Answer, Sim};

const IMAGES: &str = "/api/v1beta0/user/5/images/";

/// A create that tells by its count whether it was carried out.
fn create() -> Value {
    json!({
        "architecture": "x86_64", "cloudImageId": "ami-0f", "cloudLocation": "us-east-1",
        "cloudPlatform": "ec2", "name": "acted", "os": {"id": "debian-12-x"},
    })
}

async fn acted(sim: &Sim) -> bool {
    sim.images(&format!("{IMAGES}?name=acted")).await.len() == 1
}

/// Orders a fault for the next POST and sends a create; gives its answer and whether it was
/// carried out.
async fn under(fault: Value) -> (Option<Answer>, bool) {
    let sim = Sim::start();
    sim.order(json!({"match": {"method": "POST"}, "fault": fault, "times": 1})).await;
    let answer = sim.try_send("POST", IMAGES, &create().to_string()).await.ok();
    (answer, acted(&sim).await)
}

/// As [`under`], for faults that give an answer.
async fn answer_under(fault: Value) -> (Answer, bool) {
    let (answer, acted) = under(fault).await;
    (answer.expect("an answer"), acted)
}

fn content_type(answer: &Answer) -> &str {
    answer.headers["content-type"].to_str().expect("text")
}

#[tokio::test]
async fn latency_gives_the_right_answer_late() {
    let start = Instant::now();
    let (answer, acted) = answer_under(json!({"kind": "latency", "ms": 120})).await;
    assert!(start.elapsed() >= Duration::from_millis(120));
    assert_eq!((answer.status, acted), (201, true));
}

#[tokio::test]
async fn status_gives_an_error_envelope_before_or_after_acting() {
    let fault =
        json!({"kind": "status", "status": 503, "code": "ServiceUnavailable", "message": "Down"});
    let (answer, acted) = answer_under(fault).await;
    let expected = (503, "ServiceUnavailable".to_owned(), "Down".to_owned());
    assert_eq!((answer.error(), acted), (expected, false));
    let (answer, acted) = answer_under(json!({"kind": "status", "status": 500, "act": true})).await;
    assert_eq!((answer.code(), acted), ((500, "InternalServerError".into()), true));
}

#[tokio::test]
async fn bare_status_gives_any_answer() {
    let fault =
        json!({"kind": "bare_status", "status": 413, "contentType": "text/csv", "body": "a,b"});
    let (answer, acted) = answer_under(fault).await;
    assert_eq!(
        (answer.status, content_type(&answer), &answer.body[..], acted),
        (413, "text/csv", &b"a,b"[..], false)
    );
}

#[tokio::test]
async fn html_gives_a_page() {
    let (answer, acted) = answer_under(json!({"kind": "html"})).await;
    assert_eq!(
        (answer.status, content_type(&answer), acted),
        (502, "text/html; charset=utf-8", false)
    );
    assert!(answer.body.starts_with(b"<html>"));
}

#[tokio::test]
async fn redirect_gives_a_location() {
    let (answer, acted) =
        answer_under(json!({"kind": "redirect", "location": "https://sso.example/"})).await;
    assert_eq!((answer.status, acted), (302, false));
    assert_eq!(answer.headers["location"], "https://sso.example/");
}

#[tokio::test]
async fn garbage_gives_a_success_that_is_not_json() {
    let (answer, acted) =
        answer_under(json!({"kind": "garbage", "status": 201, "act": true})).await;
    assert_eq!((answer.status, acted), (201, true));
    assert_eq!(content_type(&answer), "application/json; charset=utf-8");
    assert!(serde_json::from_slice::<Value>(&answer.body).is_err());
}

#[tokio::test]
async fn not_envelope_gives_json_that_is_none() {
    let (answer, acted) = answer_under(json!({"kind": "not_envelope"})).await;
    assert_eq!((answer.status, answer.json(), acted), (200, json!({"ok": true}), false));
}

#[tokio::test]
async fn huge_gives_an_envelope_of_so_many_bytes() {
    let (answer, acted) = answer_under(json!({"kind": "huge", "bytes": 200_001})).await;
    assert_eq!((answer.body.len(), &answer.json()["data"], acted), (200_001, &Value::Null, false));
    assert!(!answer.headers.contains_key("content-length"));
}

#[tokio::test]
async fn limit_exceeded_and_bad_authentication_are_scalrs_own_refusals() {
    let (answer, acted) = answer_under(json!({"kind": "limit_exceeded"})).await;
    assert_eq!((answer.code(), acted), ((403, "LimitExceeded".into()), false));
    let (answer, acted) = answer_under(json!({"kind": "bad_authentication"})).await;
    assert_eq!((answer.code(), acted), ((401, "BadAuthentication".into()), false));
}

#[tokio::test]
async fn the_answer_is_lost_before_or_after_acting() {
    for (kind, acts) in [
        ("reset_before", false),
        ("reset_after", true),
        ("drop_answer", true),
        ("half_answer", true),
    ] {
        let (answer, acted) = under(json!({"kind": kind})).await;
        assert!(answer.is_none(), "{kind}");
        assert_eq!(acted, acts, "{kind}");
    }
}

#[tokio::test]
async fn a_reset_is_a_reset_and_a_dropped_answer_is_an_orderly_end() {
    let sim = Sim::start();
    for kind in ["reset_before", "reset_after"] {
        sim.order(json!({"fault": {"kind": kind}, "times": 1})).await;
        let (bytes, ended) = sim.raw("GET", IMAGES).await;
        assert_eq!(
            (bytes, ended.map_err(|e| e.kind())),
            (Vec::new(), Err(ErrorKind::ConnectionReset)),
            "{kind}"
        );
    }
    sim.order(json!({"fault": {"kind": "drop_answer"}, "times": 1})).await;
    let (bytes, ended) = sim.raw("GET", IMAGES).await;
    assert_eq!((bytes, ended.map_err(|e| e.kind())), (Vec::new(), Ok(())));
}

#[tokio::test]
async fn half_an_answer_is_the_head_and_half_of_the_announced_bytes() {
    let sim = Sim::start();
    let whole = sim.get(IMAGES).await.body;
    sim.order(json!({"fault": {"kind": "half_answer"}})).await;
    let (bytes, _) = sim.raw("GET", IMAGES).await;
    let text = String::from_utf8(bytes).expect("UTF-8");
    let (head, body) = text.split_once("\r\n\r\n").expect("a head");
    assert!(head.to_ascii_lowercase().contains(&format!("content-length: {}\r\n", whole.len())));
    assert_eq!(body.as_bytes(), &whole[..whole.len() / 2]);
}

#[tokio::test]
async fn slow_drip_gives_the_right_answer_byte_by_byte() {
    let start = Instant::now();
    let (answer, acted) = answer_under(json!({"kind": "slow_drip", "ms": 1})).await;
    assert_eq!((answer.status, acted), (201, true));
    assert_eq!(answer.json()["data"]["name"], "acted");
    assert!(start.elapsed() >= Duration::from_millis(answer.body.len() as u64));
}

#[tokio::test]
async fn silence_acts_only_where_it_is_told_to() {
    for act in [false, true] {
        let sim = Sim::start();
        sim.order(json!({"match": {"method": "POST"}, "fault": {"kind": "silent", "act": act}}))
            .await;
        let body = create().to_string();
        let answer = timeout(Duration::from_millis(300), sim.try_send("POST", IMAGES, &body)).await;
        assert!(answer.is_err(), "nothing may come");
        assert_eq!(acted(&sim).await, act);
        let log = sim.admin("GET", "/_sim/log", &Value::Null).await.json();
        assert_eq!((&log[0]["status"], &log[0]["fault"]), (&Value::Null, &json!("silent")));
    }
}

#[tokio::test]
async fn refused_connections_begin_at_once_and_end_on_the_same_port() {
    let sim = Sim::start();
    let mut idle = TcpStream::connect(sim.address()).await.expect("a connection");
    idle.write_all(b"GET /_sim/copies HTTP/1.1\r\nhost: sim\r\n\r\n").await.expect("sent");
    let mut first = [0; 12];
    idle.read_exact(&mut first).await.expect("an answer");
    assert_eq!(&first, b"HTTP/1.1 200");

    let order = json!({"fault": {"kind": "refuse_connections", "ms": 400}});
    let start = Instant::now();
    assert_eq!(sim.admin("POST", "/_sim/faults", &order).await.status, 202);
    let refused = TcpStream::connect(sim.address()).await.expect_err("a refusal");
    assert_eq!(refused.kind(), ErrorKind::ConnectionRefused);
    let mut rest = Vec::new();
    let closed = timeout(Duration::from_secs(10), idle.read_to_end(&mut rest)).await;
    assert!(closed.is_ok(), "the idle connection stays open");
    while TcpStream::connect(sim.address()).await.is_err() {
        assert!(start.elapsed() < Duration::from_secs(10), "the port stays closed");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(start.elapsed() >= Duration::from_millis(400));
    assert_eq!(sim.get(IMAGES).await.status, 200);
}

#[tokio::test]
async fn refused_connections_can_follow_the_answer_to_a_request() {
    let sim = Sim::start();
    let fault = json!({"kind": "refuse_connections", "ms": 60_000});
    sim.order(json!({"match": {"pathContains": "name=acted"}, "fault": fault})).await;
    assert_eq!(sim.get(IMAGES).await.status, 200);
    assert_eq!(sim.get(&format!("{IMAGES}?name=acted")).await.status, 200);
    let refused = TcpStream::connect(sim.address()).await.expect_err("a refusal");
    assert_eq!(refused.kind(), ErrorKind::ConnectionRefused);
}

#[tokio::test]
async fn a_fault_hits_what_it_matches_as_often_as_it_says_and_is_listed_with_its_hits() {
    let sim = Sim::start();
    let fault = json!({"kind": "status", "status": 500, "code": "InternalServerError", "message": "Server Error", "act": false});
    let matching = json!({"method": "GET", "pathContains": "/images/", "region": "eu-west-1"});
    sim.order(json!({"match": matching, "fault": fault, "times": 2})).await;
    let hit = format!("{IMAGES}?cloudPlatform=ec2&cloudLocation=eu-west-1");
    assert_eq!(sim.get(IMAGES).await.status, 200);
    let mut statuses = Vec::new();
    for _ in 0..3 {
        statuses.push(sim.get(&hit).await.status);
    }
    assert_eq!(statuses, [500, 500, 200]);
    let listed = sim.admin("GET", "/_sim/faults", &Value::Null).await.json();
    assert_eq!(
        listed,
        json!([{"id": 1, "match": matching, "fault": fault, "times": 2, "hits": 2}])
    );
    assert_eq!(sim.admin("DELETE", "/_sim/faults", &Value::Null).await.status, 204);
    assert_eq!(sim.admin("GET", "/_sim/faults", &Value::Null).await.json(), json!([]));
}

#[tokio::test]
async fn a_header_of_the_request_orders_a_fault_for_it_alone() {
    let sim = Sim::start();
    let mut request = sim.signed("GET", IMAGES, "");
    let fault = "status;status=501;code=NotImplemented;message=No";
    request.headers_mut().insert("x-sim-fault", fault.parse().expect("a value"));
    let answer = crate::client::exchange(sim.address(), request).await.expect("an answer");
    assert_eq!(answer.error(), (501, "NotImplemented".into(), "No".into()));
    assert_eq!(sim.get(IMAGES).await.status, 200);
}

#[tokio::test]
async fn an_order_that_makes_no_sense_is_refused() {
    let sim = Sim::start();
    for fault in [json!({"kind": "explode"}), json!({"kind": "html", "status": 1000})] {
        let answer = sim.admin("POST", "/_sim/faults", &json!({"fault": fault})).await;
        assert_eq!(answer.status, 400, "{fault}");
    }
    assert_eq!(sim.admin("GET", "/_sim/faults", &Value::Null).await.json(), json!([]));
}
