//! Native tests of every crate, documentation tests included.

use anyhow::Result;

use super::Count;
use crate::{process::Supervisor, tools};

pub(super) fn run(supervisor: &mut Supervisor, filter: &[String]) -> Result<Count> {
    let mut command = tools::cargo();
    command.args(["test", "--workspace", "--no-fail-fast"]).args(filter);
    let (status, lines) = supervisor.run_reading("cargo test", &mut command)?;
    Ok(Count::of_cargo(&lines, status))
}
