//! Working through everything that is due, so much at a time.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::{Context, Poll};

use shared::route::Route;
use shared::run::RegionState;

use crate::activity::Asked;
use crate::fault::Fault;
use crate::idempotency::StorageFault;
use crate::proxy::{Clock, Permits, Upstream};

use super::look::words;
use super::row::{Row, RunStore, Spot};
use super::work::{Work, scope_of};

/// How long one alarm works, in milliseconds; then comes the next one. The runtime allows an alarm
/// fifteen minutes.
const SHIFT_MS: u64 = 600_000;

/// How long those who have something to write wait for others, in milliseconds.
const GATHER_MS: u64 = 4;

/// Something that is being done.
struct Job<'j> {
    task: Task,
    future: Pin<Box<dyn Future<Output = Result<(), StorageFault>> + 'j>>,
}

/// What it is.
#[derive(PartialEq, Eq)]
enum Task {
    /// Looking for what became of a run's regions.
    Look(String),
    /// Sending the copy to a region.
    Send(Spot),
}

/// Everything that is being done.
struct Shift<'j> {
    jobs: Vec<Job<'j>>,
    /// Nothing more is begun after this time, in milliseconds since 1970.
    end_ms: u64,
    /// The storage failed: what is on its way is waited for, and nothing more is begun.
    fault: Option<StorageFault>,
}

impl<U: Upstream, C: Clock, P: Permits, S: RunStore> Work<'_, U, C, P, S> {
    /// Works until nothing is due.
    pub async fn pump(&self) -> Result<(), StorageFault> {
        self.bench.begin();
        self.recover()?;
        let end_ms = self.now_ms().saturating_add(SHIFT_MS);
        let mut shift = Shift { jobs: Vec::new(), end_ms, fault: None };
        poll_fn(|context| self.poll(context, &mut shift)).await;
        self.bench.leave();
        shift.fault.map_or(Ok(()), Err)
    }

    /// What a crash left on its way: nobody knows what became of it.
    fn recover(&self) -> Result<(), StorageFault> {
        for mut row in self.store.sending()? {
            let unknown = Err(Fault::OutcomeUnknown { settle: String::new() });
            row.told.code = words(&unknown).0;
            row.told.message = Some(INTERRUPTED.to_owned());
            row.looking_since_ms = self.now_ms();
            row.due_ms = Some(row.looking_since_ms);
            self.change(&mut row, RegionState::Unknown)?;
            self.note_lost(&row)?;
            (self.tell)(&row.run);
        }
        Ok(())
    }

    fn note_lost(&self, row: &Row) -> Result<(), StorageFault> {
        let run = self.store.run(&row.run)?.ok_or(StorageFault)?;
        let image = run.image.id.parse().map_err(|_| StorageFault)?;
        let route = Route::CopyImage(scope_of(&row.run)?, image);
        if let Some(asked) = Asked::of(&row.identity, &route) {
            let at = self.scalr.clock.now().iso;
            let mut entry = asked.lost(&at, &row.told.request_id);
            entry.region = Some(row.told.region.clone());
            self.note(row, entry);
        }
        Ok(())
    }

    /// Goes on with everything, until nothing can go on at once.
    fn poll<'j>(&'j self, context: &mut Context<'_>, shift: &mut Shift<'j>) -> Poll<()> {
        self.bench.seen(self.now_ms(), context.waker());
        loop {
            if shift.fault.is_none() && self.now_ms() < shift.end_ms {
                shift.fault = self.begin(&mut shift.jobs).err();
            }
            let begun = shift.jobs.len();
            let mut fault = shift.fault;
            shift.jobs.retain_mut(|job| match job.future.as_mut().poll(context) {
                Poll::Pending => true,
                Poll::Ready(result) => {
                    fault = fault.or(result.err());
                    false
                }
            });
            shift.fault = fault;
            match shift.jobs.len() {
                0 if begun == 0 => return Poll::Ready(()),
                left if left == begun => return Poll::Pending,
                // There is room again.
                _ => {}
            }
        }
    }

    /// Begins as many jobs as there is room for.
    fn begin<'j>(&'j self, jobs: &mut Vec<Job<'j>>) -> Result<(), StorageFault> {
        while let Some(task) = self.next(jobs)? {
            let future: Pin<Box<dyn Future<Output = _> + 'j>> = match &task {
                Task::Look(run) => {
                    let run = run.clone();
                    Box::pin(async move { self.look(&run).await })
                }
                Task::Send(spot) => {
                    let spot = spot.clone();
                    Box::pin(async move { self.send(&spot).await })
                }
            };
            jobs.push(Job { task, future });
        }
        Ok(())
    }

    /// What to do next. Twice as many regions are looked into as may be sent, so that the next one's
    /// picture is there when a place becomes free.
    fn next(&self, jobs: &[Job<'_>]) -> Result<Option<Task>, StorageFault> {
        let now_ms = self.now_ms();
        if now_ms < self.bench.paused_until_ms() {
            return Ok(None);
        }
        let parallel = self.parallel();
        let is_look = |job: &&Job<'_>| matches!(job.task, Task::Look(_));
        let looks = jobs.iter().filter(is_look).count();
        let is_new = |task: &Task| jobs.iter().all(|job| job.task != *task);
        if looks < parallel {
            let runs = self.store.to_look(now_ms)?;
            if let Some(task) = runs.into_iter().map(Task::Look).find(is_new) {
                return Ok(Some(task));
            }
        }
        if jobs.len().saturating_sub(looks) >= parallel.saturating_mul(2) {
            return Ok(None);
        }
        let spots = self.store.to_send(now_ms, jobs.len().saturating_add(1))?;
        Ok(spots.into_iter().map(Task::Send).find(is_new))
    }

    /// Copies that are sent at the same time.
    fn parallel(&self) -> usize {
        let parallel = self.config.runs().map_or(1, |runs| runs.parallel);
        usize::try_from(parallel).unwrap_or(usize::MAX)
    }

    /// Waits a moment for others that have something to write as well. What is written in one go waits
    /// for the disk together, and whoever sends waits for everything that is written.
    pub(super) async fn gather(&self) {
        let now_ms = self.now_ms();
        if self.bench.gather_until_ms.get() <= now_ms {
            self.bench.gather_until_ms.set(now_ms.saturating_add(GATHER_MS));
        }
        let until_ms = self.bench.gather_until_ms.get();
        let mut rest = pin!(self.scalr.clock.pass(until_ms.saturating_sub(now_ms)));
        // When the first one goes on, all of them do.
        poll_fn(|context| {
            if self.now_ms() < until_ms { rest.as_mut().poll(context) } else { Poll::Ready(()) }
        })
        .await;
    }

    /// Waits until one more copy may be sent. Whoever works asks everybody again whenever something
    /// has come to its end.
    pub(super) async fn place(&self) {
        poll_fn(|_| {
            let sending = self.bench.sending.get();
            if usize::try_from(sending).is_ok_and(|sending| sending < self.parallel()) {
                self.bench.sending.set(sending.saturating_add(1));
                Poll::Ready(())
            } else {
                Poll::Pending
            }
        })
        .await;
    }

    /// A copy came to its end.
    pub(super) fn free_place(&self) {
        self.bench.sending.set(self.bench.sending.get().saturating_sub(1));
        self.bench.call();
    }
}

/// What a person reads about a send that a restart cut off.
const INTERRUPTED: &str =
    "The edge was interrupted while it waited for the answer: Scalr may have acted";
