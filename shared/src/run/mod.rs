//! Copy runs: one image to many regions (`docs/EDGE_API.md`, "Copy runs").
//!
//! [`plan::plan`] says what would be done, in the browser and at the edge with the same result;
//! [`CopyRun`] is what the edge tells about a run, [`map::render`] the region → AMI map that comes of
//! it, and [`sets::SETS`] the regions that people want together. A dashboard
//!
//! 1. shows a [`plan::Plan`] made of what it has loaded, and the request that it would send
//!    ([`RunOrder`], to `POST /edge/copy-runs`), with the plan in it so that the edge refuses it where
//!    something has changed;
//! 2. reads a [`CopyRun`] and follows `GET /edge/copy-runs/{id}/events`, whose events are each a
//!    [`RunRegion`] or a [`Progress`];
//! 3. offers what a person may do by [`RegionState::allows`].

mod counts;
mod id;
pub mod map;
pub mod plan;
pub mod sets;

use serde::{Deserialize, Serialize};

use crate::open_enum::open_enum;
use crate::scope::Scope;

pub use counts::Counts;
pub use id::{InvalidRunId, RunId};
use plan::{Action, Reason};

/// Most regions that one run may name. There are fewer than half as many.
pub const MOST_REGIONS: usize = 100;

open_enum! {
    /// How far a run is.
    RunState {
        /// The edge works on it.
        Running = "running",
        /// The edge waits for a limit of requests; it goes on by itself.
        Paused = "paused",
        /// Nothing is left that the edge would do by itself.
        Finished = "finished",
        /// The same, and some of it was cancelled.
        Cancelled = "cancelled",
    }
}

open_enum! {
    /// How far the copy to one region is. No state says that the image is there: AWS may still be
    /// copying what Scalr has accepted and lists.
    RegionState {
        /// Nothing was sent.
        Planned = "planned",
        /// The request is on its way: Scalr may act.
        Sending = "sending",
        /// Scalr answered with a success.
        Accepted = "accepted",
        /// And lists the new image in the region.
        Listed = "listed",
        /// Scalr refused it, or it could not be sent. Nothing was copied.
        Rejected = "rejected",
        /// It was sent and the answer was lost: Scalr may have acted.
        Unknown = "unknown",
        /// Not to be sent.
        Skipped = "skipped",
        /// Cannot be sent.
        Blocked = "blocked",
        /// A person called it off before it was sent.
        Cancelled = "cancelled",
    }
}

/// What a person may do about a region of a run: `POST /edge/copy-runs/{id}/{step}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Send again what was rejected.
    Retry,
    /// Look again for what is unknown.
    Settle,
    /// Send again what is unknown. It may make a second AMI.
    Resend,
    /// Call off what was not sent.
    Cancel,
}

impl Step {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Retry, Self::Settle, Self::Resend, Self::Cancel];

    /// The last segment of its path.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Retry => "retry",
            Self::Settle => "settle",
            Self::Resend => "resend",
            Self::Cancel => "cancel",
        }
    }
}

impl RegionState {
    /// Whether a step applies to a region in this state.
    pub fn allows(&self, step: Step) -> bool {
        let needed = match step {
            Step::Retry => Self::Rejected,
            Step::Settle | Step::Resend => Self::Unknown,
            Step::Cancel => Self::Planned,
        };
        *self == needed
    }
}

/// An image of Scalr's by its two ids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ImageIds {
    /// UUID in Scalr.
    pub id: String,
    /// AMI id; empty where Scalr did not tell.
    pub cloud_image_id: String,
}

/// The image that a run copies, as it was when the run was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RunImage {
    /// UUID in Scalr.
    pub id: String,
    /// Name, which the copies have too.
    pub name: String,
    /// The region it is copied from.
    pub cloud_location: String,
    /// AMI id in that region.
    pub cloud_image_id: String,
}

/// One region of a run: an element of `regions`, and the data of an event `region`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RunRegion {
    /// The destination.
    pub region: String,
    /// How far it is.
    pub state: RegionState,
    /// Since when, UTC.
    pub since: String,
    /// How many times a copy was sent.
    #[serde(default)]
    pub attempts: u32,
    /// The image that the copy made, once it is known.
    #[serde(default)]
    pub new_image: Option<ImageIds>,
    /// Of a region that is skipped as [`Reason::Present`]: an image that is there.
    #[serde(default)]
    pub present_image: Option<ImageIds>,
    /// Code of what went wrong, Scalr's or the edge's.
    #[serde(default)]
    pub code: Option<String>,
    /// Words of what went wrong, Scalr's or the edge's.
    #[serde(default)]
    pub message: Option<String>,
    /// `X-Request-Id` of the request that asked for it.
    #[serde(default)]
    pub request_id: String,
    /// Why it is skipped or blocked.
    #[serde(default)]
    pub reason: Option<Reason>,
}

impl RunRegion {
    /// The AMI in the region, as far as it is known.
    pub fn ami(&self) -> Option<&str> {
        let image = self.new_image.as_ref().or(self.present_image.as_ref())?;
        Some(image.cloud_image_id.as_str()).filter(|ami| !ami.is_empty())
    }
}

/// A run: `GET /edge/copy-runs/{id}`, and without regions an element of `GET /edge/copy-runs`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CopyRun {
    /// Its id; opaque, and it tells the scope ([`RunId`]).
    pub id: String,
    /// Scope of the image and its copies.
    pub scope: Scope,
    /// What is copied.
    pub image: RunImage,
    /// UTC.
    pub created_at: String,
    /// Name or id of who asked for it.
    pub created_by: String,
    /// How far it is.
    pub state: RunState,
    /// Grows with every change; the `id:` of events.
    pub version: u64,
    /// Regions by state.
    pub counts: Counts,
    /// The regions, in the order of the plan; absent in a list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regions: Option<Vec<RunRegion>>,
}

/// The data of an event `run`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Progress {
    /// How far it is.
    pub state: RunState,
    /// Regions by state.
    pub counts: Counts,
    /// The run's version.
    pub version: u64,
}

/// What a caller expects to be done about a region: an element of [`RunOrder::plan`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Expected {
    /// The destination.
    pub region: String,
    /// What the caller was shown.
    pub action: Action,
}

/// The body of `POST /edge/copy-runs` and `POST /edge/copy-runs/plan`. The edge reads it with
/// [`crate::validate::run`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RunOrder {
    /// Scope of the image and its copies.
    pub scope: Scope,
    /// UUID of the image.
    pub image_id: String,
    /// Destinations.
    pub regions: Vec<String>,
    /// Whether to copy to where an image of this name is, or is on its way, as well.
    pub allow_duplicates: bool,
    /// What the caller was shown, region by region. Where the edge comes to another result it
    /// refuses the run with 409 `PlanChanged` and says what changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<Vec<Expected>>,
}

/// The body of `POST /edge/copy-runs/{id}/{step}`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct StepOrder {
    /// Which regions; absent: all that the step applies to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regions: Option<Vec<String>>,
}

#[cfg(test)]
mod tests;
