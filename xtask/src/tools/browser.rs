//! Chromium and its driver, from the system.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Result, bail};

use super::{apt, output};
use crate::{paths, process::Supervisor};

const BROWSERS: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// With a font, which is only recommended and without which no text can be seen.
const PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-liberation"];

/// A browser and the driver that fits it.
pub(crate) struct Browser {
    pub(crate) program: PathBuf,
    pub(crate) driver: PathBuf,
}

impl Browser {
    /// Finds both, or installs them where this is root on a system with apt.
    pub(crate) fn ensure(supervisor: &mut Supervisor) -> Result<Self> {
        if let Some(browser) = find() {
            return Ok(browser);
        }
        apt::install_if_possible(supervisor, "Chromium and ChromeDriver", &PACKAGES)?;
        let Some(browser) = find() else {
            bail!(
                "Chromium and a ChromeDriver of the same version are needed on the PATH: on Debian \
                 `apt-get install chromium chromium-driver`, elsewhere from \
                 https://googlechromelabs.github.io/chrome-for-testing"
            );
        };
        Ok(browser)
    }
}

fn find() -> Option<Browser> {
    // GitHub's runners name the driver's folder in CHROMEWEBDRIVER.
    let driver = env::var_os("CHROMEWEBDRIVER")
        .map(|folder| PathBuf::from(folder).join("chromedriver"))
        .filter(|file| file.is_file())
        .or_else(|| paths::on_path("chromedriver"))?;
    let version = major_version(&driver)?;
    let program = BROWSERS
        .iter()
        .filter_map(|name| paths::on_path(name))
        .find(|program| major_version(program) == Some(version))?;
    Some(Browser { program, driver })
}

fn major_version(program: &Path) -> Option<u32> {
    first_number(&output(Command::new(program).arg("--version"))?)
}

/// The first number that begins a word: 156 of `Chromium 156.0.7000.1 built on Debian 12`.
fn first_number(text: &str) -> Option<u32> {
    text.split_whitespace().find_map(|word| word.split('.').next()?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_browser_and_driver_say() {
        assert_eq!(first_number("Chromium 156.0.7000.1 built on Debian 12"), Some(156));
        assert_eq!(first_number("ChromeDriver 156.0.7000.1 (0af5a)"), Some(156));
        assert_eq!(first_number("Google Chrome 156.0.7000.1 "), Some(156));
        assert_eq!(first_number("no version"), None);
    }
}
