//! What a token says, once its signature is right.

use serde_json::Value;
use shared::edge_api::{Identity, IdentityKind};

use super::token::Part;
use super::{AccessSettings, TokenFault};

/// How far the clock of this machine may be behind Cloudflare's, in seconds. A token is used right
/// after it was made; one that runs out is not kept alive.
const CLOCK_SKEW_S: f64 = 10.0;

/// Checks the claims and tells who the caller is. Dates are numbers of seconds since 1970, whole or not
/// (RFC 7519, section 2).
pub(super) fn check(
    claims: &[u8],
    settings: &AccessSettings,
    now_ms: u64,
) -> Result<Identity, TokenFault> {
    let claims = Part::read(claims)?;
    if claims.text("iss")? != Some(&settings.issuer) {
        return Err(TokenFault::Issuer);
    }
    if !is_for(&claims, &settings.audience)? {
        return Err(TokenFault::Audience);
    }
    let now = seconds(now_ms);
    if claims.number("exp")?.is_none_or(|expires| expires <= now) {
        return Err(TokenFault::Expired);
    }
    // Tokens of services have none.
    if claims.number("nbf")?.is_some_and(|begins| begins > now + CLOCK_SKEW_S) {
        return Err(TokenFault::NotYet);
    }
    // The other kind, `org`, is the team's own session and opens no application.
    if claims.text("type")? != Some("app") {
        return Err(TokenFault::Kind);
    }
    identity(&claims)
}

/// Whether the audience, one text or a list of them (RFC 7519, section 4.1.3), has this one.
fn is_for(claims: &Part, wanted: &str) -> Result<bool, TokenFault> {
    match claims.get("aud") {
        None | Some(Value::Null) => Ok(false),
        Some(Value::String(audience)) => Ok(audience == wanted),
        Some(Value::Array(audiences)) if audiences.iter().all(Value::is_string) => {
            Ok(audiences.iter().any(|audience| audience == wanted))
        }
        Some(_) => Err(TokenFault::Malformed),
    }
}

#[expect(clippy::cast_precision_loss, reason = "exact for the next 280,000 years")]
fn seconds(milliseconds: u64) -> f64 {
    milliseconds as f64 / 1000.0
}

/// A person has a `sub`; a service token has none, or an empty one, and a `common_name`.
fn identity(claims: &Part) -> Result<Identity, TokenFault> {
    let full = |name| Ok(claims.text(name)?.filter(|text| !text.is_empty()).map(str::to_owned));
    match (full("sub")?, full("common_name")?) {
        (Some(id), _) => Ok(Identity { kind: IdentityKind::User, id, name: full("email")? }),
        (None, Some(id)) => Ok(Identity { kind: IdentityKind::Service, id, name: None }),
        (None, None) => Err(TokenFault::Kind),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NOW_S: u64 = 1_795_000_000;

    fn settings() -> AccessSettings {
        AccessSettings {
            issuer: "https://acme.cloudflareaccess.com".to_owned(),
            audience: "aud-1".to_owned(),
        }
    }

    /// The claims of a person with some of them changed.
    fn check_with(changes: &[(&str, Value)]) -> Result<Identity, TokenFault> {
        let mut claims = json!({
            "iss": "https://acme.cloudflareaccess.com",
            "aud": ["aud-1"],
            "exp": NOW_S + 60,
            "iat": NOW_S,
            "nbf": NOW_S,
            "type": "app",
            "sub": "7335d417",
            "email": "ana@example.com",
            "country": "PT",
        });
        for (name, value) in changes {
            claims[name] = value.clone();
        }
        check(claims.to_string().as_bytes(), &settings(), NOW_S * 1000)
    }

    fn fault(name: &str, value: Value) -> Option<TokenFault> {
        check_with(&[(name, value)]).err()
    }

    #[test]
    fn a_person_is_known_by_sub_and_called_by_address() {
        let ana = Identity {
            kind: IdentityKind::User,
            id: "7335d417".to_owned(),
            name: Some("ana@example.com".to_owned()),
        };
        assert_eq!(check_with(&[]), Ok(ana.clone()));
        assert_eq!(check_with(&[("aud", json!("aud-1"))]), Ok(ana.clone()));
        assert_eq!(check_with(&[("aud", json!(["other", "aud-1"]))]), Ok(ana.clone()));
        // A client certificate has a common name, too.
        assert_eq!(check_with(&[("common_name", json!("laptop-7"))]), Ok(ana));
        let nameless = check_with(&[("email", json!(null))]).expect("known");
        assert_eq!(nameless.name, None);
    }

    #[test]
    fn a_service_token_is_known_by_its_common_name() {
        let service =
            Identity { kind: IdentityKind::Service, id: "e3.access".to_owned(), name: None };
        let token = [
            ("sub", json!("")),
            ("email", json!(null)),
            ("nbf", json!(null)),
            ("common_name", json!("e3.access")),
        ];
        assert_eq!(check_with(&token), Ok(service));
    }

    #[test]
    fn each_claim_that_is_wrong_is_enough() {
        for issuer in [
            json!("https://evil.cloudflareaccess.com"),
            json!("https://acme.cloudflareaccess.com/"),
            json!("http://acme.cloudflareaccess.com"),
            json!("acme.cloudflareaccess.com"),
            json!(null),
        ] {
            assert_eq!(fault("iss", issuer), Some(TokenFault::Issuer));
        }
        for audience in [json!("aud-2"), json!([]), json!(["aud-1x", "AUD-1"]), json!(null)] {
            assert_eq!(fault("aud", audience), Some(TokenFault::Audience));
        }
        for expires in [json!(NOW_S), json!(NOW_S - 1), json!(0), json!(-1), json!(null)] {
            assert_eq!(fault("exp", expires), Some(TokenFault::Expired));
        }
        assert_eq!(fault("nbf", json!(NOW_S + 11)), Some(TokenFault::NotYet));
        for kind in [json!("org"), json!("App"), json!(""), json!(null)] {
            assert_eq!(fault("type", kind), Some(TokenFault::Kind));
        }
        assert_eq!(fault("sub", json!("")), Some(TokenFault::Kind));
        for (name, value) in [("iss", json!(1)), ("aud", json!({})), ("exp", json!("2099"))] {
            assert_eq!(fault(name, value), Some(TokenFault::Malformed));
        }
    }

    #[test]
    fn dates_hold_to_the_second_but_for_a_clock_that_is_a_little_behind() {
        assert_eq!(fault("exp", json!(NOW_S + 1)), None);
        assert_eq!(fault("exp", json!(1_795_000_000.5)), None);
        assert_eq!(fault("nbf", json!(NOW_S + 10)), None);
    }

    #[test]
    fn claims_that_are_no_object_or_name_one_twice_are_malformed() {
        for wrong in ["", "[]", "null", r#"{"iss":"a","iss":"b"}"#, "\u{feff}{}"] {
            let fault = check(wrong.as_bytes(), &settings(), 0).err();
            assert_eq!(fault, Some(TokenFault::Malformed), "{wrong}");
        }
    }
}
