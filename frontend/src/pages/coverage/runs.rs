//! The copy runs that a grid has to know: those under way, and those of the last hour.

use std::collections::BTreeMap;

use leptos::prelude::*;
use shared::run::{CopyRun, RunState};
use shared::scope::Scope;

use crate::api;
use crate::contexts::Clock;
use crate::loader::Loader;
use crate::text;
use crate::time;

/// How long a run that is over says what the inventory may not have yet, in milliseconds.
const RECENT_MS: f64 = 3_600_000.0;
/// Runs that are asked for their regions in one round, so that many of them do not use up the requests
/// that a caller has in a minute. The others follow in the next rounds.
const ASKED_AT_ONCE: usize = 15;

/// Runs with their regions.
#[derive(Clone, Copy)]
pub struct RecentRuns {
    known: RwSignal<BTreeMap<String, CopyRun>>,
    caveat: RwSignal<Option<&'static str>>,
}

impl RecentRuns {
    /// What is known of them.
    pub fn known(self) -> Vec<CopyRun> {
        self.known.read().values().cloned().collect()
    }

    /// Adds a run that was just started, as long as somebody looks.
    pub fn try_add(self, run: CopyRun) {
        self.known.try_update(|known| known.insert(run.id.clone(), run));
    }

    /// What could not be looked up.
    pub fn caveat(self) -> Option<&'static str> {
        self.caveat.get()
    }
}

/// Follows the runs of a scope, for everything below.
pub fn provide_recent_runs(scope: Memo<Option<Scope>>) -> RecentRuns {
    let runs = RecentRuns { known: RwSignal::new(BTreeMap::new()), caveat: RwSignal::new(None) };
    let round = expect_context::<Clock>().rounds();
    let of = StoredValue::new(None::<Scope>);
    Loader::new(move || {
        round.get();
        let scope = scope.get();
        async move {
            if of.try_get_value() != Some(scope) {
                of.try_set_value(scope);
                runs.known.try_update(BTreeMap::clear);
            }
            if let Some(scope) = scope {
                look(runs, scope).await;
            }
        }
    });
    provide_context(runs);
    runs
}

async fn look(runs: RecentRuns, scope: Scope) {
    let Ok(listing) = api::recent_runs(scope).await else {
        runs.caveat.try_set(Some(text::coverage().runs_not_loaded));
        return;
    };
    runs.caveat.try_set(None);
    let now = Clock::exact();
    let told: Vec<CopyRun> = listing.data.into_iter().filter(|run| is_recent(run, now)).collect();
    let Some(mut known) = runs.known.try_get_untracked() else { return };
    known.retain(|id, _| told.iter().any(|run| run.id == *id));
    let mut changed: Vec<&CopyRun> = told
        .iter()
        .filter(|run| known.get(&run.id).is_none_or(|old| old.version < run.version))
        .collect();
    // Those that nothing is known of come first.
    changed.sort_by_key(|run| known.contains_key(&run.id));
    for run in changed.into_iter().take(ASKED_AT_ONCE) {
        let Ok(id) = run.id.parse() else { continue };
        // One that cannot be had is asked for again in the next round.
        if let Ok(run) = api::get_run(&id).await {
            known.insert(run.id.clone(), run);
        }
    }
    if runs.known.try_get_untracked().is_some_and(|before| before != known) {
        runs.known.try_set(known);
    }
}

/// Whether a run may have something to say that the inventory does not.
fn is_recent(run: &CopyRun, now: f64) -> bool {
    let over = matches!(run.state, RunState::Finished | RunState::Cancelled);
    !over
        || run.counts.unknown > 0
        || time::parse(&run.created_at).is_some_and(|made| now - made < RECENT_MS)
}
