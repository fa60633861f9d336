//! The query of a list: a scope, a page, and for the activity its filters.

use std::ops::RangeInclusive;

use shared::edge_api::Operation;
use shared::envelope::Message;
use shared::error_code::EdgeCode;
use shared::query::{self, MAX_RESULTS};
use shared::scope::Scope;

use crate::activity::{KEEP_SENT, KEEP_UNSENT};
use crate::fault::Fault;

/// Entries on a page, where nothing else is asked for.
const DEFAULT_RESULTS: u32 = 50;

/// Pages that can be asked for: as many as the longest list can have.
pub const PAGES: RangeInclusive<u32> = 1..=KEEP_SENT.saturating_add(KEEP_UNSENT);

/// Every parameter.
const PARAMETERS: &str = "scope, pageNum, maxResults, operation and identity";

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Query {
    /// Whose list.
    pub scope: Scope,
    /// Which page, from 1.
    pub page: u32,
    /// Entries on a page.
    pub max: u32,
    /// Only this operation.
    pub operation: Option<Operation>,
    /// Only the caller with this id or name.
    pub identity: Option<String>,
}

impl Query {
    /// How many entries there are before the page.
    pub fn skipped(&self) -> u64 {
        u64::from(self.page).saturating_sub(1).saturating_mul(self.max.into())
    }
}

/// Reads the raw query of the activity; tells everything that is wrong with it at once.
pub fn parse(raw: &str) -> Result<Query, Fault> {
    let pairs = query::parse(raw).map_err(|error| refused(error.to_string()))?;
    let mut problems = Vec::new();
    let mut scope = None;
    let mut query = Query {
        scope: Scope::Global,
        page: 1,
        max: DEFAULT_RESULTS,
        operation: None,
        identity: None,
    };
    for (name, value) in pairs {
        let read = match name.as_str() {
            "scope" => scope_of(&value).map(|read| scope = Some(read)),
            "pageNum" => number(&name, &value, &PAGES).map(|read| query.page = read),
            "maxResults" => number(&name, &value, &MAX_RESULTS).map(|read| query.max = read),
            "operation" => Operation::known(&value)
                .map(|read| query.operation = Some(read))
                .ok_or_else(|| format!("`operation` is {}", Operation::NAMES.join(" or "))),
            "identity" if value.is_empty() => {
                Err("`identity` is the id or name of a caller; leave it out for all".to_owned())
            }
            "identity" => {
                query.identity = Some(value);
                Ok(())
            }
            _ => Err(format!("There is no query parameter `{name}` here; there are {PARAMETERS}")),
        };
        problems.extend(read.err().map(wrong));
    }
    match scope {
        Some(scope) if problems.is_empty() => Ok(Query { scope, ..query }),
        None if problems.is_empty() => Err(missing_scope()),
        _ => Err(Fault::Invalid(problems)),
    }
}

/// What a scope looks like.
const NO_SCOPE: &str =
    "`scope` is global, account/{id} or user/{id}, where the id is a positive whole number";

/// Reads a scope.
pub fn scope_of(value: &str) -> Result<Scope, String> {
    value.parse().map_err(|_| NO_SCOPE.to_owned())
}

fn number(name: &str, value: &str, range: &RangeInclusive<u32>) -> Result<u32, String> {
    let digits = value.bytes().all(|byte| byte.is_ascii_digit());
    value.parse().ok().filter(|number| digits && range.contains(number)).ok_or_else(|| {
        format!("`{name}` is a whole number from {} to {}", range.start(), range.end())
    })
}

/// Reads the query of a list that knows pages alone.
pub fn parse_page(raw: &str) -> Result<Query, Fault> {
    let query = parse(raw)?;
    if query.operation.is_some() || query.identity.is_some() {
        let message = "There are only the query parameters scope, pageNum and maxResults here";
        return Err(refused(message.to_owned()));
    }
    Ok(query)
}

/// The answer to a query of which this is wrong.
pub fn refused(message: String) -> Fault {
    Fault::Invalid(vec![wrong(message)])
}

/// One thing that is wrong with a query.
pub fn wrong(message: String) -> Message {
    Message { code: EdgeCode::InvalidValue.as_str().to_owned(), message, pointer: None }
}

/// The answer to a query without a scope.
pub fn missing_scope() -> Fault {
    let message = "The query parameter `scope` is missing; send for example scope=user/5";
    let code = EdgeCode::InvalidStructure.as_str().to_owned();
    Fault::Invalid(vec![Message { code, message: message.to_owned(), pointer: None }])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(raw: &str) -> Vec<String> {
        match parse(raw) {
            Err(Fault::Invalid(messages)) => {
                messages.into_iter().map(|message| message.message).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_query_has_a_scope_and_defaults_for_the_rest() {
        let query =
            Query { scope: Scope::Global, page: 1, max: 50, operation: None, identity: None };
        assert_eq!(parse("scope=global"), Ok(query));
    }

    #[test]
    fn every_parameter_is_read() {
        let query = Query {
            scope: "user/5".parse().expect("a scope"),
            page: 3,
            max: 100,
            operation: Some(Operation::Copy),
            identity: Some("ana@example.com".to_owned()),
        };
        assert_eq!(
            parse(
                "identity=ana%40example.com&maxResults=100&operation=copy&pageNum=3&scope=user%2F5"
            ),
            Ok(query)
        );
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        assert_eq!(
            told("scope=user/05&pageNum=0&maxResults=101&operation=delete&identity=&colour=red"),
            [
                "`scope` is global, account/{id} or user/{id}, where the id is a positive whole number",
                "`pageNum` is a whole number from 1 to 12000",
                "`maxResults` is a whole number from 1 to 100",
                "`operation` is create or copy",
                "`identity` is the id or name of a caller; leave it out for all",
                "There is no query parameter `colour` here; there are scope, pageNum, maxResults, \
                 operation and identity",
            ]
        );
        assert_eq!(told("scope=global&pageNum=+1").len(), 1);
    }

    #[test]
    fn a_scope_has_to_be_there_and_a_parameter_only_once() {
        assert_eq!(
            told(""),
            ["The query parameter `scope` is missing; send for example scope=user/5"]
        );
        assert_eq!(
            told("scope=global&scope=global"),
            ["The query parameter `scope` is there twice; send it once"]
        );
    }
}
