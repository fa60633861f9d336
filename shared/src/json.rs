//! Reading a JSON body so strictly that everybody who reads it sees the same.
//!
//! Two parsers that meet `{"name":"a","name":"b"}` may keep different names; what the edge checked
//! would not be what Scalr acts on. So members that are there twice are found and refused.

mod member;
mod typed;

use std::cell::RefCell;
use std::fmt;

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

pub use member::has_member;
pub use typed::{Unreadable, from_value, read};

/// A body that is not one JSON object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Malformed {
    /// There is no body.
    Empty,
    /// The bytes are not UTF-8.
    NotUtf8 {
        /// Index of the first wrong byte.
        at: usize,
    },
    /// The text is not JSON.
    NotJson {
        /// What the parser expected, with line and column.
        why: String,
    },
    /// The text is JSON, but no object.
    NotAnObject {
        /// What it is.
        found: &'static str,
    },
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("The body is empty; send one JSON object"),
            Self::NotUtf8 { at } => {
                write!(f, "The body is not UTF-8 at byte {at}; send JSON in UTF-8")
            }
            Self::NotJson { why } => write!(f, "The body is not valid JSON: {why}"),
            Self::NotAnObject { found } => {
                write!(f, "The body is {found}; send one JSON object")
            }
        }
    }
}

/// A JSON object with the pointers (RFC 6901) of members that were there more than once.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The object; of a repeated member the first value.
    pub object: Map<String, Value>,
    /// Pointers of repeated members, each once, in the order they were met.
    pub repeated: Vec<String>,
}

/// Reads a body as one JSON object.
pub fn parse_object(body: &[u8]) -> Result<Parsed, Malformed> {
    let text = std::str::from_utf8(body)
        .map_err(|error| Malformed::NotUtf8 { at: error.valid_up_to() })?;
    if text.trim_ascii().is_empty() {
        return Err(Malformed::Empty);
    }
    let repeated = RefCell::new(Vec::new());
    let mut deserializer = serde_json::Deserializer::from_slice(text.as_bytes());
    let seed = Strict { path: Path::Root, repeated: &repeated };
    let value = seed
        .deserialize(&mut deserializer)
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| Malformed::NotJson { why: error.to_string() })?;
    match value {
        Value::Object(object) => Ok(Parsed { object, repeated: repeated.into_inner() }),
        other => Err(Malformed::NotAnObject { found: kind(&other) }),
    }
}

/// The JSON type of a value, with its article, for people.
pub fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// Appends a reference token to a JSON pointer, escaped as RFC 6901 says.
pub fn push_token(pointer: &mut String, token: &str) {
    pointer.push('/');
    for character in token.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// Where the reader is. A list through the stack: a pointer is only written when it is needed.
#[derive(Clone, Copy)]
enum Path<'a> {
    Root,
    Member(&'a Path<'a>, &'a str),
    Element(&'a Path<'a>, usize),
}

impl Path<'_> {
    fn write(&self, pointer: &mut String) {
        match self {
            Self::Root => {}
            Self::Member(parent, name) => {
                parent.write(pointer);
                push_token(pointer, name);
            }
            Self::Element(parent, index) => {
                parent.write(pointer);
                push_token(pointer, &index.to_string());
            }
        }
    }
}

#[derive(Clone, Copy)]
struct Strict<'a> {
    path: Path<'a>,
    repeated: &'a RefCell<Vec<String>>,
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value.into()))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Number::from_f64(value).map(Value::Number).ok_or_else(|| E::custom("number out of range"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut elements = Vec::new();
        loop {
            let path = Path::Element(&self.path, elements.len());
            match access.next_element_seed(Strict { path, ..self })? {
                Some(element) => elements.push(element),
                None => return Ok(Value::Array(elements)),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = access.next_key::<String>()? {
            let path = Path::Member(&self.path, &name);
            let value = access.next_value_seed(Strict { path, ..self })?;
            if members.contains_key(&name) {
                let mut pointer = String::new();
                path.write(&mut pointer);
                let mut repeated = self.repeated.borrow_mut();
                if !repeated.contains(&pointer) {
                    repeated.push(pointer);
                }
            } else {
                members.insert(name, value);
            }
        }
        Ok(Value::Object(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(body: &[u8]) -> String {
        parse_object(body).expect_err("malformed").to_string()
    }

    #[test]
    fn a_body_that_is_no_object_says_what_it_is() {
        assert_eq!(why(b""), "The body is empty; send one JSON object");
        assert_eq!(why(b" \n"), "The body is empty; send one JSON object");
        assert_eq!(why(b"[1]"), "The body is an array; send one JSON object");
        assert_eq!(why(b"null"), "The body is null; send one JSON object");
        assert_eq!(why(b"{\"a\":\"\xff\"}"), "The body is not UTF-8 at byte 6; send JSON in UTF-8");
        assert_eq!(
            why(b"{\"a\":1,}"),
            "The body is not valid JSON: trailing comma at line 1 column 8"
        );
        assert_eq!(
            why(b"{} {}"),
            "The body is not valid JSON: trailing characters at line 1 column 4"
        );
    }

    #[test]
    fn what_no_two_parsers_read_alike_is_not_json() {
        for body in [
            &b"{\"a\":\"\\ud800\"}"[..],
            b"{\"a\":1e999}",
            b"\xef\xbb\xbf{}",
            b"{\"a\":NaN}",
            b"{\"a\":01}",
        ] {
            assert!(matches!(parse_object(body), Err(Malformed::NotJson { .. })), "{body:?}");
        }
        let deep = [b"{\"a\":".repeat(200), b"1".to_vec(), b"}".repeat(200)].concat();
        assert!(matches!(parse_object(&deep), Err(Malformed::NotJson { .. })));
    }

    #[test]
    fn repeated_members_are_found_wherever_they_are() {
        let parsed = parse_object(
            br#"{"a":1,"b":{"c/d":1,"c/d":2,"c/d":3},"a":2,"list":[{"~":1},{"~":1,"~":2}]}"#,
        )
        .expect("an object");
        assert_eq!(parsed.repeated, ["/b/c~1d", "/a", "/list/1/~0"]);
        assert_eq!(parsed.object["a"], 1);
    }
}
