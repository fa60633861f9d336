//! `GET /edge/inventory`: every image of a scope, while Scalr's list is walked.
//!
//! Scalr gives at most 100 images at a time, oldest first. A new image comes at the end of the list;
//! one that is deleted makes all later ones move forward, some of them to the page before. Who reads
//! pages from the first to the last can miss one that moves from a page not read yet to one that was.
//! Who reads from the last to the first cannot: an image that was not seen so far is on one of the
//! pages before. So the pages are cut into stretches, one for each connection, and each is read
//! backwards, and on past its first page until it meets an image that the stretch before it has read
//! (`plan`). That costs one more request for each stretch, and nothing has to be compared, guessed or
//! waited for.
//!
//! `page` reads one page, `walk` works through the plan, `share` lets everybody who looks at a scope
//! share one walk.

mod bell;
mod booklet;
mod page;
mod plan;
mod query;
mod scan;
mod share;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod walk;

use std::future::Future;
use std::pin::Pin;

use crate::fault::Fault;
use crate::proxy::Moment;
use crate::reply::Reply;

pub use booklet::Booklet;
pub use page::read;
pub use query::{Asked, parse};
pub use share::{Choice, Shared, Sharing};
pub use walk::Walk;

/// The content type of the answer.
pub const LINES: &str = "application/x-ndjson";

/// Why there is no page: an answer of Scalr's, or a fault on the way to it.
pub type NoPage = Result<Reply, Fault>;

/// Something that takes its time. Boxed, so that there is one walk in the bundle.
pub type Boxed<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// What a walk needs of the world.
pub trait Ground {
    /// Reads a page: an envelope of Scalr's with status 200.
    fn read(&self, page: u32) -> Boxed<'_, Result<Vec<u8>, NoPage>>;

    /// Waits.
    fn sleep(&self, ms: u32) -> Boxed<'_, ()>;

    /// Now.
    fn now(&self) -> Moment;

    /// How many connections to Scalr are open for other things in the same object.
    fn others(&self) -> u32;

    /// Whether somebody still looks.
    fn is_watched(&self) -> bool;

    /// Sends a line to everybody who looks.
    fn send(&self, line: &[u8]);
}
