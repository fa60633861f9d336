//! Key pairs, and a secret that cannot be printed by accident.

use std::fmt;

/// An API secret. Its `Debug` says nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps the plain text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A key id and the secret that signs for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPair {
    /// Sent as `X-Scalr-Key-Id`.
    pub id: String,
    /// Keys the HMAC; never sent.
    pub secret: Secret,
}

/// The two pairs Scalr knows apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keys {
    /// For the account and the environment scope.
    pub user: KeyPair,
    /// For the global scope.
    pub global: KeyPair,
}

impl Keys {
    /// Reads `SCALR_SIM_KEY_ID`, `SCALR_SIM_SECRET`, `SCALR_SIM_GLOBAL_KEY_ID` and
    /// `SCALR_SIM_GLOBAL_SECRET` through `variable`; a pair of which neither is set gets its demo
    /// value. Half a pair is an error, since the other half would surely be wrong.
    pub fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        let pair = |id_name: &str, secret_name: &str, demo: (&str, &str)| match (
            variable(id_name),
            variable(secret_name),
        ) {
            (Some(id), Some(secret)) => Ok(KeyPair { id, secret: Secret::new(secret) }),
            (None, None) => Ok(KeyPair { id: demo.0.into(), secret: Secret::new(demo.1) }),
            _ => Err(format!("Set both {id_name} and {secret_name}, or neither.")),
        };
        Ok(Self {
            user: pair(
                "SCALR_SIM_KEY_ID",
                "SCALR_SIM_SECRET",
                ("APIDEMOUSER000000001", "demo-user-secret"),
            )?,
            global: pair(
                "SCALR_SIM_GLOBAL_KEY_ID",
                "SCALR_SIM_GLOBAL_SECRET",
                ("APIDEMOGLOBAL0000001", "demo-global-secret"),
            )?,
        })
    }

    /// The pair with this id, if it is one of the two.
    pub(crate) fn find(&self, id: &str) -> Option<&KeyPair> {
        [&self.user, &self.global].into_iter().find(|pair| pair.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::{Keys, Secret};

    #[test]
    fn debug_of_a_secret_says_nothing() {
        assert_eq!(format!("{:?}", Secret::new("canary")), "Secret(…)");
    }

    #[test]
    fn unset_pairs_get_demo_values_that_differ() {
        let keys = Keys::from_variables(|_| None).expect("demo keys");
        assert_ne!(keys.user.id, keys.global.id);
        assert_ne!(keys.user.secret, keys.global.secret);
    }

    #[test]
    fn half_a_pair_is_an_error() {
        let only_id = |name: &str| (name == "SCALR_SIM_KEY_ID").then(|| "K".to_owned());
        assert_eq!(
            Keys::from_variables(only_id),
            Err("Set both SCALR_SIM_KEY_ID and SCALR_SIM_SECRET, or neither.".to_owned())
        );
    }
}
