//! Permits of a walk, taken several at a time: to ask for each by itself takes as long as a tenth of a
//! page where Scalr is fast.

use std::cell::Cell;

use crate::proxy::{NoPermit, Permits};
use crate::rate::Limit;

use super::bell::Bell;

/// Permits that are taken at a time, after the first one: most walks are over with that. What is left of
/// the last ones when a walk ends is lost, of the 240 in a minute.
const AT_ONCE: u32 = 5;

/// Permits in stock, for those who read pages of one walk with one key.
#[derive(Debug)]
pub struct Booklet<P> {
    permits: P,
    left: Cell<u32>,
    /// How many are asked for next.
    most: Cell<u32>,
    /// How often Scalr has said that it takes no more. What was given before that counts no longer.
    pauses: Cell<u32>,
    /// Whether somebody is asking for more: then all others wait for that.
    asking: Cell<bool>,
    bell: Bell,
}

impl<P> Booklet<P> {
    /// An empty one.
    pub fn new(permits: P) -> Self {
        Self {
            permits,
            left: Cell::default(),
            most: Cell::new(1),
            pauses: Cell::default(),
            asking: Cell::default(),
            bell: Bell::default(),
        }
    }

    /// Takes one that is there.
    fn tear_off(&self) -> bool {
        let left = self.left.get().checked_sub(1);
        left.inspect(|left| self.left.set(*left)).is_some()
    }
}

impl<P: Permits> Permits for Booklet<P> {
    /// One at a time: each is for one page.
    async fn permits(&self, key_id: &str, limit: Limit, _: u32) -> Result<u32, NoPermit> {
        while !self.tear_off() {
            if self.asking.replace(true) {
                self.bell.until(|| !self.asking.get()).await;
                continue;
            }
            let pauses = self.pauses.get();
            let given = self.permits.permits(key_id, limit, self.most.replace(AT_ONCE)).await;
            self.asking.set(false);
            self.bell.ring();
            let given = given?;
            if pauses == self.pauses.get() {
                self.left.set(given);
            }
        }
        Ok(1)
    }

    async fn pause(&self, key_id: &str, pause_ms: u32) {
        self.left.set(0);
        self.pauses.set(self.pauses.get().saturating_add(1));
        self.permits.pause(key_id, pause_ms).await;
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::collections::VecDeque;
    use std::future::poll_fn;
    use std::task::Poll;

    use futures_util::future::join_all;

    use crate::rate::Over;

    use super::*;

    /// Gives what it is told to give, after having waited once.
    #[derive(Default)]
    struct Desk {
        answers: RefCell<VecDeque<Result<u32, NoPermit>>>,
        /// How many it was asked for, each time.
        asked: RefCell<Vec<u32>>,
    }

    impl Permits for &Desk {
        async fn permits(&self, _: &str, _: Limit, most: u32) -> Result<u32, NoPermit> {
            self.asked.borrow_mut().push(most);
            let mut waited = false;
            poll_fn(|context| {
                context.waker().wake_by_ref();
                if std::mem::replace(&mut waited, true) { Poll::Ready(()) } else { Poll::Pending }
            })
            .await;
            self.answers.borrow_mut().pop_front().unwrap_or(Ok(most))
        }

        async fn pause(&self, _: &str, _: u32) {}
    }

    fn take(booklet: &Booklet<&Desk>, count: usize) -> Vec<Result<u32, NoPermit>> {
        let permits = (0..count).map(|_| booklet.permits("key", None, 1));
        pollster::block_on(join_all(permits))
    }

    #[test]
    fn after_the_first_five_are_asked_for_at_a_time_and_nobody_asks_meanwhile() {
        let desk = Desk::default();
        let booklet = Booklet::new(&desk);
        assert_eq!(take(&booklet, 1), [Ok(1)]);
        assert_eq!(take(&booklet, 11), vec![Ok(1); 11]);
        assert_eq!(*desk.asked.borrow(), [1, 5, 5, 5]);
    }

    #[test]
    fn fewer_than_asked_for_are_enough_to_go_on() {
        let desk = Desk { answers: RefCell::new([Ok(1), Ok(2), Ok(1)].into()), ..Desk::default() };
        assert_eq!(take(&Booklet::new(&desk), 5), vec![Ok(1); 5]);
        assert_eq!(*desk.asked.borrow(), [1, 5, 5, 5]);
    }

    #[test]
    fn who_asks_hears_that_there_are_none_and_the_next_one_asks_again() {
        let over = Err(NoPermit::Over(Over { retry_after: 7 }));
        let desk = Desk { answers: RefCell::new([over].into()), ..Desk::default() };
        assert_eq!(take(&Booklet::new(&desk), 2), [over, Ok(1)]);
        assert_eq!(*desk.asked.borrow(), [1, 5]);
    }

    #[test]
    fn what_was_in_stock_when_scalr_took_no_more_is_asked_for_anew() {
        let desk = Desk::default();
        let booklet = Booklet::new(&desk);
        take(&booklet, 2);
        pollster::block_on(booklet.pause("key", 1000));
        take(&booklet, 1);
        assert_eq!(*desk.asked.borrow(), [1, 5, 5]);
    }
}
