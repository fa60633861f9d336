//! The rung size: the body, read once and counted while it streams.

use std::future::Future;

use crate::fault::Fault;
use crate::head::Head;

/// Largest request body, in bytes. A create request with every member at its limit is under 4 KiB;
/// the rest is room for `cloudFeatures` of kinds to come.
pub const MAX_BODY_BYTES: usize = 65_536;

/// Longest time for a request body to arrive, in milliseconds: a slow line sends a full one in less.
pub const BODY_DEADLINE_MS: u32 = 10_000;

/// Why a body did not arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BodyFault {
    /// It took too long.
    Late,
    /// The connection was lost.
    Broken,
    /// It is over the limit: whoever hands it out may see that first, and read no further.
    TooLarge,
}

/// A request body as the runtime hands it out.
pub trait Body {
    /// The next bytes; `None` at the end.
    fn chunk(&mut self) -> impl Future<Output = Result<Option<Vec<u8>>, BodyFault>>;
}

/// Reads the body whole.
pub(super) async fn read(head: &Head, body: &mut impl Body) -> Result<Vec<u8>, Fault> {
    let limit = u64::try_from(MAX_BODY_BYTES).unwrap_or(u64::MAX);
    if head.content_length.is_some_and(|length| length > limit) {
        return Err(Fault::BodyTooLarge);
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = body.chunk().await.map_err(fault)? {
        if bytes.len().saturating_add(chunk.len()) > MAX_BODY_BYTES {
            return Err(Fault::BodyTooLarge);
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn fault(fault: BodyFault) -> Fault {
    match fault {
        BodyFault::Late => Fault::BodyLate,
        BodyFault::Broken => Fault::BodyBroken,
        BodyFault::TooLarge => Fault::BodyTooLarge,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{Chunks, post};

    use super::*;

    fn read_chunks(chunks: Vec<Result<Vec<u8>, BodyFault>>) -> Result<usize, Fault> {
        let mut body = Chunks::from(chunks);
        pollster::block_on(read(&post("/"), &mut body)).map(|bytes| bytes.len())
    }

    #[test]
    fn the_limit_itself_is_allowed_and_one_byte_more_is_not() {
        let half = vec![b' '; MAX_BODY_BYTES / 2];
        assert_eq!(read_chunks(vec![Ok(half.clone()), Ok(half.clone())]), Ok(MAX_BODY_BYTES));
        assert_eq!(
            read_chunks(vec![Ok(half.clone()), Ok(half), Ok(vec![b' '])]),
            Err(Fault::BodyTooLarge)
        );
    }

    #[test]
    fn an_announced_size_over_the_limit_is_refused_before_anything_is_read() {
        let mut head = post("/");
        head.content_length = Some(65_537);
        let mut body = Chunks::from(vec![Err(BodyFault::Broken)]);
        let read = pollster::block_on(read(&head, &mut body));
        assert_eq!(read, Err(Fault::BodyTooLarge));
    }

    #[test]
    fn a_body_that_does_not_arrive_is_told_apart_from_one_that_breaks_off() {
        let first = Ok(b"{".to_vec());
        assert_eq!(read_chunks(vec![first.clone(), Err(BodyFault::Late)]), Err(Fault::BodyLate));
        assert_eq!(
            read_chunks(vec![first.clone(), Err(BodyFault::Broken)]),
            Err(Fault::BodyBroken)
        );
        assert_eq!(read_chunks(vec![first, Err(BodyFault::TooLarge)]), Err(Fault::BodyTooLarge));
    }
}
