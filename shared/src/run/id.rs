//! The id of a copy run.

use std::fmt;
use std::str::FromStr;

use crate::scope::Scope;

/// Characters of the part that makes the id unique: ten of time, sixteen of chance.
const UNIQUE: usize = 26;
const TIME: usize = 10;

/// Crockford's base 32: no letter that could be taken for a digit.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The id of a run: a part that sorts by the time of its making, and the scope, whose object keeps the
/// run. For everybody but the edge and the dashboard it is opaque.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RunId {
    text: String,
    scope: Scope,
}

/// A text that is no id of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidRunId;

impl RunId {
    /// The id of a run that is made now; of `chance` the first sixteen letters and digits are taken.
    pub fn new(unix_ms: u64, chance: &str, scope: Scope) -> Self {
        let mut text = String::with_capacity(40);
        for place in (0..TIME).rev() {
            let digit = (unix_ms >> (5 * place)) & 31;
            text.push(char::from(
                *DIGITS.get(usize::try_from(digit).unwrap_or(0)).unwrap_or(&b'0'),
            ));
        }
        let chance = chance.chars().filter(char::is_ascii_hexdigit);
        text.extend(
            chance
                .chain(std::iter::repeat('0'))
                .take(UNIQUE - TIME)
                .map(|c| c.to_ascii_uppercase()),
        );
        match scope {
            Scope::Global => text.push_str("-g"),
            Scope::Account(id) => {
                text.push_str("-a");
                text.push_str(&id.to_string());
            }
            Scope::Environment(id) => {
                text.push_str("-u");
                text.push_str(&id.to_string());
            }
        }
        Self { text, scope }
    }

    /// The scope whose run it is.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// The id as it stands in a path.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for RunId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl FromStr for RunId {
    type Err = InvalidRunId;

    fn from_str(text: &str) -> Result<Self, InvalidRunId> {
        let (unique, scope) = text.split_once('-').ok_or(InvalidRunId)?;
        let sound = unique.len() == UNIQUE && unique.bytes().all(|byte| DIGITS.contains(&byte));
        let mut letters = scope.chars();
        let scope = match (letters.next(), letters.as_str()) {
            (Some('g'), "") => Some(Scope::Global),
            (Some('a'), id) => id.parse().ok().map(Scope::Account),
            (Some('u'), id) => id.parse().ok().map(Scope::Environment),
            _ => None,
        };
        let scope = scope.filter(|_| sound).ok_or(InvalidRunId)?;
        Ok(Self { text: text.to_owned(), scope })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_tells_its_scope_and_sorts_by_time() {
        let chance = "5ec3d640-1bc3-4309-a7dd-718d8e19a481";
        for scope in ["global", "account/1", "user/18446744073709551615"] {
            let scope: Scope = scope.parse().expect("a scope");
            let id = RunId::new(1_795_314_600_000, chance, scope);
            assert_eq!(id.as_str().parse(), Ok(id.clone()));
            assert_eq!(id.scope(), scope);
        }
        let id = |ms: u64| RunId::new(ms, chance, Scope::Global).to_string();
        assert_eq!(id(1_795_314_600_000), "01M80HDJ205EC3D6401BC34309-g");
        assert!(id(1_795_314_600_000) < id(1_795_314_600_001));
    }

    #[test]
    fn what_is_no_id_is_none() {
        for wrong in [
            "",
            "01M80HDJ205EC3D6401BC34309",
            "01M80HDJ205EC3D6401BC34309-",
            "01M80HDJ205EC3D6401BC34309-g1",
            "01M80HDJ205EC3D6401BC34309-u0",
            "01M80HDJ205EC3D6401BC34309-u05",
            "01M80HDJ205EC3D6401BC3430-u5",
            "01m7wy6q205ec3d6401bc34309-u5",
            "01M80HDJ205EC3D6401BC3430/-u5",
        ] {
            assert_eq!(wrong.parse::<RunId>(), Err(InvalidRunId), "{wrong}");
        }
    }
}
