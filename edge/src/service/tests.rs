use crate::proxy::{Answer, NoAnswer};
use crate::testing::{Chunks, Desk, Eve, SETTINGS, Script, Ticking, config_with, head, post};

use shared::edge_api::Session;
use shared::sign::Secret;

use super::*;

fn ask(config: &Config, head: &Head, body: &[u8], answers: Vec<Result<Answer, NoAnswer>>) -> Reply {
    let script = Script::new(answers);
    let clock = Ticking::new(1);
    let trace = Trace::begin(0);
    let edge = Edge {
        config,
        upstream: &script,
        clock: &clock,
        tokens: Eve,
        trace: &trace,
        objects: &Desk::default(),
    };
    pollster::block_on(edge.answer(head, &mut Chunks::from(body), "r-1"))
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
fn health_answers_without_any_setting_and_names_what_is_missing() {
    let reply = ask(&Config::read(|_| None), &head("GET", "/edge/health"), b"", Vec::new());
    assert_eq!(reply.status, 200);
    let expected = format!(
        r#"{{"status":"ok","version":"{VERSION}","commit":"{COMMIT}","demo":false,"configured":false,"missing":["SCALR_URL","SCALR_KEY_ID","SCALR_SECRET","SCALR_GLOBAL_KEY_ID","SCALR_GLOBAL_SECRET","EDGE_AUTH"]}}"#,
        VERSION = crate::VERSION,
        COMMIT = crate::COMMIT,
    );
    assert_eq!(text(&reply), expected);
}

#[test]
fn health_of_a_demo_says_so() {
    let config = config_with(&[("EDGE_DEMO", Some("on"))]);
    let reply = ask(&config, &head("GET", "/edge/health"), b"", Vec::new());
    assert!(text(&reply).ends_with(r#""demo":true,"configured":true,"missing":[]}"#));
}

#[test]
fn the_session_tells_who_asks_and_which_scopes_have_keys() {
    let config = config_with(&[("SCALR_GLOBAL_SECRET", None), ("EDGE_DEMO", Some("on"))]);
    let reply = ask(&config, &head("GET", "/edge/session"), b"", Vec::new());
    assert_eq!(reply.status, 200);
    let expected = format!(
        r#"{{"identity":{{"kind":"local","id":"local","name":null}},"demo":true,"canWrite":true,"scopes":[{{"scope":"global","name":"Global","keys":false}},{{"scope":"account/1","name":"Acme","keys":true}},{{"scope":"user/5","name":"Production","keys":true}},{{"scope":"user/6","name":"Staging","keys":true}}],"environments":[{{"id":5,"name":"Production"}},{{"id":6,"name":"Staging"}}],"limits":{{"maxBodyBytes":65536,"ratePerMinute":240,"copyParallel":5}},"schema":"{}","version":"{}"}}"#,
        shared::SCHEMA,
        crate::VERSION,
    );
    assert_eq!(text(&reply), expected);
}

#[test]
fn the_session_is_for_callers_only() {
    let mut elsewhere = head("GET", "/edge/session");
    elsewhere.location.host = "images.example.com".to_owned();
    let reply = ask(&config_with(&[]), &elsewhere, b"", Vec::new());
    assert_eq!(refusal(&reply), (401, "BadAuthentication".to_owned()));
    for (setting, wrong) in [("EDGE_AUTH", None), ("SCALR_ACCOUNTS", Some("x"))] {
        let config = config_with(&[(setting, wrong)]);
        let reply = ask(&config, &head("GET", "/edge/session"), b"", Vec::new());
        assert_eq!(refusal(&reply), (503, "EdgeMisconfigured".to_owned()));
        assert!(text(&reply).contains(setting), "{setting}");
    }
}

#[test]
fn a_caller_of_access_reads_and_writes_as_the_lists_say() {
    let access = |writers, readers| {
        config_with(&[
            ("EDGE_AUTH", Some("access")),
            ("ACCESS_TEAM_DOMAIN", Some("acme.cloudflareaccess.com")),
            ("ACCESS_AUD", Some("aud-1")),
            ("EDGE_WRITERS", Some(writers)),
            ("EDGE_READERS", Some(readers)),
        ])
    };
    let mut session = head("GET", "/edge/session");
    session.access_token = Some(Secret::new("a.b.c"));
    let reply = ask(&access("ana@example.com", "bo@example.com"), &session, b"", Vec::new());
    assert_eq!(
        text(&reply),
        r#"{"errors":[{"code":"PermissionViolation","message":"eve@example.com may not use this edge: neither EDGE_READERS nor EDGE_WRITERS names them"}],"meta":{"requestId":"r-1","source":"edge"},"warnings":[]}"#
    );
    assert_eq!(reply.status, 403);
    for (writers, can_write) in [("ana@example.com", false), ("eve@example.com", true)] {
        let reply = ask(&access(writers, "*"), &session, b"", Vec::new());
        let told: Session = serde_json::from_slice(&reply.body).expect("a session");
        assert_eq!((told.identity.id.as_str(), told.can_write), ("5f1c", can_write));
    }
}

#[test]
fn the_edge_s_own_paths_take_get_only_and_unknown_ones_are_json() {
    for path in ["/edge/health", "/edge/session"] {
        let reply = ask(&config_with(&[]), &head("POST", path), b"", Vec::new());
        assert_eq!(refusal(&reply), (405, "MethodNotAllowed".to_owned()));
        assert_eq!(reply.header("allow"), Some("GET"));
    }
    for path in ["/edge", "/edge/", "/edge/health/", "/edge/none", "//edge/health", "/EDGE/health"]
    {
        assert_eq!(refusal(&get(path)), (404, "EndpointNotFound".to_owned()), "{path}");
    }
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

mod state {
    use std::cell::RefCell;

    use shared::edge_api::Outcome;

    use super::*;

    const CREATE: &str = "/api/v1beta0/user/5/images/";
    const IMAGE: &[u8] = br#"{"architecture":"x86_64","cloudImageId":"ami-1","cloudLocation":"us-east-1","cloudPlatform":"ec2","name":"golden-web","os":"ubuntu-14-04"}"#;

    fn asked(
        desk: &Desk,
        head: &Head,
        body: &[u8],
        answers: Vec<Result<Answer, NoAnswer>>,
    ) -> Reply {
        asked_with(&[], desk, head, body, answers)
    }

    fn asked_with(
        settings: &[(&str, Option<&str>)],
        desk: &Desk,
        head: &Head,
        body: &[u8],
        answers: Vec<Result<Answer, NoAnswer>>,
    ) -> Reply {
        let (config, script, clock) =
            (config_with(settings), Script::new(answers), Ticking::new(1));
        let trace = Trace::begin(0);
        let edge = Edge {
            config: &config,
            upstream: &script,
            clock: &clock,
            tokens: Eve,
            trace: &trace,
            objects: desk,
        };
        pollster::block_on(edge.answer(head, &mut Chunks::from(body), "r-1"))
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
}

mod properties {
    use proptest::prelude::*;
    use shared::envelope::Failure;
    use shared::error_code::EdgeCode;

    use super::*;

    /// Paths of the API, near it, and anything.
    fn any_path() -> impl Strategy<Value = String> {
        prop_oneof![
            "/api/v1beta0/(global|user/5|account/1)/(images|os)/",
            "/api/v1beta0/user/5/images/5a1a3fd0-1111-4222-8333-00000000000[0-9]/actions/copy/",
            "/(api|edge|API|%61pi|\\\\|\\.\\./)[/a-z0-9%.;]{0,30}",
            ".{0,60}",
        ]
    }

    /// Bodies that are JSON with known and unknown members, and any bytes.
    fn any_body() -> impl Strategy<Value = Vec<u8>> {
        let member = "(name|os|size|cloudPlatform|cloudLocation|architecture|x)";
        let value = r#"(null|true|-?[0-9]{1,3}(\.5)?|"[a-z0-9-]{0,9}"|\[\]|\{"id":"a"\})"#;
        let object = proptest::collection::vec((member, value), 0..6).prop_map(|members| {
            let members: Vec<String> =
                members.into_iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
            format!("{{{}}}", members.join(",")).into_bytes()
        });
        prop_oneof![object, proptest::collection::vec(any::<u8>(), 0..40)]
    }

    proptest! {
        #[test]
        fn whatever_comes_the_edge_answers_with_a_documented_pair(
            method in "(GET|POST|HEAD|OPTIONS|[A-Za-z]{0,6})",
            path in any_path(),
            query in "([a-zA-Z]{1,4}=[a-z%+]{0,6}&?){0,3}",
            content_type in proptest::option::of("(application/json|text/plain|.{0,20})"),
            origin in proptest::option::of("(http://127.0.0.1:8787|.{0,20})"),
            body in any_body(),
        ) {
            let mut request = head(&method, &format!("{path}?{query}"));
            request.content_type = content_type;
            request.origin = origin;
            // An upstream that never answers leaves only answers of the edge's own.
            let answers = vec![Err(NoAnswer::Failed), Err(NoAnswer::Failed)];
            let reply = ask(&config_with(&[]), &request, &body, answers);
            if reply.status == 200 {
                prop_assert!(matches!(path.as_str(), "/edge/health" | "/edge/session"));
            } else {
                let failure: Failure = serde_json::from_slice(&reply.body).expect("an envelope");
                for error in &failure.errors {
                    prop_assert!(EdgeCode::ALL.iter().any(|code| {
                        code.as_str() == error.code && code.status() == reply.status
                    }), "{} {}", reply.status, error.code);
                }
            }
        }
    }
}
