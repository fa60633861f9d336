//! A run that changes while it is looked at.

use shared::json;
use shared::run::{Counts, Progress, RunRegion, RunState, Step};

/// What an event says.
#[derive(Debug, Clone, PartialEq)]
pub enum News {
    /// A region has moved on.
    Region(RunRegion),
    /// The run has.
    Run(Progress),
}

impl News {
    /// Reads an event by its name (`docs/EDGE_API.md`, "Events"). A later edge may have more kinds of
    /// events: they are no news here.
    pub fn read(event: &str, data: &str) -> Option<Self> {
        match event {
            "region" => json::read(data.as_bytes()).ok().map(Self::Region),
            "run" => json::read(data.as_bytes()).ok().map(Self::Run),
            _ => None,
        }
    }
}

/// Whether the edge does nothing more by itself, unless a copy is still to be seen in Scalr's list.
pub fn is_over(state: &RunState) -> bool {
    matches!(state, RunState::Finished | RunState::Cancelled)
}

/// The regions of a run that a step applies to.
pub fn open_to<'r>(regions: impl IntoIterator<Item = &'r RunRegion>, step: Step) -> Vec<String> {
    let regions = regions.into_iter().filter(|region| region.state.allows(step));
    regions.map(|region| region.region.clone()).collect()
}

/// How many regions were answered, of how many that were to be sent; those that were never to be sent
/// count for neither, and what is unknown is no answer.
pub fn done(counts: &Counts) -> (u32, u32) {
    let to_send = counts.total.saturating_sub(counts.skipped).saturating_sub(counts.blocked);
    let open = counts.planned.saturating_add(counts.sending).saturating_add(counts.unknown);
    (to_send.saturating_sub(open), to_send)
}

/// The parts of the bar over a run: class and number of regions, in the order of the bar.
pub fn bar(counts: &Counts) -> [(&'static str, u32); 6] {
    [
        ("good", counts.listed),
        ("accepted", counts.accepted),
        ("warn", counts.unknown),
        ("bad", counts.rejected),
        ("busy", counts.sending),
        ("open", counts.planned),
    ]
}

#[cfg(test)]
mod tests {
    use shared::run::RegionState;

    use super::*;

    fn region(name: &str, state: RegionState) -> RunRegion {
        RunRegion {
            region: name.to_owned(),
            state,
            since: "2026-11-22T02:30:00.000Z".to_owned(),
            attempts: 0,
            new_image: None,
            present_image: None,
            code: None,
            message: None,
            request_id: String::new(),
            reason: None,
        }
    }

    #[test]
    fn events_are_read_by_their_name() {
        let data = r#"{"region":"eu-west-1","state":"sending","since":"2026-11-22T02:30:00.000Z","attempts":1}"#;
        let Some(News::Region(news)) = News::read("region", data) else { panic!("no region") };
        assert_eq!(news.state, RegionState::Sending);
        let run = r#"{"state":"running","counts":{"total":3,"planned":2},"version":7}"#;
        let Some(News::Run(progress)) = News::read("run", run) else { panic!("no run") };
        assert_eq!((progress.version, progress.counts.planned), (7, 2));
        assert_eq!(News::read("weather", "{}"), None);
        assert_eq!(News::read("region", "half of an ev"), None);
    }

    #[test]
    fn a_step_is_offered_for_the_regions_it_applies_to() {
        let regions = [
            region("eu-west-1", RegionState::Unknown),
            region("eu-west-2", RegionState::Rejected),
            region("eu-west-3", RegionState::Unknown),
        ];
        assert_eq!(open_to(&regions, Step::Settle), ["eu-west-1", "eu-west-3"]);
        assert_eq!(open_to(&regions, Step::Retry), ["eu-west-2"]);
        assert!(open_to(&regions, Step::Cancel).is_empty());
    }

    #[test]
    fn what_was_never_to_be_sent_is_no_progress() {
        let counts = Counts {
            total: 10,
            planned: 2,
            sending: 1,
            accepted: 3,
            unknown: 1,
            skipped: 2,
            blocked: 1,
            ..Counts::default()
        };
        assert_eq!(done(&counts), (3, 7));
        let shown: u32 = bar(&counts).iter().map(|(_, count)| count).sum();
        assert_eq!(shown, 7);
    }
}
