//! How long a worker takes to be there.

use anyhow::Result;

use super::{
    agreement,
    program::Contender,
    row::{Kind, Row},
};
use crate::{
    bench::figures::median, process::Supervisor, report::Step, settings::Settings, tools::Toolbox,
};

/// How many times each worker is started.
const TIMES: usize = 5;

/// Milliseconds for each worker: from the start of workerd until it listens, and from there to the
/// end of the first answer.
pub(super) struct Starts(Vec<(Kind, f64, f64)>);

impl Starts {
    /// Starts the three workers in turn. They stay until everything is stopped: an idle one takes
    /// no time from the others.
    pub(super) fn measure(
        supervisor: &mut Supervisor,
        toolbox: &Toolbox,
        contenders: &[Contender],
        rows: &[Row],
        scalr: &Settings,
    ) -> Result<Self> {
        let step = Step::begin("Measuring the start", "10 s");
        let mut taken = Vec::new();
        for _ in 0..TIMES {
            for row in rows.iter().filter(|row| row.core) {
                let settings = row.settings(scalr);
                let worker = super::deploy(supervisor, toolbox, contenders, row, &settings)?;
                let first = agreement::time_of_a_create(&worker, row)?;
                taken.push((row.kind, worker.listened_after, first));
            }
        }
        step.done();
        let kinds = rows.iter().filter(|row| row.core).map(|row| row.kind);
        let of = |kind, read: fn(&(Kind, f64, f64)) -> f64| {
            median(taken.iter().filter(|it| it.0 == kind).map(read).collect())
        };
        Ok(Self(kinds.map(|kind| (kind, of(kind, |it| it.1), of(kind, |it| it.2))).collect()))
    }

    pub(super) fn print(&self) {
        println!("\n{:<44}{:>10}{:>16}", "start, medians in ms", "listens", "first answer");
        for (kind, listens, first) in &self.0 {
            println!("{:<44}{listens:>10.1}{first:>16.1}", kind.title());
        }
    }
}
