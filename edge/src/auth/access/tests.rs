use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use shared::edge_api::IdentityKind;

use crate::proxy::NoAnswer;
use crate::testing::{Script, Ticking};

use super::*;

/// Reading the clock of these tests moves it by this much.
const STEP_MS: u64 = 1_000;

/// Keys are their names, and what a key signs is its name.
struct Names;

impl Rs256 for Names {
    type Key = String;

    async fn import(&self, key: &RsaKey) -> Option<String> {
        (key.id != "broken").then(|| key.id.clone())
    }

    async fn verify(&self, key: &String, _message: &[u8], signature: &[u8]) -> bool {
        signature == key.as_bytes()
    }
}

fn key_set(names: &[&str]) -> Answer {
    let n = URL_SAFE_NO_PAD.encode([0xC5; 256]);
    let key = |name: &&str| json!({"kid": name, "kty": "RSA", "e": "AQAB", "n": n});
    let keys: Vec<Value> = names.iter().map(key).collect();
    Answer { status: 200, date: None, body: Ok(json!({"keys": keys}).to_string().into_bytes()) }
}

fn settings() -> AccessSettings {
    AccessSettings {
        issuer: "https://acme.cloudflareaccess.com".to_owned(),
        audience: "aud-1".to_owned(),
    }
}

/// A token that names the key `kid` and is signed by `signer`.
fn token(kid: &str, signer: &str) -> String {
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let header = json!({"alg": "RS256", "kid": kid}).to_string();
    let claims = json!({
        "iss": "https://acme.cloudflareaccess.com", "aud": ["aud-1"], "exp": 1_000_000_000,
        "type": "app", "sub": "7335d417", "email": "ana@example.com",
    });
    [part(&header), part(&claims.to_string()), part(signer)].join(".")
}

fn good(kid: &str) -> String {
    token(kid, kid)
}

/// A team whose keys are asked for, and a store that outlives the requests.
struct Team {
    script: Script,
    clock: Ticking,
    store: RefCell<KeyStore<String>>,
}

impl Team {
    fn answering(answers: Vec<Result<Answer, NoAnswer>>) -> Self {
        Self {
            script: Script::new(answers),
            clock: Ticking::new(STEP_MS),
            store: RefCell::default(),
        }
    }

    fn identify(&self, token: &str) -> Result<Identity, Fault> {
        let access = Access {
            upstream: &self.script,
            clock: &self.clock,
            verifier: Names,
            keys: &self.store,
        };
        pollster::block_on(access.identify(&settings(), token))
    }

    fn asked(&self) -> usize {
        self.script.sent.borrow().len()
    }

    fn pass(&self, milliseconds: u64) {
        for _ in 0..milliseconds / STEP_MS {
            (&self.clock).now();
        }
    }
}

fn unknown_key() -> Result<Identity, Fault> {
    Err(Fault::Token(TokenFault::UnknownKey))
}

#[test]
fn a_token_signed_by_a_key_of_the_team_proves_who_asks() {
    let team = Team::answering(vec![Ok(key_set(&["old", "new"]))]);
    let ana = Identity {
        kind: IdentityKind::User,
        id: "7335d417".to_owned(),
        name: Some("ana@example.com".to_owned()),
    };
    assert_eq!(team.identify(&good("new")), Ok(ana.clone()));
    assert_eq!(team.identify(&good("old")), Ok(ana));
    let sent = team.script.sent.borrow();
    let [request] = sent.as_slice() else { panic!("{sent:?}") };
    assert_eq!(request.method, "GET");
    assert_eq!(request.url, "https://acme.cloudflareaccess.com/cdn-cgi/access/certs");
    assert_eq!((request.timeout_ms, request.max_bytes), (5_000, 65_536));
    assert!(request.headers.iter().all(|(name, _)| matches!(*name, "accept" | "user-agent")));
}

#[test]
fn a_signature_of_another_key_proves_nothing() {
    let team = Team::answering(vec![Ok(key_set(&["old", "new"]))]);
    for signer in ["old", "", "other"] {
        let forged = team.identify(&token("new", signer));
        assert_eq!(forged, Err(Fault::Token(TokenFault::Signature)), "{signer}");
    }
}

#[test]
fn a_new_key_is_fetched_and_a_made_up_one_only_once_in_a_while() {
    let team = Team::answering(vec![
        Ok(key_set(&["old"])),
        Ok(key_set(&["old", "new"])),
        Ok(key_set(&["new"])),
    ]);
    assert!(team.identify(&good("old")).is_ok());
    assert!(team.identify(&good("new")).is_ok());
    assert_eq!(team.asked(), 2);
    assert_eq!(team.identify(&good("made-up")), unknown_key());
    assert_eq!(team.asked(), 2);
    team.pass(10_000);
    assert_eq!(team.identify(&good("made-up")), unknown_key());
    assert_eq!(team.asked(), 3);
    assert_eq!(team.identify(&good("old")), unknown_key());
}

#[test]
fn the_first_token_may_name_a_key_that_the_team_does_not_have() {
    let team = Team::answering(vec![Ok(key_set(&["new"]))]);
    assert_eq!(team.identify(&good("made-up")), unknown_key());
}

#[test]
fn a_key_that_cannot_be_used_is_none_and_the_others_are() {
    let team =
        Team::answering(vec![Ok(key_set(&["broken", "new"])), Ok(key_set(&["broken", "new"]))]);
    assert!(team.identify(&good("new")).is_ok());
    assert_eq!(team.identify(&good("broken")), unknown_key());
}

#[test]
fn without_keys_the_edge_is_closed_and_says_so() {
    let page = |status, body: &[u8]| Ok(Answer { status, date: None, body: Ok(body.to_vec()) });
    let whole = key_set(&["new"]).body.expect("a body");
    for answer in [
        Err(NoAnswer::Failed),
        Err(NoAnswer::TimedOut),
        page(404, &whole),
        page(302, &whole),
        page(200, b"<html>"),
        page(200, br#"{"keys":[]}"#),
        Ok(key_set(&["broken"])),
        Ok(Answer { status: 200, date: None, body: Err(crate::proxy::Loss::TooLarge) }),
    ] {
        let team = Team::answering(vec![answer]);
        assert_eq!(team.identify(&good("new")), Err(Fault::NoAccessKeys));
        // Asked once for both.
        assert_eq!(team.identify(&good("new")), Err(Fault::NoAccessKeys));
    }
}

#[test]
fn known_keys_go_on_while_the_team_cannot_be_reached() {
    let down = || Err(NoAnswer::Failed);
    let team = Team::answering(vec![Ok(key_set(&["new"])), down(), down(), Ok(key_set(&["next"]))]);
    assert!(team.identify(&good("new")).is_ok());
    assert_eq!(team.identify(&good("next")), unknown_key());
    team.pass(3_600_000);
    assert!(team.identify(&good("new")).is_ok());
    assert_eq!(team.asked(), 3);
    team.pass(10_000);
    assert!(team.identify(&good("next")).is_ok());
}

#[test]
fn a_malformed_token_asks_nobody() {
    let team = Team::answering(Vec::new());
    assert_eq!(team.identify("a.b.c"), Err(Fault::Token(TokenFault::Malformed)));
    assert_eq!(team.asked(), 0);
}
