//! Scopes: where in Scalr an image belongs.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::id::{InvalidId, ScalrId};
use crate::image::ImageScope;

/// The scope of an endpoint, written `global`, `account/{id}` or `user/{id}`, which is also the
/// prefix of its paths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Scope {
    /// The whole Scalr installation.
    Global,
    /// One account.
    Account(ScalrId),
    /// One environment of an account; Scalr's paths call it `user`.
    Environment(ScalrId),
}

/// Which of the edge's key pairs signs a request. Scalr issues keys of the global scope apart from
/// those of users.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyPair {
    /// `SCALR_GLOBAL_KEY_ID` and `SCALR_GLOBAL_SECRET`.
    Global,
    /// `SCALR_KEY_ID` and `SCALR_SECRET`, for account and environment scope.
    User,
}

impl Scope {
    /// The key pair that Scalr wants for this scope.
    pub fn key_pair(self) -> KeyPair {
        match self {
            Self::Global => KeyPair::Global,
            Self::Account(_) | Self::Environment(_) => KeyPair::User,
        }
    }

    /// The `scope` member of an image that belongs to this scope.
    pub fn of_image(self) -> ImageScope {
        match self {
            Self::Global => ImageScope::Scalr,
            Self::Account(_) => ImageScope::Account,
            Self::Environment(_) => ImageScope::Environment,
        }
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Global => f.write_str("global"),
            Self::Account(id) => write!(f, "account/{id}"),
            Self::Environment(id) => write!(f, "user/{id}"),
        }
    }
}

impl FromStr for Scope {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        match text.split_once('/') {
            None if text == "global" => Ok(Self::Global),
            Some(("account", id)) => id.parse().map(Self::Account),
            Some(("user", id)) => id.parse().map(Self::Environment),
            _ => Err(InvalidId),
        }
    }
}

impl From<Scope> for String {
    fn from(scope: Scope) -> Self {
        scope.to_string()
    }
}

impl TryFrom<String> for Scope {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse().map_err(|InvalidId| {
            format!("`{text}` is no scope; write global, account/{{id}} or user/{{id}}")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_reads_back_what_it_writes() {
        for text in ["global", "account/1", "user/5"] {
            assert_eq!(text.parse::<Scope>().map(|scope| scope.to_string()), Ok(text.to_owned()));
        }
        for wrong in ["", "scalr", "Global", "global/", "user", "user/", "user/0", "user/5/"] {
            assert_eq!(wrong.parse::<Scope>(), Err(InvalidId), "{wrong:?}");
        }
    }

    #[test]
    fn only_the_global_scope_uses_the_global_keys() {
        let pair = |text: &str| text.parse::<Scope>().map(Scope::key_pair);
        assert_eq!(pair("global"), Ok(KeyPair::Global));
        assert_eq!(pair("account/1"), Ok(KeyPair::User));
        assert_eq!(pair("user/5"), Ok(KeyPair::User));
    }
}
