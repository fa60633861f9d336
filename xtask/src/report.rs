//! What is said on screen: steps with their times, and the summary at the end.

use std::time::{Duration, Instant};

use crate::clock;

/// Says what is being done now.
pub(crate) fn say(message: &str) {
    println!("==> {message}");
}

/// A step in progress.
pub(crate) struct Step {
    name: String,
    began: Instant,
}

impl Step {
    /// Says that `name` begins and how long it usually takes.
    pub(crate) fn begin(name: &str, usually: &str) -> Self {
        say(&format!("{name} (usually {usually})"));
        Self { name: name.to_owned(), began: clock::now() }
    }

    /// Says how long it took.
    pub(crate) fn done(self) {
        say(&format!("{}: done in {}", self.name, seconds(self.began.elapsed())));
    }
}

/// How one ring of tests, or one check, went.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) name: String,
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    /// Names of what failed.
    pub(crate) failures: Vec<String>,
    pub(crate) took: Duration,
    /// Why it could not run, where it could not.
    pub(crate) note: Option<String>,
}

/// Prints one row per outcome and, as the very last line, the sum. Tells whether all is well.
pub(crate) fn summary(outcomes: &[Outcome]) -> bool {
    let width = outcomes.iter().map(|outcome| outcome.name.len()).max().unwrap_or(0);
    println!("\n{:width$}  {:>7}  {:>7}  {:>9}", "", "passed", "failed", "time");
    for Outcome { name, passed, failed, took, note, .. } in outcomes {
        let note = note.as_deref().unwrap_or_default();
        println!("{name:width$}  {passed:>7}  {failed:>7}  {:>9}  {note}", seconds(*took));
    }
    // Once more, where they are found without looking through all that was said.
    for Outcome { name, failures, .. } in outcomes {
        for failure in failures {
            println!("\nfailed: {name}: {failure}");
        }
    }
    let (passed, failed) = outcomes
        .iter()
        .fold((0, 0), |(passed, failed), row| (passed + row.passed, failed + row.failed));
    println!("\n{passed} passed, {failed} failed");
    failed == 0
}

fn seconds(time: Duration) -> String {
    match time.as_secs() {
        0..60 => format!("{:.1} s", time.as_secs_f64()),
        whole => format!("{} min {:02} s", whole / 60, whole % 60),
    }
}
