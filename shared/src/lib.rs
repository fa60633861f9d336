//! What the dashboard and the edge of scalr-images must never disagree about: the models of the
//! Scalr API v1beta0, the rules for creating and copying images, the table of operations, the
//! shapes of the edge's own API and the request signature.
//!
//! The crate is pure: it does no I/O, reads no clock, draws no random number and knows no
//! JavaScript type. Time, credentials and identifiers are arguments.

pub mod cloud_features;
pub mod cloud_location;
pub mod copy;
pub mod edge_api;
pub mod envelope;
pub mod error_code;
pub mod field;
pub mod id;
pub mod image;
pub mod inventory;
pub mod json;
pub mod new_image;
pub mod open_enum;
pub mod order;
pub mod os;
pub mod platform;
pub mod query;
pub mod region;
pub mod route;
pub mod run;
#[cfg(feature = "schema")]
mod schema;
pub mod scope;
pub mod sign;
pub mod validate;

/// Fingerprint of this crate's sources, `sha256-` and hexadecimal digits.
///
/// The edge reports it in `/edge/session`; a dashboard built from other sources can tell that its
/// rules may differ from the edge's and ask for a reload.
pub const SCHEMA: &str = env!("SHARED_SCHEMA");
