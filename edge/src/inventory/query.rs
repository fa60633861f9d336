//! The query of `GET /edge/inventory`.

use shared::query;
use shared::scope::Scope;

use crate::fault::Fault;
use crate::lists::{missing_scope, refused, scope_of, wrong};

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// Whose images.
    pub scope: Scope,
    /// Whether the walk has to begin now: one that others are on does not do.
    pub fresh: bool,
}

/// Reads a raw query; tells everything that is wrong with it at once.
pub fn parse(raw: &str) -> Result<Asked, Fault> {
    let pairs = query::parse(raw).map_err(|error| refused(error.to_string()))?;
    let mut problems = Vec::new();
    let (mut scope, mut fresh) = (None, false);
    for (name, value) in pairs {
        let read = match (name.as_str(), value.as_str()) {
            ("scope", _) => scope_of(&value).map(|read| scope = Some(read)),
            ("fresh", "yes" | "no") => {
                fresh = value == "yes";
                Ok(())
            }
            ("fresh", _) => Err("`fresh` is yes or no".to_owned()),
            _ => {
                Err(format!("There is no query parameter `{name}` here; there are scope and fresh"))
            }
        };
        problems.extend(read.err().map(wrong));
    }
    match scope {
        Some(scope) if problems.is_empty() => Ok(Asked { scope, fresh }),
        None if problems.is_empty() => Err(missing_scope()),
        _ => Err(Fault::Invalid(problems)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scope_has_to_be_there_and_whether_it_is_fresh_may() {
        let asked = |fresh| Ok(Asked { scope: "user/5".parse().expect("a scope"), fresh });
        assert_eq!(parse("scope=user/5"), asked(false));
        assert_eq!(parse("scope=user%2F5&fresh=no"), asked(false));
        assert_eq!(parse("fresh=yes&scope=user/5"), asked(true));
        assert_eq!(parse("fresh=yes"), Err(missing_scope()));
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let Err(Fault::Invalid(messages)) = parse("scope=x&fresh=&pageNum=2") else {
            panic!("it was taken");
        };
        let words: Vec<&str> = messages.iter().map(|message| message.message.as_str()).collect();
        assert_eq!(
            words,
            [
                "`scope` is global, account/{id} or user/{id}, where the id is a positive whole number",
                "`fresh` is yes or no",
                "There is no query parameter `pageNum` here; there are scope and fresh",
            ]
        );
    }
}
