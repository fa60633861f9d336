//! Waiting until something is so.

use std::cell::RefCell;
use std::future::poll_fn;
use std::task::{Poll, Waker};

/// Those who wait for a change. Whoever makes one rings.
#[derive(Debug, Default)]
pub(super) struct Bell {
    waiting: RefCell<Vec<Waker>>,
}

impl Bell {
    /// Waits until it is so: it is looked at now, and whenever somebody rings.
    pub(super) async fn until(&self, is_so: impl Fn() -> bool) {
        poll_fn(|context| {
            if is_so() {
                return Poll::Ready(());
            }
            self.waiting.borrow_mut().push(context.waker().clone());
            Poll::Pending
        })
        .await;
    }

    /// Lets everybody look again.
    pub(super) fn ring(&self) {
        self.waiting.take().into_iter().for_each(Waker::wake);
    }
}
