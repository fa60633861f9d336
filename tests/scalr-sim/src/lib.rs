//! A stand-in for the Scalr API v1beta0, as far as images need it: for tests and demos only.
//!
//! It checks signatures with code of its own, applies Scalr's rules in Scalr's order, and fails
//! on demand in all the ways in which a server and a network can fail. It does not talk to any
//! cloud, keeps nothing on disk, and must not be reachable from another machine.

mod admin;
mod auth;
mod checks;
mod clock;
mod clouds;
mod envelope;
mod exchange;
mod faults;
mod ids;
mod log;
mod model;
mod options;
mod os;
mod page;
mod query;
mod rate;
mod routes;
pub mod rules;
mod scope;
mod secret;
mod seed;
mod server;
mod signatures;
mod specs;
mod state;

pub use auth::Signable;
pub use options::{CopyStatus, Options, Settings};
pub use query::Query;
pub use secret::{KeyPair, Keys, Secret};
pub use server::{Running, Server};
