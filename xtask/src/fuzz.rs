//! `cargo xtask fuzz`: the long run of the properties that the tests run short.

use std::{fs, process::Command};

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use crate::{
    clock, paths,
    process::{Interrupted, Supervisor},
    report::{self, Outcome, say},
    setup,
};

/// The folder with the targets, a workspace of its own.
const FOLDER: &str = "tests/fuzz";

/// Longest input that is made up, in bytes; as long as a body may be in practice.
const LONGEST_INPUT: &str = "-max_len=4096";

/// The command's options.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The only target to run.
    target: Option<Target>,
    /// How long each target runs, in seconds.
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u32).range(1..))]
    seconds: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Target {
    Create,
    Copy,
    Envelope,
    Route,
    Signature,
}

/// Runs the targets, also after one has failed. True when none has found anything.
pub(crate) fn run(supervisor: &mut Supervisor, arguments: &Arguments) -> Result<bool> {
    let toolbox = setup::for_fuzzing(supervisor)?;
    let targets = arguments.target.as_ref().map_or(Target::value_variants(), std::slice::from_ref);
    let mut outcomes = Vec::new();
    for target in targets {
        let name = format!("{target:?}").to_lowercase();
        say(&format!("Fuzzing {name} for {} s", arguments.seconds));
        let began = clock::now();
        let mut command = toolbox.command("cargo-fuzz")?;
        fuzz(&mut command, &name, arguments.seconds)?;
        let (passed, note) = match supervisor.run("cargo fuzz", &mut command) {
            Ok(status) if status.success() => (true, None),
            Ok(status) => (false, Some(format!("{status}; see {FOLDER}/artifacts/{name}"))),
            Err(error) if error.is::<Interrupted>() => return Err(error),
            Err(error) => (false, Some(format!("{error:#}"))),
        };
        outcomes.push(Outcome {
            name,
            passed: passed.into(),
            failed: (!passed).into(),
            failures: Vec::new(),
            took: began.elapsed(),
            note,
        });
    }
    Ok(report::summary(&outcomes))
}

/// What is found worth keeping goes to the corpus; the seeds are only read.
fn fuzz(command: &mut Command, name: &str, seconds: u32) -> Result<()> {
    let folder = paths::root().join(FOLDER);
    let corpus = folder.join("corpus").join(name);
    fs::create_dir_all(&corpus).with_context(|| format!("cannot make {}", corpus.display()))?;
    command
        .current_dir(&folder)
        .env("RUSTUP_TOOLCHAIN", "nightly")
        // Set by the cargo that runs this program, which is not the nightly one.
        .env_remove("CARGO")
        .args(["fuzz", "run", "--fuzz-dir", ".", name])
        .arg(&corpus);
    let seeds = folder.join("seeds").join(name);
    if seeds.is_dir() {
        command.arg(seeds);
    }
    command.args(["--", &format!("-max_total_time={seconds}"), LONGEST_INPUT]);
    Ok(())
}

/// Fails unless there is a nightly tool chain: libFuzzer's instrumentation needs one.
pub(crate) fn check_nightly() -> Result<()> {
    let there = Command::new("rustc")
        .env("RUSTUP_TOOLCHAIN", "nightly")
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success());
    if !there {
        bail!(
            "the fuzzer needs a nightly tool chain: `rustup toolchain install nightly`. The short \
             run on stable is part of `cargo xtask test unit`"
        );
    }
    Ok(())
}
