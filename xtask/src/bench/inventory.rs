//! All images of a scope: how soon they are there, against what the latency of Scalr allows.
//!
//! A stand-in Scalr with many images takes a fixed time for each answer. **The ideal** is pages ÷ 5 ×
//! that time: five connections that are never idle, and nothing that takes time but Scalr. A walk also
//! reads the first page alone, because it tells how many there are, and at the end of each of five
//! stretches of pages it looks at one page again.

use std::{
    io::{BufRead as _, BufReader},
    time::Duration,
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{
    figures::median,
    without_limits,
    workerd::{Deployment, Program, Running, processor_time},
};
use crate::{
    build::{self, WorkerBuild},
    clock,
    process::Supervisor,
    report::Step,
    settings::DemoKeys,
    setup,
    stack::{self, START},
};

/// Pages that are read at the same time.
pub(super) const PARALLEL: u32 = 5;
/// Images on a page.
pub(super) const PAGE: u32 = 100;
/// Of the first forty sample images, those that the environment does not see.
pub(super) const UNSEEN: u32 = 3;
/// So many times the ideal may pass until the last image is there.
pub(super) const BUDGET: f64 = 1.2;

/// The command's options.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many times each row is measured.
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// How many images there are.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(100..))]
    images: u32,
    /// How long each answer of the stand-in takes, in milliseconds; one row each.
    #[arg(long, value_delimiter = ',', default_values_t = [50, 100, 200])]
    latency_ms: Vec<u32>,
    /// Measure the worker as it was built last.
    #[arg(long)]
    no_build: bool,
}

/// Builds and measures. True when the budget is kept by every row.
pub(super) fn run(supervisor: &mut Supervisor, options: &Options) -> Result<bool> {
    let toolbox = setup::for_worker(supervisor)?;
    if !options.no_build {
        build::worker(supervisor, &toolbox, WorkerBuild::Release)?;
    }
    let program = Program::released()?;
    let keys = DemoKeys::generate()?;
    let mut rows = Vec::new();
    for latency_ms in &options.latency_ms {
        let latency = Duration::from_millis((*latency_ms).into());
        let images = options.images.saturating_add(UNSEEN);
        let scalr = stack::start_slow_scalr(supervisor, &keys, latency, images)?.url;
        let settings = keys.worker_settings(&scalr, &without_limits());
        let worker = Deployment { name: "edge", program: &program, settings: &settings }
            .start(supervisor, &toolbox)?;
        rows.push((*latency_ms, worker, scalr, Vec::new()));
    }
    let step = Step::begin("Reading all images", "1 min");
    for _ in 0..options.rounds {
        for (_, worker, scalr, rounds) in &mut rows {
            rounds.push(measure(worker, scalr, options)?);
        }
    }
    step.done();
    let rows = rows.into_iter().map(|(latency_ms, _, _, rounds)| (latency_ms, rounds));
    Ok(print(options, &rows.collect::<Vec<_>>()))
}

/// What one walk took, in milliseconds.
#[derive(Clone, Copy, Debug)]
struct Round {
    /// Until the first images were there.
    first: f64,
    /// Until the last images were there.
    last: f64,
    /// Until the end was told.
    end: f64,
    /// Processor time of workerd.
    processor: f64,
    /// Requests to Scalr.
    requests: f64,
}

fn measure(worker: &Running, scalr: &str, options: &Options) -> Result<Round> {
    let agent = ureq::Agent::config_builder().proxy(None).timeout_global(Some(START));
    let agent: ureq::Agent = agent.build().into();
    agent.delete(format!("{scalr}/_sim/log")).call().context("the log cannot be emptied")?;
    let before = processor_time(worker.pid);
    let begin = clock::now();
    let since = || begin.elapsed().as_secs_f64() * 1000.0;
    let url = format!("{}/edge/inventory?scope=user/5&fresh=yes", worker.url);
    let answer = agent.get(url).call().context("no inventory")?;
    let (mut first, mut last, mut end) = (None, None, None);
    for line in BufReader::new(answer.into_body().into_reader()).lines() {
        let line = line.context("the inventory broke off")?;
        if line.starts_with(r#"{"type":"page""#) {
            last = Some(since());
            first = first.or(last);
        } else if line.starts_with(r#"{"type":"end""#) {
            end = Some((since(), serde_json::from_str::<Value>(&line)?));
        }
    }
    let (end, said) = end.context("the inventory has no end")?;
    if said["whole"] != true || said["images"] != options.images {
        bail!("not every image is there: {said}");
    }
    let spent = processor_time(worker.pid).zip(before).map(|(after, before)| after - before);
    let mut log = agent.get(format!("{scalr}/_sim/log")).call().context("no log")?;
    let log: Vec<Value> = serde_json::from_str(&log.body_mut().read_to_string()?)?;
    let most = most_at_once(&log);
    if most > PARALLEL as usize {
        bail!("{most} requests were under way at once");
    }
    Ok(Round {
        first: first.context("no page")?,
        last: last.context("no page")?,
        end,
        processor: spent.map_or(f64::NAN, |seconds| seconds * 1000.0),
        requests: u32::try_from(log.len())?.into(),
    })
}

/// How many requests the stand-in worked on at the same time; its times are texts that sort as they
/// follow each other.
fn most_at_once(log: &[Value]) -> usize {
    let times = |entry: &Value| {
        let time = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
        (time("at"), time("answeredAt"))
    };
    let calls: Vec<(String, String)> = log.iter().map(times).collect();
    let during = |at: &String| calls.iter().filter(|(from, to)| from <= at && at < to).count();
    calls.iter().map(|(at, _)| during(at)).max().unwrap_or_default()
}

fn print(options: &Options, rows: &[(u32, Vec<Round>)]) -> bool {
    let pages = options.images.div_ceil(PAGE);
    println!(
        "\n{} images, {pages} pages; medians of {} rounds, in ms; the ideal is {pages} ÷ {PARALLEL} × Scalr's time\n",
        options.images, options.rounds
    );
    println!(
        "{:<14}{:>8}{:>14}{:>14}{:>10}{:>14}{:>12}{:>12}",
        "Scalr's time",
        "ideal",
        "first images",
        "last images",
        "end",
        "of the ideal",
        "processor",
        "requests"
    );
    let mut all = true;
    for (latency_ms, rounds) in rows {
        let ideal = f64::from(pages) / f64::from(PARALLEL) * f64::from(*latency_ms);
        let of = |read: fn(&Round) -> f64| median(rounds.iter().map(read).collect());
        let ratio = of(|it| it.last) / ideal;
        let kept = ratio <= BUDGET;
        println!(
            "{latency_ms:<14}{ideal:>8.0}{:>14.0}{:>14.0}{:>10.0}{ratio:>14.2}{:>12.0}{:>12.0}  (budget {BUDGET}): {}",
            of(|it| it.first),
            of(|it| it.last),
            of(|it| it.end),
            of(|it| it.processor),
            of(|it| it.requests),
            if kept { "within the budget" } else { "over the budget" },
        );
        all &= kept;
    }
    all
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn requests_that_overlap_are_at_the_same_time() {
        let call = |at: &str, to: &str| json!({ "at": at, "answeredAt": to });
        let log = [call("01.000", "01.100"), call("01.050", "01.150"), call("01.100", "01.200")];
        assert_eq!(most_at_once(&log), 2);
        assert_eq!(most_at_once(&[]), 0);
    }

    #[test]
    fn a_row_over_the_budget_spoils_the_verdict() {
        #[derive(clap::Parser)]
        struct Command {
            #[command(flatten)]
            options: Options,
        }
        let Command { options } = clap::Parser::parse_from(["bench"]);
        let round = |last: f64| {
            vec![Round { first: 1.0, last, end: last, processor: 1.0, requests: 105.0 }]
        };
        assert!(print(&options, &[(50, round(1200.0)), (100, round(2400.0))]));
        assert!(!print(&options, &[(50, round(1201.0)), (100, round(2400.0))]));
    }
}
