//! Regions per second, in workerd itself.

use anyhow::Result;
use serde_json::Value;

use super::{Options, check_bound};
use crate::{
    bench::{
        figures::{judge, median},
        script::{Script, number},
    },
    report::Step,
};

/// How many runs are ordered at the same time, one row each.
const ROWS: [u32; 2] = [1, 10];

/// Share of the ideal.
const BUDGET: f64 = 0.85;
const GOAL: f64 = 0.95;

/// What one round of one row says.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Round {
    /// Regions per second, from the answer to the first order on.
    per_second: f64,
    /// The same from the first copy on.
    sending: f64,
    /// Requests other than copies, for each region.
    reads: f64,
}

/// Every round, row by row.
pub(super) struct Rates(Vec<Vec<Round>>);

pub(super) fn measure(script: &Script<'_>, options: &Options) -> Result<Rates> {
    let step = Step::begin("Working through runs", "2 min");
    let mut rows: Vec<Vec<Round>> = ROWS.map(|_| Vec::new()).into();
    for round in 0..options.rounds {
        for (row, runs) in rows.iter_mut().zip(ROWS) {
            let said = script.run("rate", &[runs, round])?;
            check_bound(&said, options)?;
            row.push(Round::read(&said)?);
        }
    }
    step.done();
    Ok(Rates(rows))
}

impl Round {
    fn read(said: &Value) -> Result<Self> {
        let regions = number(said, "regions")?;
        Ok(Self {
            per_second: regions / number(said, "seconds")?,
            sending: regions / number(said, "sending")?,
            reads: number(said, "reads")? / regions,
        })
    }
}

impl Rates {
    /// Prints the medians, and tells whether the budget is kept by every row.
    pub(super) fn print(&self, options: &Options) -> bool {
        let ideal = f64::from(options.parallel) * 1000.0 / f64::from(options.latency_ms);
        println!(
            "\nRegions per second; each answer of Scalr takes {} ms, {} copies at a time: ideally {ideal:.1}; \
             medians of {} rounds\n",
            options.latency_ms, options.parallel, options.rounds
        );
        println!(
            "{:<28}{:>10}{:>14}{:>20}{:>18}",
            "runs of 30 regions",
            "regions/s",
            "of the ideal",
            "from the first copy",
            "reads per region"
        );
        let mut all = true;
        for (runs, rounds) in ROWS.iter().zip(&self.0) {
            let of = |read: fn(&Round) -> f64| median(rounds.iter().map(read).collect());
            let ratio = of(|it| it.per_second) / ideal;
            let (kept, verdict) = judge(ratio, BUDGET, GOAL);
            println!(
                "{runs:<28}{:>10.1}{ratio:>14.2}{:>20.2}{:>18.2}  (budget {BUDGET}, goal {GOAL}): {verdict}",
                of(|it| it.per_second),
                of(|it| it.sending) / ideal,
                of(|it| it.reads),
            );
            all &= kept;
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_the_program_prints_becomes_rates() -> Result<()> {
        let said = json!({"regions": 30, "seconds": 2.0, "sending": 1.5, "reads": 33});
        let expected = Round { per_second: 15.0, sending: 20.0, reads: 1.1 };
        assert_eq!(Round::read(&said)?, expected);
        Ok(())
    }
}
