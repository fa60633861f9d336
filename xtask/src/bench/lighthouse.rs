//! Lighthouse on the built dashboard, with its usual setting: a slow phone on a slow network.
//!
//! The worker serves it with the sample images. What stands in front of the worker compresses as
//! Cloudflare does: how many bytes go over the network is most of what Lighthouse measures.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, Result, bail};
use nix::unistd::Uid;
use serde_json::Value;
use tempfile::TempDir;

use super::{figures::median, without_limits};
use crate::{
    build, paths,
    process::Supervisor,
    report::Step,
    settings::DemoKeys,
    setup,
    stack::{self, Worker},
    tools::{Browser, Toolbox},
};

/// The pages that are looked at.
const PAGES: [&str; 3] = ["/user/5/images", "/user/5/coverage", "/user/5/register"];

/// Categories by Lighthouse's names, and what they have to reach.
const CATEGORIES: [(&str, f64); 3] =
    [("accessibility", 100.0), ("best-practices", 100.0), ("performance", 95.0)];

/// The command's options.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many times each page is looked at; the median counts.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Slow network and processor down, in place of estimating from a fast visit what that would come to.
    #[arg(long)]
    applied: bool,
    /// Look at worker and dashboard as they were built last.
    #[arg(long)]
    no_build: bool,
}

/// Builds, serves and looks. True when every page reaches what is wanted.
pub(super) fn run(supervisor: &mut Supervisor, options: &Options) -> Result<bool> {
    let mut toolbox = setup::for_building(supervisor)?;
    toolbox.add_npm_of(supervisor, &paths::root().join("tests/bench/lighthouse"))?;
    let browser = Browser::ensure(supervisor)?.program;
    if !options.no_build {
        build::served(supervisor, &toolbox)?;
    }
    let keys = DemoKeys::generate()?;
    let scalr = stack::start_stand_in(supervisor, &keys)?.url;
    let folder = TempDir::with_prefix("scalr-images-bench-").context("no temporary folder")?;
    let worker = Worker {
        name: "edge",
        port: 0,
        settings: &keys.worker_settings(&scalr, &without_limits()),
        state: &folder.path().join("state"),
        log: Some(&folder.path().join("log")),
        assets: None,
    };
    let worker = worker.start(supervisor, &toolbox)?;
    let site = stack::compress(supervisor, &toolbox, &worker)?.url;

    supervisor.kill_strays_at_the_end();
    let step = Step::begin("Looking at the pages", "3 min");
    let mut pages = Vec::new();
    for page in PAGES {
        let look = |round| {
            let report = folder.path().join(format!("report-{round}.json"));
            look(&toolbox, &browser, &format!("{site}{page}"), &report, options.applied)
        };
        pages.push((page, (0..options.rounds).map(look).collect::<Result<Vec<_>>>()?));
    }
    step.done();
    let mut kept = true;
    for (page, reports) in &pages {
        println!("\n{page}");
        for (category, wanted) in CATEGORIES {
            kept &= print(reports, category, wanted)?;
        }
    }
    Ok(kept)
}

/// Lighthouse's report about a page. Recording a page fails now and then, and Lighthouse itself then asks to
/// be run again.
fn look(
    toolbox: &Toolbox,
    browser: &Path,
    url: &str,
    report: &Path,
    applied: bool,
) -> Result<Value> {
    let method = if applied { "devtools" } else { "simulate" };
    let look = || look_once(toolbox, browser, url, report, method);
    look().or_else(|_| look())
}

fn look_once(
    toolbox: &Toolbox,
    browser: &Path,
    url: &str,
    report: &Path,
    method: &str,
) -> Result<Value> {
    let mut command: Command = toolbox.command("lighthouse")?;
    // Chromium refuses its sandbox to root.
    let sandbox = if Uid::effective().is_root() { " --no-sandbox" } else { "" };
    command
        .args([url, "--quiet", "--no-enable-error-reporting", "--output=json"])
        .arg(format!("--only-categories={}", CATEGORIES.map(|(name, _)| name).join(",")))
        .arg(format!("--throttling-method={method}"))
        .arg(format!("--chrome-flags=--headless=new{sandbox}"))
        .arg(format!("--output-path={}", report.display()))
        .env("CHROME_PATH", browser);
    let output = command.output().context("cannot run lighthouse")?;
    if !output.status.success() {
        bail!("lighthouse failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    let report = fs::read(report).context("lighthouse left no report")?;
    let report: Value = serde_json::from_slice(&report)?;
    match report["runtimeError"]["message"].as_str() {
        Some(message) => bail!("lighthouse could not look at {url}: {message}"),
        None => Ok(report),
    }
}

/// Prints the score of a category with the audits that cost something, and tells whether it is
/// reached.
fn print(reports: &[Value], category: &str, wanted: f64) -> Result<bool> {
    let score = |report: &Value| score(report, category);
    let score = median(reports.iter().map(score).collect::<Result<_>>()?);
    let kept = score >= wanted;
    let verdict = if kept { "reached" } else { "MISSED" };
    println!("  {category:<16}{score:>4.0} (wanted {wanted:.0}: {verdict})");
    // One round is as good as another to tell where it is lost.
    for (title, value) in reports.first().into_iter().flat_map(|report| failed(report, category)) {
        println!("    {title} {value}");
    }
    Ok(kept)
}

/// The score of a category, of a hundred.
fn score(report: &Value, category: &str) -> Result<f64> {
    let score = report["categories"][category]["score"].as_f64();
    // Half points are Lighthouse's, parts of a thousandth are the number's.
    let of_a_hundred = |score: f64| (score * 1000.0).round() / 10.0;
    score.map(of_a_hundred).with_context(|| format!("no score for {category}"))
}

/// The audits of a category that count and are not perfect: title, and what was measured.
fn failed<'a>(report: &'a Value, category: &str) -> Vec<(&'a str, &'a str)> {
    let audits = report["categories"][category]["auditRefs"].as_array();
    let counts = |audit: &&Value| audit["weight"].as_f64().is_some_and(|weight| weight > 0.0);
    let audits = audits.into_iter().flatten().filter(counts);
    let audits = audits.filter_map(|audit| report["audits"].get(audit["id"].as_str()?));
    let audits = audits.filter(|audit| audit["score"].as_f64().is_some_and(|score| score < 1.0));
    let text = |value: &'a Value| value.as_str().unwrap_or_default();
    audits.map(|audit| (text(&audit["title"]), text(&audit["displayValue"]))).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn report(score: f64) -> Value {
        json!({
            "categories": {"performance": {"score": score, "auditRefs": [
                {"id": "paint", "weight": 10}, {"id": "block", "weight": 30},
                {"id": "hint", "weight": 0}, {"id": "absent", "weight": 1}]}},
            "audits": {
                "paint": {"title": "First paint", "displayValue": "2.1 s", "score": 0.8},
                "block": {"title": "Blocking", "displayValue": "0 ms", "score": 1},
                "hint": {"title": "A hint", "score": 0}}
        })
    }

    #[test]
    fn the_median_of_the_rounds_has_to_reach_what_is_wanted() -> Result<()> {
        let reports = [0.93, 0.95, 0.99].map(report);
        assert!(print(&reports, "performance", 95.0)?);
        assert!(!print(&reports, "performance", 96.0)?);
        assert!(print(&reports, "accessibility", 1.0).is_err());
        Ok(())
    }

    #[test]
    fn audits_that_cost_something_are_told() {
        assert_eq!(failed(&report(0.95), "performance"), [("First paint", "2.1 s")]);
    }
}
