//! `GET /edge/health`: alive, and what the settings lack. It is open to everybody, so it names
//! settings and shows no value.

use shared::edge_api::Health;

use crate::config::Config;
use crate::{COMMIT, VERSION};

/// The state of the worker.
pub fn health(config: &Config) -> Health {
    let missing = config.missing();
    Health {
        status: "ok".to_owned(),
        version: VERSION.to_owned(),
        commit: COMMIT.to_owned(),
        demo: config.demo().unwrap_or(false),
        configured: missing.is_empty(),
        missing: missing.into_iter().map(str::to_owned).collect(),
    }
}
