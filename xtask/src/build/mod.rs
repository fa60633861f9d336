//! Builds the dashboard, the worker and the stand-in.

mod unchanged;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};

use crate::{
    paths,
    process::Supervisor,
    report::{Step, say},
    tools::{self, Toolbox},
};

use self::unchanged::Inputs;

/// Builds all that is served.
pub(crate) fn served(supervisor: &mut Supervisor, toolbox: &Toolbox) -> Result<()> {
    dashboard(supervisor, toolbox)?;
    worker(supervisor, toolbox, WorkerBuild::Release).map(drop)
}

/// A way to build the worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WorkerBuild {
    /// As it is deployed.
    Release,
    /// The same with places where a test can stop it.
    CrashPoints,
}

impl WorkerBuild {
    /// Its name among all builds.
    fn name(self) -> &'static str {
        match self {
            Self::Release => "worker",
            Self::CrashPoints => "worker-crash-points",
        }
    }

    /// Folder, as seen from `edge/`. What is deployed is everything in `build`, so nothing else may
    /// be there.
    fn folder(self) -> &'static str {
        match self {
            Self::Release => "build",
            Self::CrashPoints => "../target/edge-crash-points",
        }
    }

    /// Options of `cargo build`.
    fn options(self) -> &'static [&'static str] {
        match self {
            Self::Release => &[],
            Self::CrashPoints => &["--features", "crash-points"],
        }
    }
}

/// Builds the dashboard into `dist/`.
pub(crate) fn dashboard(supervisor: &mut Supervisor, toolbox: &Toolbox) -> Result<()> {
    const OWN: &[&str] = &["frontend", "index.html", "Trunk.toml", "edge/openapi.json"];
    let inputs = Inputs::read("dashboard", OWN, paths::root().join("dist"))?;
    if inputs.are_unchanged() {
        say("The dashboard is built already");
        return Ok(());
    }
    let step = Step::begin("Building the dashboard", "30 s, 5 min the first time");
    // trunk would download tools that it does not find; everything it needs is on its PATH.
    supervisor.run_checked(
        "trunk build",
        toolbox.command("trunk")?.args(["build", "--release", "--offline"]),
    )?;
    // trunk has emptied the folder.
    lay_out_document()?;
    inputs.remember()?;
    step.done();
    Ok(())
}

/// What the compiler and wasm-bindgen use. Not everything that wasm-opt knows: it would use encodings
/// that workerd does not read.
const WASM_FEATURES: [&str; 7] = [
    "mutable-globals",
    "sign-ext",
    "nontrapping-float-to-int",
    "bulk-memory",
    "multivalue",
    "reference-types",
    "exception-handling",
];

/// How the module becomes small once it is compressed. Functions with one caller stay on their own: in
/// one large function the number of each local is longer, and gzip finds less that repeats (18 kB).
const WASM_PASSES: [&str; 3] = ["--one-caller-inline-max-function-size=10", "-Oz", "--converge"];

/// Builds the worker and tells where it is: in `edge/build/` as it is released.
pub(crate) fn worker(
    supervisor: &mut Supervisor,
    toolbox: &Toolbox,
    build: WorkerBuild,
) -> Result<PathBuf> {
    const OWN: &[&str] = &["edge/build.rs", "edge/Cargo.toml", "edge/src"];
    // Also where the worker is built already.
    lay_out_document()?;
    let folder = paths::root().join("edge").join(build.folder());
    let inputs = Inputs::read(build.name(), OWN, folder.clone())?;
    if inputs.are_unchanged() {
        say("The worker is built already");
        return Ok(folder);
    }
    let step = Step::begin("Building the worker", "20 s, 3 min the first time");
    // Without these, worker-build downloads its own.
    supervisor.run_checked(
        "worker-build",
        toolbox
            .command("worker-build")?
            .args(["--release", "--out-dir", build.folder(), "edge"])
            .args(build.options())
            .env("WASM_BINDGEN_BIN", toolbox.program("wasm-bindgen")?)
            .env("ESBUILD_BIN", toolbox.program("esbuild")?),
    )?;
    optimise(supervisor, toolbox, &folder.join("index_bg.wasm"))?;
    let mut shorten = toolbox.command("node")?;
    supervisor.run_checked("node", shorten.arg("xtask/shorten.mjs").arg(&folder))?;
    inputs.remember()?;
    step.done();
    Ok(folder)
}

/// Puts the OpenAPI document among the files that are served, without its white space: the worker
/// answers with it, but would be a twentieth larger if it carried it.
fn lay_out_document() -> Result<()> {
    let text = fs::read(paths::root().join("edge/openapi.json")).context("no OpenAPI document")?;
    let document: serde_json::Value = serde_json::from_slice(&text)?;
    let folder = paths::root().join("dist/edge");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("openapi.json"), document.to_string()).context("cannot write to dist")
}

/// Makes a module small. worker-build would do it as well, but keep the names of all functions
/// (`edge/Cargo.toml` switches that off).
fn optimise(supervisor: &mut Supervisor, toolbox: &Toolbox, module: &Path) -> Result<()> {
    let small = module.with_extension("small.wasm");
    supervisor.run_checked(
        "wasm-opt",
        toolbox
            .command("wasm-opt")?
            .arg(module)
            .arg("-o")
            .arg(&small)
            .args(WASM_PASSES)
            .args(WASM_FEATURES.map(|feature| format!("--enable-{feature}"))),
    )?;
    fs::rename(&small, module).with_context(|| format!("cannot write {}", module.display()))
}

/// Builds the stand-in Scalr and tells where its program is. It starts sooner in the dev profile.
pub(crate) fn stand_in(supervisor: &mut Supervisor) -> Result<PathBuf> {
    native(supervisor, "stand-in Scalr", "scalr-sim", "dev")?;
    Ok(target_folder()?.join("debug/scalr-sim"))
}

/// The same as it is fast, for what is measured beside it on the same machine.
pub(crate) fn fast_stand_in(supervisor: &mut Supervisor) -> Result<PathBuf> {
    native(supervisor, "stand-in Scalr", "scalr-sim", "bench")?;
    Ok(target_folder()?.join("release/scalr-sim"))
}

/// Builds the upstream of `cargo xtask bench edge` and tells where its program is.
pub(crate) fn bench_upstream(supervisor: &mut Supervisor) -> Result<PathBuf> {
    native(supervisor, "upstream", "bench", "bench")?;
    Ok(target_folder()?.join("release/bench-upstream"))
}

fn native(supervisor: &mut Supervisor, title: &str, package: &str, profile: &str) -> Result<()> {
    let step = Step::begin(&format!("Building the {title}"), "5 s, 1 min the first time");
    let options = ["build", "--quiet", "--bins", "--package", package, "--profile", profile];
    supervisor.run_checked("cargo build", tools::cargo().args(options))?;
    step.done();
    Ok(())
}

/// Where cargo puts what it builds, as far as the user's own configuration says.
pub(crate) fn target_folder() -> Result<PathBuf> {
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
