use crate::proxy::{Answer, NoAnswer};
use crate::testing::{self, Desk, SETTINGS, config_with, head, post};

use super::*;

mod own;
mod properties;
mod state;

fn ask(config: &Config, head: &Head, body: &[u8], answers: Vec<Result<Answer, NoAnswer>>) -> Reply {
    testing::ask(config, &Desk::default(), head, body, answers)
}

fn text(reply: &Reply) -> &str {
    std::str::from_utf8(&reply.body).expect("UTF-8")
}

fn get(path: &str) -> Reply {
    ask(&config_with(&[]), &head("GET", path), b"", Vec::new())
}

/// Status and first code of an answer of the edge's own.
fn refusal(reply: &Reply) -> (u16, String) {
    let body: serde_json::Value = serde_json::from_slice(&reply.body).expect("an envelope");
    (reply.status, body["errors"][0]["code"].as_str().expect("a code").to_owned())
}

#[test]
fn a_path_like_the_api_is_answered_with_json_and_the_path_that_was_meant() {
    assert_eq!(
        text(&get("//API/v1beta0/global/images")),
        r#"{"errors":[{"code":"EndpointNotFound","message":"No such path; did you mean /api/v1beta0/global/images/?"}],"meta":{"requestId":"r-1","source":"edge"},"warnings":[]}"#
    );
}

#[test]
fn without_auth_setting_every_api_path_is_closed() {
    let config = config_with(&[("EDGE_AUTH", None)]);
    for path in ["/api/v1beta0/global/images/", "/api/none", "/edge/session", "/edge/none"] {
        let reply = ask(&config, &head("GET", path), b"", Vec::new());
        assert_eq!(
            text(&reply),
            r#"{"errors":[{"code":"EdgeMisconfigured","message":"The edge cannot answer this: settings missing or wrong: EDGE_AUTH"}],"meta":{"requestId":"r-1","source":"edge"},"warnings":[]}"#
        );
        assert_eq!(reply.status, 503);
    }
}

#[test]
fn other_methods_are_named_and_cors_is_never_granted() {
    for method in ["OPTIONS", "HEAD", "PUT", "DELETE", "PATCH"] {
        let path = "/api/v1beta0/user/5/os/";
        let mut request = head(method, path);
        request.origin = Some("https://evil.example".to_owned());
        let reply = ask(&config_with(&[]), &request, b"", Vec::new());
        assert_eq!(refusal(&reply), (405, "MethodNotAllowed".to_owned()));
        assert_eq!(reply.header("allow"), Some("GET"));
        assert!(reply.headers.iter().all(|(name, _)| !name.starts_with("access-control")));
    }
}

#[test]
fn a_refused_create_says_everything_that_is_wrong_by_pointer() {
    let body = br#"{"architecture":"amd64","cloudImageId":"ami-1","cloudPlatform":"ec2","name":"golden_web.1","os":{"id":"ubuntu-14-04"},"size":0}"#;
    let reply = ask(&config_with(&[]), &post("/api/v1beta0/global/images/"), body, Vec::new());
    assert_eq!(reply.status, 400);
    assert_eq!(
        text(&reply),
        r#"{"errors":[{"code":"InvalidValue","message":"`amd64` is not one of the documented values; did you mean `x86_64`?","pointer":"/architecture"},{"code":"InvalidValue","message":"`golden_web.1` is not a name that Scalr takes: 2 to 255 letters, digits and hyphens, with a letter or digit at both ends; for example `golden-web1`","pointer":"/name"},{"code":"InvalidValue","message":"0 is not a size: a whole number of gigabytes, 1 or more","pointer":"/size"}],"meta":{"requestId":"r-1","source":"edge"},"warnings":[]}"#
    );
}

#[test]
fn every_answer_of_the_api_names_the_request_its_source_and_is_not_stored() {
    let copy = "/api/v1beta0/user/5/images/5a1a3fd0-1111-4222-8333-000000000001/actions/copy/";
    let body = br#"{"cloudLocation":"eu-west-1","cloudPlatform":"ec2"}"#;
    let accepted = Answer { status: 202, date: None, body: Ok(br#"{"data":{}}"#.to_vec()) };
    let relayed = ask(&config_with(&[]), &post(copy), body, vec![Ok(accepted)]);
    assert_eq!((relayed.status, text(&relayed)), (202, r#"{"data":{}}"#));
    for (reply, source) in
        [(relayed, "upstream"), (get("/edge/health"), "edge"), (get("/api/none"), "edge")]
    {
        assert_eq!(reply.header("x-request-id"), Some("r-1"));
        assert_eq!(reply.header("x-edge-source"), Some(source));
        assert_eq!(reply.header("cache-control"), Some("no-store"));
        assert_eq!(reply.header("content-type"), Some("application/json"));
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
    }
}

#[test]
fn no_answer_shows_a_secret_or_what_stood_in_a_foreign_page() {
    let create = post("/api/v1beta0/user/5/images/");
    let body = br#"{"architecture":"x86_64","cloudImageId":"ami-1","cloudPlatform":"ec2","name":"golden-web","os":"ubuntu-14-04"}"#;
    let page =
        |status| Ok(Answer { status, date: None, body: Ok(b"<html>internal-host-7".to_vec()) });
    for answer in [Err(NoAnswer::Failed), page(201), page(302), page(401), page(404), page(502)] {
        let reply = ask(&config_with(&[]), &create, body, vec![answer.clone(), answer]);
        let shown = format!("{:?} {}", reply.headers, text(&reply));
        assert!(!shown.contains("internal-host-7"), "{shown}");
        for (name, value) in
            SETTINGS.iter().filter(|(name, _)| name.contains("KEY") || name.contains("SECRET"))
        {
            assert!(!shown.contains(value), "{name}: {shown}");
        }
    }
}
