//! Sending an admitted request to Scalr.
//!
//! A read that got lost is sent a second time, signed anew. A create is sent a second time as well,
//! and then looked up, because Scalr takes one image once. A copy is sent once: Scalr may have acted
//! on a request whose answer never came, and a second copy is a second machine image.

mod create;
mod outcome;
mod reconcile;
mod scalr;
mod settle;

use std::future::Future;
use std::pin::Pin;

use crate::fault::Fault;
use crate::guard::{Admitted, Command};
use crate::reply::{Header, Reply};

use scalr::Call;

pub(crate) use scalr::USER_AGENT;
pub use scalr::{NoPermit, Permits, Scalr};
pub use settle::path as settle_path;

/// A request as it goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outbound<'a> {
    /// Method.
    pub method: &'static str,
    /// Absolute URL.
    pub url: String,
    /// Every header that the edge sets.
    pub headers: Vec<Header>,
    /// Body; `None` where there is none.
    pub body: Option<&'a [u8]>,
    /// Longest time for headers and body of the answer together, in milliseconds.
    pub timeout_ms: u32,
    /// Largest body of the answer, in bytes.
    pub max_bytes: usize,
}

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Status.
    pub status: u16,
    /// `Date`, in milliseconds since 1970, UTC: the clock of whoever answered.
    pub date: Option<u64>,
    /// The whole body, or why it is not there.
    pub body: Result<Vec<u8>, Loss>,
}

/// Why the body of an answer is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// It took too long.
    TimedOut,
    /// The connection was lost.
    Broken,
    /// It is larger than asked for.
    TooLarge,
}

/// Why there is no answer at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoAnswer {
    /// It took too long.
    TimedOut,
    /// The runtime raised an exception. It says the same where the connection was refused and where
    /// the answer was lost, so this is no proof that nothing was sent.
    Failed,
}

/// The way to Scalr.
pub trait Upstream {
    /// Sends a request once, without following redirects.
    fn send(&self, request: &Outbound<'_>) -> impl Future<Output = Result<Answer, NoAnswer>>;
}

/// A moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// Milliseconds since 1970, UTC.
    pub unix_ms: u64,
    /// The same in ISO 8601 with milliseconds and `Z`.
    pub iso: String,
}

/// The time.
pub trait Clock {
    /// Now.
    fn now(&self) -> Moment;

    /// Now, in milliseconds since 1970, UTC: cheaper, where the text is not needed.
    fn unix_ms(&self) -> u64 {
        self.now().unix_ms
    }

    /// Lets so many milliseconds go by.
    fn pass(&self, ms: u64) -> impl Future<Output = ()>;
}

/// A note in a journal, on its way.
pub type Noted<'a> = Pin<Box<dyn Future<Output = Result<(), Fault>> + 'a>>;

/// Where it is written down that Scalr may act. Boxed, so that there is one of everything that sends
/// in the bundle and not one per journal.
pub trait Journal {
    /// Called before each send of a write. What fails here is not sent.
    fn sending(&self) -> Noted<'_>;

    /// Whether there is a permit for the first send already.
    fn has_permit(&self) -> bool {
        false
    }
}

/// No journal: for a request that carries no key to look it up by.
#[derive(Debug, Clone, Copy)]
pub struct NoJournal;

impl Journal for NoJournal {
    fn sending(&self) -> Noted<'_> {
        Box::pin(std::future::ready(Ok(())))
    }
}

/// Sends an admitted request and tells what came of it.
pub async fn forward<U: Upstream, C: Clock, P: Permits>(
    scalr: &Scalr<'_, U, C, P>,
    journal: &dyn Journal,
    admitted: &Admitted<'_>,
) -> Result<Reply, Fault> {
    match &admitted.command {
        Command::Read => read(scalr, admitted).await,
        Command::Create(image) => create::create(scalr, journal, admitted, image).await,
        Command::Copy(_) => copy(scalr, journal, admitted).await,
    }
}

/// Sends a read, and once more where its answer was lost. Both tries together keep to the time that
/// the settings allow.
async fn read<U: Upstream, C: Clock, P: Permits>(
    scalr: &Scalr<'_, U, C, P>,
    admitted: &Admitted<'_>,
) -> Result<Reply, Fault> {
    let call = Call::of(admitted);
    let whole = admitted.server.timeout_ms;
    scalr.permit(admitted).await?;
    let first = scalr.clock.now();
    let mut result = scalr.send(admitted, &call, &first, whole).await;
    if outcome::was_lost(&result) {
        let second = scalr.clock.now();
        let left = whole.saturating_sub(milliseconds_between(&first, &second));
        // Without a permit for a second try, the first one's loss is the answer.
        if left > 0 && scalr.permit(admitted).await.is_ok() {
            result = scalr.send(admitted, &call, &second, left).await;
        }
    }
    outcome::reply(admitted, result)
}

/// Sends a copy once, whatever comes back: each one that Scalr hears makes a machine image.
async fn copy<U: Upstream, C: Clock, P: Permits>(
    scalr: &Scalr<'_, U, C, P>,
    journal: &dyn Journal,
    admitted: &Admitted<'_>,
) -> Result<Reply, Fault> {
    if !journal.has_permit() {
        scalr.permit(admitted).await?;
    }
    journal.sending().await?;
    let now = scalr.clock.now();
    let result = scalr.send(admitted, &Call::of(admitted), &now, admitted.server.timeout_ms).await;
    outcome::reply(admitted, result)
}

fn milliseconds_between(first: &Moment, second: &Moment) -> u32 {
    u32::try_from(second.unix_ms.saturating_sub(first.unix_ms)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
