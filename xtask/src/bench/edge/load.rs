//! One measurement: wrk against one worker.

use std::{path::Path, process::Command};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{BODY, Options, PATH, result::Measured, row::Row};
use crate::{
    bench::workerd::{Running, processor_time},
    paths,
};

/// What is sent, and for how long.
pub(super) struct Load<'a> {
    pub(super) wrk: &'a Path,
    pub(super) token: &'a str,
    pub(super) row: &'a Row,
    pub(super) round: u32,
    pub(super) options: &'a Options,
}

impl Load<'_> {
    /// Sends, and fails where one answer was no success.
    pub(super) fn run(&self, worker: &Running) -> Result<Measured> {
        let Options { seconds, connections, .. } = self.options;
        let before = processor_time(worker.pid);
        let output = self
            .command()
            .args(["--threads=1", "--latency"])
            .arg(format!("--connections={connections}"))
            .arg(format!("--duration={seconds}s"))
            .arg("--script=tests/bench/create.lua")
            .arg(format!("{}{PATH}", worker.url))
            .output()
            .context("cannot run wrk")?;
        if !output.status.success() {
            bail!("wrk failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        let spent = processor_time(worker.pid).zip(before).map(|(after, before)| after - before);
        parse(&String::from_utf8_lossy(&output.stdout), spent)
            .with_context(|| format!("the load on {} went wrong", self.row.name))
    }

    fn command(&self) -> Command {
        let mut command = Command::new(self.wrk);
        command.current_dir(paths::root()).env("BENCH_BODY", BODY);
        if self.row.token {
            command.env("BENCH_TOKEN", self.token);
        }
        if self.row.idempotent {
            command.env("BENCH_IDEMPOTENCY", format!("round-{}-", self.round));
        }
        command
    }
}

/// Reads what `create.lua` prints; `spent` is the worker's processor time in seconds.
fn parse(output: &str, spent: Option<f64>) -> Result<Measured> {
    let line = output.lines().rfind(|line| line.starts_with('{'));
    let line = line.with_context(|| format!("wrk does not say what it did: {output}"))?;
    let said: Value = serde_json::from_str(line)?;
    let number = |name: &str| said[name].as_f64().with_context(|| format!("no {name}: {line}"));
    let (requests, failed) = (number("requests")?, number("failed")?);
    if failed > 0.0 || requests < 1.0 {
        bail!("{failed} of {requests} requests failed");
    }
    Ok(Measured {
        per_second: requests / number("microseconds")? * 1e6,
        median_ms: number("p50")? / 1e3,
        slowest_ms: number("p99")? / 1e3,
        processor_us: spent.map(|seconds| seconds * 1e6 / requests),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "Running 5s test\n  1 threads and 16 connections\n\
        {\"requests\":10000,\"microseconds\":5000000,\"failed\":0,\"p50\":4000,\"p99\":9000}\n";

    #[test]
    fn what_wrk_prints_becomes_rates() -> Result<()> {
        let expected = Measured {
            per_second: 2000.0,
            median_ms: 4.0,
            slowest_ms: 9.0,
            processor_us: Some(400.0),
        };
        assert_eq!(parse(OUTPUT, Some(4.0))?, expected);
        Ok(())
    }

    #[test]
    fn one_answer_that_is_no_success_spoils_the_run() {
        let spoilt = OUTPUT.replace("\"failed\":0", "\"failed\":1");
        let error = parse(&spoilt, None).expect_err("spoilt");
        assert_eq!(error.to_string(), "1 of 10000 requests failed");
    }
}
