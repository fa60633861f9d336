//! What each command needs before it can begin.

use anyhow::Result;

use crate::{
    fuzz,
    process::Supervisor,
    report::Step,
    tools::{self, Tool, Toolbox},
};

/// Everything that building and serving needs.
pub(crate) fn for_building(supervisor: &mut Supervisor) -> Result<Toolbox> {
    tools::ensure_wasm_target(supervisor)?;
    let mut toolbox = Toolbox::with(
        supervisor,
        &[Tool::WasmBindgen, Tool::WorkerBuild, Tool::WasmSplit, Tool::Trunk],
    )?;
    toolbox.add_npm(supervisor)?;
    fetch_crates(supervisor)?;
    Ok(toolbox)
}

/// Everything that building and serving the worker without the dashboard needs.
pub(crate) fn for_worker(supervisor: &mut Supervisor) -> Result<Toolbox> {
    tools::ensure_wasm_target(supervisor)?;
    let mut toolbox = Toolbox::with(supervisor, &[Tool::WasmBindgen, Tool::WorkerBuild])?;
    toolbox.add_npm(supervisor)?;
    Ok(toolbox)
}

/// Everything that the tests in the browser without a server need.
pub(crate) fn for_wasm_tests(supervisor: &mut Supervisor) -> Result<Toolbox> {
    tools::ensure_wasm_target(supervisor)?;
    Toolbox::with(supervisor, &[Tool::WasmBindgen, Tool::WasmPack])
}

/// Everything that the fuzzer needs.
pub(crate) fn for_fuzzing(supervisor: &mut Supervisor) -> Result<Toolbox> {
    fuzz::check_nightly()?;
    Toolbox::with(supervisor, &[Tool::CargoFuzz])
}

/// Everything that the checks need.
pub(crate) fn for_checks(supervisor: &mut Supervisor) -> Result<Toolbox> {
    tools::ensure_wasm_target(supervisor)?;
    let tools = [Tool::CargoDeny, Tool::WasmBindgen, Tool::WorkerBuild];
    let mut toolbox = Toolbox::with(supervisor, &tools)?;
    toolbox.add_npm(supervisor)?;
    fetch_crates(supervisor)?;
    Ok(toolbox)
}

/// Downloads the crates of `Cargo.lock`: trunk and cargo-deny run without the network.
fn fetch_crates(supervisor: &mut Supervisor) -> Result<()> {
    let step = Step::begin("Fetching crates", "a second, 1 min the first time");
    supervisor.run_checked("cargo fetch", tools::cargo().args(["fetch", "--quiet"]))?;
    step.done();
    Ok(())
}
