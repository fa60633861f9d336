//! The header `Idempotency-Key`.

use std::fmt;

/// Longest key, in characters. A UUID has 36; the rest is for clients that make a key of what they
/// do.
pub const MAX_KEY_LENGTH: usize = 255;

/// What a client calls one attempt to do something, however often it sends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyKey(String);

/// A header that is no key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidKey;

impl fmt::Display for InvalidKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Send the Idempotency-Key once, as 1 to {MAX_KEY_LENGTH} visible ASCII characters \
             without spaces, quotes and backslashes, alone or in double quotes; for example \
             5ec3d640-1bc3-4309-a7dd-718d8e19a481"
        )
    }
}

impl IdempotencyKey {
    /// Reads the header. The IETF draft (draft-ietf-httpapi-idempotency-key-header) writes the key
    /// in double quotes, most clients write it bare: both are the same key. A header that was sent
    /// twice arrives as one with a comma and a space, and is refused for the space.
    pub fn parse(header: &str) -> Result<Self, InvalidKey> {
        let bare = match header.strip_prefix('"') {
            Some(rest) => rest.strip_suffix('"').ok_or(InvalidKey)?,
            None => header,
        };
        let sound = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b'\\');
        if (1..=MAX_KEY_LENGTH).contains(&bare.len()) && bare.bytes().all(sound) {
            Ok(Self(bare.to_owned()))
        } else {
            Err(InvalidKey)
        }
    }

    /// The key without quotes.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(header: &str) -> Result<String, InvalidKey> {
        IdempotencyKey::parse(header).map(|key| key.as_str().to_owned())
    }

    #[test]
    fn a_key_is_the_same_with_quotes_and_without() {
        assert_eq!(parse("5ec3d640-1bc3"), Ok("5ec3d640-1bc3".to_owned()));
        assert_eq!(parse("\"5ec3d640-1bc3\""), Ok("5ec3d640-1bc3".to_owned()));
        assert_eq!(parse("a/b+c=,d"), Ok("a/b+c=,d".to_owned()));
        assert_eq!(parse(&"k".repeat(255)), Ok("k".repeat(255)));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for wrong in [
            "",
            "\"\"",
            "\"",
            "\"a",
            "a\"",
            "a\"b",
            "\"a\\\"b\"",
            "a b",
            "a, b",
            "a\tb",
            "a\nb",
            "schlüssel",
            "a\u{7f}",
        ] {
            assert_eq!(parse(wrong), Err(InvalidKey), "{wrong:?}");
        }
        assert_eq!(parse(&"k".repeat(256)), Err(InvalidKey));
        assert_eq!(parse(&format!("\"{}\"", "k".repeat(256))), Err(InvalidKey));
    }
}
