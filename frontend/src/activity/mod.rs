//! What has been asked for in a scope, and what became of it.

pub mod query;
pub mod words;
