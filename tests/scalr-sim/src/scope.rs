//! Who owns an image and who sees it, and the account and environments that the stand-in has.

use serde::Serialize;

use crate::envelope::ApiError;

/// The only account.
pub(crate) const ACCOUNT: u32 = 1;

/// The environments of [`ACCOUNT`].
pub(crate) const ENVIRONMENTS: [Environment; 2] = [
    Environment { id: 5, name: "Production", platforms: &["ec2", "gce", "azure", "openstack"] },
    Environment { id: 6, name: "Staging", platforms: &["ec2", "gce"] },
];

/// A place where people work, with the clouds they set up there.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Environment {
    pub(crate) id: u32,
    pub(crate) name: &'static str,
    #[serde(skip)]
    pub(crate) platforms: &'static [&'static str],
}

/// The owner of an image, and the level an endpoint works on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    Global,
    Account(u32),
    Environment(u32),
}

impl Scope {
    /// The value of an image's `scope` member.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Global => "scalr",
            Self::Account(_) => "account",
            Self::Environment(_) => "environment",
        }
    }

    /// Whether this scope lists what `owner` has: its own and everything higher.
    pub(crate) fn sees(self, owner: Self) -> bool {
        match (self, owner) {
            (_, Self::Global) => true,
            (Self::Global, _) => false,
            (Self::Account(mine) | Self::Environment(mine), Self::Account(other)) => {
                let account = if matches!(self, Self::Account(_)) { mine } else { ACCOUNT };
                account == other
            }
            (mine, Self::Environment(_)) => mine == owner,
        }
    }

    /// Refuses accounts and environments that the user pair has no part in.
    pub(crate) fn check_exists(self) -> Result<(), ApiError> {
        match self {
            Self::Global => Ok(()),
            Self::Account(id) if id == ACCOUNT => Ok(()),
            Self::Account(_) => Err(ApiError::forbidden("You don't have access to the account.")),
            Self::Environment(_) if self.environment().is_some() => Ok(()),
            Self::Environment(_) => {
                Err(ApiError::forbidden("You don't have access to the environment."))
            }
        }
    }

    /// The environment of an environment scope.
    pub(crate) fn environment(self) -> Option<&'static Environment> {
        let Self::Environment(wanted) = self else { return None };
        ENVIRONMENTS.iter().find(|environment| environment.id == wanted)
    }
}

#[cfg(test)]
mod tests {
    use super::Scope::{Account, Environment, Global};

    #[test]
    fn a_scope_sees_its_own_and_what_is_higher_and_nothing_else() {
        let seen = |scope: super::Scope| {
            [Global, Account(1), Account(2), Environment(5), Environment(6)]
                .into_iter()
                .filter(|owner| scope.sees(*owner))
                .collect::<Vec<_>>()
        };
        assert_eq!(seen(Global), [Global]);
        assert_eq!(seen(Account(1)), [Global, Account(1)]);
        assert_eq!(seen(Environment(5)), [Global, Account(1), Environment(5)]);
        assert_eq!(seen(Environment(6)), [Global, Account(1), Environment(6)]);
    }

    #[test]
    fn only_account_1_and_environments_5_and_6_exist() {
        for known in [Global, Account(1), Environment(5), Environment(6)] {
            assert_eq!(known.check_exists(), Ok(()));
        }
        for unknown in [Account(2), Environment(1), Environment(7)] {
            let error = unknown.check_exists().expect_err("a refusal");
            assert_eq!((error.status.as_u16(), error.code), (403, "PermissionViolation"));
        }
    }
}
