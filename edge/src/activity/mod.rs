//! Activity: who asked for which create or copy, and what became of it.
//!
//! One list per scope, append-only, kept in the scope's object (`durable`). An entry holds no body,
//! no header and no text that Scalr wrote, only ids, codes and statuses.

mod entry;

use shared::edge_api::Outcome;

pub use entry::Asked;

/// How many entries about something that was sent to Scalr a scope keeps, the newest ones.
pub const KEEP_SENT: u32 = 10_000;

/// How many entries about something that was not sent (`refused`, `replayed`) a scope keeps. They
/// are counted apart: refusals cost nothing, and must not push out what did happen.
pub const KEEP_UNSENT: u32 = 2_000;

/// True for an outcome of something that was sent to Scalr.
pub fn was_sent(outcome: &str) -> bool {
    ![Outcome::Refused, Outcome::Replayed].iter().any(|unsent| unsent.as_str() == outcome)
}
