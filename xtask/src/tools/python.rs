//! Programs from PyPI, each in a virtual environment of its own in this user's cache.

use std::{fs, path::PathBuf, process::Command};

use anyhow::{Context, Result, bail};

use super::{apt, output};
use crate::{paths, process::Supervisor, report::Step};

/// The interpreter, and what makes virtual environments.
const PACKAGES: [&str; 2] = ["python3", "python3-venv"];

/// The oldest Python that the programs run on.
const OLDEST_PYTHON: u32 = 10;

/// A program from PyPI.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PythonTool {
    /// Its name, which is also that of its package.
    pub(crate) name: &'static str,
    /// The file that pins it and everything it needs, from the workspace's root.
    pub(crate) requirements: &'static str,
}

impl PythonTool {
    /// Where the program is, after installing it where it is not there as the file pins it.
    pub(crate) fn ensure(self, supervisor: &mut Supervisor) -> Result<PathBuf> {
        let file = paths::root().join(self.requirements);
        let pins = fs::read_to_string(&file)
            .with_context(|| format!("cannot read {}", self.requirements))?;
        let version = pinned(&pins, self.name)
            .with_context(|| format!("{} does not pin {}", self.requirements, self.name))?;
        let folder = paths::cache()?.join("tools").join(format!("{}-{version}", self.name));
        let program = folder.join("bin").join(self.name);
        // Written last, so that an installation that broke off is not taken for a whole one.
        let stamp = folder.join("installed-requirements.txt");
        if program.is_file() && fs::read_to_string(&stamp).is_ok_and(|installed| installed == pins)
        {
            return Ok(program);
        }
        if !has_venv() {
            apt::install_if_possible(supervisor, "Python", &PACKAGES)?;
        }
        check_python()?;
        let step = Step::begin(&format!("Installing {} {version}", self.name), "30 s");
        supervisor.run_checked(
            "python3 -m venv",
            Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder),
        )?;
        supervisor.run_checked(
            "pip install",
            Command::new(folder.join("bin/python"))
                .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
                .args(["--no-deps", "--requirement"])
                .arg(&file),
        )?;
        fs::write(&stamp, pins).with_context(|| format!("cannot write {}", stamp.display()))?;
        step.done();
        Ok(program)
    }
}

fn has_venv() -> bool {
    output(Command::new("python3").args(["-c", "import venv, ensurepip"])).is_some()
}

fn check_python() -> Result<()> {
    let version = output(Command::new("python3").arg("--version")).unwrap_or_default();
    if !has_venv() || minor_version(&version).is_none_or(|minor| minor < OLDEST_PYTHON) {
        bail!(
            "Python 3.{OLDEST_PYTHON} or newer is needed, with its venv module: on Debian \
             `apt-get install python3-venv`; here is {:?}",
            version.trim()
        );
    }
    Ok(())
}

/// `Python 3.11.7` as 11.
fn minor_version(text: &str) -> Option<u32> {
    text.strip_prefix("Python 3.")?.split('.').next()?.trim().parse().ok()
}

/// The version of `package` in the text of a requirements file.
fn pinned<'t>(requirements: &'t str, package: &str) -> Option<&'t str> {
    requirements.lines().find_map(|line| line.strip_prefix(package)?.strip_prefix("=="))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_a_package_is_read_from_the_requirements() {
        let requirements = "# pinned\nschema==1.0\nschemathesis==4.32.5\n";
        assert_eq!(pinned(requirements, "schemathesis"), Some("4.32.5"));
        assert_eq!(pinned(requirements, "hypothesis"), None);
    }

    #[test]
    fn the_version_of_python_is_read_from_what_it_says() {
        assert_eq!(minor_version("Python 3.11.7\n"), Some(11));
        assert_eq!(minor_version("Python 2.7.18"), None);
    }
}
