//! What makes a row of the grid.

use std::fmt;
use std::str::FromStr;

use shared::image::{Architecture, Image};

/// Images that are copies of one another as far as can be told without looking closer: the same name,
/// operating system and architecture.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowKey {
    /// Name.
    pub name: String,
    /// Operating system's id; empty where Scalr does not tell.
    pub os: String,
    /// Architecture; empty where Scalr does not tell.
    pub architecture: String,
}

impl RowKey {
    /// The row that an image belongs to.
    pub fn of(image: &Image) -> Self {
        Self {
            name: image.name.text().to_owned(),
            os: image.os_id().to_owned(),
            architecture: image.architecture.get().map_or("", Architecture::as_str).to_owned(),
        }
    }

    /// The row's short name.
    pub fn tag(&self) -> Tag {
        Tag::of([&self.name, &self.os, &self.architecture])
    }
}

/// A row's short name for URLs and elements of the page: eight letters and digits that follow from its
/// key, the same on every visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(u64);

/// Characters of a tag, and bits of each.
const LENGTH: u32 = 8;
const BITS: u32 = 5;
const DIGITS: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";

/// A text that is no tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotATag;

impl Tag {
    /// FNV-1a, folded to what the tag has room for. That two of ten thousand rows share a tag has a
    /// chance of one in twenty thousand; whoever reads a tag refuses one that fits two rows.
    fn of(parts: [&str; 3]) -> Self {
        const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
        const PRIME: u64 = 0x0100_0000_01b3;
        // No text has this byte, so that no two keys run together.
        let bytes = parts.into_iter().flat_map(|part| part.bytes().chain([0xff]));
        let hash = bytes.fold(BASIS, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME));
        let room = BITS * LENGTH;
        Self((hash ^ (hash >> room)) & ((1 << room) - 1))
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in (0..LENGTH).rev() {
            let digit = (self.0 >> (BITS * place)) & 31;
            let digit = DIGITS[usize::try_from(digit).unwrap_or_default()];
            write!(f, "{}", char::from(digit))?;
        }
        Ok(())
    }
}

impl FromStr for Tag {
    type Err = NotATag;

    fn from_str(text: &str) -> Result<Self, NotATag> {
        if text.len() != usize::try_from(LENGTH).unwrap_or_default() {
            return Err(NotATag);
        }
        text.bytes()
            .try_fold(0_u64, |number, byte| {
                let digit = DIGITS.iter().position(|digit| *digit == byte)?;
                Some((number << BITS) | u64::try_from(digit).ok()?)
            })
            .map(Self)
            .ok_or(NotATag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str, os: &str, architecture: &str) -> RowKey {
        let [name, os, architecture] = [name, os, architecture].map(str::to_owned);
        RowKey { name, os, architecture }
    }

    #[test]
    fn a_tag_is_the_same_on_every_visit_and_reads_back() {
        let tag = key("golden-web", "ubuntu-22-04", "x86_64").tag();
        assert_eq!(tag.to_string(), "q8jogb51");
        assert_eq!(tag.to_string().parse(), Ok(tag));
        for wrong in ["", "1234567", "123456789", "1234567w", "1234567A", "größe12"] {
            assert_eq!(wrong.parse::<Tag>(), Err(NotATag), "{wrong}");
        }
    }

    #[test]
    fn keys_do_not_run_together() {
        assert_ne!(key("web", "1", "").tag(), key("web1", "", "").tag());
        assert_ne!(key("web", "", "1").tag(), key("web", "1", "").tag());
    }
}
