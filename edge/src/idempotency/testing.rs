//! Rows in memory.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::ledger::{Records, StorageFault};
use super::record::{Record, Slot};

/// The rows of a scope, in memory.
#[derive(Debug, Default)]
pub(crate) struct Memory(RefCell<BTreeMap<Slot, Record>>);

impl Memory {
    pub(crate) fn len(&self) -> usize {
        self.0.borrow().len()
    }
}

impl Records for Memory {
    fn find(&self, slot: &Slot) -> Result<Option<Record>, StorageFault> {
        Ok(self.0.borrow().get(slot).cloned())
    }

    fn put(&self, slot: &Slot, record: &Record) -> Result<(), StorageFault> {
        self.0.borrow_mut().insert(slot.clone(), record.clone());
        Ok(())
    }

    fn remove(&self, slot: &Slot) -> Result<(), StorageFault> {
        self.0.borrow_mut().remove(slot);
        Ok(())
    }

    fn due(&self, now_ms: u64) -> Result<Vec<(Slot, Record)>, StorageFault> {
        let rows = self.0.borrow();
        let due = rows.iter().filter(|(_, record)| record.due_ms <= now_ms);
        Ok(due.map(|(slot, record)| (slot.clone(), record.clone())).collect())
    }
}
