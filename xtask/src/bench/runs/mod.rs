//! Copy runs: how fast regions are worked through, how soon a browser shows it, and whether it stays
//! smooth while many runs are under way.
//!
//! A stand-in Scalr takes a fixed time for each answer, whatever is asked. **The ideal** is the smaller
//! of `COPY_PARALLEL` ÷ that time and Scalr's rate, which is raised here so far that it never counts.
//! It is what the bound allows if a place is never empty and if only copies took time. A region costs
//! more than its copy: the listing before it, while which no place is taken, and a share in the listing
//! that finds what was accepted, one for all of a run. So one run by itself cannot reach the ideal:
//! before its first copy there is a listing, and the places that its last copies leave stay empty. The
//! figure is taken from the answer to the first order to Scalr's answer to the last copy.

mod crowd;
mod rate;
mod screen;

use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use tempfile::TempDir;

use crate::{
    bench::{
        script::{Script, number},
        without_limits,
        workerd::{Deployment, Program},
    },
    build::{self, WorkerBuild},
    process::Supervisor,
    settings::{DemoKeys, Settings},
    setup,
    stack::{self, Worker},
    tools::Browser,
};

/// The command's options.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many times each row is measured.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// How long each answer of the stand-in takes, in milliseconds.
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..))]
    latency_ms: u32,
    /// `COPY_PARALLEL`.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    parallel: u32,
    /// How many runs are under way at once while the dashboard is looked at.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    crowd: u32,
    /// Measure worker and dashboard as they were built last.
    #[arg(long)]
    no_build: bool,
    /// Only the regions per second, without a browser.
    #[arg(long)]
    no_browser: bool,
}

/// Builds and measures. True when every budget is kept.
pub(super) fn run(supervisor: &mut Supervisor, options: &Options) -> Result<bool> {
    let toolbox = setup::for_building(supervisor)?;
    match (options.no_build, options.no_browser) {
        (true, _) => {}
        (false, true) => build::worker(supervisor, &toolbox, WorkerBuild::Release).map(drop)?,
        (false, false) => build::served(supervisor, &toolbox)?,
    }
    let keys = DemoKeys::generate()?;
    let latency = Duration::from_millis(options.latency_ms.into());
    let scalr = stack::start_slow_scalr(supervisor, &keys, latency, stack::SAMPLES)?.url;
    let settings = keys.worker_settings(&scalr, &own_settings(options));

    let program = Program::released()?;
    let worker = Deployment { name: "edge", program: &program, settings: &settings }
        .start(supervisor, &toolbox)?;
    let script = Script {
        toolbox: &toolbox,
        folder: "runs",
        edge: &worker.url,
        scalr: &scalr,
        browser: None,
    };
    let rate = rate::measure(&script, options)?;
    if options.no_browser {
        return Ok(rate.print(options));
    }

    // The one in workerd itself has no dashboard.
    let state = TempDir::with_prefix("scalr-images-bench-").context("no temporary folder")?;
    let log = state.path().join("log");
    let browser = Browser::ensure(supervisor)?.program;
    let served = Worker {
        name: "edge with dashboard",
        port: 0,
        settings: &settings,
        state: &state.path().join("state"),
        log: Some(&log),
        assets: None,
    };
    let served = served.start(supervisor, &toolbox)?;
    let script = Script { edge: &served.url, browser: Some(&browser), ..script };
    let screen = screen::measure(&script, options)?;
    let crowd = crowd::measure(&script, options)?;

    let kept = [rate.print(options), screen.print(), crowd.print(options)];
    Ok(kept.iter().all(|kept| *kept))
}

fn own_settings(options: &Options) -> Settings {
    let mut settings = without_limits();
    settings.insert("COPY_PARALLEL".to_owned(), options.parallel.to_string());
    settings
}

/// Fails where more copies were under way at once than the bound allows.
fn check_bound(said: &Value, options: &Options) -> Result<()> {
    let (most, regions, copies) =
        (number(said, "most")?, number(said, "regions")?, number(said, "copies")?);
    if most > f64::from(options.parallel) {
        bail!("{most} copies were under way at once, more than {}", options.parallel);
    }
    if copies.total_cmp(&regions).is_ne() {
        bail!("{copies} copies for {regions} regions");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use serde_json::json;

    use super::*;

    #[derive(Parser)]
    struct Command {
        #[command(flatten)]
        options: Options,
    }

    #[test]
    fn a_bound_that_is_not_kept_and_a_copy_too_many_end_the_measurement() {
        let Command { options } = Command::parse_from(["bench", "--parallel", "5"]);
        let said = |most: u32, copies: u32| json!({"most": most, "regions": 30, "copies": copies});
        assert!(check_bound(&said(5, 30), &options).is_ok());
        assert!(check_bound(&said(6, 30), &options).is_err());
        assert!(check_bound(&said(5, 31), &options).is_err());
    }
}
