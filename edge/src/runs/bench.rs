//! What is being worked on. It is in memory alone: after a crash nothing is, and the rows tell how far
//! everything came.

use std::cell::{Cell, RefCell};
use std::task::Waker;

/// The work bench of one scope's object.
#[derive(Debug, Default)]
pub struct Bench {
    /// Copies on their way.
    pub(super) sending: Cell<u32>,
    /// Nothing is sent before this time, in milliseconds since 1970.
    pub(super) paused_until_ms: Cell<u64>,
    /// Until when those who have something to write wait for others, in milliseconds since 1970.
    pub(super) gather_until_ms: Cell<u64>,
    /// When whoever works was last seen.
    seen_ms: Cell<Option<u64>>,
    waker: RefCell<Option<Waker>>,
}

impl Bench {
    /// Until when nothing is sent, in milliseconds since 1970.
    pub fn paused_until_ms(&self) -> u64 {
        self.paused_until_ms.get()
    }

    /// Whether somebody works. Who has not been seen for so long is gone: the runtime ends what takes
    /// too long without a word.
    pub fn is_manned(&self, now_ms: u64, patience_ms: u64) -> bool {
        self.seen_ms.get().is_some_and(|seen| seen.saturating_add(patience_ms) > now_ms)
    }

    /// Tells whoever works that there is more to do.
    pub fn call(&self) {
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }

    /// Somebody begins: whatever was being worked on before is not any more.
    pub(super) fn begin(&self) {
        self.sending.set(0);
    }

    /// Whoever works was seen, and is to be called by this.
    pub(super) fn seen(&self, now_ms: u64, waker: &Waker) {
        self.seen_ms.set(Some(now_ms));
        *self.waker.borrow_mut() = Some(waker.clone());
    }

    /// Whoever works has gone.
    pub(super) fn leave(&self) {
        self.seen_ms.set(None);
        self.waker.take();
    }
}
