//! Timing what Scalr takes.

use crate::proxy::{Answer, Clock, NoAnswer, Outbound, Upstream};

use super::Trace;

/// A way to Scalr whose time is noted in a trace.
#[derive(Debug)]
pub struct Timed<'t, U, C> {
    /// The way itself.
    pub upstream: U,
    /// The time.
    pub clock: C,
    /// Where the time is noted.
    pub trace: &'t Trace,
}

impl<U: Upstream, C: Clock> Upstream for Timed<'_, U, C> {
    async fn send(&self, request: &Outbound<'_>) -> Result<Answer, NoAnswer> {
        let before = self.clock.unix_ms();
        let answer = self.upstream.send(request).await;
        self.trace.called_upstream(self.clock.unix_ms().saturating_sub(before));
        answer
    }
}
