//! `GET /edge/session`: who is asking and what there is to work with.

use std::num::NonZeroU32;

use shared::SCHEMA;
use shared::edge_api::{Limits, Named, Session, SessionScope};
use shared::id::ScalrId;
use shared::scope::Scope;

use crate::VERSION;
use crate::auth::{Caller, Rights};
use crate::config::Config;
use crate::fault::Fault;
use crate::guard::MAX_BODY_BYTES;

/// The session of a caller.
pub fn session(config: &Config, caller: Caller) -> Result<Session, Fault> {
    let settings = config.session()?;
    let rates = config.rates()?;
    let demo = config.demo()?;
    let within = |list: &[Named], scope: fn(ScalrId) -> Scope| -> Vec<SessionScope> {
        list.iter().map(|named| entry(config, scope(named.id), &named.name)).collect()
    };
    let mut scopes = vec![entry(config, Scope::Global, "Global")];
    scopes.extend(within(&settings.accounts, Scope::Account));
    scopes.extend(within(&settings.environments, Scope::Environment));
    Ok(Session {
        identity: caller.identity,
        demo,
        can_write: caller.rights >= Rights::Write,
        scopes,
        environments: settings.environments.clone(),
        limits: Limits {
            max_body_bytes: u64::try_from(MAX_BODY_BYTES).unwrap_or(u64::MAX),
            rate_per_minute: rates.pair.map_or(0, NonZeroU32::get),
            copy_parallel: config.runs()?.parallel,
        },
        schema: SCHEMA.to_owned(),
        version: VERSION.to_owned(),
    })
}

fn entry(config: &Config, scope: Scope, name: &str) -> SessionScope {
    let keys = config.keys(scope.key_pair()).is_ok();
    SessionScope { scope, name: name.to_owned(), keys }
}
