//! schemathesis against the built worker: requests made from its own OpenAPI document, valid and
//! not, and every answer held against the document.

use std::fs;

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
    tools::PythonTool,
};

const SCHEMATHESIS: PythonTool =
    PythonTool { name: "schemathesis", requirements: "tests/contract/requirements.txt" };

/// How it runs, with every exception and its reason.
const CONFIG: &str = "tests/contract/schemathesis.toml";

/// Checks of our own.
const HOOKS: &str = "tests/contract/hooks.py";

/// Far more than it can send: that limits work is for other tests.
const NO_LIMIT: &str = "1000000";

pub(super) fn run(supervisor: &mut Supervisor, filter: &[String]) -> Result<Count> {
    let toolbox = setup::for_building(supervisor)?;
    let schemathesis = SCHEMATHESIS.ensure(supervisor)?;
    build::worker(supervisor, &toolbox, build::WorkerBuild::Release)?;

    let folder = TempDir::with_prefix("scalr-images-contract-").context("no temporary folder")?;
    let keys = DemoKeys::generate()?;
    let stand_in = stack::start_stand_in(supervisor, &keys)?;
    let own = ["EDGE_RATE_PER_MINUTE", "SCALR_RATE_PER_MINUTE"]
        .map(|name| (name.to_owned(), NO_LIMIT.to_owned()));
    let settings = keys.worker_settings(&stand_in.url, &Settings::from(own));
    let state = folder.path().join("edge");
    let log = folder.path().join("log");
    let worker = Worker {
        name: "edge",
        port: 0,
        settings: &settings,
        state: &state,
        log: Some(&log),
        assets: None,
    }
    .start(supervisor, &toolbox)?;

    let step = Step::begin("Running schemathesis", "1 to 2 min");
    let report = folder.path().join("report.xml");
    let mut command = std::process::Command::new(schemathesis);
    command
        // It leaves caches where it runs.
        .current_dir(folder.path())
        .env("SCHEMATHESIS_HOOKS", paths::root().join(HOOKS))
        .arg("--config-file")
        .arg(paths::root().join(CONFIG))
        .args(["run", &format!("{}/edge/openapi.json", worker.url), "--checks", "all"])
        .args(["--no-color", "--report", "junit", "--report-junit-path"])
        .arg(&report)
        .args(filter);
    let status = supervisor.run("schemathesis", &mut command)?;
    step.done();
    let report = fs::read_to_string(&report)
        .with_context(|| format!("schemathesis ({status}) left no report"))?;
    Count::of_junit(&report, status)
}
