//! Whose key signs what goes to Scalr.

use std::fmt;

use serde::{Deserialize, Serialize};
use shared::sign::{Credentials, Secret};

use crate::auth::{CallerSignature, SignatureHeaders};
use crate::fault::Fault;

/// Whose key signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signer<'c> {
    /// The edge's own, anew for each try.
    Edge(&'c Credentials),
    /// The caller's. The request can only go out as the caller signed it, and nothing else can be
    /// asked of Scalr on the way: the edge's own keys are never used for such a caller.
    Caller {
        /// The signature.
        signature: CallerSignature,
        /// The query as it came. What was signed is its canonical form, which Scalr makes itself.
        query: String,
    },
}

/// A signature of the caller's own, for the way to the object that sends. Its `Debug` shows none.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    key_id: String,
    date: String,
    signature: String,
    query: String,
}

impl Signed {
    /// The signer that it was made of, checked again.
    pub fn signer(self, now_ms: u64) -> Result<Signer<'static>, Fault> {
        let headers = SignatureHeaders {
            key_id: Some(self.key_id),
            date: Some(self.date),
            signature: Some(Secret::new(self.signature)),
        };
        Ok(Signer::Caller { signature: headers.check(now_ms)?, query: self.query })
    }

    /// What makes it this signature and no other.
    pub fn parts(&self) -> [&str; 3] {
        [&self.key_id, &self.date, &self.signature]
    }
}

impl fmt::Debug for Signed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signed([redacted])")
    }
}

impl Signer<'_> {
    /// The caller's own signature, where it is one.
    pub fn signed(&self) -> Option<Signed> {
        let Self::Caller { signature, query } = self else { return None };
        let [(_, key_id), (_, date), (_, signature)] = signature.headers();
        Some(Signed { key_id, date, signature, query: query.clone() })
    }

    /// Id of the key.
    pub fn key_id(&self) -> &str {
        match self {
            Self::Edge(credentials) => &credentials.key_id,
            Self::Caller { signature, .. } => signature.key_id(),
        }
    }

    /// Whether it is a key of the caller's own.
    pub fn is_caller(&self) -> bool {
        matches!(self, Self::Caller { .. })
    }
}
