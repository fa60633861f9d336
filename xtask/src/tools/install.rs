//! Finds the pinned tools, and installs what is not there into this user's cache.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use super::{Tool, output};
use crate::{
    paths,
    process::Supervisor,
    report::{Step, say},
};

/// The tools run for seconds, so optimising them would cost more than it ever gives back.
const CHEAP_BUILD: [(&str, &str); 3] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
];

/// The folders that hold the programs of `tools`, after installing what is missing.
pub(super) fn ensure(supervisor: &mut Supervisor, tools: &[Tool]) -> Result<Vec<PathBuf>> {
    let cache = paths::cache()?;
    let mut folders = Vec::new();
    let mut missing = Vec::new();
    for &tool in tools {
        let version = tool.version()?;
        let root = cache.join("tools").join(format!("{}-{version}", tool.package()));
        let found = folder_on_path(tool)
            .into_iter()
            .chain([root.join("bin")])
            .find(|folder| has_version(folder, tool, &version));
        if found.is_none() {
            missing.push((tool, version, root.clone()));
        }
        folders.push(found.unwrap_or_else(|| root.join("bin")));
    }
    if missing.is_empty() {
        return Ok(folders);
    }
    let names: Vec<_> = missing.iter().map(|(tool, ..)| tool.package()).collect();
    say(&format!("Setting up, once for this user: {}", names.join(", ")));
    // One folder for all of them, so that what they have in common is compiled once.
    let build = cache.join("build");
    for (tool, version, root) in &missing {
        install(supervisor, *tool, version, root, &build)?;
    }
    if build.exists() {
        fs::remove_dir_all(&build).with_context(|| format!("cannot remove {}", build.display()))?;
    }
    Ok(folders)
}

fn install(
    supervisor: &mut Supervisor,
    tool: Tool,
    version: &str,
    root: &Path,
    build: &Path,
) -> Result<()> {
    let package = tool.package();
    if tool.features().is_none() && paths::on_path("cargo-binstall").is_some() {
        let step = Step::begin(&format!("Fetching {package} {version}"), "a few seconds");
        let status = supervisor.run(
            "cargo binstall",
            super::cargo()
                .args(["binstall", "--no-confirm", "--disable-strategies", "compile", "--root"])
                .arg(root)
                .arg(format!("{package}@{version}")),
        )?;
        if status.success() && has_version(&root.join("bin"), tool, version) {
            step.done();
            return Ok(());
        }
        say(&format!("There is no ready-made {package} {version} to be had"));
    }
    let step = Step::begin(&format!("Compiling {package} {version}"), tool.usual_build_time());
    supervisor.run_checked(
        "cargo install",
        super::cargo()
            .args([
                "install",
                "--quiet",
                "--locked",
                "--force",
                package,
                "--version",
                version,
                "--root",
            ])
            .arg(root)
            .args(tool.features().map(|features| format!("--features={features}")))
            .env("CARGO_TARGET_DIR", build)
            .envs(CHEAP_BUILD),
    )?;
    step.done();
    Ok(())
}

fn folder_on_path(tool: Tool) -> Option<PathBuf> {
    if !tool.tells_version() {
        return None;
    }
    let program = paths::on_path(tool.programs().first()?)?;
    Some(program.parent()?.to_owned())
}

/// Whether every program of `tool` is in `folder` and says that it is `version`.
fn has_version(folder: &Path, tool: Tool, version: &str) -> bool {
    tool.programs().iter().all(|program| {
        if !tool.tells_version() {
            return folder.join(program).is_file();
        }
        output(Command::new(folder.join(program)).arg("--version"))
            .is_some_and(|text| text.split_whitespace().any(|word| word == version))
    })
}
