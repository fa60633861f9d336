//! The envelopes around every answer of the Scalr API, and of the edge.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::json;
use crate::query::page_of;

/// One entry of `errors` or `warnings`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Message {
    /// For example `InvalidValue`.
    #[serde(default)]
    pub code: String,
    /// What is wrong, for people.
    #[serde(default)]
    pub message: String,
    /// JSON pointer (RFC 6901) to the member of the request that is meant. Only the edge sends it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
}

/// An answer with one object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "{T}Details"))]
pub struct Details<T> {
    /// The object.
    pub data: T,
    /// Empty on success; the HTTP status decides, not this.
    #[serde(default, deserialize_with = "null_as_default")]
    pub errors: Vec<Message>,
    /// Whatever else Scalr has to say.
    #[serde(default)]
    pub meta: Value,
    /// What Scalr did differently from what was asked.
    #[serde(default, deserialize_with = "null_as_default")]
    pub warnings: Vec<Message>,
}

/// An answer with a page of objects.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "{T}Listing"))]
pub struct Listing<T> {
    /// The page.
    pub data: Vec<T>,
    /// Where the other pages are.
    #[serde(default, deserialize_with = "pagination")]
    pub pagination: Pagination,
    /// Empty on success.
    #[serde(default, deserialize_with = "null_as_default")]
    pub errors: Vec<Message>,
    /// Whatever else Scalr has to say.
    #[serde(default)]
    pub meta: Value,
    /// Remarks of Scalr.
    #[serde(default, deserialize_with = "null_as_default")]
    pub warnings: Vec<Message>,
}

/// An answer that says what went wrong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Failure {
    /// At least one.
    pub errors: Vec<Message>,
    /// The edge puts `requestId` and `source` here.
    #[serde(default)]
    pub meta: Value,
    /// Remarks.
    #[serde(default, deserialize_with = "null_as_default")]
    pub warnings: Vec<Message>,
}

impl Failure {
    /// A member of `meta` that is a text, such as `requestId`.
    pub fn meta_text(&self, name: &str) -> Option<&str> {
        self.meta.get(name).and_then(Value::as_str)
    }
}

/// Paths of other pages; all absent where everything fits on one page.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Pagination {
    /// First page.
    #[serde(default)]
    pub first: Option<String>,
    /// Last page.
    #[serde(default)]
    pub last: Option<String>,
    /// Next page.
    #[serde(default)]
    pub next: Option<String>,
    /// Previous page.
    #[serde(default)]
    pub prev: Option<String>,
}

impl Pagination {
    /// How many pages there are, as far as the links tell; `current` is the page they came with.
    pub fn pages(&self, current: u32) -> u32 {
        let linked = [&self.last, &self.next, &self.prev];
        linked.into_iter().flatten().filter_map(|path| page_of(path)).fold(current, u32::max)
    }
}

fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

/// Reads `pagination`, which an empty list may also carry as `[]`, `null` or with empty texts.
fn pagination<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Pagination, D::Error> {
    let links = Value::deserialize(deserializer)?;
    let link = |name: &str| match links.get(name) {
        Some(Value::String(path)) if !path.is_empty() => Some(path.clone()),
        _ => None,
    };
    Ok(Pagination {
        first: link("first"),
        last: link("last"),
        next: link("next"),
        prev: link("prev"),
    })
}

/// True where the bytes are an error envelope: a JSON object whose `errors` holds at least one
/// object. Only such an answer may be relayed as an error of Scalr.
pub fn is_failure(bytes: &[u8]) -> bool {
    is_object(bytes) && json::read::<Failure>(bytes).is_ok_and(|failure| !failure.errors.is_empty())
}

/// serde also reads a struct from an array of its members, and does not look into the texts of
/// members that it skips; an envelope is an object only, and UTF-8 as a whole.
fn is_object(bytes: &[u8]) -> bool {
    bytes.trim_ascii_start().starts_with(b"{") && std::str::from_utf8(bytes).is_ok()
}

/// True where the bytes are a success envelope: a JSON object with a `data` member.
pub fn is_success(bytes: &[u8]) -> bool {
    is_object(bytes) && json::has_member(bytes, "data")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_reads_with_links_and_without() {
        let text = r#"{"data":[1,2],"errors":[],"meta":{},"warnings":[],"pagination":
            {"first":"/api/v1beta0/user/5/images/?pageNum=1","last":"/x/?maxResults=2&pageNum=7",
             "next":"/x/?pageNum=3","prev":""}}"#;
        let list: Listing<u8> = serde_json::from_str(text).expect("a list");
        assert_eq!(list.pagination.pages(2), 7);
        assert_eq!(list.pagination.prev, None);
        for empty in ["[]", "{}", "null", r#"{"first":null,"next":""}"#] {
            let text = format!(r#"{{"data":[],"pagination":{empty}}}"#);
            let list: Listing<u8> = serde_json::from_str(&text).expect("a list");
            assert_eq!(list.pagination, Pagination::default());
            assert_eq!(list.pagination.pages(1), 1);
        }
    }

    #[test]
    fn only_an_envelope_is_an_envelope() {
        assert!(is_failure(br#"{"errors":[{"code":"ObjectNotFound","message":"x"}],"meta":{}}"#));
        for wrong in [
            &b"{}"[..],
            b"[]",
            b"<html>",
            br#"{"errors":[]}"#,
            br#"{"errors":"x"}"#,
            br#"{"errors":["x"]}"#,
        ] {
            assert!(!is_failure(wrong), "{}", String::from_utf8_lossy(wrong));
        }
        assert!(is_success(br#"{"data":null}"#));
        assert!(!is_success(br#"{"errors":[]}"#));
        assert!(!is_success(b"[1]"));
        assert!(!is_success(br#"{"data":1"#));
    }

    #[test]
    fn what_is_not_utf_8_is_no_envelope_wherever_the_wrong_byte_is() {
        assert!(!is_success(b"{\"data\":\"\xff\"}"));
        assert!(!is_failure(b"{\"errors\":[{\"code\":\"x\"}],\"more\":\"\xff\"}"));
    }
}
