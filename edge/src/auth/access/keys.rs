//! The team's public keys: a JSON Web Key Set (RFC 7517).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

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

/// The keys of a set that RS256 signatures can be checked with; others are passed over.
pub(super) fn parse(json: &[u8]) -> Vec<RsaKey> {
    let set: Value = serde_json::from_slice(json).unwrap_or_default();
    let keys = set.get("keys").and_then(Value::as_array).into_iter().flatten();
    keys.take(MOST_KEYS).filter_map(usable).collect()
}

fn usable(key: &Value) -> Option<RsaKey> {
    let text = |name| key.get(name).and_then(Value::as_str);
    // Members that may be left out, but not be something else.
    let is_or_is_not_there = |name: &str, wanted| key.get(name).is_none_or(|value| value == wanted);
    let (id, n, e) = (text("kid")?, text("n")?, text("e")?);
    let for_rs256 = text("kty") == Some("RSA")
        && is_or_is_not_there("alg", "RS256")
        && is_or_is_not_there("use", "sig");
    let modulus = URL_SAFE_NO_PAD.decode(n).ok()?;
    let long = modulus.len() >= MIN_MODULUS_BYTES;
    let owned = || RsaKey { id: id.to_owned(), n: n.to_owned(), e: e.to_owned() };
    (for_rs256 && long && !id.is_empty()).then(owned)
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
