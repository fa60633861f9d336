//! `GET /edge/inventory`: all images of a scope, as lines of JSON that come while Scalr's list is
//! walked (`docs/EDGE_API.md`).

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::image::Image;
use crate::scope::Scope;

/// One line. The first is a [`Start`](Self::Start), the last an [`End`](Self::End); a stream without
/// an end was cut off.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "InventoryLine"))]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum InventoryLine<I = Image> {
    /// The first page was read.
    Start(Start),
    /// A page: those of its images that no line before it has.
    Page(Page<I>),
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "InventoryPage"))]
pub struct Page<I> {
    /// Its number, from 1. No two lines have the same.
    pub page: u32,
    /// Those of its images that no line before it has, as Scalr wrote them.
    pub images: Vec<I>,
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

/// Reads the member `type` first, as the edge writes it, so that the rest goes straight to where it
/// belongs: to wait for it would mean to keep a page of images twice.
impl<'de, I: Deserialize<'de>> Deserialize<'de> for InventoryLine<I> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Line<I>(PhantomData<I>);

        impl<'de, I: Deserialize<'de>> Visitor<'de> for Line<I> {
            type Value = InventoryLine<I>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with the member `type` first")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let Some(("type", kind)) = map.next_entry::<&str, &str>()? else {
                    return Err(Error::custom("the first member is not `type`"));
                };
                let rest = MapAccessDeserializer::new(map);
                match kind {
                    "start" => Deserialize::deserialize(rest).map(InventoryLine::Start),
                    "page" => Deserialize::deserialize(rest).map(InventoryLine::Page),
                    "gap" => Deserialize::deserialize(rest).map(InventoryLine::Gap),
                    "end" => Deserialize::deserialize(rest).map(InventoryLine::End),
                    other => Err(Error::unknown_variant(other, &["start", "page", "gap", "end"])),
                }
            }
        }

        deserializer.deserialize_map(Line(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(text: &str) -> InventoryLine {
        let line: InventoryLine = serde_json::from_slice(text.as_bytes()).expect("a line");
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
        assert_eq!(
            serde_json::from_slice::<InventoryLine>(line.as_bytes()).expect("a line"),
            InventoryLine::Gap(gap)
        );
    }

    #[test]
    fn what_is_no_line_is_refused() {
        for wrong in ["{}", "[]", r#"{"page":1,"type":"page","images":[]}"#, r#"{"type":"pause"}"#]
        {
            assert!(serde_json::from_slice::<InventoryLine>(wrong.as_bytes()).is_err(), "{wrong}");
        }
    }
}
