//! Words of copy runs. They never say more than is known: "accepted", not "copied".

use shared::run::plan::{Action, PlanCounts, PlannedRegion, Reason};
use shared::run::{Counts, RegionState, RunRegion, RunState};

use crate::components::Glyph;

/// Tone, icon and word of a region's state.
pub fn region(state: &RegionState) -> (&'static str, Glyph, String) {
    let (tone, glyph, word) = match state {
        RegionState::Planned => ("plain", Glyph::Circle, "Waiting"),
        RegionState::Sending => ("busy", Glyph::Refresh, "Sending"),
        RegionState::Accepted => ("good", Glyph::Check, "Accepted by Scalr"),
        RegionState::Listed => ("good", Glyph::Done, "Listed by Scalr"),
        RegionState::Rejected => ("bad", Glyph::Alert, "Rejected"),
        RegionState::Unknown => ("warn", Glyph::Question, "Unknown"),
        RegionState::Skipped => ("plain", Glyph::Check, "Skipped"),
        RegionState::Blocked => ("plain", Glyph::Ban, "Blocked"),
        RegionState::Cancelled => ("plain", Glyph::X, "Cancelled"),
        RegionState::Other(name) => return ("plain", Glyph::Info, name.clone()),
    };
    (tone, glyph, word.to_owned())
}

/// Tone, icon and word of a run's state; a run that has ended says whether all went well.
pub fn run(state: &RunState, counts: &Counts) -> (&'static str, Glyph, String) {
    let (tone, glyph, word) = match state {
        RunState::Running => ("busy", Glyph::Refresh, "Running"),
        RunState::Paused => ("warn", Glyph::Warning, "Waiting for Scalr's limit"),
        RunState::Finished if counts.unknown > 0 => {
            ("warn", Glyph::Question, "Ended, some unknown")
        }
        RunState::Finished if counts.rejected > 0 => ("bad", Glyph::Alert, "Ended, some rejected"),
        RunState::Finished => ("good", Glyph::Done, "Finished"),
        RunState::Cancelled => ("plain", Glyph::X, "Cancelled"),
        RunState::Other(name) => return ("plain", Glyph::Info, name.clone()),
    };
    (tone, glyph, word.to_owned())
}

/// What is planned for a region, and why.
pub fn planned(region: &PlannedRegion) -> (&'static str, Glyph, String) {
    match (&region.action, &region.reason) {
        (Action::Send, _) => ("good", Glyph::ArrowRight, "A copy is sent".to_owned()),
        (Action::Skip, why) => ("plain", Glyph::Check, reason(why.as_ref())),
        (Action::Block, why) => ("warn", Glyph::Ban, reason(why.as_ref())),
        (Action::Other(name), _) => ("plain", Glyph::Info, name.clone()),
    }
}

/// Why nothing is sent to a region.
pub fn reason(reason: Option<&Reason>) -> String {
    let words = match reason {
        Some(Reason::Present) => "An image of this name is there",
        Some(Reason::Source) => "The image is copied from here",
        Some(Reason::Partition) => "Another partition: no copy reaches it",
        Some(Reason::Scope) => "The image belongs to another scope",
        Some(Reason::Platform) => "Only EC2 images can be copied",
        Some(Reason::Status) => "The image is being deleted",
        Some(Reason::Name) => "Scalr no longer takes the image's name",
        Some(Reason::InFlight) => "Another run sends, or may have sent, this image there",
        Some(Reason::Other(name)) => return name.clone(),
        None => "Nothing is sent",
    };
    words.to_owned()
}

/// "3 copies to send, 2 regions skipped, 1 blocked".
pub fn plan(counts: &PlanCounts) -> String {
    let mut parts = vec![match counts.send {
        1 => "1 copy to send".to_owned(),
        many => format!("{many} copies to send"),
    }];
    parts.extend((counts.skip > 0).then(|| format!("{} skipped", counts.skip)));
    parts.extend((counts.block > 0).then(|| format!("{} blocked", counts.block)));
    parts.join(", ")
}

/// "12 accepted, 1 rejected, 2 unknown, 5 waiting": only what there is.
pub fn counts(counts: &Counts) -> String {
    let parts = [
        (counts.listed, "listed"),
        (counts.accepted, "accepted"),
        (counts.rejected, "rejected"),
        (counts.unknown, "unknown"),
        (counts.sending, "being sent"),
        (counts.planned, "waiting"),
        (counts.cancelled, "cancelled"),
        (counts.skipped, "skipped"),
        (counts.blocked, "blocked"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    if parts.is_empty() { "no region".to_owned() } else { parts.join(", ") }
}

/// What happened in a region, beside its state: why it was skipped, or what Scalr or the edge said.
pub fn detail(region: &RunRegion) -> Option<String> {
    match region.state {
        RegionState::Skipped | RegionState::Blocked => Some(reason(region.reason.as_ref())),
        RegionState::Unknown => Some(
            region
                .message
                .clone()
                .unwrap_or_else(|| "The answer was lost: Scalr may have copied it.".to_owned()),
        ),
        _ => region.message.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_name_only_what_there_is() {
        let some = Counts { total: 8, accepted: 5, unknown: 1, skipped: 2, ..Counts::default() };
        assert_eq!(counts(&some), "5 accepted, 1 unknown, 2 skipped");
        assert_eq!(counts(&Counts::default()), "no region");
    }

    #[test]
    fn a_run_that_ended_says_what_a_person_has_to_look_at_first() {
        let word = |counts: Counts| run(&RunState::Finished, &counts).2;
        assert_eq!(word(Counts { listed: 3, ..Counts::default() }), "Finished");
        assert_eq!(
            word(Counts { rejected: 1, unknown: 1, ..Counts::default() }),
            "Ended, some unknown"
        );
        assert_eq!(word(Counts { rejected: 1, ..Counts::default() }), "Ended, some rejected");
    }

    #[test]
    fn a_plan_is_told_in_one_line() {
        let counts = PlanCounts { total: 6, send: 3, skip: 2, block: 1 };
        assert_eq!(plan(&counts), "3 copies to send, 2 skipped, 1 blocked");
        assert_eq!(plan(&PlanCounts { total: 1, send: 1, skip: 0, block: 0 }), "1 copy to send");
    }

    #[test]
    fn no_state_claims_that_a_copy_is_there() {
        for state in RegionState::KNOWN {
            let word = region(state).2.to_lowercase();
            assert!(!word.contains("copied") && !word.contains("done"), "{word}");
        }
    }
}
