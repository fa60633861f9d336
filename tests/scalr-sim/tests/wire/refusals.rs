//! What is refused before any operation: paths, signatures, key pairs, content types, rates.

use chrono::{TimeDelta, Utc};
use hyper::header::HeaderValue;
use scalr_sim::Settings;
use serde_json::{Value, json};

use crate::client::{Sim, exchange, signed_by};

const IMAGES: &str = "/api/v1beta0/user/5/images/";

#[tokio::test]
async fn an_unknown_path_and_a_wrong_method_are_no_endpoint_even_unsigned() {
    let sim = Sim::start();
    let no_endpoint = (
        404,
        "EndpointNotFound".to_owned(),
        "The endpoint you are trying to access does not exist.".to_owned(),
    );
    assert_eq!(sim.get("/api/v1beta0/user/5/servers/").await.error(), no_endpoint);
    assert_eq!(sim.get("/api/v1beta0/user/5/images").await.error(), no_endpoint);
    assert_eq!(sim.send("PUT", IMAGES, &Value::Null).await.error(), no_endpoint);
    assert_eq!(sim.admin("GET", "/index.html", &Value::Null).await.error(), no_endpoint);
}

#[tokio::test]
async fn every_answer_of_the_api_is_json_in_utf_8() {
    let sim = Sim::start();
    for target in [IMAGES, "/nowhere"] {
        let answer = sim.get(target).await;
        assert_eq!(answer.headers["content-type"], "application/json; charset=utf-8");
    }
}

#[tokio::test]
async fn an_unsigned_request_is_401() {
    let sim = Sim::start();
    let unsigned = sim.admin("GET", IMAGES, &Value::Null).await;
    let expected = (401, "BadAuthentication".to_owned(), "Unsigned request".to_owned());
    assert_eq!(unsigned.error(), expected);
}

#[tokio::test]
async fn a_stale_signature_is_401_and_one_of_four_minutes_ago_is_good() {
    let sim = Sim::start();
    let ago = |minutes| {
        let at = Utc::now() - TimeDelta::minutes(minutes);
        exchange(sim.address(), signed_by(sim.pair(IMAGES), at, "GET", IMAGES, ""))
    };
    assert_eq!(ago(4).await.expect("an answer").status, 200);
    let stale = ago(6).await.expect("an answer").error();
    assert_eq!(stale, (401, "BadAuthentication".into(), "Request is expired.".into()));
}

#[tokio::test]
async fn a_changed_path_query_or_body_does_not_match_the_signature() {
    let sim = Sim::start();
    let mismatch = (401, "BadAuthentication".into(), "Signature does not match".into());
    for changed in ["/api/v1beta0/user/6/images/", "/api/v1beta0/user/5/images/?pageNum=2"] {
        let mut request = sim.signed("GET", IMAGES, "");
        *request.uri_mut() = changed.parse().expect("a target");
        let answer = exchange(sim.address(), request).await.expect("an answer");
        assert_eq!(answer.error(), mismatch, "{changed}");
    }
    let request = sim.signed("POST", IMAGES, "{}").map(|_| "{ }".to_owned().into());
    let answer = exchange(sim.address(), request).await.expect("an answer");
    assert_eq!(answer.error(), mismatch);
}

#[tokio::test]
async fn a_query_is_signed_in_its_canonical_form_whatever_its_order() {
    let sim = Sim::start();
    let answer = sim.get(&format!("{IMAGES}?pageNum=1&name=golden%2dweb&maxResults=2")).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.json()["data"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn the_pair_of_another_scope_is_403() {
    let sim = Sim::start();
    let keys = &sim.settings.keys;
    for (pair, target) in [
        (&keys.user, "/api/v1beta0/global/images/"),
        (&keys.global, "/api/v1beta0/account/1/images/"),
        (&keys.global, IMAGES),
    ] {
        let request = signed_by(pair, Utc::now(), "GET", target, "");
        let answer = exchange(sim.address(), request).await.expect("an answer");
        assert_eq!(answer.code(), (403, "PermissionViolation".into()), "{target}");
    }
}

#[tokio::test]
async fn a_foreign_account_or_environment_is_403() {
    let sim = Sim::start();
    for target in ["/api/v1beta0/account/2/images/", "/api/v1beta0/user/7/images/"] {
        assert_eq!(sim.get(target).await.code(), (403, "PermissionViolation".into()), "{target}");
    }
}

#[tokio::test]
async fn a_body_of_another_content_type_is_400_after_the_signature_and_before_the_scope() {
    let sim = Sim::start();
    let form = HeaderValue::from_static("application/x-www-form-urlencoded");
    let mut request = sim.signed("POST", "/api/v1beta0/user/7/images/", "{}");
    request.headers_mut().insert("content-type", form.clone());
    let answer = exchange(sim.address(), request).await.expect("an answer");
    assert_eq!(answer.error(), (400, "BadRequest".into(), "Invalid Content-Type".into()));

    let mut request = sim.signed("POST", IMAGES, "{}");
    request.headers_mut().insert("content-type", form);
    request.headers_mut().remove("x-scalr-signature");
    let answer = exchange(sim.address(), request).await.expect("an answer");
    assert_eq!(answer.code(), (401, "BadAuthentication".into()));
}

#[tokio::test]
async fn the_rate_limit_is_403_per_key() {
    let sim = Sim::with(Settings { rate_per_minute: Some(1), ..Settings::default() });
    let global = "/api/v1beta0/global/images/";
    // A minute may begin between any two requests, so that three are needed to be sure.
    let mut codes = Vec::new();
    for _ in 0..3 {
        let answer = sim.get(IMAGES).await;
        if answer.status != 200 {
            codes.push(answer.code());
        }
    }
    assert!(codes.contains(&(403, "LimitExceeded".into())), "{codes:?}");
    assert_eq!(sim.get(global).await.status, 200);
    assert_eq!(sim.admin("GET", "/_sim/copies", &Value::Null).await.json(), json!([]));
}
