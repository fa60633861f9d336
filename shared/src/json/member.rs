//! Whether a member is there, without keeping anything.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

/// True where the bytes are one JSON object, well-formed to the end, with one member of this name.
pub fn has_member(bytes: &[u8], name: &str) -> bool {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    json.deserialize_any(Whole { name }).is_ok_and(|found| found) && json.end().is_ok()
}

/// A visitor that takes every kind of value: the words that serde has for others, with how it writes
/// decimal numbers, would be a fiftieth of the worker.
struct Whole<'n> {
    name: &'n str,
}

impl<'de> Visitor<'de> for Whole<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_bool<E>(self, _: bool) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_i64<E>(self, _: i64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_u64<E>(self, _: u64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_f64<E>(self, _: f64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_str<E>(self, _: &str) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<bool, A::Error> {
        while access.next_element::<IgnoredAny>()?.is_some() {}
        Ok(false)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<bool, A::Error> {
        let mut found = false;
        while let Some(is_it) = access.next_key_seed(Name(self.name))? {
            if is_it && found {
                return Err(A::Error::custom("there twice"));
            }
            found |= is_it;
            access.next_value::<IgnoredAny>()?;
        }
        Ok(found)
    }
}

/// Whether a name is this one.
struct Name<'n>(&'n str);

impl<'de> DeserializeSeed<'de> for Name<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<bool, E> {
        Ok(name == self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_of_the_object_itself_is_found() {
        for json in [r#"{"data":null}"#, r#" {"a":[{"b":1.5}],"data":{}} "#, r#"{"d\u0061ta":1}"#] {
            assert!(has_member(json.as_bytes(), "data"), "{json}");
        }
        for json in [
            "",
            "{}",
            "7",
            "-7",
            "1.5",
            "true",
            "null",
            "\"data\"",
            r#"["data"]"#,
            r#"{"a":{"data":1}}"#,
            r#"{"data":1,"data":1}"#,
            r#"{"data":1"#,
            r#"{"data":1} x"#,
            r#"{"data":01}"#,
            r#"{"data"}"#,
        ] {
            assert!(!has_member(json.as_bytes(), "data"), "{json}");
        }
    }
}
