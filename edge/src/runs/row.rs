//! The row of one region, and where rows are kept.

use std::future::Future;

use serde::{Deserialize, Serialize};
use shared::edge_api::Identity;
use shared::run::{CopyRun, RunRegion};

use crate::idempotency::{Storage, StorageFault};
use crate::lists::{Found, Query};

/// Which region of which run.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The run.
    pub run: String,
    /// The region's place in it.
    pub place: u32,
}

/// One region of a run, with what the edge alone needs to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The run.
    pub run: String,
    /// Place in the run.
    pub place: u32,
    /// Name of the image, which the copy has too.
    pub name: String,
    /// What everybody may know.
    pub told: RunRegion,
    /// The run's version at the last change.
    pub version: u64,
    /// When there is something to do about it, in milliseconds since 1970; `None` where the edge does
    /// nothing more by itself.
    pub due_ms: Option<u64>,
    /// Since when the edge looks for what came of it.
    pub looking_since_ms: u64,
    /// Listings that failed one after the other before anything was sent.
    pub failures: u32,
    /// The picture: ids of the images of this name that were in the region before the last send.
    pub before: Option<Vec<String>>,
    /// When the listing was asked for with which the run was ordered, in milliseconds since 1970: for a
    /// moment it is the picture.
    pub ordered_ms: u64,
    /// Whether it was sent before and nobody knows what became of it.
    pub doubt: bool,
    /// Whether it is sent to where an image of this name is.
    pub duplicates: bool,
    /// Who asked for it last.
    pub identity: Identity,
}

impl Row {
    /// Which one it is.
    pub fn spot(&self) -> Spot {
        Spot { run: self.run.clone(), place: self.place }
    }
}

/// The storage of a scope's object, as far as runs use it. What is written between two waits is
/// written as one.
pub trait RunStore: Storage {
    /// Waits until everything that was written so far survives a crash, and nothing else.
    fn synced(&self) -> impl Future<Output = Result<(), StorageFault>>;

    /// A run, without its regions.
    fn run(&self, id: &str) -> Result<Option<CopyRun>, StorageFault>;
    /// Writes a run; `regions` are not in it.
    fn put_run(&self, run: &CopyRun) -> Result<(), StorageFault>;
    /// Runs that are not over.
    fn open_runs(&self) -> Result<Vec<CopyRun>, StorageFault>;
    /// A page of runs, newest first.
    fn runs(&self, query: &Query) -> Result<Found, StorageFault>;
    /// Forgets the oldest runs that are over, beyond so many.
    fn trim_runs(&self, keep: u32) -> Result<(), StorageFault>;

    /// A row.
    fn row(&self, spot: &Spot) -> Result<Option<Row>, StorageFault>;
    /// Writes a row.
    fn put_row(&self, row: &Row) -> Result<(), StorageFault>;
    /// The rows of a run that changed after this version, by place.
    fn rows(&self, run: &str, after: u64) -> Result<Vec<Row>, StorageFault>;
    /// The rows for images of this name in this region, in all runs.
    fn rivals(&self, name: &str, region: &str) -> Result<Vec<Row>, StorageFault>;
    /// Regions that an image of this name is, or may be, on its way to.
    fn in_flight(&self, name: &str) -> Result<Vec<String>, StorageFault>;
    /// Rows whose request was on its way when it was last heard of.
    fn sending(&self) -> Result<Vec<Row>, StorageFault>;
    /// Rows to be sent that are due at this time, oldest first, at most so many.
    fn to_send(&self, now_ms: u64, most: usize) -> Result<Vec<Spot>, StorageFault>;
    /// Runs with rows to be looked for that are due at this time.
    fn to_look(&self, now_ms: u64) -> Result<Vec<String>, StorageFault>;
    /// Whether the edge still does something about a run.
    fn is_open(&self, run: &str) -> Result<bool, StorageFault>;
}
