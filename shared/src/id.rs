//! Identifiers as they stand in paths.

use std::fmt;
use std::num::NonZeroU64;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The number of an account or an environment: a positive integer (API reference, path parameters).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ScalrId(NonZeroU64);

impl ScalrId {
    /// The id of this number; `None` for zero.
    pub fn new(number: u64) -> Option<Self> {
        NonZeroU64::new(number).map(Self)
    }

    /// The number.
    pub fn get(self) -> u64 {
        self.0.get()
    }
}

impl fmt::Display for ScalrId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A text that is no identifier of the wanted kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidId;

impl FromStr for ScalrId {
    type Err = InvalidId;

    /// Reads decimal digits without a sign and without leading zeros, so that one environment has
    /// exactly one path.
    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let canonical = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
        if !canonical {
            return Err(InvalidId);
        }
        text.parse().ok().and_then(Self::new).ok_or(InvalidId)
    }
}

/// The id of an image: a UUID of 36 characters, in any letter case (API reference, Image.id).
///
/// The letter case is kept, because the path is part of what is signed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct ImageId(String);

impl ImageId {
    /// The id as it stands in a path.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ImageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ImageId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let well_formed = text.len() == 36
            && text.bytes().enumerate().all(|(at, byte)| match at {
                8 | 13 | 18 | 23 => byte == b'-',
                _ => byte.is_ascii_hexdigit(),
            });
        if well_formed { Ok(Self(text.to_owned())) } else { Err(InvalidId) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_environment_has_exactly_one_spelling() {
        assert_eq!("5".parse(), Ok(ScalrId(NonZeroU64::MIN.saturating_add(4))));
        for wrong in ["", "0", "05", "+5", "-5", " 5", "5 ", "five", "18446744073709551616"] {
            assert_eq!(wrong.parse::<ScalrId>(), Err(InvalidId), "{wrong:?}");
        }
    }

    #[test]
    fn an_image_id_is_a_uuid_in_any_letter_case() {
        for right in
            ["5a1a3fd0-1111-4222-8333-000000000001", "5A1A3FD0-1111-4222-8333-00000000000F"]
        {
            assert_eq!(right.parse::<ImageId>().map(|id| id.to_string()), Ok(right.to_owned()));
        }
        for wrong in [
            "",
            "5a1a3fd0111142228333000000000001",
            "5a1a3fd0-1111-4222-8333-00000000000g",
            "5a1a3fd0-1111-4222-8333-0000000000011",
            "5a1a3fd0_1111-4222-8333-000000000001",
        ] {
            assert_eq!(wrong.parse::<ImageId>(), Err(InvalidId), "{wrong:?}");
        }
    }
}
