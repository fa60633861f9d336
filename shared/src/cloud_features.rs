//! `cloudFeatures` of an image: an object whose `type` says which concrete type it is.

use serde::Serialize;
use serde_json::{Map, Value};

/// The documented concrete type for any cloud.
pub const GENERIC: &str = "ImageCloudFeatures";
/// The documented concrete type for Amazon EC2, with members such as `virtualization`.
pub const AWS: &str = "AwsImageCloudFeatures";

/// Cloud-specific features. Concrete types that this crate does not know are kept with all their
/// members, because Scalr has more of them than its reference lists.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CloudFeatures {
    /// The discriminator, for example [`GENERIC`] or [`AWS`].
    #[serde(rename = "type")]
    pub kind: String,
    /// The members of the concrete type.
    #[serde(flatten)]
    pub members: Map<String, Value>,
}

impl CloudFeatures {
    /// Takes a value for features, or gives it back.
    pub(crate) fn read(value: Value) -> Result<Self, Value> {
        match value {
            Value::Object(mut members) => match members.remove("type") {
                Some(Value::String(kind)) => Ok(Self { kind, members }),
                kind => {
                    members.extend(kind.map(|kind| ("type".to_owned(), kind)));
                    Err(Value::Object(members))
                }
            },
            other => Err(other),
        }
    }

    /// The virtualization of an EC2 image, for example `hvm`.
    pub fn virtualization(&self) -> Option<&str> {
        self.members.get("virtualization").and_then(Value::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_concrete_type_keeps_its_members() {
        let text = r#"{"type":"MoonImageCloudFeatures","craters":[1,2],"gravity":null}"#;
        let value = serde_json::from_str(text).expect("a value");
        let read = CloudFeatures::read(value).expect("features");
        assert_eq!(read.kind, "MoonImageCloudFeatures");
        assert_eq!(
            serde_json::to_value(&read).expect("a value"),
            serde_json::from_str::<Value>(text).expect("a value")
        );
    }

    #[test]
    fn what_are_no_features_comes_back_as_it_was() {
        for text in [r#"{"craters":[1]}"#, r#"{"type":7,"craters":[1]}"#, r#""hvm""#, "[]"] {
            let value: Value = serde_json::from_str(text).expect("a value");
            assert_eq!(CloudFeatures::read(value.clone()), Err(value));
        }
    }
}
