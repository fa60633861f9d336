//! Reading JSON into a type.
//!
//! serde compiles a reader for each type that is read. With the deserializer of `serde_json` each of
//! them also reads an array in place of an object, and brings what words its errors, down to decimal
//! numbers; of what is read here nobody reads those words. So the JSON becomes a [`Value`] first, and
//! the type is read from that with an error that says nothing: less than half of the code.

use std::fmt;

use serde::Deserializer;
use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{DeserializeOwned, Error, Expected, IntoDeserializer, Unexpected, Visitor};
use serde_json::{Number, Value};

/// The bytes are no JSON, or not of this type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unreadable;

/// Reads JSON. Members that the type does not know are passed over; of one that is there twice the
/// last counts.
pub fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Unreadable> {
    from_value(serde_json::from_slice(bytes).map_err(|_| Unreadable)?)
}

/// The same from JSON that was read before.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, Unreadable> {
    T::deserialize(Whole(value))
}

/// A value to be read.
struct Whole(Value);

impl IntoDeserializer<'_, Unreadable> for Whole {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

fn visit_number<'de, V: Visitor<'de>>(number: &Number, visitor: V) -> Result<V::Value, Unreadable> {
    if let Some(number) = number.as_u64() {
        visitor.visit_u64(number)
    } else if let Some(number) = number.as_i64() {
        visitor.visit_i64(number)
    } else {
        visitor.visit_f64(number.as_f64().ok_or(Unreadable)?)
    }
}

fn visit_list<'de, V: Visitor<'de>>(list: Vec<Value>, visitor: V) -> Result<V::Value, Unreadable> {
    let mut elements = SeqDeserializer::new(list.into_iter().map(Whole as fn(_) -> _));
    let value = visitor.visit_seq(&mut elements)?;
    // More than it takes is as wrong as less.
    elements.end()?;
    Ok(value)
}

fn visit_object<'de, V: Visitor<'de>>(
    object: serde_json::Map<String, Value>,
    visitor: V,
) -> Result<V::Value, Unreadable> {
    fn member((name, value): (String, Value)) -> (String, Whole) {
        (name, Whole(value))
    }
    visitor.visit_map(MapDeserializer::new(object.into_iter().map(member as fn(_) -> _)))
}

/// Methods for a kind of value: any other kind is not readable.
macro_rules! only {
    ($($method:ident $kind:ident $value:ident => $visit:expr;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
            match self.0 {
                Value::$kind($value) => $visit(visitor),
                _ => Err(Unreadable),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Whole {
    type Error = Unreadable;

    only! {
        deserialize_bool Bool value => |visitor: V| visitor.visit_bool(value);
        deserialize_u8 Number value => |visitor| visit_number(&value, visitor);
        deserialize_u16 Number value => |visitor| visit_number(&value, visitor);
        deserialize_u32 Number value => |visitor| visit_number(&value, visitor);
        deserialize_u64 Number value => |visitor| visit_number(&value, visitor);
        deserialize_i64 Number value => |visitor| visit_number(&value, visitor);
        deserialize_f64 Number value => |visitor| visit_number(&value, visitor);
        deserialize_str String value => |visitor: V| visitor.visit_string(value);
        deserialize_string String value => |visitor: V| visitor.visit_string(value);
        deserialize_identifier String value => |visitor: V| visitor.visit_string(value);
        deserialize_seq Array value => |visitor| visit_list(value, visitor);
        deserialize_map Object value => |visitor| visit_object(value, visitor);
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(value),
            Value::Number(number) => visit_number(&number, visitor),
            Value::String(text) => visitor.visit_string(text),
            Value::Array(list) => visit_list(list, visitor),
            Value::Object(object) => visit_object(object, visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.deserialize_map(visitor)
    }

    /// Variants without content are their names; there are no others here.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        match self.0 {
            Value::String(name) => visitor.visit_enum(name.into_deserializer()),
            _ => Err(Unreadable),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i128 u128 f32 char bytes byte_buf unit unit_struct tuple_struct
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no JSON of the expected type")
    }
}

impl std::error::Error for Unreadable {}

/// Whatever is wrong: no words are made of it.
impl Error for Unreadable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use serde::Deserialize;
    use serde_json::json;

    use super::*;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "camelCase")]
    struct Sample {
        text: String,
        flag: bool,
        small_number: u8,
        limit: NonZeroU32,
        #[serde(default)]
        list: Vec<(u64, i64)>,
        maybe: Option<Inner>,
        anything: Option<Value>,
        kind: Kind,
        either: Either,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Inner {
        time: f64,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "lowercase")]
    enum Kind {
        Plain,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(untagged)]
    enum Either {
        One(String),
        Many(Vec<String>),
    }

    fn sample() -> Value {
        json!({
            "text": "grün", "flag": true, "smallNumber": 255, "limit": 7, "list": [[1, -2]],
            "maybe": {"time": 1.5, "more": {"a": [null]}}, "anything": {"b": [1.25, "x"]},
            "kind": "plain", "either": ["a", "b"], "unknown": [{"c": null}],
        })
    }

    #[test]
    fn what_serde_json_reads_is_read_alike() {
        let mut samples = vec![sample(); 5];
        samples[1]["maybe"] = Value::Null;
        samples[2]["either"] = json!("a");
        samples[3]["maybe"]["time"] = json!(3);
        for member in ["maybe", "anything", "list"] {
            samples[4].as_object_mut().expect("an object").remove(member);
        }
        for sample in samples {
            let text = sample.to_string();
            let expected = serde_json::from_str::<Sample>(&text).ok();
            assert!(expected.is_some(), "{text}");
            assert_eq!(read(text.as_bytes()).ok(), expected, "{text}");
        }
    }

    #[test]
    fn what_serde_json_refuses_is_refused() {
        let changes = [
            ("text", json!(1)),
            ("text", Value::Null),
            ("flag", json!("true")),
            ("smallNumber", json!(256)),
            ("smallNumber", json!(-1)),
            ("smallNumber", json!(1.5)),
            ("limit", json!(0)),
            ("list", json!([[1]])),
            ("list", json!([[1, 2, 3]])),
            ("list", json!({})),
            ("maybe", json!("x")),
            ("kind", json!("other")),
            ("kind", json!({"plain": null, "other": null})),
            ("either", json!([1])),
        ];
        for (member, value) in changes {
            let mut sample = sample();
            sample[member] = value;
            assert!(serde_json::from_value::<Sample>(sample.clone()).is_err(), "{sample}");
            assert!(from_value::<Sample>(sample.clone()).is_err(), "{sample}");
        }
        let mut without = sample();
        without.as_object_mut().expect("an object").remove("text");
        assert_eq!(from_value::<Sample>(without), Err(Unreadable));
        for bytes in [&b""[..], b"{", b"{\"time\":1} x", b"\xff", b"null"] {
            assert_eq!(read::<Inner>(bytes), Err(Unreadable), "{bytes:?}");
        }
    }

    #[test]
    fn an_array_is_no_object() {
        assert_eq!(read::<Inner>(b"[1.5]"), Err(Unreadable));
        assert!(serde_json::from_slice::<Inner>(b"[1.5]").is_ok());
    }
}
