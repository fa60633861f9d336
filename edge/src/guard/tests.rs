use shared::edge_api::{Identity, IdentityKind};
use shared::scope::Scope;
use shared::sign::Secret;

use crate::auth::{SignatureHeaders, TokenFault};
use crate::config::Misconfigured;
use crate::testing::{Chunks, admit, config_with, head, post};

use super::body::BodyFault;
use super::{Command, Fault, Head, Route};

const CREATE: &str = "/api/v1beta0/global/images/";
const IMAGE: &[u8] = br#"{"architecture":"x86_64","cloudImageId":"ami-1","cloudPlatform":"ec2","name":"golden-web","os":{"id":"ubuntu-14-04"}}"#;

/// A request that can be wrong in every way at once, and is mended step by step.
struct Request {
    settings: Vec<(&'static str, Option<&'static str>)>,
    head: Head,
    body: &'static [u8],
}

impl Request {
    fn set(&mut self, name: &'static str, value: Option<&'static str>) {
        self.settings.retain(|(known, _)| *known != name);
        self.settings.push((name, value));
    }

    fn fault(&self) -> Option<Fault> {
        let config = config_with(&self.settings);
        let body = Chunks::from(self.body);
        admit(&config, &self.head, body).err()
    }
}

fn misconfigured(names: &[&'static str]) -> Fault {
    Fault::Misconfigured(Misconfigured(names.to_vec()))
}

#[test]
fn each_rung_wins_over_every_later_one() {
    let mut request = Request {
        settings: vec![
            ("EDGE_WRITERS", Some("ana@example.com")),
            ("EDGE_READERS", Some("*")),
            ("ACCESS_TEAM_DOMAIN", Some("acme.cloudflareaccess.com")),
            ("ACCESS_AUD", Some("aud-1")),
            ("EDGE_AUTH", None),
            ("SCALR_URL", None),
            ("SCALR_GLOBAL_KEY_ID", None),
            ("SCALR_GLOBAL_SECRET", None),
        ],
        head: Head {
            origin: Some("https://evil.example".to_owned()),
            content_type: Some("text/plain".to_owned()),
            content_encoding: Some("gzip".to_owned()),
            content_length: Some(65_537),
            ..Head::new("DELETE".to_owned(), "https://images.example.com/api/x?os=a&os=b", |_| None)
        },
        body: b"[1]",
    };

    assert_eq!(request.fault(), Some(misconfigured(&["EDGE_AUTH"])));
    request.set("EDGE_AUTH", Some("access"));
    assert_eq!(request.fault(), Some(misconfigured(&["SCALR_URL"])));
    request.set("SCALR_URL", Some("https://scalr.example.com"));
    assert_eq!(request.fault(), Some(Fault::NoEndpoint { near: None }));
    request.head.location.path = CREATE.to_owned();
    assert_eq!(request.fault(), Some(Fault::WrongMethod { allowed: vec!["GET", "POST"] }));
    request.head.method = "POST".to_owned();
    assert_eq!(
        request.fault(),
        Some(misconfigured(&["SCALR_GLOBAL_KEY_ID", "SCALR_GLOBAL_SECRET"]))
    );
    request.set("SCALR_GLOBAL_KEY_ID", Some("GLOBALKEY"));
    request.set("SCALR_GLOBAL_SECRET", Some("global-secret-5528"));
    assert_eq!(request.fault(), Some(Fault::ForeignOrigin));
    request.head.origin = Some("https://images.example.com".to_owned());
    assert_eq!(request.fault(), Some(Fault::Token(TokenFault::Missing)));
    request.head.access_token = Some(Secret::new("a.b.c"));
    let not_permitted = Fault::NotPermitted { name: "eve@example.com".to_owned(), reads: true };
    assert_eq!(request.fault(), Some(not_permitted));
    request.set("EDGE_WRITERS", Some("eve@example.com"));
    assert_eq!(request.fault(), Some(Fault::ContentType));
    request.head.content_type = Some("application/json".to_owned());
    assert_eq!(request.fault(), Some(Fault::ContentEncoding));
    request.head.content_encoding = None;
    assert_eq!(request.fault(), Some(Fault::BodyTooLarge));
    request.head.content_length = None;
    assert!(matches!(request.fault(), Some(Fault::Invalid(messages)) if messages.len() == 2));
    request.head.location.query = String::new();
    assert!(matches!(request.fault(), Some(Fault::Invalid(messages)) if messages.len() == 1));
    request.body = IMAGE;
    assert_eq!(request.fault(), None);
}

#[test]
fn keys_that_are_missing_close_only_the_scopes_that_need_them() {
    let config = config_with(&[("SCALR_GLOBAL_KEY_ID", None), ("SCALR_GLOBAL_SECRET", None)]);
    let fault = |path: &str| {
        let body = Chunks::from(&b""[..]);
        admit(&config, &head("GET", path), body).err()
    };
    assert_eq!(fault("/api/v1beta0/user/5/images/"), None);
    assert_eq!(fault("/api/v1beta0/account/1/images/"), None);
    assert_eq!(fault(CREATE), Some(misconfigured(&["SCALR_GLOBAL_KEY_ID", "SCALR_GLOBAL_SECRET"])));
}

#[test]
fn what_is_admitted_are_the_bytes_that_came() {
    let config = config_with(&[]);
    let body = Chunks::from(IMAGE);
    let admitted = admit(&config, &post(CREATE), body).expect("admitted");
    assert_eq!(admitted.body, IMAGE);
    assert_eq!(admitted.identity.kind, IdentityKind::Local);
    assert_eq!(admitted.route, Route::CreateImage(Scope::Global));
    assert_eq!(admitted.signer.key_id(), "GLOBALKEY");
    assert!(matches!(admitted.command, Command::Create(image) if image.name() == "golden-web"));
}

#[test]
fn a_read_needs_no_content_type_no_origin_and_reads_no_body() {
    let config = config_with(&[]);
    let mut foreign = head("GET", "/api/v1beta0/user/5/images/?name=a+b&cloudPlatform=ec2");
    foreign.origin = Some("https://evil.example".to_owned());
    let body = Chunks::from(vec![Err(BodyFault::Broken)]);
    let admitted = admit(&config, &foreign, body).expect("admitted");
    assert_eq!(admitted.query.as_str(), "cloudPlatform=ec2&name=a%20b");
    assert_eq!(admitted.command, Command::Read);
    assert!(admitted.body.is_empty());
}

#[test]
fn a_caller_who_signs_is_known_by_the_key_and_needs_none_of_the_edge() {
    let mut signed = head("GET", "/api/v1beta0/global/images/");
    signed.signature = SignatureHeaders {
        key_id: Some("CALLERKEY".to_owned()),
        date: Some("1970-01-01T00:00:00Z".to_owned()),
        signature: Some(Secret::new("V1-HMAC-SHA256 c2lnbmF0dXJlIG9mIGV4YWN0bHkgMzIgYnl0ZXMhISE=")),
    };
    let no_keys = [("SCALR_GLOBAL_KEY_ID", None), ("SCALR_GLOBAL_SECRET", None)];
    let with_switch = |value| [&no_keys[..], &[("EDGE_PASS_THROUGH", value)]].concat();
    let config = config_with(&with_switch(Some("on")));
    let admitted = admit(&config, &signed, &b""[..]).expect("admitted");
    assert_eq!(
        admitted.identity,
        Identity { kind: IdentityKind::Key, id: "CALLERKEY".to_owned(), name: None }
    );
    assert_eq!(admitted.signer.key_id(), "CALLERKEY");
    let fault = |value| admit(&config_with(&with_switch(value)), &signed, &b""[..]).err();
    assert_eq!(fault(None), Some(misconfigured(&["SCALR_GLOBAL_KEY_ID", "SCALR_GLOBAL_SECRET"])));
    assert_eq!(fault(Some("yes")), Some(misconfigured(&["EDGE_PASS_THROUGH"])));
}
