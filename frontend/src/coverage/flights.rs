//! What copy runs have under way, or have just been refused, by row and region.

use std::collections::BTreeMap;

use shared::region::Region;
use shared::run::{CopyRun, RegionState, RunRegion};

use super::key::RowKey;

/// One region of a run, as far as a cell of the grid tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flight {
    /// Id of the run.
    pub run: String,
    /// How far it is.
    pub state: RegionState,
    /// What Scalr or the edge said, where it went wrong.
    pub message: Option<String>,
}

impl Flight {
    /// True while there may be a copy that the inventory does not have yet.
    pub fn is_under_way(&self) -> bool {
        self.state != RegionState::Rejected
    }
}

/// All that is known of runs, by image.
#[derive(Debug, Default)]
pub struct Flights {
    by_row: BTreeMap<RowKey, BTreeMap<String, Flight>>,
    by_name: BTreeMap<String, Vec<String>>,
}

impl Flights {
    /// Sorts what runs tell. `row_of` is the row of a run's image; `as_of`, where it is known, the time
    /// of the inventory, which knows better than a run what has been listed before.
    pub fn of(
        runs: &[CopyRun],
        as_of: Option<&str>,
        row_of: impl Fn(&CopyRun) -> Option<RowKey>,
    ) -> Self {
        let mut runs: Vec<&CopyRun> = runs.iter().collect();
        // The newest last: it has the last word.
        runs.sort_by(|a, b| (&a.created_at, &a.id).cmp(&(&b.created_at, &b.id)));
        let mut flights = Self::default();
        for run in runs {
            let key = row_of(run);
            for region in run.regions.iter().flatten().filter(|region| tells(region, as_of)) {
                let flight = Flight {
                    run: run.id.clone(),
                    state: region.state.clone(),
                    message: region.message.clone(),
                };
                if flight.is_under_way() {
                    let busy = flights.by_name.entry(run.image.name.clone()).or_default();
                    busy.push(region.region.clone());
                }
                if let Some(key) = &key {
                    let row = flights.by_row.entry(key.clone()).or_default();
                    let under_way = row.get(&region.region).is_some_and(Flight::is_under_way);
                    // A later refusal does not undo what an earlier run has sent.
                    if flight.is_under_way() || !under_way {
                        row.insert(region.region.clone(), flight);
                    }
                }
            }
        }
        flights
    }

    /// What a run has to say about a region of a row.
    pub fn get(&self, row: &RowKey, region: &Region) -> Option<&Flight> {
        self.by_row.get(row)?.get(region.as_str())
    }

    /// Regions where an image of this name is, or may be, on its way.
    pub fn of_name(&self, name: &str) -> &[String] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }
}

/// Whether a region of a run is anything to a grid made of an inventory of this time.
fn tells(region: &RunRegion, as_of: Option<&str>) -> bool {
    match region.state {
        RegionState::Planned
        | RegionState::Sending
        | RegionState::Accepted
        | RegionState::Unknown
        | RegionState::Rejected => true,
        // Times of the edge are all written alike.
        RegionState::Listed => as_of.is_none_or(|as_of| as_of < region.since.as_str()),
        RegionState::Skipped
        | RegionState::Blocked
        | RegionState::Cancelled
        | RegionState::Other(_) => false,
    }
}
