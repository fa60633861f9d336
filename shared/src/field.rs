//! A member of an object as it was read: absent, null, of the expected type, or something else.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Number, Value};

/// One member of an answer, kept so exactly that writing it again gives what was read.
///
/// Scalr grows: a member that is of another type than the reference says must not make a whole
/// list unreadable. Use with `#[serde(default, skip_serializing_if = "Field::is_absent")]`.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Field<T> {
    /// The member was not there.
    #[default]
    Absent,
    /// The member was `null`.
    Null,
    /// The member has the type that the reference documents.
    Known(T),
    /// The member has another type; kept as it came.
    Other(Value),
}

impl<T> Field<T> {
    /// The value, where there is one of the documented type.
    pub fn get(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Absent | Self::Null | Self::Other(_) => None,
        }
    }

    /// True where the member was not there at all.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

impl Field<String> {
    /// The text, or `""` where there is none.
    pub fn text(&self) -> &str {
        self.get().map_or("", String::as_str)
    }
}

impl<T> From<T> for Field<T> {
    fn from(value: T) -> Self {
        Self::Known(value)
    }
}

impl<T: Serialize> Serialize for Field<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Absent | Self::Null => serializer.serialize_none(),
            Self::Known(value) => value.serialize(serializer),
            Self::Other(value) => value.serialize(serializer),
        }
    }
}

/// Members of an object, taken out one by one by what they have to be. An object is read whole before
/// its members are: each type of object would otherwise bring a reader of its own, and a list of 10,000
/// images is read often.
pub(crate) struct Members(pub(crate) Map<String, Value>);

impl Members {
    /// The member of this name; `read` gives back a value that is not of the documented type.
    pub(crate) fn take<T>(
        &mut self,
        name: &str,
        read: impl FnOnce(Value) -> Result<T, Value>,
    ) -> Field<T> {
        match self.0.remove(name) {
            None => Field::Absent,
            Some(Value::Null) => Field::Null,
            Some(value) => read(value).map_or_else(Field::Other, Field::Known),
        }
    }

    /// A member that is a text, or one of the names of an enumeration.
    pub(crate) fn text<T: From<String>>(&mut self, name: &str) -> Field<T> {
        self.take(name, |value| match value {
            Value::String(text) => Ok(T::from(text)),
            other => Err(other),
        })
    }

    /// A member that is true or false.
    pub(crate) fn flag(&mut self, name: &str) -> Field<bool> {
        self.take(name, |value| value.as_bool().ok_or(value))
    }

    /// A member that is a number.
    pub(crate) fn number(&mut self, name: &str) -> Field<Number> {
        self.take(name, |value| match value {
            Value::Number(number) => Ok(number),
            other => Err(other),
        })
    }

    /// The text that has to be there for the object to be what it is.
    pub(crate) fn required<E: Error>(&mut self, name: &'static str) -> Result<String, E> {
        match self.text(name) {
            Field::Known(text) => Ok(text),
            Field::Absent => Err(E::missing_field(name)),
            Field::Null | Field::Other(_) => Err(E::custom(format_args!("`{name}` is no text"))),
        }
    }
}

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Map::deserialize(deserializer).map(Self)
    }
}
