//! The programs of `tests/bench`, and what they print.

use std::{path::Path, process::Command};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::tools::Toolbox;

/// A program that sends a load or looks at pages, and what it needs to know.
#[derive(Clone, Copy)]
pub(super) struct Script<'a> {
    pub(super) toolbox: &'a Toolbox,
    /// Its folder in `tests/bench`.
    pub(super) folder: &'a str,
    pub(super) edge: &'a str,
    pub(super) scalr: &'a str,
    pub(super) browser: Option<&'a Path>,
}

impl Script<'_> {
    /// Runs one of the folder's programs and reads the JSON that it prints.
    pub(super) fn run<T: ToString>(&self, name: &str, arguments: &[T]) -> Result<Value> {
        let mut command: Command = self.toolbox.command("node")?;
        command
            .arg(format!("tests/bench/{}/{name}.ts", self.folder))
            .args(arguments.iter().map(ToString::to_string))
            .env("EDGE_URL", self.edge)
            .env("SIM_URL", self.scalr);
        if let Some(browser) = self.browser {
            command.env("CHROMIUM", browser);
        }
        let output = command.output().context("cannot run node")?;
        if !output.status.success() {
            bail!("{name} failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        serde_json::from_slice(&output.stdout).with_context(|| format!("{name} printed no JSON"))
    }
}

/// A number that a program has printed.
pub(super) fn number(said: &Value, name: &str) -> Result<f64> {
    said[name].as_f64().with_context(|| format!("no {name}: {said}"))
}

/// The numbers of a list that a program has printed. One that is missing there, because it was never
/// seen, is infinite.
pub(super) fn numbers(said: &Value, name: &str) -> Result<Vec<f64>> {
    let list = said[name].as_array().with_context(|| format!("no {name}: {said}"))?;
    Ok(list.iter().map(|value| value.as_f64().unwrap_or(f64::INFINITY)).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_was_never_seen_took_for_ever() -> Result<()> {
        assert_eq!(numbers(&json!({"delays": [1.5, null]}), "delays")?, [1.5, f64::INFINITY]);
        assert!(numbers(&json!({}), "delays").is_err());
        Ok(())
    }
}
