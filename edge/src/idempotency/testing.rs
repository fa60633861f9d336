//! Rows in memory.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use serde_json::Value;
use shared::edge_api::Activity;

use super::Storage;
use super::ledger::{Records, StorageFault};
use super::record::{Record, Slot};

/// The storage of a scope, in memory.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    rows: RefCell<BTreeMap<Slot, Record>>,
    /// Whether something was written that is not committed.
    open: Cell<bool>,
    broken: Cell<bool>,
    /// Entries of activity.
    pub(crate) noted: RefCell<Vec<Activity>>,
}

impl Memory {
    pub(crate) fn len(&self) -> usize {
        self.rows.borrow().len()
    }

    /// The row, where there is one.
    pub(crate) fn only(&self) -> (Slot, Record) {
        let rows = self.rows.borrow();
        let (slot, record) = rows.iter().next().expect("a row");
        (slot.clone(), record.clone())
    }

    /// Whether everything that was written is committed.
    pub(crate) fn was_committed(&self) -> bool {
        !self.open.get()
    }

    /// From now on nothing can be committed.
    pub(crate) fn break_commits(&self) {
        self.broken.set(true);
    }
}

impl Records for Memory {
    fn find(&self, slot: &Slot) -> Result<Option<Record>, StorageFault> {
        Ok(self.rows.borrow().get(slot).cloned())
    }

    fn put(&self, slot: &Slot, record: &Record) -> Result<(), StorageFault> {
        self.open.set(true);
        self.rows.borrow_mut().insert(slot.clone(), record.clone());
        Ok(())
    }

    fn remove(&self, slot: &Slot) -> Result<(), StorageFault> {
        self.open.set(true);
        self.rows.borrow_mut().remove(slot);
        Ok(())
    }

    fn due(&self, now_ms: u64) -> Result<Vec<(Slot, Record)>, StorageFault> {
        let rows = self.rows.borrow();
        let due = rows.iter().filter(|(_, record)| record.due_ms <= now_ms);
        Ok(due.map(|(slot, record)| (slot.clone(), record.clone())).collect())
    }
}

impl Storage for Memory {
    async fn committed(&self) -> Result<(), StorageFault> {
        if self.broken.get() {
            return Err(StorageFault);
        }
        self.open.set(false);
        Ok(())
    }

    fn note(&self, entry: &Value) {
        let entry = serde_json::from_value(entry.clone()).expect("an entry");
        self.noted.borrow_mut().push(entry);
    }
}
