//! The plan of a run: what would be done for each region, why, and with which request.
//!
//! Browser and edge call [`plan`] with what they know and come to the same result for the same
//! knowledge. The edge knows more: what other runs have in flight.

use serde::{Deserialize, Serialize};

use crate::cloud_location::{CloudLocation, CopyDestination};
use crate::copy::{Seen, SourceObstacle, is_copy_in};
use crate::id::ImageId;
use crate::open_enum::open_enum;
use crate::region::Region;
use crate::route::Route;
use crate::scope::Scope;

open_enum! {
    /// What is to be done about a region.
    Action {
        /// A copy is sent.
        Send = "send",
        /// There is nothing to do.
        Skip = "skip",
        /// A copy is not possible, or not without a second thought.
        Block = "block",
    }
}

open_enum! {
    /// Why a region is skipped or blocked.
    Reason {
        /// An image of this name is there. Skipped, unless duplicates are allowed.
        Present = "present",
        /// It is the region that is copied from. Skipped.
        Source = "source",
        /// It lies in another partition than the source. Blocked.
        Partition = "partition",
        /// The image belongs to another scope. Blocked, like all that follow.
        Scope = "scope",
        /// The image is not on EC2, or has no EC2 region.
        Platform = "platform",
        /// The image is being deleted.
        Status = "status",
        /// The image has an old name that Scalr no longer takes.
        Name = "name",
        /// Another run sends, or may have sent, an image of this name there. Blocked, unless
        /// duplicates are allowed.
        InFlight = "in_flight",
    }
}

impl From<&SourceObstacle> for Reason {
    fn from(obstacle: &SourceObstacle) -> Self {
        match obstacle {
            SourceObstacle::Scope => Self::Scope,
            SourceObstacle::Platform | SourceObstacle::NoRegion => Self::Platform,
            SourceObstacle::Status => Self::Status,
            SourceObstacle::Name => Self::Name,
        }
    }
}

/// What a plan is made of.
#[derive(Debug, Clone, Copy)]
pub struct Wish<'a> {
    /// The image to be copied.
    pub image: Seen<'a>,
    /// The scope whose endpoint is asked.
    pub scope: Scope,
    /// Wanted regions. One that is there twice counts once.
    pub regions: &'a [Region],
    /// Images of the scope as far as they are known; those of the image's own name are enough.
    pub known: &'a [Seen<'a>],
    /// Regions where a run sends, or may have sent, an image of this name. A browser has them from
    /// the runs that it knows, or leaves this empty and lets the edge tell.
    pub in_flight: &'a [String],
    /// Whether to send where an image of this name is, or is on its way, as well.
    pub allow_duplicates: bool,
}

/// A request as it will be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlannedRequest {
    /// `POST`.
    pub method: String,
    /// From the root.
    pub path: String,
    /// The body; sent as exactly this JSON, without white space.
    pub body: CloudLocation,
}

/// What would be done about a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PlannedRegion {
    /// The destination.
    pub region: String,
    /// What.
    pub action: Action,
    /// Why not, where nothing is to be sent.
    pub reason: Option<Reason>,
    /// The request, where one is to be sent.
    pub request: Option<PlannedRequest>,
}

/// How many regions are to be treated how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct PlanCounts {
    /// All.
    pub total: u32,
    /// [`Action::Send`].
    pub send: u32,
    /// [`Action::Skip`].
    pub skip: u32,
    /// [`Action::Block`].
    pub block: u32,
}

/// A plan: the answer to `POST /edge/copy-runs/plan`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Plan {
    /// Each wanted region once, in the order in which they were named.
    pub regions: Vec<PlannedRegion>,
    /// How many of them are to be treated how.
    pub counts: PlanCounts,
}

/// Makes the plan.
pub fn plan(wish: &Wish<'_>) -> Plan {
    let id: Option<ImageId> = wish.image.id.parse().ok();
    let mut plan = Plan { regions: Vec::new(), counts: PlanCounts::default() };
    for region in wish.regions {
        if plan.regions.iter().any(|planned| planned.region == region.as_str()) {
            continue;
        }
        let (action, reason) = verdict(wish, region);
        let request = id.as_ref().filter(|_| action == Action::Send);
        plan.counts.add(&action);
        plan.regions.push(PlannedRegion {
            region: region.as_str().to_owned(),
            action,
            reason,
            request: request.map(|id| request_for(wish.scope, id, region)),
        });
    }
    plan
}

/// What a plan would say of one region, whether it is among the wanted ones or not.
pub fn verdict(wish: &Wish<'_>, to: &Region) -> (Action, Option<Reason>) {
    let from = match wish.image.source_region(wish.scope) {
        Ok(from) => from,
        Err(obstacle) => return (Action::Block, Some((&obstacle).into())),
    };
    if from == *to {
        return (Action::Skip, Some(Reason::Source));
    }
    if from.partition() != to.partition() {
        return (Action::Block, Some(Reason::Partition));
    }
    if !wish.allow_duplicates {
        if wish.in_flight.iter().any(|region| region == to.as_str()) {
            return (Action::Block, Some(Reason::InFlight));
        }
        if wish.known.iter().any(|other| is_copy_in(&wish.image, to, other)) {
            return (Action::Skip, Some(Reason::Present));
        }
    }
    (Action::Send, None)
}

/// The request that copies an image to a region.
pub fn request_for(scope: Scope, image: &ImageId, region: &Region) -> PlannedRequest {
    let route = Route::CopyImage(scope, image.clone());
    PlannedRequest {
        method: route.method().as_str().to_owned(),
        path: route.path(),
        body: CopyDestination::new(region.clone()).to_body(),
    }
}

impl PlanCounts {
    fn add(&mut self, action: &Action) {
        self.total = self.total.saturating_add(1);
        let count = match action {
            Action::Send => &mut self.send,
            Action::Skip => &mut self.skip,
            Action::Block => &mut self.block,
            Action::Other(_) => return,
        };
        *count = count.saturating_add(1);
    }
}

#[cfg(test)]
mod tests;
