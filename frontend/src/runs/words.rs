//! Words of copy runs. They never say more than is known: "accepted", not "copied".

use shared::run::plan::{Action, PlanCounts, PlannedRegion, Reason};
use shared::run::{Counts, RegionState, RunRegion, RunState};

use crate::components::Glyph;
use crate::text;

/// Tone, icon and word of a region's state.
pub fn region(state: &RegionState) -> (&'static str, Glyph, String) {
    let (tone, glyph, word) = match state {
        RegionState::Planned => ("plain", Glyph::CIRCLE, text::runs().waiting),
        RegionState::Sending => ("busy", Glyph::REFRESH, text::runs().sending),
        RegionState::Accepted => ("good", Glyph::CHECK, text::runs().accepted),
        RegionState::Listed => ("good", Glyph::DONE, text::runs().listed),
        RegionState::Rejected => ("bad", Glyph::ALERT, text::runs().rejected),
        RegionState::Unknown => ("warn", Glyph::QUESTION, text::runs().unknown),
        RegionState::Skipped => ("plain", Glyph::CHECK, text::runs().skipped),
        RegionState::Blocked => ("plain", Glyph::BAN, text::runs().blocked),
        RegionState::Cancelled => ("plain", Glyph::X, text::runs().cancelled),
        RegionState::Other(name) => return ("plain", Glyph::INFO, name.clone()),
    };
    (tone, glyph, word.to_owned())
}

/// Tone, icon and word of a run's state; a run that has ended says whether all went well.
pub fn run(state: &RunState, counts: &Counts) -> (&'static str, Glyph, String) {
    let (tone, glyph, word) = match state {
        RunState::Running => ("busy", Glyph::REFRESH, text::runs().running),
        RunState::Paused => ("warn", Glyph::WARNING, text::runs().paused),
        RunState::Finished if counts.unknown > 0 => {
            ("warn", Glyph::QUESTION, text::runs().ended_unknown)
        }
        RunState::Finished if counts.rejected > 0 => {
            ("bad", Glyph::ALERT, text::runs().ended_rejected)
        }
        RunState::Finished => ("good", Glyph::DONE, text::runs().finished),
        RunState::Cancelled => ("plain", Glyph::X, text::runs().cancelled),
        RunState::Other(name) => return ("plain", Glyph::INFO, name.clone()),
    };
    (tone, glyph, word.to_owned())
}

/// What is planned for a region, and why.
pub fn planned(region: &PlannedRegion) -> (&'static str, Glyph, String) {
    match (&region.action, &region.reason) {
        (Action::Send, _) => ("good", Glyph::ARROW_RIGHT, text::runs().is_sent.to_owned()),
        (Action::Skip, why) => ("plain", Glyph::CHECK, reason(why.as_ref())),
        (Action::Block, why) => ("warn", Glyph::BAN, reason(why.as_ref())),
        (Action::Other(name), _) => ("plain", Glyph::INFO, name.clone()),
    }
}

/// Why nothing is sent to a region.
pub fn reason(reason: Option<&Reason>) -> String {
    let words = match reason {
        Some(Reason::Present) => text::runs().reason_present,
        Some(Reason::Source) => text::runs().reason_source,
        Some(Reason::Partition) => text::runs().reason_partition,
        Some(Reason::Scope) => text::runs().reason_scope,
        Some(Reason::Platform) => text::runs().reason_platform,
        Some(Reason::Status) => text::runs().reason_status,
        Some(Reason::Name) => text::runs().reason_name,
        Some(Reason::InFlight) => text::runs().reason_in_flight,
        Some(Reason::Other(name)) => return name.clone(),
        None => text::runs().nothing_sent,
    };
    words.to_owned()
}

/// "3 copies to send, 2 regions skipped, 1 blocked".
pub fn plan(counts: &PlanCounts) -> String {
    let it = text::runs();
    let mut parts = vec![told(it.to_send, counts.send)];
    parts.extend((counts.skip > 0).then(|| told(it.n_skipped, counts.skip)));
    parts.extend((counts.block > 0).then(|| told(it.n_blocked, counts.block)));
    parts.join(", ")
}

/// "12 accepted, 1 rejected, 2 unknown, 5 waiting": only what there is.
pub fn counts(counts: &Counts) -> String {
    let it = text::runs();
    let parts = [
        (counts.listed, it.n_listed),
        (counts.accepted, it.n_accepted),
        (counts.rejected, it.n_rejected),
        (counts.unknown, it.n_unknown),
        (counts.sending, it.n_sending),
        (counts.planned, it.n_waiting),
        (counts.cancelled, it.n_cancelled),
        (counts.skipped, it.n_skipped),
        (counts.blocked, it.n_blocked),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| told(word, count))
        .collect();
    if parts.is_empty() { text::runs().no_region.to_owned() } else { parts.join(", ") }
}

fn told(forms: &'static str, count: u32) -> String {
    text::count(forms, usize::try_from(count).unwrap_or(usize::MAX))
}

/// What happened in a region, beside its state: why it was skipped, or what Scalr or the edge said.
pub fn detail(region: &RunRegion) -> Option<String> {
    match region.state {
        RegionState::Skipped | RegionState::Blocked => Some(reason(region.reason.as_ref())),
        RegionState::Unknown => {
            Some(region.message.clone().unwrap_or_else(|| text::runs().answer_lost.to_owned()))
        }
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
