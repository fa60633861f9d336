//! `GET /edge/openapi.json`: the contract, for machines (OpenAPI 3.1).
//!
//! The document is `edge/openapi.json`, generated from the shared types, the tables of operations
//! and `answers`, the one table of what each operation can answer. A test generates it again and
//! compares; `UPDATE_OPENAPI=1 cargo test -p edge openapi` writes it. It lies among the dashboard's
//! files, where `cargo xtask` puts it: in the worker it would be a twentieth of the bundle.
//!
//! It answers everybody, like `/edge/health`: it is the same for each installation of a version and
//! says nothing that the source does not, and whoever sets up a client reads it before there is any
//! sign-in to work with.

/// Its path, and where it lies in the asset store.
pub const PATH: &str = "/edge/openapi.json";

/// The document.
#[cfg(test)]
pub(crate) const DOCUMENT: &str = include_str!("../../openapi.json");

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
