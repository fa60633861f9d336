//! Callers who sign with a Scalr key of their own (`EDGE_PASS_THROUGH=on`).
//!
//! The edge has no secret to check such a signature with; Scalr does that. What can be told apart
//! without it is told here, before anything is sent.

use shared::sign::{DATE_HEADER, KEY_ID_HEADER, SIGNATURE_HEADER, Secret};

use crate::date::unix_ms;
use crate::fault::Fault;

/// How far the date of a signature may be from now, in milliseconds (API reference, request
/// signature).
const VALID_MS: u64 = 300_000;
/// Longest key id, in characters. Scalr's own have 20.
const LONGEST_KEY_ID: usize = 64;
/// How the value of the signature header begins.
const SCHEME: &str = "V1-HMAC-SHA256 ";
/// Length of 32 bytes in base64.
const SIGNATURE_CHARACTERS: usize = 44;

/// The three headers of a signature as they came, whole or not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SignatureHeaders {
    /// `X-Scalr-Key-Id`.
    pub key_id: Option<String>,
    /// `X-Scalr-Date`.
    pub date: Option<String>,
    /// `X-Scalr-Signature`.
    pub signature: Option<Secret>,
}

/// A signature that Scalr may find right. Its `Debug` shows no signature: with it, the request could
/// be sent again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallerSignature {
    key_id: String,
    date: String,
    signature: Secret,
}

/// What is wrong with the headers of a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureFault {
    /// One of the three is not there; its name.
    Incomplete(&'static str),
    /// The key id is none.
    KeyId,
    /// The date is none.
    Date,
    /// The date is more than five minutes away.
    Expired,
    /// The signature is none.
    Signature,
}

impl SignatureFault {
    /// What to tell the caller.
    pub fn message(self) -> String {
        match self {
            Self::Incomplete(name) => format!(
                "The signature is not whole: {name} is missing; send all three of X-Scalr-Key-Id, \
                 X-Scalr-Date and X-Scalr-Signature, or none of them"
            ),
            Self::KeyId => format!(
                "X-Scalr-Key-Id is not a key id: 1 to {LONGEST_KEY_ID} letters, digits, hyphens \
                 and underscores"
            ),
            Self::Date => "X-Scalr-Date is not a date with a time and a zone (RFC 3339); for \
                 example 2026-11-22T02:30:00.000Z"
                .to_owned(),
            Self::Expired => "X-Scalr-Date is more than five minutes away from the edge's clock; \
                 sign again"
                .to_owned(),
            Self::Signature => {
                "X-Scalr-Signature is not `V1-HMAC-SHA256 ` and 32 bytes in base64".to_owned()
            }
        }
    }
}

impl From<SignatureFault> for Fault {
    fn from(fault: SignatureFault) -> Self {
        Self::CallerSignature(fault)
    }
}

impl SignatureHeaders {
    /// True where the caller has signed, or tried to.
    pub fn are_there(&self) -> bool {
        self.key_id.is_some() || self.date.is_some() || self.signature.is_some()
    }

    /// The signature, as far as it can be checked without the key's secret.
    pub fn check(&self, now_ms: u64) -> Result<CallerSignature, SignatureFault> {
        let key_id = self.key_id.clone().ok_or(SignatureFault::Incomplete("X-Scalr-Key-Id"))?;
        let date = self.date.clone().ok_or(SignatureFault::Incomplete("X-Scalr-Date"))?;
        let signature =
            self.signature.clone().ok_or(SignatureFault::Incomplete("X-Scalr-Signature"))?;
        if !is_key_id(&key_id) {
            return Err(SignatureFault::KeyId);
        }
        let signed_at = unix_ms(&date).ok_or(SignatureFault::Date)?;
        if signed_at.abs_diff(i64::try_from(now_ms).unwrap_or(i64::MAX)) > VALID_MS {
            return Err(SignatureFault::Expired);
        }
        if !is_signature(signature.expose()) {
            return Err(SignatureFault::Signature);
        }
        Ok(CallerSignature { key_id, date, signature })
    }
}

impl CallerSignature {
    /// Id of the caller's key.
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    /// The headers of the signature, exactly as they came.
    pub fn headers(&self) -> [(&'static str, String); 3] {
        [
            (KEY_ID_HEADER, self.key_id.clone()),
            (DATE_HEADER, self.date.clone()),
            (SIGNATURE_HEADER, self.signature.expose().to_owned()),
        ]
    }
}

fn is_key_id(text: &str) -> bool {
    (1..=LONGEST_KEY_ID).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

/// 32 bytes are 43 characters and one `=`.
fn is_signature(text: &str) -> bool {
    let Some(encoded) = text.strip_prefix(SCHEME) else { return false };
    let Some(digits) = encoded.strip_suffix('=') else { return false };
    encoded.len() == SIGNATURE_CHARACTERS
        && digits.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-22T02:30:00Z
    const NOW_MS: u64 = 1_795_314_600_000;
    const SIGNATURE: &str = "V1-HMAC-SHA256 c2lnbmF0dXJlIG9mIGV4YWN0bHkgMzIgYnl0ZXMhISE=";

    fn headers(key_id: &str, date: &str, signature: &str) -> SignatureHeaders {
        SignatureHeaders {
            key_id: Some(key_id.to_owned()),
            date: Some(date.to_owned()),
            signature: Some(Secret::new(signature)),
        }
    }

    fn fault(key_id: &str, date: &str, signature: &str) -> Option<SignatureFault> {
        headers(key_id, date, signature).check(NOW_MS).err()
    }

    #[test]
    fn a_whole_signature_goes_on_exactly_as_it_came() {
        let date = "2026-11-22T03:31:00+01:00";
        let signature = headers("KEY-1", date, SIGNATURE).check(NOW_MS).expect("whole");
        assert_eq!(signature.key_id(), "KEY-1");
        assert_eq!(
            signature.headers(),
            [
                ("x-scalr-key-id", "KEY-1".to_owned()),
                ("x-scalr-date", date.to_owned()),
                ("x-scalr-signature", SIGNATURE.to_owned()),
            ]
        );
        assert!(!format!("{signature:?}").contains("c2ln"));
    }

    #[test]
    fn each_header_that_is_missing_is_named() {
        let whole = headers("KEY", "2026-11-22T02:30:00Z", SIGNATURE);
        let without = [
            (SignatureHeaders { key_id: None, ..whole.clone() }, "X-Scalr-Key-Id"),
            (SignatureHeaders { date: None, ..whole.clone() }, "X-Scalr-Date"),
            (SignatureHeaders { signature: None, ..whole.clone() }, "X-Scalr-Signature"),
        ];
        for (headers, name) in without {
            assert!(headers.are_there());
            assert_eq!(headers.check(NOW_MS), Err(SignatureFault::Incomplete(name)));
        }
        assert!(!SignatureHeaders::default().are_there());
    }

    #[test]
    fn a_date_counts_five_minutes_either_side_of_now() {
        for right in [
            "2026-11-22T02:25:00Z",
            "2026-11-22T02:35:00.000Z",
            "2026-11-22T02:30:00.123456Z",
            "2026-11-21T21:30:00-05:00",
        ] {
            assert_eq!(fault("KEY", right, SIGNATURE), None, "{right}");
        }
        for late in
            ["2026-11-22T02:24:59.999Z", "2026-11-22T02:35:00.001Z", "2026-11-22T02:30:00+01:00"]
        {
            assert_eq!(fault("KEY", late, SIGNATURE), Some(SignatureFault::Expired), "{late}");
        }
        for wrong in
            ["", "now", "2026-11-22", "2026-11-22T02:30:00", "1795314600", "2026-13-22T02:30:00Z"]
        {
            assert_eq!(fault("KEY", wrong, SIGNATURE), Some(SignatureFault::Date), "{wrong}");
        }
    }

    #[test]
    fn what_is_no_key_id_and_no_signature_is_not_sent() {
        let date = "2026-11-22T02:30:00Z";
        for wrong in ["", "a b", "a,b", "A\u{e9}", &"K".repeat(65)] {
            assert_eq!(fault(wrong, date, SIGNATURE), Some(SignatureFault::KeyId), "{wrong}");
        }
        for wrong in [
            "",
            "V1-HMAC-SHA256",
            "V1-HMAC-SHA256 ",
            "V1-HMAC-SHA256 abc=",
            "V2-HMAC-SHA256 c2lnbmF0dXJlIG9mIGV4YWN0bHkgMzIgYnl0ZXMhISE=",
            "V1-HMAC-SHA256 c2lnbmF0dXJlIG9mIGV4YWN0bHkgMzIgYnl0ZXMhISE!",
            "V1-HMAC-SHA256 c2lnbmF0dXJlIG9mIGV4YWN0bHkgMzIgYnl0ZXMhISE==",
        ] {
            assert_eq!(fault("KEY", date, wrong), Some(SignatureFault::Signature), "{wrong}");
        }
    }
}
