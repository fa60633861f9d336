//! `cargo xtask test`: the rings of tests, and their sum.

mod contract;
mod count;
mod e2e;
mod faults;
mod unit;
mod wasm;

use anyhow::Result;
use clap::ValueEnum;
use count::Count;

use crate::{
    clock,
    process::{Interrupted, Supervisor},
    report::{self, Outcome, say},
};

/// The command's options.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The only ring to run.
    ring: Option<Ring>,
    /// Passed on to cargo, Playwright, schemathesis or node, for example a part of the tests' names.
    #[arg(last = true, requires = "ring")]
    filter: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Ring {
    /// Native tests of every crate.
    Unit,
    /// Tests of the shared crate and the dashboard's components, in a headless browser.
    Wasm,
    /// The built dashboard and worker against the stand-in Scalr, in a browser.
    E2e,
    /// The worker against its own OpenAPI document, by schemathesis.
    Contract,
    /// The built worker, killed and started again.
    Faults,
}

/// Runs the rings, also after one has failed. True when every test has passed.
pub(crate) fn run(supervisor: &mut Supervisor, arguments: &Arguments) -> Result<bool> {
    let rings = arguments.ring.as_ref().map_or(Ring::value_variants(), std::slice::from_ref);
    let mut outcomes = Vec::new();
    for ring in rings {
        outcomes.push(run_ring(supervisor, *ring, &arguments.filter)?);
    }
    Ok(report::summary(&outcomes))
}

/// Fails only when the user wants to stop; a ring that could not run counts as one failed test.
fn run_ring(supervisor: &mut Supervisor, ring: Ring, filter: &[String]) -> Result<Outcome> {
    let name = format!("{ring:?}").to_lowercase();
    say(&format!("Tests: {name}"));
    let began = clock::now();
    let result = match ring {
        Ring::Unit => unit::run(supervisor, filter),
        Ring::Wasm => wasm::run(supervisor, filter),
        Ring::E2e => e2e::run(supervisor, filter),
        Ring::Contract => contract::run(supervisor, filter),
        Ring::Faults => faults::run(supervisor, filter),
    };
    // Also when the ring broke off: the next one starts from nothing.
    supervisor.stop_all();
    let (count, note) = match result {
        Ok(count) => (count, None),
        Err(error) if error.is::<Interrupted>() => return Err(error),
        Err(error) => {
            let note = format!("could not run: {error:#}");
            say(&note);
            (Count { failed: 1, ..Count::default() }, Some(note))
        }
    };
    let Count { passed, failed, failures } = count;
    Ok(Outcome { name, passed, failed, failures, took: began.elapsed(), note })
}
