//! The built worker in the runtime itself, which is killed and started again.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, bail};

use super::Count;
use crate::{
    build::{self, WorkerBuild},
    paths,
    process::Supervisor,
    report::Step,
    setup,
};

/// Where the tests are.
const FOLDER: &str = "tests/faults";

/// The packages that bring the runtime, one per system. Its npm command is a script that starts it;
/// killing that would leave it running.
const RUNTIMES: [&str; 5] = [
    "workerd-linux-64",
    "workerd-linux-arm64",
    "workerd-darwin-64",
    "workerd-darwin-arm64",
    "workerd-windows-64",
];

pub(super) fn run(supervisor: &mut Supervisor, filter: &[String]) -> Result<Count> {
    let toolbox = setup::for_building(supervisor)?;
    let release = build::worker(supervisor, &toolbox, WorkerBuild::Release)?;
    let crash = build::worker(supervisor, &toolbox, WorkerBuild::CrashPoints)?;
    let stand_in = build::stand_in(supervisor)?;

    supervisor.kill_strays_at_the_end();
    let step = Step::begin("Killing the worker", "10 min");
    let mut command = toolbox.command("node")?;
    command
        .args(["--test", "--test-reporter=tap"])
        .args(filter)
        .args(test_files()?)
        .env("WORKERD", runtime()?)
        .env("SCALR_SIM", stand_in)
        .env("EDGE_BUILD", release)
        .env("EDGE_CRASH_BUILD", crash);
    let (status, lines) = supervisor.run_reading("node --test", &mut command)?;
    step.done();
    Ok(Count::of_tap(&lines, status))
}

fn runtime() -> Result<PathBuf> {
    let packages = paths::root().join("node_modules/@cloudflare");
    RUNTIMES
        .iter()
        .map(|package| packages.join(package).join("bin/workerd"))
        .find(|program| program.is_file())
        .context("workerd is missing although it was just set up")
}

fn test_files() -> Result<Vec<PathBuf>> {
    let folder = fs::read_dir(paths::root().join(FOLDER)).context("cannot read tests/faults")?;
    let mut files: Vec<PathBuf> = folder
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_str().is_some_and(|name| name.ends_with(".test.ts")))
        .collect();
    if files.is_empty() {
        bail!("there is no test in {FOLDER}");
    }
    files.sort();
    Ok(files)
}
