//! The built dashboard and worker against the stand-in Scalr, in a browser.

mod system;

use std::{fs, io::ErrorKind};

use anyhow::{Context, Result};
use system::System;

use super::Count;
use crate::{
    build, paths,
    process::Supervisor,
    report::Step,
    setup,
    tools::{Browser, PythonTool},
};

/// Where `playwright.config.ts` lets the JSON report go.
const REPORT: &str = "tests/e2e/results/report.json";

/// Scalr's own client.
const SCALR_CTL: PythonTool =
    PythonTool { name: "scalr-ctl", requirements: "tests/e2e/scalr-ctl.txt" };

pub(super) fn run(supervisor: &mut Supervisor, filter: &[String]) -> Result<Count> {
    let toolbox = setup::for_building(supervisor)?;
    let browser = Browser::ensure(supervisor)?;
    let scalr_ctl = SCALR_CTL.ensure(supervisor)?;
    build::served(supervisor, &toolbox)?;
    let system = System::start(supervisor, &toolbox)?;

    remove_last_report()?;
    supervisor.kill_strays_at_the_end();
    let step = Step::begin("Running the browser tests", "2 to 4 min");
    let mut command = toolbox.command("playwright")?;
    command
        .args(["test", "--config", "tests/e2e/playwright.config.ts"])
        .args(filter)
        .envs(system.variables())
        .env("CHROMIUM", &browser.program)
        .env("SCALR_CTL", &scalr_ctl);
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
