//! wrk, the program that makes the load of `cargo xtask bench edge`, from the system.

use std::path::PathBuf;

use anyhow::{Context, Result};

use super::apt;
use crate::{paths, process::Supervisor};

/// Finds it, or installs it where that is possible.
pub(crate) fn ensure_wrk(supervisor: &mut Supervisor) -> Result<PathBuf> {
    if paths::on_path("wrk").is_none() {
        apt::install_if_possible(supervisor, "wrk", &["wrk"])?;
    }
    paths::on_path("wrk").context(
        "wrk is needed on the PATH: on Debian `apt-get install wrk`, on macOS `brew install wrk`",
    )
}
