//! The events of a run (server-sent events): what has changed since a version.

use serde::Serialize;
use shared::order::in_order;
use shared::run::Progress;

use crate::idempotency::StorageFault;

use super::row::RunStore;

/// What a client has to be told that knows the run up to a version, and the version that it knows
/// then. `None` where there is no such run.
///
/// A row has only its last change, so that a client that was away gets each region once. The `run` at
/// the end sums up.
pub fn since(
    store: &impl RunStore,
    run: &str,
    version: u64,
) -> Result<Option<(String, u64)>, StorageFault> {
    let Some(run) = store.run(run)? else { return Ok(None) };
    let mut text = String::new();
    if run.version > version {
        let rows = store.rows(&run.id, version)?;
        for row in in_order(rows, |one, other| one.version.cmp(&other.version)) {
            event(&mut text, "region", row.version, &row.told);
        }
        let progress = Progress { state: run.state, counts: run.counts, version: run.version };
        event(&mut text, "run", run.version, &progress);
    }
    Ok(Some((text, run.version)))
}

fn event(out: &mut String, name: &str, version: u64, data: &impl Serialize) {
    // JSON has no line feed in it.
    let data = serde_json::to_string(data).unwrap_or_default();
    for part in ["id: ", &version.to_string(), "\nevent: ", name, "\ndata: ", &data, "\n\n"] {
        out.push_str(part);
    }
}
