//! The storage of a scope's object: copy runs.

use serde::de::DeserializeOwned;
use shared::json::{self, Unreadable};
use shared::run::{CopyRun, RunState};

use crate::idempotency::StorageFault;
use crate::lists::{Found, Query};
use crate::runs::{Row as RunRow, RunStore, Spot};

use super::sql::{Row, Value, number, text};
use super::storage::ScopeStorage;

/// The table of runs.
const RUNS: &str = "copy_runs";
/// Runs that one look takes up; the next look follows at once.
const MOST_RUNS: u64 = 50;

impl ScopeStorage {
    /// Rows whose one column is JSON.
    fn rows_of<T: DeserializeOwned>(
        &self,
        statement: &str,
        values: Vec<Value>,
    ) -> Result<Vec<T>, StorageFault> {
        let rows = self.sql(statement, values)?;
        rows.into_iter().map(|mut row| json(&mut row)).collect()
    }

    /// Rows whose one column is a text.
    fn texts(&self, statement: &str, values: Vec<Value>) -> Result<Vec<String>, StorageFault> {
        self.sql(statement, values)?.into_iter().map(|mut row| row.text()).collect()
    }
}

impl RunStore for ScopeStorage {
    async fn synced(&self) -> Result<(), StorageFault> {
        self.sync().await
    }

    fn run(&self, id: &str) -> Result<Option<CopyRun>, StorageFault> {
        if !self.has(RUNS)? {
            return Ok(None);
        }
        let runs = self.rows_of("SELECT row FROM copy_runs WHERE id = ?", vec![text(id)])?;
        Ok(runs.into_iter().next())
    }

    fn put_run(&self, run: &CopyRun) -> Result<(), StorageFault> {
        let open = matches!(run.state, RunState::Running | RunState::Paused);
        let row = serde_json::to_string(run).map_err(|_| StorageFault)?;
        self.sql(
            "INSERT OR REPLACE INTO copy_runs (id, open, row) VALUES (?, ?, ?)",
            vec![text(&run.id), number(open.into()), Value::String(row)],
        )
        .map(drop)
    }

    fn open_runs(&self) -> Result<Vec<CopyRun>, StorageFault> {
        self.rows_of("SELECT row FROM copy_runs WHERE open = 1", Vec::new())
    }

    fn runs(&self, query: &Query) -> Result<Found, StorageFault> {
        if !self.has(RUNS)? {
            return Ok(Found { total: 0, entries: Vec::new() });
        }
        let mut count = self.sql("SELECT COUNT(*) FROM copy_runs", Vec::new())?.into_iter();
        let total = count.next().ok_or(StorageFault)?.number()?.ok_or(StorageFault)?;
        let page = "SELECT row FROM copy_runs ORDER BY id DESC LIMIT ? OFFSET ?";
        let entries =
            self.rows_of(page, vec![number(query.max.into()), number(query.skipped())])?;
        Ok(Found { total: u32::try_from(total).unwrap_or(u32::MAX), entries })
    }

    fn trim_runs(&self, keep: u32) -> Result<(), StorageFault> {
        self.sql(
            "DELETE FROM copy_runs WHERE open = 0 AND id <=
             (SELECT id FROM copy_runs ORDER BY id DESC LIMIT 1 OFFSET ?)",
            vec![number(keep.into())],
        )?;
        let orphans = "DELETE FROM copy_regions WHERE run NOT IN (SELECT id FROM copy_runs)";
        self.sql(orphans, Vec::new()).map(drop)
    }

    fn row(&self, spot: &Spot) -> Result<Option<RunRow>, StorageFault> {
        let row = "SELECT row FROM copy_regions WHERE run = ? AND place = ?";
        let rows = self.rows_of(row, vec![text(&spot.run), number(spot.place.into())])?;
        Ok(rows.into_iter().next())
    }

    fn put_row(&self, row: &RunRow) -> Result<(), StorageFault> {
        let json = serde_json::to_string(row).map_err(|_| StorageFault)?;
        self.sql(
            "INSERT OR REPLACE INTO copy_regions
             (run, place, name, region, state, due_ms, version, row) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            vec![
                text(&row.run),
                number(row.place.into()),
                text(&row.name),
                text(&row.told.region),
                text(row.told.state.as_str()),
                row.due_ms.map_or(Value::Null, number),
                number(row.version),
                Value::String(json),
            ],
        )
        .map(drop)
    }

    fn rows(&self, run: &str, after: u64) -> Result<Vec<RunRow>, StorageFault> {
        let rows = "SELECT row FROM copy_regions WHERE run = ? AND version > ? ORDER BY place";
        self.rows_of(rows, vec![text(run), number(after)])
    }

    fn rivals(&self, name: &str, region: &str) -> Result<Vec<RunRow>, StorageFault> {
        let rows = "SELECT row FROM copy_regions WHERE name = ? AND region = ?";
        self.rows_of(rows, vec![text(name), text(region)])
    }

    fn in_flight(&self, name: &str) -> Result<Vec<String>, StorageFault> {
        // A plan writes nothing, and may be the first thing that is asked here.
        if !self.has(RUNS)? {
            return Ok(Vec::new());
        }
        let regions = "SELECT DISTINCT region FROM copy_regions WHERE name = ? AND
            (state IN ('planned', 'sending', 'unknown') OR (state = 'accepted' AND due_ms IS NOT NULL))";
        self.texts(regions, vec![text(name)])
    }

    fn sending(&self) -> Result<Vec<RunRow>, StorageFault> {
        if !self.has(RUNS)? {
            return Ok(Vec::new());
        }
        self.rows_of("SELECT row FROM copy_regions WHERE state = 'sending'", Vec::new())
    }

    fn to_send(&self, now_ms: u64, most: usize) -> Result<Vec<Spot>, StorageFault> {
        let due = "SELECT run, place FROM copy_regions WHERE state = 'planned' AND due_ms <= ?
            ORDER BY due_ms, run, place LIMIT ?";
        let most = u64::try_from(most).unwrap_or(u64::MAX);
        let rows = self.sql(due, vec![number(now_ms), number(most)])?;
        let spot = |mut row: Row| {
            let (run, place) = (row.text()?, row.number()?.ok_or(StorageFault)?);
            Ok(Spot { run, place: place.try_into().map_err(|_| StorageFault)? })
        };
        rows.into_iter().map(spot).collect()
    }

    fn to_look(&self, now_ms: u64) -> Result<Vec<String>, StorageFault> {
        let due = "SELECT DISTINCT run FROM copy_regions WHERE state IN ('accepted', 'unknown')
            AND due_ms <= ? LIMIT ?";
        self.texts(due, vec![number(now_ms), number(MOST_RUNS)])
    }

    fn is_open(&self, run: &str) -> Result<bool, StorageFault> {
        let due = "SELECT 1 FROM copy_regions WHERE run = ? AND due_ms IS NOT NULL LIMIT 1";
        Ok(!self.sql(due, vec![text(run)])?.is_empty())
    }
}

fn json<T: DeserializeOwned>(row: &mut Row) -> Result<T, StorageFault> {
    json::read(row.text()?.as_bytes()).map_err(|Unreadable| StorageFault)
}
