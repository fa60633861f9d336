//! The form of a token: JWS compact serialisation (RFC 7515, section 7.1).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};
use shared::json::{self, Parsed};

use super::TokenFault;

/// Largest token, in bytes. Access keeps its own under 4 KiB, because they are cookies as well.
const MAX_TOKEN_BYTES: usize = 16_384;

/// A token whose signature nobody has looked at yet.
pub(super) struct Token<'t> {
    /// Name of the key that is said to have signed it.
    pub(super) key_id: String,
    /// What is signed: header and claims as they came.
    pub(super) signed: &'t [u8],
    /// The signature.
    pub(super) signature: Vec<u8>,
    /// The claims, JSON.
    pub(super) claims: Vec<u8>,
}

impl<'t> Token<'t> {
    /// Reads a token. Of the header only what is needed to find the key counts: keys that it brings
    /// along or points to are never looked at.
    pub(super) fn parse(text: &'t str) -> Result<Self, TokenFault> {
        if text.len() > MAX_TOKEN_BYTES {
            return Err(TokenFault::Malformed);
        }
        let (signed, signature) = text.rsplit_once('.').ok_or(TokenFault::Malformed)?;
        let (header, claims) = signed.split_once('.').ok_or(TokenFault::Malformed)?;
        let header = Part::read(&decode(header)?)?;
        let key_id = header.text("kid")?;
        // Exactly this one: `none`, or a key of ours taken for a shared secret, proves nothing.
        if header.text("alg")?.ok_or(TokenFault::Malformed)? != "RS256" {
            return Err(TokenFault::Algorithm);
        }
        // Whatever it says, `null` and an empty list too.
        if header.get("crit").is_some() {
            return Err(TokenFault::Extension);
        }
        let key_id = key_id.ok_or(TokenFault::UnknownKey)?.to_owned();
        let (claims, signature) = (decode(claims)?, decode(signature)?);
        Ok(Self { key_id, signed: signed.as_bytes(), signature, claims })
    }
}

/// A part of a token, whose members have the type that is asked for or make it malformed.
pub(super) struct Part(Map<String, Value>);

impl Part {
    /// Reads a part. One that names a member twice is none: who reads it otherwise may keep the other
    /// one.
    pub(super) fn read(part: &[u8]) -> Result<Self, TokenFault> {
        match json::parse_object(part) {
            Ok(Parsed { object, repeated }) if repeated.is_empty() => Ok(Self(object)),
            _ => Err(TokenFault::Malformed),
        }
    }

    /// A member as it is.
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// A text, where there is one.
    pub(super) fn text(&self, name: &str) -> Result<Option<&str>, TokenFault> {
        match self.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => value.as_str().map(Some).ok_or(TokenFault::Malformed),
        }
    }

    /// A number, where there is one.
    pub(super) fn number(&self, name: &str) -> Result<Option<f64>, TokenFault> {
        match self.get(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => value.as_f64().map(Some).ok_or(TokenFault::Malformed),
        }
    }
}

/// Base64url without padding; a further dot is not part of it.
fn decode(part: &str) -> Result<Vec<u8>, TokenFault> {
    URL_SAFE_NO_PAD.decode(part).map_err(|_| TokenFault::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(header: &str) -> String {
        let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
        format!("{}.{}.{}", part(header), part(r#"{"sub":"a"}"#), part("signature"))
    }

    fn fault(text: &str) -> Option<TokenFault> {
        Token::parse(text).err()
    }

    #[test]
    fn a_token_is_taken_apart_and_what_is_signed_stays_as_it_came() {
        let text = token(r#"{"alg":"RS256","kid":"k1","typ":"JWT"}"#);
        let token = Token::parse(&text).expect("a token");
        assert_eq!(token.key_id, "k1");
        assert_eq!(token.claims, br#"{"sub":"a"}"#);
        assert_eq!(token.signature, b"signature");
        assert_eq!(Some(token.signed), text.rsplit_once('.').map(|(signed, _)| signed.as_bytes()));
    }

    #[test]
    fn what_is_not_three_parts_of_base64url_is_malformed() {
        let whole = token(r#"{"alg":"RS256","kid":"k1"}"#);
        let long = format!("{whole}{}", "A".repeat(MAX_TOKEN_BYTES));
        for wrong in [
            "",
            ".",
            "..",
            "a.b.c",
            whole.trim_end_matches('.').rsplit_once('.').expect("parts").0,
            &format!("{whole}.x"),
            &format!("{whole}="),
            &format!("{whole}, {whole}"),
            &whole.replace('.', ".."),
            &token("RS256"),
            &token(r#"{"alg":"RS256","alg":"none","kid":"k1"}"#),
            &token(r#"{"kid":"k1"}"#),
            &long,
        ] {
            assert_eq!(fault(wrong), Some(TokenFault::Malformed), "{wrong}");
        }
    }

    #[test]
    fn only_rs256_is_taken() {
        for algorithm in ["none", "None", "HS256", "RS384", "PS256", "ES256", "rs256", ""] {
            let text = token(&format!(r#"{{"alg":"{algorithm}","kid":"k1"}}"#));
            assert_eq!(fault(&text), Some(TokenFault::Algorithm), "{algorithm}");
        }
    }

    #[test]
    fn an_extension_that_must_be_understood_is_refused_in_every_form() {
        for crit in [r#"["exp"]"#, "[]", "null", "false"] {
            let text = token(&format!(r#"{{"alg":"RS256","kid":"k1","crit":{crit}}}"#));
            assert_eq!(fault(&text), Some(TokenFault::Extension), "{crit}");
        }
    }

    #[test]
    fn a_key_without_a_name_is_none_of_the_team_s() {
        let own = r#"{"alg":"RS256","jwk":{"kty":"RSA","n":"AQ","e":"AQAB"},"jku":"https://evil"}"#;
        assert_eq!(fault(&token(own)), Some(TokenFault::UnknownKey));
    }
}
