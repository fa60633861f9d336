use bytes::Bytes;
use hyper::{HeaderMap, Method};
use serde_json::json;

use super::*;
use crate::query::Query;

fn request(method: Method, path: &str, raw_query: &str, body: &'static str) -> ApiRequest {
    ApiRequest {
        method,
        path: path.into(),
        raw_query: raw_query.into(),
        query: Query::parse(raw_query),
        headers: HeaderMap::new(),
        body: Bytes::from_static(body.as_bytes()),
    }
}

fn order(json: Value) -> Order {
    serde_json::from_value(json).expect("an order")
}

#[test]
fn a_rule_fits_by_method_path_and_region_of_body_or_query() {
    let matching: Match = serde_json::from_value(json!({
        "method": "POST", "pathContains": "/actions/copy/", "region": "eu-west-1",
    }))
    .expect("a match");
    let copy = "/api/v1beta0/user/5/images/x/actions/copy/";
    let body = r#"{"cloudLocation":"eu-west-1"}"#;
    assert!(matching.fits(&request(Method::POST, copy, "", body)));
    assert!(matching.fits(&request(Method::POST, copy, "cloudLocation=eu-west-1", "")));
    assert!(!matching.fits(&request(Method::GET, copy, "", body)));
    assert!(!matching.fits(&request(Method::POST, "/api/", "", body)));
    assert!(!matching.fits(&request(Method::POST, copy, "", r#"{"cloudLocation":"eu-west-2"}"#)));
    assert!(Match::default().fits(&request(Method::GET, "/", "", "")));
}

#[test]
fn rules_hit_in_their_order_as_often_as_they_say_and_count() {
    let mut faults = Faults::default();
    faults.add(order(json!({"fault": {"kind": "reset_before"}, "times": 2})));
    faults.add(order(json!({"fault": {"kind": "silent"}})));
    let request = request(Method::GET, "/", "", "");
    let kinds: Vec<_> = (0..4).filter_map(|_| faults.take(&request)).map(|f| f.kind()).collect();
    assert_eq!(kinds, ["reset_before", "reset_before", "silent", "silent"]);
    assert_eq!(faults.rules().iter().map(|rule| rule.hits).collect::<Vec<_>>(), [2, 2]);
}

#[test]
fn a_header_gives_a_fault_with_numbers_flags_and_texts() {
    assert_eq!(Fault::from_header("latency;ms=150"), Ok(Fault::Latency { ms: 150 }));
    assert_eq!(Fault::from_header("silent; act=true"), Ok(Fault::Silent { act: true }));
    assert_eq!(
        Fault::from_header("status;status=503;code=ServiceUnavailable;message=Down"),
        Ok(Fault::Status {
            status: 503,
            code: "ServiceUnavailable".into(),
            message: "Down".into(),
            act: false
        })
    );
}

#[test]
fn what_is_no_fault_is_refused_with_the_reason() {
    let reason = |text| Fault::from_header(text).expect_err("a refusal");
    assert!(reason("explode").starts_with("unknown variant `explode`"));
    assert_eq!(reason("latency"), "missing field `ms`");
    assert_eq!(reason("latency;ms"), "ms is not key=value");
    assert!(reason("latency;ms=1;act=true").starts_with("unknown field `act`"));
    assert_eq!(reason("html;status=99"), "99 is no status of an answer");
    assert_eq!(reason("redirect;location=\u{7}"), "failed to parse header value");
}
