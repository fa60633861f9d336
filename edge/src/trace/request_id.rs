//! Names of requests that callers bring along.

/// Longest name that is taken over, in characters; a UUID has 36.
pub const LONGEST: usize = 64;

/// The name that a caller gave a request (`X-Request-Id`), where it can stand in headers and logs as
/// it is: 1 to [`LONGEST`] letters, digits, `-`, `_` and `.`. Any other is not taken over, and the
/// request gets a fresh one instead.
pub fn accepted(sent: Option<&str>) -> Option<&str> {
    let safe = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    sent.filter(|id| (1..=LONGEST).contains(&id.len()) && id.bytes().all(safe))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_safe_characters_is_taken_over_and_any_other_is_not() {
        let longest = "a".repeat(LONGEST);
        for safe in ["a", "5ec3d640-1bc3-4309-a7dd-718d8e19a481", "ci_42.retry-1", &longest] {
            assert_eq!(accepted(Some(safe)), Some(safe));
        }
        let too_long = "a".repeat(LONGEST + 1);
        for unsafe_one in
            ["", "a b", "a, b", "a\r\nset-cookie: x", "<b>", "\"", "größe", "a/b", &too_long]
        {
            assert_eq!(accepted(Some(unsafe_one)), None, "{unsafe_one:?}");
        }
        assert_eq!(accepted(None), None);
    }
}
