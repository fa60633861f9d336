//! Filters and page of the activity, as they stand in the URL and go to the edge.

use shared::edge_api::Operation;
use shared::scope::Scope;

/// Rows of a page.
const PAGE_SIZE: u32 = 50;

/// Filters and page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityQuery {
    /// Only this operation.
    pub operation: Option<Operation>,
    /// Only what the caller with this id asked for.
    pub identity: Option<String>,
    /// Page, from 1.
    pub page: u32,
}

impl Default for ActivityQuery {
    fn default() -> Self {
        Self { operation: None, identity: None, page: 1 }
    }
}

impl ActivityQuery {
    /// Reads the parameters of a URL; what is unknown or out of bounds is left out.
    pub fn read(pairs: &[(String, String)]) -> Self {
        let find = |wanted: &str| {
            pairs.iter().find(|(name, value)| name == wanted && !value.is_empty()).map(|(_, v)| v)
        };
        let known = |name: &String| {
            let operation = Operation::from(name.clone());
            Operation::KNOWN.contains(&operation).then_some(operation)
        };
        Self {
            operation: find("operation").and_then(known),
            identity: find("identity").cloned(),
            page: find("pageNum")
                .and_then(|page| page.parse().ok())
                .map_or(1, |page| u32::max(page, 1)),
        }
    }

    /// The parameters of the URL: only what differs from the plain list.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if let Some(operation) = &self.operation {
            pairs.push(("operation", operation.to_string()));
        }
        if let Some(identity) = &self.identity {
            pairs.push(("identity", identity.clone()));
        }
        if self.page > 1 {
            pairs.push(("pageNum", self.page.to_string()));
        }
        pairs
    }

    /// The parameters of the request to the edge.
    pub fn request_pairs(&self, scope: Scope) -> Vec<(&'static str, String)> {
        let mut pairs = Self { page: 1, ..self.clone() }.pairs();
        pairs.push(("scope", scope.to_string()));
        pairs.push(("pageNum", self.page.to_string()));
        pairs.push(("maxResults", PAGE_SIZE.to_string()));
        pairs
    }

    /// True where something is filtered.
    pub fn is_filtered(&self) -> bool {
        self.operation.is_some() || self.identity.is_some()
    }

    /// The same filters on another page.
    #[must_use]
    pub fn at_page(&self, page: u32) -> Self {
        Self { page, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> ActivityQuery {
        ActivityQuery::read(&shared::query::parse(query).expect("a query"))
    }

    #[test]
    fn what_a_url_says_comes_back_from_it() {
        let query = ActivityQuery {
            operation: Some(Operation::Copy),
            identity: Some("ana+1@example.com".to_owned()),
            page: 3,
        };
        let url = shared::query::CanonicalQuery::new(&query.pairs()).to_string();
        assert_eq!(read(&url), query);
        assert_eq!(ActivityQuery::default().pairs(), []);
    }

    #[test]
    fn what_is_unknown_or_out_of_bounds_is_left_out() {
        assert_eq!(read("operation=delete&pageNum=0&identity="), ActivityQuery::default());
        assert_eq!(read("pageNum=x"), ActivityQuery::default());
    }

    #[test]
    fn the_edge_is_asked_for_a_page_of_the_scope() {
        let query = ActivityQuery { operation: Some(Operation::Create), ..Default::default() };
        let pairs = query.request_pairs("user/5".parse().expect("a scope"));
        let pairs: Vec<_> = pairs.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(
            pairs,
            [("operation", "create"), ("scope", "user/5"), ("pageNum", "1"), ("maxResults", "50")]
        );
    }
}
