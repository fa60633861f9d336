//! What may happen to the rows of runs, and how a run follows from them.

use std::mem;

use shared::run::{CopyRun, RegionState, RunState};

use crate::idempotency::StorageFault;
use crate::proxy::Moment;

use super::row::{Row, RunStore};

/// The rows, and what may happen to them.
#[derive(Debug)]
pub(super) struct Book<'s, S>(pub(super) &'s S);

impl<S: RunStore> Book<'_, S> {
    /// Writes down a run that is new.
    pub(super) fn open(&self, mut run: CopyRun, rows: &[Row]) -> Result<CopyRun, StorageFault> {
        for row in rows {
            self.0.put_row(row)?;
        }
        run.state = self.state(&run, None)?;
        self.0.put_run(&run)?;
        Ok(run)
    }

    /// Moves a row to a state; whatever else is new about it stands in it already.
    pub(super) fn change(
        &self,
        row: &mut Row,
        to: RegionState,
        now: &Moment,
    ) -> Result<(), StorageFault> {
        let Some(mut run) = self.0.run(&row.run)? else { return Err(StorageFault) };
        let from = mem::replace(&mut row.told.state, to);
        if from != row.told.state {
            row.told.since.clone_from(&now.iso);
            run.counts.remove(&from, 1);
            run.counts.add(&row.told.state, 1);
        }
        run.version = run.version.saturating_add(1);
        row.version = run.version;
        self.0.put_row(row)?;
        run.state = self.state(&run, Some(&row.told.state))?;
        self.0.put_run(&run)
    }

    /// Writes down when there is something to do about a row. Nobody else need know.
    pub(super) fn postpone(&self, row: &mut Row, due_ms: u64) -> Result<(), StorageFault> {
        row.due_ms = Some(due_ms);
        self.0.put_row(row)
    }

    /// Leaves a row as it is, for a person to decide.
    pub(super) fn leave(&self, row: &mut Row, now: &Moment) -> Result<(), StorageFault> {
        row.due_ms = None;
        let state = row.told.state.clone();
        self.change(row, state, now)
    }

    /// Writes down that runs wait for a limit. Gives those that did not before.
    pub(super) fn pause(&self) -> Result<Vec<String>, StorageFault> {
        let mut paused = Vec::new();
        for mut run in self.0.open_runs()? {
            if run.state == RunState::Running && run.counts.planned > 0 {
                run.state = RunState::Paused;
                run.version = run.version.saturating_add(1);
                self.0.put_run(&run)?;
                paused.push(run.id);
            }
        }
        Ok(paused)
    }

    /// How far a run is, after one of its rows came to a state.
    fn state(
        &self,
        run: &CopyRun,
        came_to: Option<&RegionState>,
    ) -> Result<RunState, StorageFault> {
        if !self.0.is_open(&run.id)? {
            let whole = run.counts.cancelled == 0;
            return Ok(if whole { RunState::Finished } else { RunState::Cancelled });
        }
        // It waits until something is sent again.
        let waits = run.state == RunState::Paused
            && run.counts.planned > 0
            && came_to != Some(&RegionState::Sending);
        Ok(if waits { RunState::Paused } else { RunState::Running })
    }
}
