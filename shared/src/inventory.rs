//! `GET /edge/inventory`: all images of a scope, as lines of JSON that come while Scalr's list is
//! walked (`docs/EDGE_API.md`).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::field::Members;
use crate::image::Image;
use crate::json::{self, Unreadable};
use crate::scope::Scope;

/// One line. The first is a [`Start`](Self::Start), the last an [`End`](Self::End); a stream without
/// an end was cut off.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "InventoryLine"))]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum InventoryLine {
    /// The first page was read.
    Start(Start),
    /// A page: those of its images that no line before it has.
    Page(Page),
    /// A page that could not be read.
    Gap(Gap),
    /// Nothing more comes.
    End(End),
}

/// The first line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Start {
    /// Whose images.
    pub scope: Scope,
    /// Pages of Scalr's list when the walk began. What is found where the list has shifted meanwhile
    /// comes as pages with higher numbers.
    pub pages: u32,
    /// When the walk began, UTC. Viewers share walks, so it may be some time ago: nothing in the list
    /// is older than this.
    pub at: String,
}

/// A page.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "InventoryPage"))]
pub struct Page {
    /// Its number, from 1. No two lines have the same.
    pub page: u32,
    /// Those of its images that no line before it has, as Scalr wrote them.
    pub images: Vec<Image>,
}

/// A page that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "InventoryGap"))]
pub struct Gap {
    /// Its number.
    pub page: u32,
    /// Why: a code of Scalr's or of the edge's.
    pub code: String,
    /// The same for people.
    pub message: String,
}

/// The last line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "InventoryEnd"))]
pub struct End {
    /// Images of all lines together.
    pub images: u32,
    /// How many gaps there were.
    pub gaps: u32,
    /// Whether every image is here that was there all the time from the start to the end.
    pub whole: bool,
    /// When the walk was over, UTC.
    pub at: String,
}

impl InventoryLine {
    /// Reads a line. Members that are new are passed over.
    pub fn read(line: &[u8]) -> Result<Self, Unreadable> {
        let line = serde_json::from_slice(line).map_err(|_| Unreadable)?;
        let Value::Object(mut members) = line else { return Err(Unreadable) };
        let kind = members.remove("type");
        match kind.as_ref().and_then(Value::as_str) {
            Some("start") => json::from_value(Value::Object(members)).map(Self::Start),
            Some("page") => page(members).map(Self::Page).ok_or(Unreadable),
            Some("gap") => json::from_value(Value::Object(members)).map(Self::Gap),
            Some("end") => json::from_value(Value::Object(members)).map(Self::End),
            _ => Err(Unreadable),
        }
    }
}

/// Images are made of the members as they are: a list of 10,000 is read often.
fn page(mut members: Map<String, Value>) -> Option<Page> {
    let page = members.get("page")?.as_u64()?.try_into().ok()?;
    let Some(Value::Array(images)) = members.remove("images") else { return None };
    let image = |image| match image {
        Value::Object(members) => Image::of::<Unreadable>(Members(members)).ok(),
        _ => None,
    };
    Some(Page { page, images: images.into_iter().map(image).collect::<Option<_>>()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(text: &str) -> InventoryLine {
        let line = InventoryLine::read(text.as_bytes()).expect("a line");
        assert_eq!(serde_json::to_string(&line).expect("JSON"), text);
        line
    }

    #[test]
    fn every_line_reads_back_what_it_writes() {
        let at = "2026-11-22T02:30:00.000Z";
        let start = Start { scope: "user/5".parse().expect("a scope"), pages: 100, at: at.into() };
        assert_eq!(
            round_trip(
                r#"{"type":"start","scope":"user/5","pages":100,"at":"2026-11-22T02:30:00.000Z"}"#
            ),
            InventoryLine::Start(start)
        );
        let page = round_trip(r#"{"type":"page","page":1,"images":[{"id":"a","colour":[1]}]}"#);
        assert!(matches!(page, InventoryLine::Page(Page { page: 1, images }) if images.len() == 1));
        round_trip(r#"{"type":"gap","page":17,"code":"UpstreamTimeout","message":"x"}"#);
        let end = End { images: 9900, gaps: 1, whole: false, at: at.into() };
        assert_eq!(
            round_trip(
                r#"{"type":"end","images":9900,"gaps":1,"whole":false,"at":"2026-11-22T02:30:00.000Z"}"#
            ),
            InventoryLine::End(end)
        );
    }

    #[test]
    fn members_that_are_new_are_passed_over() {
        let line = r#"{"type":"gap","page":1,"code":"x","message":"y","colour":{"deep":[1]}}"#;
        let gap = Gap { page: 1, code: "x".into(), message: "y".into() };
        assert_eq!(InventoryLine::read(line.as_bytes()), Ok(InventoryLine::Gap(gap)));
    }

    #[test]
    fn what_is_no_line_is_refused() {
        for wrong in [
            "",
            "{}",
            "[]",
            r#"{"type":"pause"}"#,
            r#"{"type":"page","page":1}"#,
            r#"{"type":"page","page":-1,"images":[]}"#,
            r#"{"type":"page","page":1,"images":[7]}"#,
            r#"{"type":"page","page":1,"images":[{"name":"no id"}]}"#,
        ] {
            assert_eq!(InventoryLine::read(wrong.as_bytes()), Err(Unreadable), "{wrong}");
        }
    }
}
