//! A page of entries.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use shared::edge_api::Operation;
use shared::envelope::{Listing, Pagination};
use shared::query::CanonicalQuery;

use super::Query;

/// What the scope's object found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// How many entries there are on all pages.
    pub total: u32,
    /// Those of this page, newest first, as they were written ([`shared::edge_api::Activity`]).
    pub entries: Vec<Value>,
}

/// The answer: Scalr's list envelope.
pub fn envelope(query: &Query, path: &str, found: Found) -> Listing<Value> {
    Listing {
        pagination: pagination(query, path, found.total),
        data: found.entries,
        errors: Vec::new(),
        meta: Value::Object(serde_json::Map::new()),
        warnings: Vec::new(),
    }
}

/// Links to the other pages, as Scalr writes them: none where all fits on one.
fn pagination(query: &Query, path: &str, total: u32) -> Pagination {
    let last = total.div_ceil(query.max.max(1)).max(1);
    if last == 1 && query.page == 1 {
        return Pagination::default();
    }
    let link = |page: u32| Some(format!("{path}?{}", parameters(query, page)));
    Pagination {
        first: link(1),
        last: link(last),
        next: (query.page < last).then(|| link(query.page.saturating_add(1))).flatten(),
        prev: (query.page > 1).then(|| link(query.page.saturating_sub(1).min(last))).flatten(),
    }
}

fn parameters(query: &Query, page: u32) -> CanonicalQuery {
    let mut pairs = vec![
        ("scope", query.scope.to_string()),
        ("pageNum", page.to_string()),
        ("maxResults", query.max.to_string()),
    ];
    pairs.extend(
        query
            .operation
            .as_ref()
            .map(|operation: &Operation| ("operation", operation.as_str().to_owned())),
    );
    pairs.extend(query.identity.clone().map(|identity| ("identity", identity)));
    CanonicalQuery::new(&pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATH: &str = "/edge/activity";

    fn links(raw: &str, total: u32) -> [Option<String>; 4] {
        let query = super::super::parse(raw).expect("a query");
        let Pagination { first, last, next, prev } = pagination(&query, PATH, total);
        [first, last, next, prev]
    }

    /// The links to these pages.
    fn to(pages: [Option<u32>; 4]) -> [Option<String>; 4] {
        let rest = "maxResults=10&operation=copy";
        pages.map(|page| {
            Some(format!("{PATH}?identity=ana%40x&{rest}&pageNum={}&scope=user%2F5", page?))
        })
    }

    #[test]
    fn what_fits_on_one_page_has_no_links() {
        for total in [0, 1, 50] {
            assert_eq!(links("scope=global", total), [None, None, None, None]);
        }
    }

    #[test]
    fn links_keep_the_filters() {
        let raw = |page: u32| {
            format!("scope=user/5&maxResults=10&operation=copy&identity=ana@x&pageNum={page}")
        };
        assert_eq!(links(&raw(1), 25), to([Some(1), Some(3), Some(2), None]));
        assert_eq!(links(&raw(2), 25), to([Some(1), Some(3), Some(3), Some(1)]));
        assert_eq!(links(&raw(3), 25), to([Some(1), Some(3), None, Some(2)]));
    }

    #[test]
    fn behind_the_last_page_the_way_back_is_shown() {
        let raw = "scope=user/5&maxResults=10&operation=copy&identity=ana@x&pageNum=9";
        assert_eq!(links(raw, 25), to([Some(1), Some(3), None, Some(3)]));
    }

    #[test]
    fn the_envelope_is_scalr_s() {
        let query = super::super::parse("scope=global").expect("a query");
        let text =
            serde_json::to_string(&envelope(&query, PATH, Found { total: 0, entries: vec![] }));
        assert_eq!(
            text.expect("JSON"),
            r#"{"data":[],"pagination":{"first":null,"last":null,"next":null,"prev":null},"errors":[],"meta":{},"warnings":[]}"#
        );
    }
}
