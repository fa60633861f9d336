//! The lists that a scope's object keeps, activity and copy runs: what is asked of them, and a page as
//! the answer.
//!
//! The same words say what is wrong with a query, also where another list is asked for (`inventory`).

mod page;
mod query;

pub use page::{Found, envelope};
pub use query::{PAGES, Query, missing_scope, parse, parse_page, refused, scope_of, wrong};
