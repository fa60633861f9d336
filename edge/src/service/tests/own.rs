//! The edge's own paths, and who may ask for them.

use shared::edge_api::Session;
use shared::sign::Secret;

use super::*;

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
