//! Scalr's request signature, checked independently of the product's own code.

use base64::{Engine, prelude::BASE64_STANDARD};
use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, Mac};
use hyper::{HeaderMap, Method};
use sha2::Sha256;

use crate::envelope::ApiError;
use crate::query::Query;
use crate::secret::{KeyPair, Keys, Secret};

/// A signature counts this long either side of its date.
const VALID: TimeDelta = TimeDelta::minutes(5);

/// The only scheme of API v1beta0.
const SCHEME: &str = "V1-HMAC-SHA256";

/// What is signed together with a date.
#[derive(Clone, Copy, Debug)]
pub struct Signable<'a> {
    /// As on the request line.
    pub method: &'a Method,
    /// The path as sent, not decoded.
    pub path: &'a str,
    /// The query, of which the canonical form is signed.
    pub query: &'a Query,
    /// The raw body, empty where there is none.
    pub body: &'a [u8],
}

impl Signable<'_> {
    /// Method, date, path and canonical query, each ended by a line feed, then the raw body.
    pub fn canonical_request(&self, date: &str) -> Vec<u8> {
        let head = format!("{}\n{date}\n{}\n{}\n", self.method, self.path, self.query.canonical());
        [head.as_bytes(), self.body].concat()
    }

    /// The value of `X-Scalr-Signature`, for clients of the stand-in.
    pub fn signature(&self, secret: &Secret, date: &str) -> String {
        let bytes = self.mac(secret, date).finalize().into_bytes();
        format!("{SCHEME} {}", BASE64_STANDARD.encode(bytes))
    }

    fn mac(&self, secret: &Secret, date: &str) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
            .expect("HMAC takes a key of any length");
        mac.update(&self.canonical_request(date));
        mac
    }
}

/// Finds the key pair that signed a request, or the 401 that Scalr answers.
pub(crate) fn authenticate<'k>(
    keys: &'k Keys,
    headers: &HeaderMap,
    now: DateTime<Utc>,
    request: Signable<'_>,
) -> Result<&'k KeyPair, ApiError> {
    let header = |name| {
        let value = headers.get(name)?.to_str().ok()?;
        (!value.is_empty()).then_some(value)
    };
    let (Some(key_id), Some(signature)) = (header("x-scalr-key-id"), header("x-scalr-signature"))
    else {
        return Err(ApiError::unauthenticated("Unsigned request"));
    };
    let date = header("x-scalr-date")
        .ok_or_else(|| ApiError::unauthenticated("Missing X-Scalr-Date header"))?;
    let signed_at = DateTime::parse_from_rfc3339(date)
        .map_err(|_| ApiError::unauthenticated("Invalid X-Scalr-Date header"))?;
    let encoded = signature
        .strip_prefix(SCHEME)
        .and_then(|rest| rest.strip_prefix(' '))
        .ok_or_else(|| ApiError::unauthenticated("Invalid signature"))?;
    let pair = keys.find(key_id).ok_or_else(|| ApiError::unauthenticated("Invalid API Key"))?;
    if (now - signed_at.to_utc()).abs() > VALID {
        return Err(ApiError::unauthenticated("Request is expired."));
    }
    let sent = BASE64_STANDARD
        .decode(encoded)
        .map_err(|_| ApiError::unauthenticated("Signature does not match"))?;
    match request.mac(&pair.secret, date).verify_slice(&sent) {
        Ok(()) => Ok(pair),
        Err(_) => Err(ApiError::unauthenticated("Signature does not match")),
    }
}

#[cfg(test)]
mod tests;
