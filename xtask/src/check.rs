//! `cargo xtask check`: format, lints, documentation, licences, types and what would be deployed.

use std::{process::Command, time::Instant};

use anyhow::{Result, ensure};

use crate::{
    clock, deploy,
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
        let result = supervisor.run(name, &mut command).and_then(|status| {
            ensure!(status.success(), "{status}");
            Ok(())
        });
        outcomes.push(outcome(name, began, result)?);
    }
    let name = "deployment, dry run";
    say(name);
    let began = clock::now();
    let result = deploy::rehearse(supervisor, &toolbox, &[]);
    outcomes.push(outcome(name, began, result)?);
    Ok(report::summary(&outcomes))
}

/// How a check went. Fails only when the user wants to stop.
fn outcome(name: &str, began: Instant, result: Result<()>) -> Result<Outcome> {
    let note = match result {
        Ok(()) => None,
        Err(error) if error.is::<Interrupted>() => return Err(error),
        Err(error) => Some(format!("{error:#}")),
    };
    let passed = note.is_none();
    Ok(Outcome {
        name: name.to_owned(),
        passed: passed.into(),
        failed: (!passed).into(),
        failures: Vec::new(),
        took: began.elapsed(),
        note,
    })
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
    let mut bench_types = toolbox.command("tsc")?;
    bench_types.args(["--noEmit", "--project", "tests/bench/workers"]);
    let mut load_types = toolbox.command("tsc")?;
    load_types.args(["--noEmit", "--project", "tests/bench/runs"]);
    let mut page_types = toolbox.command("tsc")?;
    page_types.args(["--noEmit", "--project", "tests/bench/dashboard"]);
    Ok(vec![
        ("format", cargo(&["fmt", "--all", "--check"])),
        ("clippy, native", cargo(&["clippy", "--workspace", "--all-targets", "--", "-Dwarnings"])),
        (
            "clippy, dashboard in wasm32",
            clippy_for_wasm(&["--package=shared", "--package=frontend", "--all-targets"]),
        ),
        // The worker's tests are native.
        (
            "clippy, dashboard in parts",
            clippy_for_wasm(&["--package=frontend", "--features=split"]),
        ),
        ("clippy, worker in wasm32", clippy_for_wasm(&["--package=edge"])),
        (
            "clippy, worker with crash points",
            clippy_for_wasm(&["--package=edge", "--features=crash-points"]),
        ),
        ("documentation", documentation()),
        ("licences, bans, sources", deny),
        ("types of the browser tests", types),
        ("types of the fault tests", fault_types),
        ("types of the measured workers", bench_types),
        ("types of the measured runs", load_types),
        ("types of the measured pages", page_types),
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
