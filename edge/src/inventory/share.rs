//! Everybody who looks at a scope shares one walk.
//!
//! Ten thousand images are a hundred requests, of the 300 that Scalr takes in a minute. So there is one
//! walk at a time in a scope. Who comes while it is under way gets what has been read so far at once,
//! and then the rest; who comes soon after its end gets all of it again, the longer the more requests it
//! took: one that took a single request is never given again, because another costs as little. Who wants
//! a fresh one, or comes after the edge itself has written something in the scope, gets one that began
//! after that: the one under way may have passed over the change already.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::proxy::Clock;

use super::NoPage;
use super::bell::Bell;

/// How long a whole walk is given again for each request that it took beyond the first, in milliseconds.
/// One with gaps is not: who comes again wants them filled.
const KEEP_MS_EACH: u64 = 100;
/// The longest that one is given again, in milliseconds.
const KEEP_MS: u64 = 10_000;

/// The walks of a scope; `F` takes their lines.
#[derive(Debug)]
pub struct Sharing<F> {
    walk: RefCell<Option<Rc<Shared<F>>>>,
    begun: Cell<u64>,
    /// The last walk that had begun when something was written.
    outdated: Cell<u64>,
}

/// A walk that several may look at.
#[derive(Debug)]
pub struct Shared<F> {
    /// Its lines.
    pub feed: F,
    number: u64,
    stage: RefCell<Stage>,
    bell: Bell,
}

/// How far a walk is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Stage {
    /// The first page is being read.
    Opening,
    /// There are lines.
    Open,
    /// There are all lines. They are given again before this time.
    Over { until_ms: u64 },
    /// The first page could not be read.
    Refused(NoPage),
}

/// What to do for somebody who looks.
#[derive(Debug)]
pub enum Choice<F> {
    /// They join a walk.
    Join(Rc<Shared<F>>),
    /// A walk has to begin for them.
    Begin(Rc<Shared<F>>),
}

/// Written out, because there need not be a usual `F`.
impl<F> Default for Sharing<F> {
    fn default() -> Self {
        Self { walk: RefCell::default(), begun: Cell::default(), outdated: Cell::default() }
    }
}

impl<F> Sharing<F> {
    /// Which walk is for somebody who comes now.
    pub async fn choose(
        &self,
        fresh: bool,
        clock: &impl Clock,
        feed: impl FnOnce() -> F,
    ) -> Choice<F> {
        let too_old = if fresh { self.begun.get() } else { self.outdated.get() };
        loop {
            let walk = self.walk.borrow().clone();
            let Some(walk) = walk else { break };
            let will_do = walk.number > too_old;
            let stage = walk.stage.borrow().clone();
            match stage {
                Stage::Opening | Stage::Open if will_do => return Choice::Join(walk),
                Stage::Opening | Stage::Open => walk.passed(Stage::is_over).await,
                Stage::Over { until_ms } if will_do && clock.unix_ms() < until_ms => {
                    return Choice::Join(walk);
                }
                Stage::Over { .. } | Stage::Refused(_) => break,
            }
        }
        let number = self.begun.get().saturating_add(1);
        self.begun.set(number);
        let stage = RefCell::new(Stage::Opening);
        let walk = Rc::new(Shared { feed: feed(), number, stage, bell: Bell::default() });
        *self.walk.borrow_mut() = Some(Rc::clone(&walk));
        Choice::Begin(walk)
    }

    /// Something was written: nobody who comes from now on gets a walk that has begun before.
    pub fn outdate(&self) {
        self.outdated.set(self.begun.get());
    }
}

impl Stage {
    fn is_over(&self) -> bool {
        matches!(self, Self::Over { .. } | Self::Refused(_))
    }
}

impl<F> Shared<F> {
    /// Waits for the first page.
    pub async fn opened(&self) -> Result<(), NoPage> {
        self.passed(|stage| *stage != Stage::Opening).await;
        match &*self.stage.borrow() {
            Stage::Refused(told) => Err(told.clone()),
            _ => Ok(()),
        }
    }

    /// The first page was read, or not.
    pub fn open(&self, read: Result<(), NoPage>) {
        self.go(read.map_or_else(Stage::Refused, |()| Stage::Open));
    }

    /// The walk has come to its end; `whole` as [`super::Walk::finish`] tells it.
    pub fn over(&self, whole: Option<bool>, requests: u32, now_ms: u64) {
        let again = u64::from(requests.saturating_sub(1)).saturating_mul(KEEP_MS_EACH);
        let kept = if whole == Some(true) { again.min(KEEP_MS) } else { 0 };
        self.go(Stage::Over { until_ms: now_ms.saturating_add(kept) });
    }

    fn go(&self, stage: Stage) {
        *self.stage.borrow_mut() = stage;
        self.bell.ring();
    }

    async fn passed(&self, is_past: fn(&Stage) -> bool) {
        self.bell.until(|| is_past(&self.stage.borrow())).await;
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future;
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use super::*;
    use crate::fault::Fault;
    use crate::testing::Ticking;

    /// What comes of something at once; `None` where it waits.
    fn now<T>(doing: impl Future<Output = T>) -> Option<T> {
        match pin!(doing).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(done) => Some(done),
            Poll::Pending => None,
        }
    }

    /// The walk that somebody gets at this time, and whether it begins for them; `None` where they
    /// wait.
    fn come(sharing: &Sharing<()>, fresh: bool, at_ms: u64) -> Option<(Rc<Shared<()>>, bool)> {
        let clock = Ticking::from(at_ms);
        Some(match now(sharing.choose(fresh, &&clock, || ()))? {
            Choice::Join(walk) => (walk, false),
            Choice::Begin(walk) => (walk, true),
        })
    }

    /// The number of the walk, and whether it begins.
    fn numbers(sharing: &Sharing<()>, fresh: bool, at_ms: u64) -> Option<(u64, bool)> {
        come(sharing, fresh, at_ms).map(|(walk, begins)| (walk.number, begins))
    }

    #[test]
    fn who_comes_while_a_walk_is_under_way_joins_it() {
        let sharing = Sharing::default();
        let (walk, _) = come(&sharing, false, 0).expect("a walk");
        assert_eq!(numbers(&sharing, false, 0), Some((1, false)));
        assert_eq!(now(walk.opened()), None);
        walk.open(Ok(()));
        assert_eq!(now(walk.opened()), Some(Ok(())));
        assert_eq!(numbers(&sharing, false, 1_000_000), Some((1, false)));
    }

    #[test]
    fn a_whole_walk_is_given_again_for_a_while() {
        let sharing = Sharing::default();
        let (walk, _) = come(&sharing, false, 0).expect("a walk");
        walk.open(Ok(()));
        walk.over(Some(true), 31, 5_000);
        assert_eq!(numbers(&sharing, false, 7_999), Some((1, false)));
        assert_eq!(numbers(&sharing, false, 8_000), Some((2, true)));
    }

    #[test]
    fn the_longest_is_not_given_for_ever_and_one_of_one_request_never() {
        for (requests, until) in [(1, 0), (2, 100), (500, KEEP_MS)] {
            let sharing = Sharing::default();
            let (walk, _) = come(&sharing, false, 0).expect("a walk");
            walk.over(Some(true), requests, 0);
            assert_eq!(numbers(&sharing, false, until), Some((2, true)), "{requests}");
        }
    }

    #[test]
    fn who_comes_after_a_write_gets_a_walk_that_began_after_it() {
        let sharing = Sharing::default();
        let (walk, _) = come(&sharing, false, 0).expect("a walk");
        walk.open(Ok(()));
        sharing.outdate();
        assert_eq!(numbers(&sharing, false, 0), None, "the one under way may have passed it over");
        walk.over(Some(true), 100, 0);
        assert_eq!(numbers(&sharing, false, 0), Some((2, true)));
        assert_eq!(numbers(&sharing, false, 0), Some((2, false)));
    }

    #[test]
    fn one_with_gaps_or_without_an_end_is_not_given_again() {
        for whole in [Some(false), None] {
            let sharing = Sharing::default();
            let (walk, _) = come(&sharing, false, 0).expect("a walk");
            walk.open(Ok(()));
            walk.over(whole, 100, 5_000);
            assert_eq!(numbers(&sharing, false, 5_001), Some((2, true)), "{whole:?}");
        }
    }

    #[test]
    fn all_who_wait_hear_why_there_is_no_first_page_and_the_next_one_tries_again() {
        let sharing = Sharing::default();
        let (walk, _) = come(&sharing, false, 0).expect("a walk");
        let (same, begins) = come(&sharing, false, 0).expect("a walk");
        assert!(!begins);
        walk.open(Err(Err(Fault::UpstreamTimeout)));
        assert_eq!(now(same.opened()), Some(Err(Err(Fault::UpstreamTimeout))));
        assert_eq!(numbers(&sharing, false, 1), Some((2, true)));
    }

    #[test]
    fn a_fresh_one_begins_at_once_unless_another_is_under_way() {
        let sharing = Sharing::default();
        let (walk, begins) = come(&sharing, true, 0).expect("a walk");
        assert!(begins);
        walk.open(Ok(()));
        walk.over(Some(true), 100, 0);
        assert_eq!(numbers(&sharing, true, 1), Some((2, true)));
    }

    #[test]
    fn all_who_want_a_fresh_one_wait_for_the_same() {
        let sharing = Sharing::default();
        let clock = Ticking::from(0);
        let (walk, _) = come(&sharing, false, 0).expect("a walk");
        let clock = &&clock;
        let mut first = pin!(sharing.choose(true, clock, || ()));
        let mut second = pin!(sharing.choose(true, clock, || ()));
        let mut context = Context::from_waker(Waker::noop());
        assert!(first.as_mut().poll(&mut context).is_pending());
        assert!(second.as_mut().poll(&mut context).is_pending());
        walk.open(Ok(()));
        assert!(first.as_mut().poll(&mut context).is_pending());
        walk.over(Some(true), 100, 0);
        let Poll::Ready(Choice::Begin(begun)) = first.as_mut().poll(&mut context) else {
            panic!("the first one does not begin");
        };
        let Poll::Ready(Choice::Join(joined)) = second.as_mut().poll(&mut context) else {
            panic!("the second one does not join");
        };
        assert_eq!((begun.number, joined.number), (2, 2));
        // Who comes after it has begun and wants a fresh one waits for the next.
        assert_eq!(numbers(&sharing, true, 0), None);
    }
}
