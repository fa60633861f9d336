//! Many runs at once, with the dashboard open.

use anyhow::{Result, ensure};

use super::{Options, check_bound, screen::Delays};
use crate::{
    bench::{
        figures::percentile,
        script::{Script, number, numbers},
    },
    report::Step,
};

/// A task that takes longer than this keeps the page from what a person does; browsers call it long.
const LONG_MS: f64 = 50.0;

/// What was seen.
pub(super) struct Crowd {
    regions: f64,
    seconds: f64,
    most: f64,
    delays: Delays,
    /// Processor time of each task of the pages, in milliseconds.
    tasks: Vec<f64>,
    /// How long they were looked at, in seconds.
    watched: f64,
    /// Times from one frame to the next, in milliseconds, page by page.
    frames: [(&'static str, Vec<f64>); 2],
}

pub(super) fn measure(script: &Script<'_>, options: &Options) -> Result<Crowd> {
    let step = Step::begin("Looking while many runs are under way", "2 min");
    let said = script.run("crowd", &[options.crowd])?;
    check_bound(&said, options)?;
    let tasks = numbers(&said, "tasks")?;
    ensure!(!tasks.is_empty(), "Chromium told nothing about its tasks");
    step.done();
    Ok(Crowd {
        regions: number(&said, "regions")?,
        seconds: number(&said, "seconds")?,
        most: number(&said, "most")?,
        delays: Delays::new(numbers(&said, "delays")?),
        tasks,
        watched: number(&said, "watched")?,
        frames: [
            ("the page of a run", numbers(&said, "runFrames")?),
            ("the list of runs", numbers(&said, "listFrames")?),
        ],
    })
}

impl Crowd {
    /// Prints the figures, and tells whether it was smooth and soon enough. Frames are told and not
    /// judged: on a machine that does all the rest as well they come late without the page's doing.
    pub(super) fn print(&self, options: &Options) -> bool {
        println!(
            "\n{} runs of 30 regions at once: {:.1} regions/s, at most {} copies at a time",
            options.crowd,
            self.regions / self.seconds,
            self.most
        );
        let soon = self.delays.print_as("one of them, from Scalr's answer to the row on screen");
        for (page, frames) in &self.frames {
            println!(
                "{page}: {} frames, p99 {:.0} ms, longest {:.0} ms",
                frames.len(),
                percentile(frames.clone(), 99),
                percentile(frames.clone(), 100),
            );
        }
        let longest = percentile(self.tasks.clone(), 100);
        let smooth = longest <= LONG_MS;
        println!(
            "both pages: {} tasks, the longest with {longest:.0} ms of processor time (budget \
             {LONG_MS:.0} ms), all together {:.1} % of the time: {}",
            self.tasks.len(),
            self.tasks.iter().sum::<f64>() / self.watched / 10.0,
            if smooth { "smooth" } else { "not smooth" },
        );
        soon && smooth
    }
}
