//! `cargo xtask check`: format, lints, documentation, licences and types.

use std::process::Command;

use anyhow::Result;

use crate::{
    clock,
    process::{Interrupted, Supervisor},
    report::{self, Outcome, say},
    setup,
    tools::{self, Toolbox},
};

/// The command's options.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Also look for known vulnerabilities; this needs the internet.
    #[arg(long)]
    advisories: bool,
}

/// Runs every check, also after one has failed. True when all are well.
pub(crate) fn run(supervisor: &mut Supervisor, arguments: &Arguments) -> Result<bool> {
    let toolbox = setup::for_checks(supervisor)?;
    let mut outcomes = Vec::new();
    for (name, mut command) in checks(&toolbox, arguments.advisories)? {
        say(name);
        let began = clock::now();
        let (passed, note) = match supervisor.run(name, &mut command) {
            Ok(status) if status.success() => (true, None),
            Ok(status) => (false, Some(status.to_string())),
            Err(error) if error.is::<Interrupted>() => return Err(error),
            Err(error) => (false, Some(format!("{error:#}"))),
        };
        outcomes.push(Outcome {
            name: name.to_owned(),
            passed: passed.into(),
            failed: (!passed).into(),
            took: began.elapsed(),
            note,
        });
    }
    Ok(report::summary(&outcomes))
}

fn checks(toolbox: &Toolbox, advisories: bool) -> Result<Vec<(&'static str, Command)>> {
    let mut deny = toolbox.command("cargo-deny")?;
    deny.args([
        "--all-features",
        "--locked",
        "check",
        "--hide-inclusion-graph",
        "licenses",
        "bans",
        "sources",
    ]);
    if advisories {
        deny.arg("advisories");
    }
    let mut types = toolbox.command("tsc")?;
    types.args(["--noEmit", "--project", "tests/e2e"]);
    let mut fault_types = toolbox.command("tsc")?;
    fault_types.args(["--noEmit", "--project", "tests/faults"]);
    Ok(vec![
        ("format", cargo(&["fmt", "--all", "--check"])),
        ("clippy, native", cargo(&["clippy", "--workspace", "--all-targets", "--", "-Dwarnings"])),
        (
            "clippy, dashboard in wasm32",
            clippy_for_wasm(&["--package=shared", "--package=frontend", "--all-targets"]),
        ),
        // The worker's tests are native.
        ("clippy, worker in wasm32", clippy_for_wasm(&["--package=edge"])),
        (
            "clippy, worker with crash points",
            clippy_for_wasm(&["--package=edge", "--features=crash-points"]),
        ),
        ("documentation", documentation()),
        ("licences, bans, sources", deny),
        ("types of the browser tests", types),
        ("types of the fault tests", fault_types),
    ])
}

fn clippy_for_wasm(what: &[&str]) -> Command {
    let mut command = cargo(&["clippy", "--target=wasm32-unknown-unknown"]);
    command.args(what).args(["--", "-Dwarnings"]);
    command
}

fn documentation() -> Command {
    let mut command = cargo(&["doc", "--workspace", "--no-deps"]);
    command.env("RUSTDOCFLAGS", "-Dwarnings");
    command
}

fn cargo(arguments: &[&str]) -> Command {
    let mut command = tools::cargo();
    command.args(arguments);
    command
}
