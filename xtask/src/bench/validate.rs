//! Checking a create request: the shared crate beside the `jsonschema` crate.

use std::fs;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::{build, process::Supervisor, tools};

/// The bodies, as `tests/bench/benches/validate.rs` names them.
const BODIES: [(&str, &str); 3] = [
    ("published", "the example of the API reference"),
    ("errors", "ten errors, each with its text"),
    ("large", "60 kB, just under the limit"),
];

/// Measures with criterion, natively, and prints the ratios. There is no budget to keep.
pub(super) fn run(supervisor: &mut Supervisor) -> Result<bool> {
    supervisor.run_checked(
        "cargo bench",
        tools::cargo().args(["bench", "--package", "bench", "--bench", "validate"]),
    )?;
    println!("\n{:<44}{:>12}{:>16}{:>9}", "create, medians in µs", "shared", "jsonschema", "ratio");
    for (name, title) in BODIES {
        let [ours, theirs] = [median(name, "shared")?, median(name, "jsonschema")?];
        let ratio = theirs / ours;
        println!("{title:<44}{:>12.2}{:>16.2}{ratio:>9.2}", ours / 1e3, theirs / 1e3);
    }
    Ok(true)
}

/// The median of one measurement, in nanoseconds, as criterion has written it down.
fn median(body: &str, with: &str) -> Result<f64> {
    let folder = build::target_folder()?.join("criterion").join(body).join(with);
    let path = folder.join("new/estimates.json");
    let text =
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    parse(&text).with_context(|| format!("cannot use {}", path.display()))
}

fn parse(estimates: &str) -> Result<f64> {
    let estimates: Value = serde_json::from_str(estimates)?;
    let median = estimates["median"]["point_estimate"].as_f64().context("no median")?;
    ensure!(median > 0.0, "a median of {median}");
    Ok(median)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_read_from_what_criterion_writes() -> Result<()> {
        let text = r#"{"mean":{"point_estimate":3.0},"median":{"point_estimate":2.5}}"#;
        assert_eq!(parse(text)?.to_bits(), 2.5_f64.to_bits());
        assert!(parse(r#"{"mean":{"point_estimate":3.0}}"#).is_err());
        Ok(())
    }
}
