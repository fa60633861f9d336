//! Walking Scalr's list.

use std::cell::{Cell, RefCell};
use std::future::{poll_fn, ready};
use std::task::Poll;

use serde_json::{Map, Value};
use shared::error_code::EdgeCode;
use shared::scope::Scope;

use crate::fault::Fault;
use crate::runs::words;

use super::plan::{LaneId, Plan, Step};
use super::{Boxed, Ground, NoPage, page};

/// Pages that are read at the same time. The runtime opens six connections at a time for one object,
/// whatever they are for, and lets others wait: the sixth is for somebody who creates or copies an
/// image meanwhile.
const PARALLEL: u32 = 5;
/// The runtime's limit.
const CONNECTIONS: u32 = 6;

/// Pages that are read at most: 100,000 images.
const MOST_PAGES: u32 = 1_000;
/// Bytes of lines that are kept for those who come later. An object has 128 MB for everything.
const MOST_BYTES: usize = 50_331_648;

/// How long a walk waits for permits, all waits together: a limit per minute is free again after one.
const PATIENCE_MS: u64 = 65_000;
/// After so many milliseconds of waiting it is asked whether anybody still looks.
const NAP_MS: u64 = 1_000;

/// Why a page is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Why {
    pub(super) code: String,
    pub(super) message: String,
}

impl From<NoPage> for Why {
    fn from(told: NoPage) -> Self {
        let (code, message) = words(&told);
        Self { code: code.unwrap_or_default(), message: message.unwrap_or_default() }
    }
}

impl Why {
    fn too_much() -> Self {
        let message = "There are more images than the edge holds at a time; list them by a filter";
        Self { code: EdgeCode::PayloadTooLarge.to_string(), message: message.to_owned() }
    }
}

/// A walk under way.
pub struct Walk<'g> {
    ground: &'g dyn Ground,
    pages: u32,
    plan: RefCell<Plan>,
    /// Pages that are being read.
    reading: Cell<u32>,
    told: RefCell<Told>,
    /// When the walk stops waiting for permits, in milliseconds since 1970; known once it waits.
    patience_ends_ms: Cell<Option<u64>>,
    /// Why no more pages are asked for.
    closed: RefCell<Option<Why>>,
}

/// What was told to those who look.
#[derive(Default)]
struct Told {
    /// Every image, and the earliest lane that has seen it. A kind of map that the bundle has anyway.
    images: Map<String, Value>,
    /// Pages that were told, and pages that will be gaps.
    pages: Vec<u32>,
    gaps: Vec<(u32, Why)>,
    /// Lines with images that were found where the list had shifted.
    more: u32,
    bytes: usize,
}

impl<'g> Walk<'g> {
    /// Reads the first page. Where that is not possible nothing has been told to anybody.
    pub async fn open(ground: &'g dyn Ground, scope: Scope) -> Result<Self, NoPage> {
        let at = ground.now().iso;
        let envelope = ground.read(1).await?;
        let first = page::parse(1, &envelope)?;
        let pages = first.pages;
        let walk = Self {
            ground,
            pages,
            plan: RefCell::new(Plan::new(pages.min(MOST_PAGES), PARALLEL)),
            reading: Cell::new(0),
            told: RefCell::default(),
            patience_ends_ms: Cell::new(None),
            closed: RefCell::default(),
        };
        walk.send(&format!(r#"{{"type":"start","scope":"{scope}","pages":{pages},"at":"{at}"}}"#));
        walk.tell(Step { page: 1, lane: 0, looks: false }, first);
        Ok(walk)
    }

    /// Reads the rest. Tells whether every image is there that was there all the time; nothing where
    /// everybody has gone before the end.
    pub async fn finish(self) -> Option<bool> {
        let mut workers: Vec<Boxed<'_, ()>> = Vec::new();
        for _ in 0..PARALLEL {
            workers.push(Box::pin(self.work()));
        }
        poll_fn(|context| {
            loop {
                workers.retain_mut(|worker| worker.as_mut().poll(context).is_pending());
                if workers.is_empty() {
                    return Poll::Ready(());
                }
                // Whoever waits for a place is woken by nobody. Where none is taken there is one.
                if self.reading.get() > 0 {
                    return Poll::Pending;
                }
            }
        })
        .await;
        drop(workers);
        if !self.ground.is_watched() {
            return None;
        }
        let Told { images, mut gaps, .. } = self.told.take();
        if self.pages > MOST_PAGES {
            gaps.push((MOST_PAGES.saturating_add(1), Why::too_much()));
        }
        for (page, Why { code, message }) in &gaps {
            let (code, message) = (Value::from(code.as_str()), Value::from(message.as_str()));
            self.send(&format!(
                r#"{{"type":"gap","page":{page},"code":{code},"message":{message}}}"#
            ));
        }
        let whole = gaps.is_empty() && !self.plan.borrow().is_broken();
        let (images, gaps, at) = (images.len(), gaps.len(), self.ground.now().iso);
        self.send(&format!(
            r#"{{"type":"end","images":{images},"gaps":{gaps},"whole":{whole},"at":"{at}"}}"#
        ));
        Some(whole)
    }

    /// Reads one page after the other, until there is none left.
    async fn work(&self) {
        let mut mine = None;
        let mut ahead = None;
        loop {
            let (step, reading) = if let Some(ahead) = ahead.take() {
                ahead
            } else {
                let Some(step) = self.plan.borrow_mut().step(&mut mine) else { return };
                (step, self.begin(step.page).await)
            };
            let read = reading.await;
            self.reading.set(self.reading.get().saturating_sub(1));
            if !self.ground.is_watched() {
                return;
            }
            let page = match &read {
                Ok(envelope) => page::parse(step.page, envelope).map_err(Why::from),
                Err(why) => Err(why.clone()),
            };
            match page {
                Ok(page) if step.looks => {
                    let met = self.tell(step, page);
                    self.plan.borrow_mut().looked(step, met);
                }
                Ok(page) => {
                    // Scalr works on the next page of the lane while this one is told. Nobody waits for
                    // that: where there is no place, it is told first.
                    let next =
                        if self.has_place() { self.plan.borrow_mut().go_on(mine) } else { None };
                    if let Some(next) = next {
                        ahead = Some((next, self.begin(next.page).await));
                    }
                    self.tell(step, page);
                }
                Err(_) if !step.looks => self.plan.borrow_mut().cut(step, &mut mine),
                Err(why) => self.missed(step, why),
            }
        }
    }

    /// Waits for a connection and begins to read a page: it is on its way when this is over.
    async fn begin(&self, page: u32) -> Boxed<'_, Result<Vec<u8>, Why>> {
        self.place().await;
        let mut reading: Boxed<'_, _> = Box::pin(self.read(page));
        let polled = poll_fn(|context| Poll::Ready(reading.as_mut().poll(context))).await;
        match polled {
            Poll::Ready(read) => Box::pin(ready(read)),
            Poll::Pending => reading,
        }
    }

    /// Waits for a connection.
    async fn place(&self) {
        poll_fn(|_| if self.has_place() { Poll::Ready(()) } else { Poll::Pending }).await;
        self.reading.set(self.reading.get().saturating_add(1));
    }

    /// Whether there is a connection. With none of its own a walk takes one in any case: it is woken up
    /// by what comes back on its own connections, and by nobody else's.
    fn has_place(&self) -> bool {
        let reading = self.reading.get();
        reading == 0 || self.ground.others().saturating_add(reading) < CONNECTIONS
    }

    /// Reads a page, and waits where a limit of requests is reached.
    async fn read(&self, page: u32) -> Result<Vec<u8>, Why> {
        loop {
            if let Some(why) = self.closed.borrow().as_ref() {
                return Err(why.clone());
            }
            let told = match self.ground.read(page).await {
                Ok(envelope) => return Ok(envelope),
                Err(told) => told,
            };
            let Err(Fault::LimitExceeded { retry_after, .. }) = told else {
                return Err(told.into());
            };
            let now_ms = self.ground.now().unix_ms;
            let again_ms = now_ms.saturating_add(retry_after.saturating_mul(1000));
            let ends_ms = self.patience_ends_ms.get().unwrap_or(now_ms.saturating_add(PATIENCE_MS));
            self.patience_ends_ms.set(Some(ends_ms));
            if again_ms > ends_ms {
                self.closed.replace(Some(told.clone().into()));
            } else if !self.wait_until(again_ms).await {
                return Err(told.into());
            }
        }
    }

    /// False where everybody has gone meanwhile.
    async fn wait_until(&self, until_ms: u64) -> bool {
        while let Some(left) =
            until_ms.checked_sub(self.ground.now().unix_ms).filter(|left| *left > 0)
        {
            if !self.ground.is_watched() {
                return false;
            }
            self.ground.sleep(u32::try_from(left.min(NAP_MS)).unwrap_or(u32::MAX)).await;
        }
        true
    }

    /// Tells what is new on a page. True where something on it was seen by an earlier lane.
    fn tell(&self, step: Step, page: page::Page<'_>) -> bool {
        let (mut told, plan) = (self.told.borrow_mut(), self.plan.borrow());
        let mut met = false;
        let mut new = Vec::with_capacity(page.images.len());
        for (id, image) in page.images {
            match told.images.get_mut(&id) {
                None => {
                    told.images.insert(id, step.lane.into());
                    new.push(image);
                }
                Some(seen) if plan.is_before(lane_of(seen), step.lane) => met = true,
                Some(seen) => *seen = step.lane.into(),
            }
        }
        let is_first = told.is_first(step.page);
        if is_first || !new.is_empty() {
            // Every line has a number of its own.
            let number = if is_first {
                step.page
            } else {
                told.more = told.more.saturating_add(1);
                self.pages.saturating_add(told.more)
            };
            let line = page::line(number, &new);
            told.bytes = told.bytes.saturating_add(line.len());
            if told.bytes > MOST_BYTES {
                self.closed.replace(Some(Why::too_much()));
            }
            self.ground.send(&line);
        }
        met
    }

    /// A page could not be looked at.
    fn missed(&self, step: Step, why: Why) {
        let mut told = self.told.borrow_mut();
        if told.is_first(step.page) {
            told.gaps.push((step.page, why));
        } else {
            // Its images are there; those that have moved there meanwhile are not.
            self.plan.borrow_mut().give_up();
        }
    }

    /// Written by hand, as `shared::inventory` reads it: `type` comes first, and the bundle has no use
    /// for a second way to write objects.
    fn send(&self, line: &str) {
        self.ground.send(&[line.as_bytes(), b"\n"].concat());
    }
}

impl Told {
    /// Whether nothing was told about a page before.
    fn is_first(&mut self, page: u32) -> bool {
        let is_first = !self.pages.contains(&page);
        if is_first {
            self.pages.push(page);
        }
        is_first
    }
}

fn lane_of(seen: &Value) -> LaneId {
    seen.as_u64().and_then(|lane| lane.try_into().ok()).unwrap_or_default()
}
