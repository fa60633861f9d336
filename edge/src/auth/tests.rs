use shared::edge_api::IdentityKind;
use shared::sign::Secret;

use crate::testing::head;

use super::*;

/// Takes tokens for names of people.
struct Readable;

impl Tokens for Readable {
    async fn identify(&self, _: &AccessSettings, token: &str) -> Result<Identity, Fault> {
        let name = Some(token.to_owned());
        Ok(Identity { kind: IdentityKind::User, id: "5f1c".to_owned(), name })
    }
}

fn access() -> Auth {
    let settings = AccessSettings {
        issuer: "https://acme.cloudflareaccess.com".to_owned(),
        audience: "aud-1".to_owned(),
    };
    let list = |text| List::parse(text).expect("a list");
    Auth::Access(settings, Policy { writers: list("ana@a.example"), readers: list("*@a.example") })
}

fn identify_with(token: Option<&str>) -> Result<Caller, Fault> {
    let mut head = head("GET", "/edge/session");
    head.access_token = token.map(Secret::new);
    pollster::block_on(identify(&access(), &Readable, &head))
}

#[test]
fn without_a_token_nobody_is_known_on_this_machine_either() {
    assert_eq!(identify_with(None), Err(Fault::Token(TokenFault::Missing)));
}

#[test]
fn each_caller_may_do_what_the_lists_say_and_is_told_why_not() {
    let outcome = |token| {
        let caller = identify_with(Some(token)).expect("known");
        (caller.may_read(), caller.may_write())
    };
    let refused = |name: &str, reads| Err(Fault::NotPermitted { name: name.to_owned(), reads });
    assert_eq!(outcome("ana@a.example"), (Ok(()), Ok(())));
    assert_eq!(outcome("bo@a.example"), (Ok(()), refused("bo@a.example", true)));
    assert_eq!(
        outcome("eve@b.example"),
        (refused("eve@b.example", false), refused("eve@b.example", false))
    );
}

#[test]
fn a_local_caller_needs_no_token_and_may_write() {
    let caller = pollster::block_on(identify(&Auth::Local, &Readable, &head("GET", "/")));
    let caller = caller.expect("known");
    assert_eq!(caller.identity.kind, IdentityKind::Local);
    assert_eq!(caller.may_write(), Ok(()));
}
