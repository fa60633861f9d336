//! At most once: requests that carry an `Idempotency-Key`.
//!
//! A key stands for one request of one caller in one scope. Its row is written before anything is
//! sent and decides alone whether something may be: memory may be lost at any time, the row not.

mod key;
mod ledger;
mod once;
mod record;
#[cfg(test)]
pub(crate) mod testing;

pub use key::{IdempotencyKey, InvalidKey, MAX_KEY_LENGTH};
pub use ledger::{
    Claim, Holder, KEEP_MS, Ledger, RESERVE_MS, RETRY_IN_PROGRESS, Records, StorageFault,
};
pub use once::{Once, Order, Storage, fingerprint, replay};
pub use record::{Record, Slot, State, Stored};
