//! Operating systems.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::field::{Field, Members};

/// Longest operating system id, in characters (limit of Scalr's database).
pub const OS_ID_LIMIT: usize = 25;

/// True where the text has the form of an operating system id: `^[A-Za-z0-9-]+$` (API reference,
/// Os.id). Whether such a system exists only Scalr knows.
pub fn is_os_id(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= OS_ID_LIMIT
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// An operating system as Scalr lists it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Os {
    /// For example `ubuntu-14-04`.
    pub id: String,
    /// For example `Ubuntu 14.04 Trusty`.
    #[serde(default, skip_serializing_if = "Field::is_absent")]
    pub name: Field<String>,
    /// `amazon`, `centos`, `debian`, `oel`, `redhat`, `ubuntu` or `windows` so far.
    #[serde(default, skip_serializing_if = "Field::is_absent")]
    pub family: Field<String>,
    /// What this crate does not know, kept as it came.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

impl<'de> Deserialize<'de> for Os {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut members = Members::deserialize(deserializer)?;
        Ok(Self {
            id: members.required("id")?,
            name: members.text("name"),
            family: members.text("family"),
            more: members.0,
        })
    }
}

impl Os {
    /// The name for people: Scalr's name, else the id.
    pub fn title(&self) -> &str {
        match self.name.text() {
            "" => &self.id,
            name => name,
        }
    }
}

/// The operating system of an image: an object with an `id`, or (accepted by the Scalr server) the
/// bare id.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum OsRef {
    /// The bare id.
    Bare(String),
    /// The documented form.
    Object {
        /// The operating system's id.
        id: String,
        /// Further members, kept as they came.
        #[serde(flatten)]
        more: Map<String, Value>,
    },
}

impl OsRef {
    /// Takes a value for an operating system, or gives it back.
    pub(crate) fn read(value: Value) -> Result<Self, Value> {
        match value {
            Value::String(id) => Ok(Self::Bare(id)),
            Value::Object(mut more) => match more.remove("id") {
                Some(Value::String(id)) => Ok(Self::Object { id, more }),
                id => {
                    more.extend(id.map(|id| ("id".to_owned(), id)));
                    Err(Value::Object(more))
                }
            },
            other => Err(other),
        }
    }

    /// The operating system's id.
    pub fn id(&self) -> &str {
        match self {
            Self::Bare(id) | Self::Object { id, .. } => id,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_os_id_is_letters_digits_and_hyphens_up_to_25() {
        assert!(is_os_id("ubuntu-14-04"));
        assert!(is_os_id("unknown-os"));
        assert!(is_os_id(&"a".repeat(25)));
        for wrong in ["", "ubuntu 14", "ubuntu_14", "ubuntu.14", "größe", &"a".repeat(26)] {
            assert!(!is_os_id(wrong), "{wrong:?}");
        }
    }
}
