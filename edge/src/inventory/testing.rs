//! A list in memory that changes while it is read.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::future::{Future, poll_fn, ready};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use serde_json::{Value, json};
use shared::inventory::{End, InventoryLine, Start};

use crate::fault::Fault;
use crate::proxy::Moment;

use super::{Boxed, Ground, NoPage, Walk};

/// Images on a page: few, so that little suffices to move one over a boundary.
const SIZE: usize = 3;

/// What happens next.
#[derive(Debug, Clone, Copy)]
pub(super) enum Event {
    /// An image goes.
    Delete(usize),
    /// An image comes, at the end.
    Create,
    /// One of the requests under way goes a step on: Scalr looks at its list, or the answer arrives.
    Go(usize),
    /// The same, but Scalr does not look.
    Fail(usize),
    /// So many connections are used for other things from now on.
    Others(u32),
    /// Everybody who looks goes away.
    Leave,
}

/// A request under way.
struct Request {
    page: u32,
    /// What Scalr has seen, once it has looked.
    seen: Option<Result<Vec<u8>, NoPage>>,
    arrived: bool,
}

/// The world of a walk.
#[derive(Default)]
pub(super) struct World {
    pub(super) list: RefCell<Vec<u32>>,
    made: Cell<u32>,
    requests: RefCell<Vec<Request>>,
    /// Pages that can never be read, and why.
    pub(super) dead: RefCell<Vec<(u32, Fault)>>,
    /// Faults that requests meet, one after the other, before anything else.
    pub(super) faults: RefCell<Vec<Fault>>,
    /// The same, once the first page is read.
    later: RefCell<Vec<Fault>>,
    pub(super) others: Cell<u32>,
    gone: Cell<bool>,
    now_ms: Cell<u64>,
    lines: RefCell<Vec<u8>>,
    /// Pages in the order in which they were asked for.
    pub(super) asked: RefCell<Vec<u32>>,
    /// Most requests at the same time.
    pub(super) at_once: Cell<usize>,
}

impl Ground for World {
    fn read(&self, page: u32) -> Boxed<'_, Result<Vec<u8>, NoPage>> {
        let place = self.requests.borrow().len();
        self.requests.borrow_mut().push(Request { page, seen: None, arrived: false });
        self.asked.borrow_mut().push(page);
        let open = self.requests.borrow().iter().filter(|request| !request.arrived).count();
        self.at_once.set(self.at_once.get().max(open));
        Box::pin(poll_fn(move |_| {
            let mut requests = self.requests.borrow_mut();
            if !requests[place].arrived {
                return Poll::Pending;
            }
            Poll::Ready(requests[place].seen.take().expect("an answer"))
        }))
    }

    fn sleep(&self, ms: u32) -> Boxed<'_, ()> {
        self.now_ms.set(self.now_ms.get() + u64::from(ms));
        Box::pin(ready(()))
    }

    fn now(&self) -> Moment {
        let unix_ms = self.now_ms.get();
        Moment { unix_ms, iso: format!("at {unix_ms} ms") }
    }

    fn others(&self) -> u32 {
        self.others.get()
    }

    fn is_watched(&self) -> bool {
        !self.gone.get()
    }

    fn send(&self, line: &[u8]) {
        self.lines.borrow_mut().extend_from_slice(line);
    }
}

/// What came of a walk.
#[derive(Debug)]
pub(super) struct Told {
    pub(super) start: Start,
    /// Pages with their images, in the order in which they came.
    pub(super) pages: Vec<(u32, Vec<u32>)>,
    /// Numbers and codes.
    pub(super) gaps: Vec<(u32, String)>,
    pub(super) end: Option<End>,
    /// The images that were there all the time.
    pub(super) stayed: BTreeSet<u32>,
}

impl Told {
    pub(super) fn images(&self) -> BTreeSet<u32> {
        self.pages.iter().flat_map(|(_, images)| images).copied().collect()
    }

    pub(super) fn is_whole(&self) -> bool {
        self.end.as_ref().is_some_and(|end| end.whole)
    }
}

impl World {
    /// With so many images.
    pub(super) fn with(images: u32) -> Self {
        let world = Self::default();
        world.made.set(images);
        *world.list.borrow_mut() = (0..images).collect();
        world
    }

    fn look(&self, page: u32) -> Result<Vec<u8>, NoPage> {
        if let Some((_, fault)) = self.dead.borrow().iter().find(|(dead, _)| *dead == page) {
            return Err(Err(fault.clone()));
        }
        let list = self.list.borrow();
        let skipped = (page as usize - 1) * SIZE;
        let data: Vec<Value> = list
            .iter()
            .skip(skipped)
            .take(SIZE)
            .map(|image| json!({ "id": image.to_string() }))
            .collect();
        let pages = list.len().div_ceil(SIZE);
        let link = (pages > 1).then(|| format!("/x/?maxResults={SIZE}&pageNum={pages}"));
        let body = json!({ "data": data, "pagination": { "last": link }, "errors": [] });
        Ok(serde_json::to_vec(&body).expect("JSON"))
    }

    /// One of the requests under way goes a step on.
    fn go(&self, which: usize, fails: bool) {
        let open: Vec<usize> = {
            let requests = self.requests.borrow();
            (0..requests.len()).filter(|place| !requests[*place].arrived).collect()
        };
        if open.is_empty() {
            return;
        }
        let place = open[which % open.len()];
        let page = self.requests.borrow()[place].page;
        if self.requests.borrow()[place].seen.is_some() {
            self.requests.borrow_mut()[place].arrived = true;
            return;
        }
        let fault = match self.faults.borrow_mut().pop() {
            None if fails => Some(Fault::UpstreamTimeout),
            fault => fault,
        };
        let seen = fault.map_or_else(|| self.look(page), |fault| Err(Err(fault)));
        self.requests.borrow_mut()[place].seen = Some(seen);
    }

    fn happen(&self, event: Event) {
        match event {
            Event::Delete(which) => {
                let mut list = self.list.borrow_mut();
                if !list.is_empty() {
                    let which = which % list.len();
                    list.remove(which);
                }
            }
            Event::Create => {
                self.list.borrow_mut().push(self.made.get());
                self.made.set(self.made.get() + 1);
            }
            Event::Go(which) => self.go(which, false),
            Event::Fail(which) => self.go(which, true),
            Event::Others(others) => self.others.set(others),
            Event::Leave => self.gone.set(true),
        }
    }

    /// Does something while this happens, and then nothing but what has to.
    pub(super) fn live<T>(&self, doing: impl Future<Output = T>, events: &[Event]) -> T {
        let mut doing = pin!(doing);
        let mut context = Context::from_waker(Waker::noop());
        let mut events = events.iter().copied();
        for _ in 0..100_000 {
            if let Poll::Ready(done) = doing.as_mut().poll(&mut context) {
                return done;
            }
            // Answers are all that wakes a walk.
            let on_their_way = self.requests.borrow().iter().any(|request| !request.arrived);
            assert!(on_their_way, "it waits for nothing that will ever come");
            self.happen(events.next().unwrap_or(Event::Go(0)));
        }
        panic!("it does not come to an end");
    }

    /// Walks while this happens; what comes after the first page meets these faults.
    pub(super) fn walk_after(&self, faults: &[Fault], events: &[Event]) -> Result<Told, NoPage> {
        self.later.replace(faults.to_vec());
        self.walk(events)
    }

    /// Walks while this happens.
    pub(super) fn walk(&self, events: &[Event]) -> Result<Told, NoPage> {
        let before: BTreeSet<u32> = self.list.borrow().iter().copied().collect();
        let scope = "user/5".parse().expect("a scope");
        let walk = async {
            let walk = Walk::open(self, scope).await?;
            self.faults.replace(self.later.take());
            Ok(walk.finish().await)
        };
        self.live(walk, events)?;
        let after: BTreeSet<u32> = self.list.borrow().iter().copied().collect();
        Ok(self.told(&before & &after))
    }

    /// Reads the lines.
    fn told(&self, stayed: BTreeSet<u32>) -> Told {
        let text = self.lines.borrow();
        let mut lines = text
            .split_inclusive(|byte| *byte == b'\n')
            .map(|line| InventoryLine::read(line).expect("a line"));
        let Some(InventoryLine::Start(start)) = lines.next() else { panic!("no start") };
        let mut told = Told { start, pages: Vec::new(), gaps: Vec::new(), end: None, stayed };
        for line in lines {
            assert!(told.end.is_none(), "something came after the end");
            match line {
                InventoryLine::Start(_) => panic!("a second start"),
                InventoryLine::Page(page) => {
                    let id = |id: &String| id.parse().expect("a number");
                    let images = page.images.iter().map(|image| id(&image.id)).collect();
                    told.pages.push((page.page, images));
                }
                InventoryLine::Gap(gap) => told.gaps.push((gap.page, gap.code)),
                InventoryLine::End(end) => told.end = Some(end),
            }
        }
        told
    }
}
