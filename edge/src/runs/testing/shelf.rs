//! A scope's storage in memory.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde_json::Value;
use shared::run::{CopyRun, RegionState, RunState};

use crate::idempotency::testing::Memory;
use crate::idempotency::{Record, Records, Slot, Storage, StorageFault};
use crate::lists::{Found, Query};

use super::super::row::{Row, RunStore, Spot};

/// Rows in memory.
#[derive(Debug, Default)]
pub(in crate::runs) struct Shelf {
    pub(in crate::runs) memory: Memory,
    runs: RefCell<BTreeMap<String, CopyRun>>,
    pub(in crate::runs) rows: RefCell<BTreeMap<Spot, Row>>,
}

impl Shelf {
    fn select(&self, which: impl Fn(&Row) -> bool) -> Vec<Row> {
        self.rows.borrow().values().filter(|row| which(row)).cloned().collect()
    }
}

impl Records for Shelf {
    fn find(&self, slot: &Slot) -> Result<Option<Record>, StorageFault> {
        self.memory.find(slot)
    }
    fn put(&self, slot: &Slot, record: &Record) -> Result<(), StorageFault> {
        self.memory.put(slot, record)
    }
    fn remove(&self, slot: &Slot) -> Result<(), StorageFault> {
        self.memory.remove(slot)
    }
    fn due(&self, now_ms: u64) -> Result<Vec<(Slot, Record)>, StorageFault> {
        self.memory.due(now_ms)
    }
}

impl Storage for Shelf {
    async fn committed(&self) -> Result<(), StorageFault> {
        self.memory.committed().await
    }
    fn note(&self, entry: &Value) {
        self.memory.note(entry);
    }
}

impl RunStore for Shelf {
    async fn synced(&self) -> Result<(), StorageFault> {
        self.memory.committed().await
    }
    fn run(&self, id: &str) -> Result<Option<CopyRun>, StorageFault> {
        Ok(self.runs.borrow().get(id).cloned())
    }
    fn put_run(&self, run: &CopyRun) -> Result<(), StorageFault> {
        self.runs.borrow_mut().insert(run.id.clone(), run.clone());
        Ok(())
    }
    fn open_runs(&self) -> Result<Vec<CopyRun>, StorageFault> {
        let open = |run: &&CopyRun| matches!(run.state, RunState::Running | RunState::Paused);
        Ok(self.runs.borrow().values().filter(open).cloned().collect())
    }
    fn runs(&self, _: &Query) -> Result<Found, StorageFault> {
        let runs = self.runs.borrow();
        let entries: Vec<Value> =
            runs.values().rev().map(|run| serde_json::to_value(run).expect("JSON")).collect();
        Ok(Found { total: u32::try_from(entries.len()).expect("few"), entries })
    }
    fn trim_runs(&self, _: u32) -> Result<(), StorageFault> {
        Ok(())
    }
    fn row(&self, spot: &Spot) -> Result<Option<Row>, StorageFault> {
        Ok(self.rows.borrow().get(spot).cloned())
    }
    fn put_row(&self, row: &Row) -> Result<(), StorageFault> {
        self.rows.borrow_mut().insert(row.spot(), row.clone());
        Ok(())
    }
    fn rows(&self, run: &str, after: u64) -> Result<Vec<Row>, StorageFault> {
        Ok(self.select(|row| row.run == run && row.version > after))
    }
    fn rivals(&self, name: &str, region: &str) -> Result<Vec<Row>, StorageFault> {
        Ok(self.select(|row| row.name == name && row.told.region == region))
    }
    fn in_flight(&self, name: &str) -> Result<Vec<String>, StorageFault> {
        let rows = self.select(|row| {
            row.name == name
                && match row.told.state {
                    RegionState::Planned | RegionState::Sending | RegionState::Unknown => true,
                    RegionState::Accepted => row.due_ms.is_some(),
                    _ => false,
                }
        });
        Ok(rows.into_iter().map(|row| row.told.region).collect())
    }
    fn sending(&self) -> Result<Vec<Row>, StorageFault> {
        Ok(self.select(|row| row.told.state == RegionState::Sending))
    }
    fn to_send(&self, now_ms: u64, most: usize) -> Result<Vec<Spot>, StorageFault> {
        let rows = self.rows.borrow();
        let is_due = |row: &&Row| {
            row.told.state == RegionState::Planned && row.due_ms.is_some_and(|due| due <= now_ms)
        };
        let mut due: Vec<&Row> = rows.values().filter(is_due).collect();
        due.sort_by_key(|row| row.due_ms);
        Ok(due.into_iter().take(most).map(Row::spot).collect())
    }
    fn to_look(&self, now_ms: u64) -> Result<Vec<String>, StorageFault> {
        let rows = self.select(|row| {
            matches!(row.told.state, RegionState::Accepted | RegionState::Unknown)
                && row.due_ms.is_some_and(|due| due <= now_ms)
        });
        let mut runs: Vec<String> = rows.into_iter().map(|row| row.run).collect();
        runs.dedup();
        Ok(runs)
    }
    fn is_open(&self, run: &str) -> Result<bool, StorageFault> {
        let rows = self.rows.borrow();
        let found = rows.values().any(|row| row.due_ms.is_some() && row.run == run);
        Ok(found)
    }
}
