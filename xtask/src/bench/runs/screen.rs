//! How soon a region's row says what Scalr has answered.

use anyhow::{Result, ensure};

use super::Options;
use crate::{
    bench::{
        figures::{median, percentile},
        script::{Script, numbers},
    },
    report::Step,
};

/// All but one in twenty rows are on screen within this time, in milliseconds.
const BUDGET_MS: f64 = 150.0;

/// Times from the stand-in's answer to the frame that shows it, in milliseconds.
pub(super) struct Delays(Vec<f64>);

pub(super) fn measure(script: &Script<'_>, options: &Options) -> Result<Delays> {
    let step = Step::begin("Looking at a run", "30 s");
    let mut delays = Vec::new();
    for round in 0..options.rounds {
        delays.extend(numbers(&script.run("screen", &[round])?, "delays")?);
    }
    step.done();
    ensure!(!delays.is_empty(), "every region was answered before the page was there");
    Ok(Delays(delays))
}

impl Delays {
    pub(super) fn new(delays: Vec<f64>) -> Self {
        Self(delays)
    }

    /// Prints the figures under a title, and tells whether the budget is kept.
    pub(super) fn print_as(&self, title: &str) -> bool {
        let Self(delays) = self;
        let slow = percentile(delays.clone(), 95);
        let kept = slow <= BUDGET_MS;
        println!(
            "{title}, {} regions: median {:.0} ms, p95 {slow:.0} ms, longest {:.0} ms (budget: p95 \
             {BUDGET_MS:.0} ms): {}",
            delays.len(),
            median(delays.clone()),
            percentile(delays.clone(), 100),
            if kept { "within the budget" } else { "over the budget" },
        );
        kept
    }

    pub(super) fn print(&self) -> bool {
        println!();
        self.print_as("From Scalr's answer to the region's row on screen")
    }
}
