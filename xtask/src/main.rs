//! The one way in for people and CI: `cargo xtask run | test | check | bench | deploy`.
//!
//! It installs what is missing, says what it does and how long that usually takes, and stops every
//! process it has started. It holds no rules of the product.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command-line program talks to its terminal"
)]

mod bench;
mod build;
mod check;
mod clock;
mod deploy;
mod fuzz;
mod paths;
mod process;
mod report;
mod run;
mod settings;
mod setup;
mod stack;
mod test;
mod tools;
mod wrangler;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use process::{Interrupted, Supervisor};

/// Builds, runs and tests scalr-images.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything and serve it on 127.0.0.1: with sample images, or in front of `SCALR_URL`.
    Run(run::Arguments),
    /// Run the tests: all rings, or one of them.
    Test(test::Arguments),
    /// Run the fuzzer on the properties that the tests run short; needs a nightly tool chain.
    Fuzz(fuzz::Arguments),
    /// Look at format, lints, documentation, licences and types.
    Check(check::Arguments),
    /// Measure against the project's budgets.
    Bench(bench::Arguments),
    /// Put worker and dashboard on Cloudflare.
    Deploy(deploy::Arguments),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = Supervisor::new().and_then(|mut supervisor| match &arguments.command {
        Command::Run(arguments) => run::run(&mut supervisor, arguments),
        Command::Test(arguments) => test::run(&mut supervisor, arguments),
        Command::Fuzz(arguments) => fuzz::run(&mut supervisor, arguments),
        Command::Check(arguments) => check::run(&mut supervisor, arguments),
        Command::Bench(arguments) => bench::run(&mut supervisor, arguments),
        Command::Deploy(arguments) => deploy::run(&mut supervisor, arguments),
    });
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) if error.is::<Interrupted>() => {
            eprintln!("Stopped before the end.");
            ExitCode::from(130)
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
