//! Whose key signs what goes to Scalr.

use shared::sign::Credentials;

use crate::auth::CallerSignature;

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

impl Signer<'_> {
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
