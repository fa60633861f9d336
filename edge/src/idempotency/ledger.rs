//! What may happen to the row of a key. The row is the lock: whoever wants to send has to change it
//! first, and only the request that it belongs to can.

use super::record::{Record, Slot, State, Stored};

/// How long an answer is kept for a key, in milliseconds: 24 hours.
pub const KEEP_MS: u64 = 86_400_000;

/// How long a row may stay reserved, in milliseconds. Between reserving and the first send lie one
/// permit and no network; after this the request is gone, and nothing was sent.
pub const RESERVE_MS: u64 = 10_000;

/// What a client is told to wait while a request with its key is under way, in seconds. Most are
/// answered in less.
pub const RETRY_IN_PROGRESS: u64 = 1;

/// The storage did not do what it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StorageFault;

/// The rows of one scope.
pub trait Records {
    /// The row of a key.
    fn find(&self, slot: &Slot) -> Result<Option<Record>, StorageFault>;
    /// Writes the row of a key, in place of the one that was there.
    fn put(&self, slot: &Slot, record: &Record) -> Result<(), StorageFault>;
    /// Removes the row of a key.
    fn remove(&self, slot: &Slot) -> Result<(), StorageFault>;
    /// Rows that were due at this time or before, a bounded number of them.
    fn due(&self, now_ms: u64) -> Result<Vec<(Slot, Record)>, StorageFault>;
}

/// What came of asking for a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// It is this request's to work on.
    Granted,
    /// There is an answer; nothing may be sent.
    Replay(Stored),
    /// The request that worked on it was lost just now: like [`Claim::Replay`], and its activity
    /// is to be written.
    GivenUp {
        /// The answer.
        answer: Stored,
        /// The activity.
        activity: String,
    },
    /// Another request works on it.
    InProgress,
    /// It stands for another content.
    Reused,
}

/// A key that a request works on, or wants to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The key.
    pub slot: Slot,
    /// The request, by its id.
    pub owner: String,
}

/// The rows, and what may happen to them.
#[derive(Debug)]
pub struct Ledger<'r, R>(pub &'r R);

impl<R: Records> Ledger<'_, R> {
    /// Takes the key for a request, if it is free.
    pub fn claim(
        &self,
        holder: &Holder,
        fingerprint: &str,
        now_ms: u64,
    ) -> Result<Claim, StorageFault> {
        if let Some(record) = self.0.find(&holder.slot)?
            && let Some(claim) = self.taken(holder, record, fingerprint, now_ms)?
        {
            return Ok(claim);
        }
        let record = Record {
            state: State::Reserved,
            owner: holder.owner.clone(),
            fingerprint: fingerprint.to_owned(),
            due_ms: now_ms.saturating_add(RESERVE_MS),
            answer: None,
            activity: String::new(),
        };
        self.0.put(&holder.slot, &record)?;
        Ok(Claim::Granted)
    }

    /// Why the key of a row cannot be had; `None` where the row no longer counts.
    fn taken(
        &self,
        holder: &Holder,
        record: Record,
        fingerprint: &str,
        now_ms: u64,
    ) -> Result<Option<Claim>, StorageFault> {
        let over = record.due_ms <= now_ms;
        if over && record.state != State::Sent {
            return Ok(None);
        }
        if record.fingerprint != fingerprint {
            return Ok(Some(Claim::Reused));
        }
        if record.state == State::Sent && over {
            let activity = record.activity.clone();
            let record = self.give_up(&holder.slot, record, now_ms)?;
            return Ok(record.answer.map(|answer| Claim::GivenUp { answer, activity }));
        }
        Ok(Some(match (record.state, record.answer) {
            (State::Finished | State::Unknown, Some(answer)) => Claim::Replay(answer),
            _ => Claim::InProgress,
        }))
    }

    /// Writes down, before a send, that Scalr may act from here on; `by_then_ms` is when the answer
    /// is there or will never be. False where the row is no longer this request's: it must not send.
    pub fn sending(
        &self,
        holder: &Holder,
        by_then_ms: u64,
        if_lost: &Stored,
        activity: &str,
    ) -> Result<bool, StorageFault> {
        let Some(mut record) = self.held(holder)? else { return Ok(false) };
        record.state = State::Sent;
        record.due_ms = by_then_ms;
        record.answer = Some(if_lost.clone());
        activity.clone_into(&mut record.activity);
        self.0.put(&holder.slot, &record)?;
        Ok(true)
    }

    /// Gives the key back: it is certain that Scalr did not act.
    pub fn free(&self, holder: &Holder) -> Result<(), StorageFault> {
        match self.held(holder)? {
            Some(_) => self.0.remove(&holder.slot),
            None => Ok(()),
        }
    }

    /// Keeps the answer of a request. An answer that comes after the row was given up is still the
    /// truth, and replaces the doubt.
    pub fn finish(&self, holder: &Holder, answer: Stored, now_ms: u64) -> Result<(), StorageFault> {
        let Some(record) = self.0.find(&holder.slot)? else { return Ok(()) };
        if record.owner != holder.owner || record.state == State::Finished {
            return Ok(());
        }
        let state = if answer.unknown { State::Unknown } else { State::Finished };
        let due_ms = now_ms.saturating_add(KEEP_MS);
        let activity = String::new();
        self.0
            .put(&holder.slot, &Record { state, due_ms, answer: Some(answer), activity, ..record })
    }

    /// Puts in order what is due: free what was only reserved, give up what was sent, forget what
    /// was kept long enough. Gives the activities of what was given up.
    pub fn sweep(&self, now_ms: u64) -> Result<Vec<String>, StorageFault> {
        let mut lost = Vec::new();
        for (slot, record) in self.0.due(now_ms)? {
            if record.state == State::Sent {
                lost.push(record.activity.clone());
                self.give_up(&slot, record, now_ms)?;
            } else {
                self.0.remove(&slot)?;
            }
        }
        Ok(lost)
    }

    /// Whether the key is still this request's to work on.
    pub fn holds(&self, holder: &Holder) -> Result<bool, StorageFault> {
        Ok(self.held(holder)?.is_some())
    }

    /// The row, if it is this request's and open.
    fn held(&self, holder: &Holder) -> Result<Option<Record>, StorageFault> {
        let record = self.0.find(&holder.slot)?;
        Ok(record.filter(|record| {
            record.owner == holder.owner && matches!(record.state, State::Reserved | State::Sent)
        }))
    }

    fn give_up(&self, slot: &Slot, sent: Record, now_ms: u64) -> Result<Record, StorageFault> {
        let due_ms = now_ms.saturating_add(KEEP_MS);
        let record = Record { state: State::Unknown, due_ms, activity: String::new(), ..sent };
        self.0.put(slot, &record)?;
        Ok(record)
    }
}

#[cfg(test)]
mod tests;
