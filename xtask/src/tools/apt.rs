//! Packages of the system, where this program may install them.

use std::process::Command;

use anyhow::Result;
use nix::unistd::geteuid;

use crate::{paths, process::Supervisor, report::Step};

/// Installs `packages` where this is root on a system with apt; elsewhere does nothing.
pub(super) fn install_if_possible(
    supervisor: &mut Supervisor,
    what: &str,
    packages: &[&str],
) -> Result<()> {
    if !geteuid().is_root() || paths::on_path("apt-get").is_none() {
        return Ok(());
    }
    let step = Step::begin(&format!("Installing {what} with apt-get"), "2 min");
    supervisor.run_checked("apt-get update", apt_get().arg("update"))?;
    supervisor.run_checked(
        "apt-get install",
        apt_get().args(["install", "--yes", "--no-install-recommends"]).args(packages),
    )?;
    step.done();
    Ok(())
}

fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command.arg("--quiet").env("DEBIAN_FRONTEND", "noninteractive");
    command
}
