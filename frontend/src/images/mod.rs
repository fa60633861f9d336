//! What the image pages know without a browser: filters, places to copy to, words for values.

pub mod destinations;
pub mod query;
