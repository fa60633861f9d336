//! `GET /edge/openapi.json`: the contract, for machines (OpenAPI 3.1).
//!
//! The document is `edge/openapi.json`, generated from the shared types, the tables of operations
//! and `answers`, the one table of what each operation can answer. A test generates it again and
//! compares; `UPDATE_OPENAPI=1 cargo test -p edge openapi` writes it. The worker carries it without
//! its white space, and nothing of what generates it.
//!
//! It answers everybody, like `/edge/health`: it is the same for each installation of a version and
//! says nothing that the source does not, and whoever sets up a client reads it before there is any
//! sign-in to work with.

/// The document.
pub const DOCUMENT: &str = include_str!(concat!(env!("OUT_DIR"), "/openapi.json"));

#[cfg(test)]
mod answers;
#[cfg(test)]
mod document;
#[cfg(test)]
mod own;
#[cfg(test)]
mod parameters;
#[cfg(test)]
mod responses;
#[cfg(test)]
mod tests;
