//! `pageNum` and `maxResults`, and the links between pages.

use serde::Serialize;

use crate::envelope::ApiError;
use crate::query::Query;

/// The most that one page holds, and what it holds where the client does not say.
const MOST: usize = 100;

/// Which part of a list is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Page {
    number: usize,
    size: usize,
}

/// Paths with a query, or null where there is no such page or all results fit on one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Pagination {
    first: Option<String>,
    last: Option<String>,
    next: Option<String>,
    prev: Option<String>,
}

impl Page {
    /// The names of the two query parameters, which are never filters.
    pub(crate) const PARAMETERS: [&str; 2] = ["maxResults", "pageNum"];

    /// Reads both parameters; what is not a number counts as 0, as in PHP, and is refused.
    pub(crate) fn of(query: &Query) -> Result<Self, ApiError> {
        let number = |name: &str, default: usize| match query.get(name) {
            Some(text) => text.parse().unwrap_or(0),
            None => default,
        };
        let page = Self { number: number("pageNum", 1), size: number("maxResults", MOST) };
        if page.number < 1 {
            return Err(ApiError::invalid_value("Page number should be more than 0."));
        }
        if page.size < 1 || page.size > MOST {
            return Err(ApiError::invalid_value(
                "Limit should be a positive number less than or equal to 100.",
            ));
        }
        Ok(page)
    }

    /// The elements of this page.
    pub(crate) fn cut<T>(self, all: impl Iterator<Item = T>) -> Vec<T> {
        all.skip((self.number - 1).saturating_mul(self.size)).take(self.size).collect()
    }

    /// The links that go with `total` results of this list.
    pub(crate) fn links(self, path: &str, query: &Query, total: usize) -> Pagination {
        if total <= self.size {
            return Pagination::default();
        }
        let last = total.div_ceil(self.size);
        let link = |number: usize| {
            let query = query
                .with("maxResults", &self.size.to_string())
                .with("pageNum", &number.to_string());
            Some(format!("{path}?{}", query.canonical()))
        };
        Pagination {
            first: link(1),
            last: link(last),
            next: if self.number < last { link(self.number + 1) } else { None },
            prev: if self.number > 1 { link(self.number - 1) } else { None },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Page, Pagination};
    use crate::query::Query;

    fn page(query: &str) -> Result<Page, String> {
        Page::of(&Query::parse(query)).map_err(|error| error.message)
    }

    #[test]
    fn the_first_hundred_are_the_default() {
        assert_eq!(page(""), Ok(Page { number: 1, size: 100 }));
    }

    #[test]
    fn numbers_out_of_range_are_refused() {
        let limit = Err("Limit should be a positive number less than or equal to 100.".to_owned());
        assert_eq!(page("maxResults=0"), limit);
        assert_eq!(page("maxResults=101"), limit);
        assert_eq!(page("maxResults=many"), limit);
        assert_eq!(page("pageNum=0"), Err("Page number should be more than 0.".to_owned()));
        assert_eq!(page("pageNum=-1"), Err("Page number should be more than 0.".to_owned()));
    }

    #[test]
    fn links_are_empty_when_all_fits() {
        let query = Query::parse("maxResults=10");
        let page = Page::of(&query).expect("a page");
        assert_eq!(page.links("/p/", &query, 10), Pagination::default());
    }

    #[test]
    fn links_keep_the_filters_and_name_both_parameters() {
        let query = Query::parse("name=a+b&maxResults=10&pageNum=2");
        let page = Page::of(&query).expect("a page");
        let link = |n: u32| Some(format!("/p/?maxResults=10&name=a%20b&pageNum={n}"));
        assert_eq!(
            page.links("/p/", &query, 31),
            Pagination { first: link(1), last: link(4), next: link(3), prev: link(1) }
        );
    }

    #[test]
    fn the_last_page_has_no_next_and_the_first_no_prev() {
        let links = |raw: &str| {
            let query = Query::parse(raw);
            Page::of(&query).expect("a page").links("/p/", &query, 11)
        };
        assert_eq!(links("maxResults=10").prev, None);
        assert_eq!(links("maxResults=10&pageNum=2").next, None);
    }

    #[test]
    fn a_page_past_the_end_is_empty() {
        let page = page("maxResults=10&pageNum=3").expect("a page");
        assert_eq!(page.cut(0..11), Vec::<i32>::new());
    }
}
