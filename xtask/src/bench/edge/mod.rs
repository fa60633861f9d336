//! What the worker can take: creates per second in workerd itself, beside a worker that only passes
//! requests on and one that does the same work with Hono, each within the product's contract and without
//! it, in one run and in turn.

mod agreement;
mod load;
mod program;
mod result;
mod row;
mod start;

use std::{fs, path::Path};

use anyhow::{Context, Result};
use tempfile::TempDir;

use self::{load::Load, program::Contender, result::Table, row::Row, start::Starts};
use super::{
    size,
    workerd::{Deployment, Running},
};
use crate::{
    build::{self, WorkerBuild},
    process::Supervisor,
    report::Step,
    settings::{DemoKeys, Settings},
    setup,
    stack::START,
    tools::{self, Toolbox},
};

/// The path of the create that is measured.
const PATH: &str = "/api/v1beta0/global/images/";

/// The create request of the API reference.
const BODY: &str = r#"{"architecture":"i386","cloudFeatures":{"type":"ImageCloudFeatures"},"cloudImageId":"string","cloudInitInstalled":true,"cloudLocation":"string","cloudPlatform":"ec2","deprecated":true,"name":"string","os":{"id":"ubuntu-14-04"},"scalrAgentInstalled":true,"size":1,"type":"string"}"#;

/// The command's options.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many times each row is measured.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// How long each time, in seconds.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    seconds: u32,
    /// How many connections send at the same time.
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u32).range(1..))]
    connections: u32,
    /// Only the rows that ours is compared with.
    #[arg(long)]
    core: bool,
    /// Measure the worker as it was built last, for example by hand with other options.
    #[arg(long)]
    no_build: bool,
}

/// Builds, checks that the workers do the same, and measures. True when both budgets are kept.
pub(super) fn run(supervisor: &mut Supervisor, options: &Options) -> Result<bool> {
    let wrk = tools::ensure_wrk(supervisor)?;
    let toolbox = setup::for_worker(supervisor)?;
    if !options.no_build {
        build::worker(supervisor, &toolbox, WorkerBuild::Release)?;
    }
    let upstream = build::bench_upstream(supervisor)?;
    let folder = TempDir::with_prefix("scalr-images-bench-").context("no temporary folder")?;
    let contenders = program::all(supervisor, &toolbox, folder.path())?;

    agreement::with_the_stand_in(supervisor, &toolbox, &contenders)?;
    supervisor.stop_all();

    let keys = folder.path().join("keys.json");
    let mut command = std::process::Command::new(upstream);
    let id = supervisor.serve("upstream", command.arg("--keys").arg(&keys))?;
    let url = supervisor
        .wait_for_line(id, START, |line| Some(line.split_once(" listening on ")?.1.to_owned()))?;
    let token = access_token(&toolbox, &url, &keys)?;
    let scalr = DemoKeys::generate()?.worker_settings(&url, &Settings::new());

    let rows: Vec<Row> =
        row::all(&url).into_iter().filter(|row| row.core || !options.core).collect();
    let mut table = Table::default();
    let mut running = Vec::new();
    for row in &rows {
        let settings = row.settings(&scalr);
        let worker = deploy(supervisor, &toolbox, &contenders, row, &settings)?;
        agreement::with_the_upstream(&worker, row, &token)?;
        running.push(worker);
    }
    let step = Step::begin(
        "Measuring",
        &format!("{} s", options.rounds as usize * (options.seconds as usize + 1) * rows.len()),
    );
    for round in 0..options.rounds {
        for (row, worker) in in_turn(round, &rows, &running) {
            let load = Load { wrk: &wrk, token: &token, row, round, options };
            table.add(row.name, load.run(worker)?);
        }
    }
    step.done();
    let starts = Starts::measure(supervisor, &toolbox, &contenders, &rows, &scalr)?;
    table.print(options);
    starts.print();
    print_sizes(&toolbox, &contenders)?;
    Ok(table.verdict())
}

fn deploy(
    supervisor: &mut Supervisor,
    toolbox: &Toolbox,
    contenders: &[Contender],
    row: &Row,
    settings: &Settings,
) -> Result<Running> {
    let contender = contenders.iter().find(|contender| contender.kind == row.kind);
    let Contender { program, .. } = contender.context("a row without a program")?;
    Deployment { name: row.name, program, settings }.start(supervisor, toolbox)
}

/// The rows of a round. Each round begins with another one, so that none always has the same
/// neighbour.
fn in_turn<'a>(
    round: u32,
    rows: &'a [Row],
    running: &'a [Running],
) -> impl Iterator<Item = (&'a Row, &'a Running)> {
    let first = round as usize % rows.len().max(1);
    rows.iter().zip(running).cycle().skip(first).take(rows.len())
}

/// Writes the team's keys to `file`, and gives a token of this team.
fn access_token(toolbox: &Toolbox, issuer: &str, file: &Path) -> Result<String> {
    let mut command = toolbox.command("node")?;
    command.args(["tests/bench/access-token.mjs", issuer, row::AUDIENCE]);
    let output = command.output().context("cannot run node")?;
    let made: serde_json::Value = serde_json::from_slice(&output.stdout)
        .with_context(|| String::from_utf8_lossy(&output.stderr).into_owned())?;
    fs::write(file, made["keys"].to_string()).context("cannot write the keys of Access")?;
    Ok(made["token"].as_str().context("no token")?.to_owned())
}

fn print_sizes(toolbox: &Toolbox, contenders: &[Contender]) -> Result<()> {
    println!("\n{:<44}{:>10}{:>12}", "bundle", "bytes", "gzip");
    for Contender { kind, program } in contenders {
        let (raw, compressed) = size::bundle(toolbox, &program.modules)?;
        println!("{:<44}{raw:>10}{compressed:>12}", kind.title());
    }
    Ok(())
}
