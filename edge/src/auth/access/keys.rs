//! The team's public keys: a JSON Web Key Set (RFC 7517).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde_json::Value;
use shared::json;

/// Shortest modulus, in bytes: RS256 wants 2048 bits (RFC 7518, section 3.3).
const MIN_MODULUS_BYTES: usize = 256;
/// Most keys that are looked at. Access publishes two: the one in use and the one before it.
const MOST_KEYS: usize = 16;

/// A public RSA key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RsaKey {
    /// Its name (`kid`).
    pub id: String,
    /// Modulus, base64url.
    pub n: String,
    /// Exponent, base64url.
    pub e: String,
}

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<Value>,
}

#[derive(Deserialize)]
struct Jwk {
    kid: String,
    kty: String,
    alg: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    n: String,
    e: String,
}

/// The keys of a set that RS256 signatures can be checked with; others are passed over.
pub(super) fn parse(json: &[u8]) -> Vec<RsaKey> {
    let Ok(set) = json::read::<KeySet>(json) else { return Vec::new() };
    let known = set.keys.into_iter().take(MOST_KEYS);
    known.filter_map(|key| usable(json::from_value(key).ok()?)).collect()
}

fn usable(key: Jwk) -> Option<RsaKey> {
    let for_rs256 = key.kty == "RSA"
        && key.alg.is_none_or(|algorithm| algorithm == "RS256")
        && key.purpose.is_none_or(|purpose| purpose == "sig");
    let modulus = URL_SAFE_NO_PAD.decode(&key.n).ok()?;
    let long = modulus.len() >= MIN_MODULUS_BYTES;
    (for_rs256 && long && !key.kid.is_empty()).then_some(RsaKey { id: key.kid, n: key.n, e: key.e })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn ids(set: &Value) -> Vec<String> {
        parse(set.to_string().as_bytes()).into_iter().map(|key| key.id).collect()
    }

    #[test]
    fn keys_for_rs256_are_taken_and_others_passed_over() {
        let n = URL_SAFE_NO_PAD.encode([0xC5; MIN_MODULUS_BYTES]);
        let short = URL_SAFE_NO_PAD.encode([0xC5; MIN_MODULUS_BYTES - 1]);
        let set = json!({
            "keys": [
                {"kid": "new", "kty": "RSA", "alg": "RS256", "use": "sig", "e": "AQAB", "n": n},
                {"kid": "old", "kty": "RSA", "e": "AQAB", "n": n},
                {"kid": "short", "kty": "RSA", "e": "AQAB", "n": short},
                {"kid": "cipher", "kty": "RSA", "use": "enc", "e": "AQAB", "n": n},
                {"kid": "pss", "kty": "RSA", "alg": "PS256", "e": "AQAB", "n": n},
                {"kid": "ec", "kty": "EC", "crv": "P-256", "x": "AQ", "y": "AQ"},
                {"kid": "", "kty": "RSA", "e": "AQAB", "n": n},
                {"kty": "RSA", "e": "AQAB", "n": n},
                "key",
            ],
            "public_cert": {"kid": "new", "cert": "-----BEGIN CERTIFICATE-----"},
        });
        assert_eq!(ids(&set), ["new", "old"]);
    }

    #[test]
    fn what_is_no_key_set_has_no_keys() {
        for wrong in ["", "<html>", "[]", "{}", r#"{"keys":{}}"#] {
            assert_eq!(parse(wrong.as_bytes()), Vec::new(), "{wrong}");
        }
    }
}
