//! Query strings as Scalr's PHP server reads them, and the canonical form that goes into the
//! signature.

use std::collections::BTreeMap;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode, percent_encode};

/// RFC 3986 unreserved characters are kept, everything else is encoded.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The decoded pairs, sorted by raw name in byte order; of a repeated name the last one counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query(BTreeMap<Vec<u8>, Vec<u8>>);

impl Query {
    /// Reads the part of a URL after `?`. A `+` stands for a space, as in an HTML form.
    pub fn parse(raw: &str) -> Self {
        let decode = |part: &str| {
            let spaced = part.replace('+', " ");
            percent_decode(spaced.as_bytes()).collect::<Vec<u8>>()
        };
        let pairs = raw.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(value))
        });
        Self(pairs.collect())
    }

    /// The value of a name, with what is not UTF-8 replaced.
    pub fn get(&self, name: &str) -> Option<String> {
        let value = self.0.get(name.as_bytes())?;
        Some(String::from_utf8_lossy(value).into_owned())
    }

    /// The same query with one pair set.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut pairs = self.0.clone();
        pairs.insert(name.into(), value.into());
        Self(pairs)
    }

    /// All names, in byte order.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.0.keys().map(|name| String::from_utf8_lossy(name).into_owned())
    }

    /// `name=value` pairs joined with `&`, encoded after sorting; empty where there is no query.
    pub fn canonical(&self) -> String {
        let encode = |bytes: &[u8]| percent_encode(bytes, RESERVED).to_string();
        let pairs: Vec<String> = self
            .0
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect();
        pairs.join("&")
    }
}

#[cfg(test)]
mod tests {
    use super::Query;

    #[test]
    fn pairs_are_sorted_by_raw_name_before_they_are_encoded() {
        assert_eq!(Query::parse("b=3&a=1&B=2&A=4").canonical(), "A=4&B=2&a=1&b=3");
        // Encoded, `%C3%A4` would come before `z`.
        assert_eq!(Query::parse("%C3%A4=1&z=2&~=3").canonical(), "z=2&~=3&%C3%A4=1");
    }

    #[test]
    fn plus_is_a_space_and_an_encoded_plus_is_a_plus() {
        let query = Query::parse("name=golden+web%2B1");
        assert_eq!(query.get("name").as_deref(), Some("golden web+1"));
        assert_eq!(query.canonical(), "name=golden%20web%2B1");
    }

    #[test]
    fn of_a_repeated_name_the_last_one_counts() {
        assert_eq!(Query::parse("a=1&a=2").canonical(), "a=2");
    }

    #[test]
    fn no_query_is_the_empty_string() {
        assert_eq!(Query::parse("").canonical(), "");
    }
}
