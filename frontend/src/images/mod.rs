//! What the image pages know without a browser: search, filters and order of a list, places to copy to.

pub mod destinations;
pub mod filter;
pub mod query;
pub mod sort;
pub mod view;
