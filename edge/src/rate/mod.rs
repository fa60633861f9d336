//! Limits of requests per minute: of one caller at the edge, and of one key pair at Scalr.
//!
//! Both count in the same [`Window`]; each lives in an object of its own (`durable`), because only
//! one object sees all requests that count.

mod pair;
mod window;

use std::num::NonZeroU32;

pub use pair::Pair;
pub use window::Window;

/// Requests per minute; `None` where there is no limit.
pub type Limit = Option<NonZeroU32>;

/// The request is over a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Over {
    /// Seconds after which one request will be taken again; at least 1.
    pub retry_after: u64,
}
