//! The table, and what it says about the budgets.

use std::collections::BTreeMap;

use super::{
    Options,
    row::{self, BOUNDED, EDGE, HONO, HONO_CONTRACT, PASS_THROUGH},
};
use crate::bench::figures::{judge, median};

/// What one measurement says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measured {
    /// Requests per second.
    pub(super) per_second: f64,
    /// Half of the answers came within this time.
    pub(super) median_ms: f64,
    /// All but one in a hundred answers came within this time.
    pub(super) slowest_ms: f64,
    /// Processor time of workerd for one request, where the system tells.
    pub(super) processor_us: Option<f64>,
}

/// Ours beside another's: requests per second divided by those of the same round.
struct Budget {
    other: &'static str,
    title: &'static str,
    least: f64,
    goal: f64,
}

/// Beside workers that keep the same contract: both bodies read whole within a time and a size, security
/// headers, a line in the log.
const BUDGETS: [Budget; 2] = [
    Budget { other: BOUNDED, title: "that only passes on", least: 0.8, goal: 0.9 },
    Budget { other: HONO_CONTRACT, title: "with Hono", least: 1.3, goal: 1.5 },
];

/// Beside workers that keep none of it. No budget: the contract alone costs more than these leave
/// (docs/ARCHITECTURE.md, "Speed").
const WITHOUT_CONTRACT: [(&str, &str); 3] =
    [(EDGE, PASS_THROUGH), (EDGE, HONO), (BOUNDED, PASS_THROUGH)];

/// Every measurement, by the name of its row, in the order of the rounds.
#[derive(Default)]
pub(super) struct Table(BTreeMap<&'static str, Vec<Measured>>);

impl Table {
    pub(super) fn add(&mut self, row: &'static str, measured: Measured) {
        self.0.entry(row).or_default().push(measured);
    }

    /// Prints the medians.
    pub(super) fn print(&self, options: &Options) {
        println!(
            "\nCreates over {} connections; medians of {} rounds of {} s, measured in turn\n",
            options.connections, options.rounds, options.seconds
        );
        println!(
            "{:<44}{:>10}{:>9}{:>9}{:>16}{:>9}",
            "", "requests/s", "p50 ms", "p99 ms", "workerd CPU µs", "to ours"
        );
        for row in row::all("") {
            let Some(measured) = self.0.get(row.name) else { continue };
            let of = |read: fn(&Measured) -> f64| median(measured.iter().map(read).collect());
            let processor = measured.iter().filter_map(|it| it.processor_us).collect();
            println!(
                "{:<44}{:>10.0}{:>9.2}{:>9.2}{:>16.0}{:>9.2}",
                row.title,
                of(|it| it.per_second),
                of(|it| it.median_ms),
                of(|it| it.slowest_ms),
                median(processor),
                self.ratio(row.name, EDGE),
            );
        }
    }

    /// Prints how the budgets were kept, and tells whether they were.
    pub(super) fn verdict(&self) -> bool {
        println!();
        let mut all = true;
        for Budget { other, title, least, goal } in BUDGETS {
            let ratio = self.ratio(EDGE, other);
            let (kept, verdict) = judge(ratio, least, goal);
            println!(
                "ours to the worker {title} within the contract: {ratio:.2} (budget {least}, goal {goal}): \
                 {verdict}"
            );
            all &= kept;
        }
        for (row, other) in WITHOUT_CONTRACT {
            println!("{row} to {other}, which keeps no contract: {:.2}", self.ratio(row, other));
        }
        all
    }

    /// The median over the rounds of how many requests `row` took for each one of `other`. Round by
    /// round, because the machine's speed changes from one to the next.
    fn ratio(&self, row: &str, other: &str) -> f64 {
        let of = |name: &str| self.0.get(name).into_iter().flatten().map(|it| it.per_second);
        median(of(row).zip(of(other)).map(|(own, others)| own / others).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(per_second: f64) -> Measured {
        Measured { per_second, median_ms: 1.0, slowest_ms: 2.0, processor_us: None }
    }

    #[test]
    fn a_ratio_is_taken_within_each_round() {
        let mut table = Table::default();
        for (ours, others) in [(80.0, 100.0), (8.0, 10.0), (900.0, 1000.0)] {
            table.add(EDGE, measured(ours));
            table.add(PASS_THROUGH, measured(others));
        }
        assert_eq!(table.ratio(EDGE, PASS_THROUGH).to_bits(), 0.8_f64.to_bits());
    }
}
