//! The request signature `V1-HMAC-SHA256` (API reference, request signature).
//!
//! Its stages are types, so that a failing vector names the stage: [`CanonicalQuery`],
//! [`CanonicalRequest`] (the exact bytes that are signed) and [`Signature`]. Signing returns headers
//! to add and changes nothing else. The date is an argument: Scalr accepts it five minutes either
//! side of its own clock.

mod secret;

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, Mac as _};
use sha2::Sha256;

pub use crate::query::CanonicalQuery;
pub use secret::Secret;

/// Header that names the key.
pub const KEY_ID_HEADER: &str = "x-scalr-key-id";
/// Header with the date that was signed, ISO 8601 with a zone.
pub const DATE_HEADER: &str = "x-scalr-date";
/// Header with the signature.
pub const SIGNATURE_HEADER: &str = "x-scalr-signature";

/// A key of the Scalr API.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// Public id of the key.
    pub key_id: String,
    /// The secret that signs.
    pub secret: Secret,
}

/// What is signed: method, date, path, query and body.
#[derive(Debug, Clone, Copy)]
pub struct Signable<'a> {
    /// Method in upper case.
    pub method: &'a str,
    /// Date, exactly as it goes into [`DATE_HEADER`].
    pub date: &'a str,
    /// Path from the root, as it is sent.
    pub path: &'a str,
    /// Query, as it is sent.
    pub query: &'a CanonicalQuery,
    /// Body, the very bytes that are sent; empty where there is none.
    pub body: &'a [u8],
}

/// The exact bytes that are signed: the five parts joined by line feeds.
#[derive(Clone, PartialEq, Eq)]
pub struct CanonicalRequest(Vec<u8>);

impl CanonicalRequest {
    /// Joins the parts.
    pub fn new(request: &Signable<'_>) -> Self {
        let head = [request.method, request.date, request.path, request.query.as_str()];
        let mut bytes = Vec::with_capacity(
            head.iter().map(|part| part.len().saturating_add(1)).sum::<usize>()
                + request.body.len(),
        );
        for part in head {
            bytes.extend_from_slice(part.as_bytes());
            bytes.push(b'\n');
        }
        bytes.extend_from_slice(request.body);
        Self(bytes)
    }

    /// The bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Signs the bytes.
    pub fn sign(&self, secret: &Secret) -> Signature {
        // HMAC takes keys of any length (RFC 2104), so this cannot fail; an empty key is still a
        // key, and Scalr would refuse what it signs.
        let mut mac = match Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes()) {
            Ok(mac) => mac,
            Err(never) => unreachable!("HMAC refused a key: {never}"),
        };
        mac.update(&self.0);
        Signature(format!("V1-HMAC-SHA256 {}", STANDARD.encode(mac.finalize().into_bytes())))
    }
}

/// Redacted: the bytes are what a thief would want to sign with a guessed key.
impl fmt::Debug for CanonicalRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CanonicalRequest([{} bytes])", self.0.len())
    }
}

/// The value of [`SIGNATURE_HEADER`].
#[derive(Clone, PartialEq, Eq)]
pub struct Signature(String);

impl Signature {
    /// The header's value.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signature([redacted])")
    }
}

/// Signs a request: the headers to add to it.
pub fn sign(request: &Signable<'_>, credentials: &Credentials) -> [(&'static str, String); 3] {
    let Signature(signature) = CanonicalRequest::new(request).sign(&credentials.secret);
    [
        (KEY_ID_HEADER, credentials.key_id.clone()),
        (DATE_HEADER, request.date.to_owned()),
        (SIGNATURE_HEADER, signature),
    ]
}
