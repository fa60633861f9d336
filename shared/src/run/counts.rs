//! Regions of a run, counted by state.

use serde::{Deserialize, Serialize};

use super::{RegionState, RunRegion};

/// How many regions of a run are in which state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Counts {
    /// All of them, those in states that this crate does not know included.
    pub total: u32,
    /// [`RegionState::Planned`].
    pub planned: u32,
    /// [`RegionState::Sending`].
    pub sending: u32,
    /// [`RegionState::Accepted`].
    pub accepted: u32,
    /// [`RegionState::Listed`].
    pub listed: u32,
    /// [`RegionState::Rejected`].
    pub rejected: u32,
    /// [`RegionState::Unknown`].
    pub unknown: u32,
    /// [`RegionState::Skipped`].
    pub skipped: u32,
    /// [`RegionState::Blocked`].
    pub blocked: u32,
    /// [`RegionState::Cancelled`].
    pub cancelled: u32,
}

impl Counts {
    /// Counts so many more regions in a state.
    pub fn add(&mut self, state: &RegionState, more: u32) {
        self.total = self.total.saturating_add(more);
        if let Some(count) = self.count(state) {
            *count = count.saturating_add(more);
        }
    }

    /// Counts so many fewer regions in a state.
    pub fn remove(&mut self, state: &RegionState, fewer: u32) {
        self.total = self.total.saturating_sub(fewer);
        if let Some(count) = self.count(state) {
            *count = count.saturating_sub(fewer);
        }
    }

    fn count(&mut self, state: &RegionState) -> Option<&mut u32> {
        Some(match state {
            RegionState::Planned => &mut self.planned,
            RegionState::Sending => &mut self.sending,
            RegionState::Accepted => &mut self.accepted,
            RegionState::Listed => &mut self.listed,
            RegionState::Rejected => &mut self.rejected,
            RegionState::Unknown => &mut self.unknown,
            RegionState::Skipped => &mut self.skipped,
            RegionState::Blocked => &mut self.blocked,
            RegionState::Cancelled => &mut self.cancelled,
            RegionState::Other(_) => return None,
        })
    }

    /// The count of these regions.
    pub fn of<'r>(regions: impl IntoIterator<Item = &'r RunRegion>) -> Self {
        let mut counts = Self::default();
        for region in regions {
            counts.add(&region.state, 1);
        }
        counts
    }
}
