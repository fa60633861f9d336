//! What is known about a request once it is answered: its log line and its `Server-Timing`.
//!
//! A [`Trace`] goes along with a request and is told who asks and how long Scalr took. Nothing that
//! the caller or Scalr wrote freely gets into it: no path, query value, header, cookie or body.

mod line;
mod request_id;
mod upstream;

use std::cell::{Cell, OnceCell};

use shared::edge_api::{Identity, IdentityKind};

use crate::head::Head;
use crate::proxy::Moment;
use crate::reply::Reply;

pub use request_id::{LONGEST as LONGEST_REQUEST_ID, accepted as accepted_request_id};
pub use upstream::Timed;

/// Says how the time of an answer was spent, in milliseconds (W3C Server Timing).
pub const SERVER_TIMING_HEADER: &str = "server-timing";

/// What is noted about one request on its way through the edge.
///
/// Time stands still on Workers between two waits for the network: what a request costs before its
/// first and after its last wait is not in any of these durations.
#[derive(Debug)]
pub struct Trace {
    began_ms: u64,
    identity: OnceCell<(IdentityKind, String)>,
    upstream_ms: Cell<u64>,
    upstream_calls: Cell<u32>,
}

/// Requests to Scalr, and how long they took together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Calls {
    /// How many, answered or not.
    pub count: u32,
    /// In milliseconds.
    pub ms: u64,
}

/// None.
pub const NO_CALLS: Calls = Calls { count: 0, ms: 0 };

/// An answer that is ready to go, and the line to log about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finished {
    /// The answer, with [`SERVER_TIMING_HEADER`].
    pub reply: Reply,
    /// One JSON object on one line.
    pub line: String,
}

impl Trace {
    /// The trace of a request that begins at this time, in milliseconds since 1970.
    pub fn begin(now_ms: u64) -> Self {
        Self {
            began_ms: now_ms,
            identity: OnceCell::new(),
            upstream_ms: Cell::new(0),
            upstream_calls: Cell::new(0),
        }
    }

    /// Notes who asks. Only kind and id: a name may be an e-mail address, and logs are kept for long.
    pub fn identified(&self, identity: &Identity) {
        // A request has one caller; the first to be recognised is the one.
        let _ = self.identity.set((identity.kind, identity.id.clone()));
    }

    /// Notes a request to Scalr that took this long, answered or not.
    fn called_upstream(&self, took_ms: u64) {
        self.add(Calls { count: 1, ms: took_ms });
    }

    /// The requests to Scalr so far.
    pub fn calls(&self) -> Calls {
        Calls { count: self.upstream_calls.get(), ms: self.upstream_ms.get() }
    }

    /// Adds requests to Scalr that an object made.
    pub fn add(&self, calls: Calls) {
        self.upstream_ms.set(self.upstream_ms.get().saturating_add(calls.ms));
        self.upstream_calls.set(self.upstream_calls.get().saturating_add(calls.count));
    }

    /// Closes the trace: adds the timing to the answer and writes the log line.
    pub fn finish(&self, head: &Head, request_id: &str, reply: Reply, now: &Moment) -> Finished {
        let edge_ms = now.unix_ms.saturating_sub(self.began_ms);
        let reply = reply.with(SERVER_TIMING_HEADER, self.server_timing(edge_ms));
        let line = line::write(self, head, request_id, &reply, edge_ms, &now.iso);
        Finished { reply, line }
    }

    /// The whole time in the edge, and of it the time that Scalr took, all tries together.
    fn server_timing(&self, edge_ms: u64) -> String {
        match self.upstream_calls.get() {
            0 => format!("edge;dur={edge_ms}"),
            _ => format!("edge;dur={edge_ms}, upstream;dur={}", self.upstream_ms.get()),
        }
    }
}

#[cfg(test)]
mod tests;
