//! Copy runs: one image to many regions, worked through by the scope's object.
//!
//! Every step of a region is a row that is written before and after the call (`book`); memory holds
//! nothing that a crash may not take ([`Bench`]). The object's alarm calls [`Work::pump`] until nothing
//! is due. A copy is never sent again by itself: what a crash or a lost answer leaves is `unknown`, and
//! is settled by looking.

mod act;
mod bench;
mod book;
mod call;
mod create;
mod events;
mod finding;
mod list;
mod look;
mod pump;
mod row;
mod send;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod work;

pub use bench::Bench;
pub use call::RunCall;
pub use events::since as events_since;
pub(crate) use look::words;
pub use row::{Row, RunStore, Spot};
pub use work::Work;
