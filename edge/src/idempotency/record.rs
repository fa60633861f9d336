//! The row of one key.

use crate::reply::{OUTCOME_HEADER, Reply, SOURCE_HEADER, Source};

/// How far a request with a key has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// The key is taken; nothing was sent.
    Reserved,
    /// Written down before each send: from here on Scalr may have acted.
    Sent,
    /// There is an answer, and it is final.
    Finished,
    /// Nobody knows, and nobody will by sending again.
    Unknown,
}

impl State {
    /// Every state, under the name that is stored.
    const NAMES: [(Self, &'static str); 4] = [
        (Self::Reserved, "reserved"),
        (Self::Sent, "sent"),
        (Self::Finished, "finished"),
        (Self::Unknown, "unknown"),
    ];

    /// The name that is stored.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reserved => "reserved",
            Self::Sent => "sent",
            Self::Finished => "finished",
            Self::Unknown => "unknown",
        }
    }

    /// Reads the stored name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, known)| *known == name).map(|(state, _)| *state)
    }
}

/// An answer as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// Status.
    pub status: u16,
    /// Who made it.
    pub source: Source,
    /// Whether it says that Scalr may have acted.
    pub unknown: bool,
    /// Body, byte for byte.
    pub body: Vec<u8>,
}

impl Stored {
    /// What is kept of an answer.
    pub fn of(reply: &Reply) -> Self {
        let upstream = reply.header(SOURCE_HEADER) == Some(Source::Upstream.as_str());
        Self {
            status: reply.status,
            source: if upstream { Source::Upstream } else { Source::Edge },
            unknown: reply.header(OUTCOME_HEADER).is_some(),
            body: reply.body.clone(),
        }
    }

    /// The answer as it went out the first time.
    pub fn into_reply(self) -> Reply {
        let reply = Reply::json(self.status, self.source, self.body);
        if self.unknown { reply.with(OUTCOME_HEADER, "unknown") } else { reply }
    }
}

/// Whose key it is. Keys of different callers have nothing to do with each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot {
    /// The caller, as [`crate::auth`] knows it.
    pub caller: String,
    /// The key.
    pub key: String,
}

/// The row of one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// How far it has come.
    pub state: State,
    /// The request that works on it, by its id. Only that one may change the row.
    pub owner: String,
    /// Of the request's content; a key stands for one content.
    pub fingerprint: String,
    /// Until when the state holds, in milliseconds since 1970: after that a reserved row is free, a
    /// sent one unknown, a finished or unknown one forgotten.
    pub due_ms: u64,
    /// What to answer, from [`State::Sent`] on. A sent row holds the answer for the case that
    /// nothing more will be heard of it.
    pub answer: Option<Stored>,
    /// The activity to write if nothing more will be heard of it: JSON, opaque here.
    pub activity: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_reads_back_under_its_name() {
        for (state, name) in State::NAMES {
            assert_eq!((state.as_str(), State::parse(name)), (name, Some(state)));
        }
        assert_eq!(State::parse("Sent"), None);
    }

    #[test]
    fn an_answer_that_is_kept_goes_out_as_it_did() {
        let relayed = Reply::json(201, Source::Upstream, b"{\"data\":1}".to_vec());
        assert_eq!(Stored::of(&relayed).into_reply(), relayed);
        let unknown =
            Reply::json(504, Source::Edge, b"{}".to_vec()).with(OUTCOME_HEADER, "unknown");
        assert_eq!(Stored::of(&unknown).into_reply(), unknown);
    }
}
