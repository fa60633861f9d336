//! The built dashboard and worker against the stand-in Scalr, in a browser.

use std::{fs, io::ErrorKind};

use anyhow::{Context, Result};
use tempfile::TempDir;

use super::Count;
use crate::{
    build, paths,
    process::Supervisor,
    report::Step,
    settings::{DemoKeys, Settings},
    setup,
    stack::{self, Worker},
    tools::Browser,
};

/// Where `playwright.config.ts` lets the JSON report go.
const REPORT: &str = "tests/e2e/results/report.json";

/// Short, so that the tests of a slow Scalr need not wait for the usual 20 s.
const UPSTREAM_TIMEOUT_MS: &str = "2500";

pub(super) fn run(supervisor: &mut Supervisor, filter: &[String]) -> Result<Count> {
    let toolbox = setup::for_building(supervisor)?;
    let browser = Browser::ensure(supervisor)?;
    build::served(supervisor, &toolbox)?;

    let state = TempDir::with_prefix("scalr-images-state-").context("no temporary folder")?;
    let keys = DemoKeys::generate()?;
    let stand_in = stack::start_stand_in(supervisor, &keys)?;
    let own = Settings::from([("UPSTREAM_TIMEOUT_MS".to_owned(), UPSTREAM_TIMEOUT_MS.to_owned())]);
    let settings = keys.worker_settings(&stand_in.url, &own);
    let worker =
        Worker { name: "edge", port: 0, settings: &settings, state: &state.path().join("edge") }
            .start(supervisor, &toolbox)?;
    // One more without a single setting, to see that it is closed.
    let bare = Worker {
        name: "bare edge",
        port: 0,
        settings: &Settings::new(),
        state: &state.path().join("bare"),
    }
    .start(supervisor, &toolbox)?;

    remove_last_report()?;
    supervisor.kill_strays_at_the_end();
    let step = Step::begin("Running the browser tests", "1 to 3 min");
    let mut command = toolbox.command("playwright")?;
    command
        .args(["test", "--config", "tests/e2e/playwright.config.ts"])
        .args(filter)
        .env("EDGE_URL", &worker.url)
        .env("EDGE_BARE_URL", &bare.url)
        .env("SIM_URL", &stand_in.url)
        .env("CHROMIUM", &browser.program)
        .env("UPSTREAM_TIMEOUT_MS", UPSTREAM_TIMEOUT_MS)
        // For the tests that sign by themselves, and for those that look for leaks.
        .envs(keys.for_stand_in());
    let status = supervisor.run("playwright test", &mut command)?;
    step.done();
    let report = fs::read_to_string(paths::root().join(REPORT))
        .with_context(|| format!("Playwright ({status}) left no report"))?;
    Count::of_playwright(&report, status)
}

/// So that a run that breaks off is not taken for the one before it.
fn remove_last_report() -> Result<()> {
    match fs::remove_file(paths::root().join(REPORT)) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).context("cannot remove the last report")
        }
        _ => Ok(()),
    }
}
