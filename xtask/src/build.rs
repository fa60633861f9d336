//! Builds the dashboard, the worker and the stand-in.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use crate::{
    process::Supervisor,
    report::Step,
    tools::{self, Toolbox},
};

/// Builds all that is served.
pub(crate) fn served(supervisor: &mut Supervisor, toolbox: &Toolbox) -> Result<()> {
    dashboard(supervisor, toolbox)?;
    worker(supervisor, toolbox)
}

/// Builds the dashboard into `dist/`.
pub(crate) fn dashboard(supervisor: &mut Supervisor, toolbox: &Toolbox) -> Result<()> {
    let step = Step::begin("Building the dashboard", "30 s, 5 min the first time");
    // trunk would download tools that it does not find; everything it needs is on its PATH.
    supervisor.run_checked(
        "trunk build",
        toolbox.command("trunk")?.args(["build", "--release", "--offline"]),
    )?;
    step.done();
    Ok(())
}

/// Builds the worker into `edge/build/`.
pub(crate) fn worker(supervisor: &mut Supervisor, toolbox: &Toolbox) -> Result<()> {
    let step = Step::begin("Building the worker", "20 s, 3 min the first time");
    // Without these, worker-build downloads its own.
    supervisor.run_checked(
        "worker-build",
        toolbox
            .command("worker-build")?
            .args(["--release", "edge"])
            .env("WASM_BINDGEN_BIN", toolbox.program("wasm-bindgen")?)
            .env("WASM_OPT_BIN", toolbox.program("wasm-opt")?)
            .env("ESBUILD_BIN", toolbox.program("esbuild")?),
    )?;
    step.done();
    Ok(())
}

/// Builds the stand-in Scalr and tells where its program is. It starts sooner in the dev profile.
pub(crate) fn stand_in(supervisor: &mut Supervisor) -> Result<PathBuf> {
    let step = Step::begin("Building the stand-in Scalr", "5 s, 1 min the first time");
    supervisor.run_checked(
        "cargo build",
        tools::cargo().args(["build", "--quiet", "--package", "scalr-sim"]),
    )?;
    step.done();
    Ok(target_folder()?.join("debug/scalr-sim"))
}

/// Where cargo puts what it builds, as far as the user's own configuration says.
fn target_folder() -> Result<PathBuf> {
    let output = tools::cargo()
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .output()
        .context("cannot run cargo metadata")?;
    if !output.status.success() {
        bail!("cargo metadata failed ({})", output.status);
    }
    let metadata: serde_json::Value =
        serde_json::from_slice(&output.stdout).context("cargo metadata is not JSON")?;
    let folder = metadata["target_directory"].as_str();
    Ok(folder.context("cargo metadata names no target directory")?.into())
}
