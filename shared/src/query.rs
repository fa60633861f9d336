//! Query strings: reading what a caller sent and writing what Scalr will sign-check.

use std::fmt;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::order::in_order;

/// RFC 3986 unreserved characters stay; everything else is `%XX` with upper-case digits, as the
/// signature wants it (API reference, request signature).
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Smallest and largest `maxResults` that Scalr takes.
pub const MAX_RESULTS: std::ops::RangeInclusive<u32> = 1..=100;

/// The canonical form of a query: pairs sorted by raw name (byte order) *before* encoding, then
/// encoded and joined. It is at once what is signed and what is sent, so that the two cannot differ.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CanonicalQuery(String);

impl CanonicalQuery {
    /// The canonical form of decoded pairs. Pairs of one name keep their order.
    pub fn new<N: AsRef<str>, V: AsRef<str>>(pairs: &[(N, V)]) -> Self {
        Self::of(&mut pairs.iter().map(|(n, v)| (n.as_ref(), v.as_ref())))
    }

    /// Apart, so that there is one of it and not one per kind of text.
    fn of(pairs: &mut dyn Iterator<Item = (&str, &str)>) -> Self {
        let mut text = String::new();
        for (name, value) in in_order(pairs, |one, other| one.0.cmp(other.0)) {
            if !text.is_empty() {
                text.push('&');
            }
            text.extend(utf8_percent_encode(name, UNRESERVED));
            text.push('=');
            text.extend(utf8_percent_encode(value, UNRESERVED));
        }
        Self(text)
    }

    /// The query without its question mark; empty where there is none.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CanonicalQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a query cannot be passed on. Each of these would be read differently by Scalr than by the
/// signature, so that Scalr would blame the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QueryError {
    /// A parameter name that is not made of letters and digits.
    Name(String),
    /// The same parameter twice.
    Twice(String),
    /// A value that is not UTF-8 once decoded.
    NotUtf8(String),
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => write!(
                f,
                "The query parameter {name:?} is not one of the API; names are letters and digits, \
                 for example pageNum"
            ),
            Self::Twice(name) => {
                write!(f, "The query parameter `{name}` is there twice; send it once")
            }
            Self::NotUtf8(name) => write!(
                f,
                "The value of the query parameter `{name}` is not UTF-8 once its %XX are decoded"
            ),
        }
    }
}

/// Decodes a raw query (without the question mark) into pairs, the way Scalr's server does: `+` and
/// `%20` are spaces, empty parts are nothing, a name without `=` has an empty value.
pub fn parse(raw: &str) -> Result<Vec<(String, String)>, QueryError> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for part in raw.split('&').filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return Err(QueryError::Name(name.to_owned()));
        }
        if pairs.iter().any(|(known, _)| known == name) {
            return Err(QueryError::Twice(name.to_owned()));
        }
        let spaced = value.replace('+', " ");
        let value = percent_decode_str(&spaced)
            .decode_utf8()
            .map_err(|_| QueryError::NotUtf8(name.to_owned()))?;
        pairs.push((name.to_owned(), value.into_owned()));
    }
    Ok(pairs)
}

/// The `pageNum` that a pagination link carries.
pub fn page_of(path: &str) -> Option<u32> {
    let (_, query) = path.split_once('?')?;
    let pairs = parse(query).ok()?;
    pairs.iter().find(|(name, _)| name == "pageNum")?.1.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect()
    }

    #[test]
    fn names_sort_by_byte_before_encoding() {
        let query = CanonicalQuery::new(&[("a", "1"), ("B", "2"), ("b", "3"), ("A", "4")]);
        assert_eq!(query.as_str(), "A=4&B=2&a=1&b=3");
    }

    #[test]
    fn a_raw_query_decodes_as_scalr_does() {
        assert_eq!(parse(""), Ok(Vec::new()));
        assert_eq!(
            parse("name=golden+web%2B1&&os&pageNum=2"),
            Ok(owned(&[("name", "golden web+1"), ("os", ""), ("pageNum", "2")]))
        );
        assert_eq!(parse("a%5B%5D=1"), Err(QueryError::Name("a%5B%5D".to_owned())));
        assert_eq!(parse("=1"), Err(QueryError::Name(String::new())));
        assert_eq!(parse("os=a&os=b"), Err(QueryError::Twice("os".to_owned())));
        assert_eq!(parse("name=%FF"), Err(QueryError::NotUtf8("name".to_owned())));
    }

    #[test]
    fn a_pagination_link_tells_its_page() {
        assert_eq!(page_of("/api/v1beta0/user/5/images/?maxResults=2&pageNum=7"), Some(7));
        assert_eq!(page_of("/api/v1beta0/user/5/images/"), None);
        assert_eq!(page_of("/x/?pageNum=seven"), None);
    }

    #[cfg(not(target_arch = "wasm32"))]
    proptest::proptest! {
        #[test]
        fn what_is_encoded_decodes_to_the_same_pairs(
            pairs in proptest::collection::btree_map("[A-Za-z0-9]{1,8}", ".*", 0..6)
        ) {
            let pairs: Vec<(String, String)> = pairs.into_iter().collect();
            let query = CanonicalQuery::new(&pairs);
            proptest::prop_assert!(query.as_str().bytes().all(|b| b.is_ascii_graphic()));
            proptest::prop_assert_eq!(parse(query.as_str()), Ok(pairs));
        }
    }
}
