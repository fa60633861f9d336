//! The dashboard with many images in Chromium: how soon it shows them, how fast it searches and how
//! smoothly it scrolls, beside the same list as a page of React (`tests/bench/dashboard/react`).
//!
//! Both are files of one worker and read the same inventory from it; each visit has a browser and a walk
//! through Scalr's list of its own. Paint is measured in the page: from the moment when the browser got
//! the key until the frame that shows what the key leads to has been drawn. A second column has the
//! processor slowed, as the developer tools do it.

mod site;
mod table;
mod visits;

use std::{path::Path, time::Duration};

use anyhow::{Context, Result, ensure};
use site::Site;
use table::{Ratio, Row};
use tempfile::TempDir;
use visits::Visits;

use super::{
    inventory::{self, PAGE, PARALLEL},
    script::Script,
    size,
};
use crate::{
    build,
    process::Supervisor,
    report::Step,
    settings::DemoKeys,
    setup,
    stack::{self, Worker},
    tools::{Browser, Toolbox},
};

/// From a key to the frame that shows what it leads to, in milliseconds; with the processor slowed.
const KEY_MS: [f64; 2] = [50.0, 100.0];
/// No frame takes longer while somebody scrolls, in milliseconds.
const FRAME_MS: f64 = 32.0;
/// The grid that is scrolled has so many rows and columns at least.
const GRID: [f64; 2] = [1_000.0, 30.0];
/// As many images as that takes: of each name 27 of the 34 regions of the stand-in have a copy.
const GRID_IMAGES: u32 = 27_500;
/// Time of the stand-in that has them, in milliseconds: what it takes to read them is no row here.
const GRID_LATENCY: Duration = Duration::from_millis(5);

/// The command's options.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many times each page is visited.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// How many images there are.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1000..))]
    images: u32,
    /// How long each answer of the stand-in takes, in milliseconds.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..))]
    latency_ms: u32,
    /// How many times the processor is slowed in the second column.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u32).range(2..=20))]
    slowed: u32,
    /// Measure worker and dashboard as they were built last.
    #[arg(long)]
    no_build: bool,
}

impl Options {
    /// Until the last image could be there, in milliseconds, if nothing but Scalr took time.
    fn ideal(&self) -> f64 {
        f64::from(self.images.div_ceil(PAGE)) / f64::from(PARALLEL) * f64::from(self.latency_ms)
    }
}

/// What each kind of visit said; as it is, and slowed.
#[derive(Default)]
struct Seen {
    dashboard: [Visits; 2],
    react: [Visits; 2],
    coverage: [Visits; 2],
    grid: [Visits; 2],
}

/// Builds and measures. True when every budget is kept.
pub(super) fn run(supervisor: &mut Supervisor, options: &Options) -> Result<bool> {
    let toolbox = setup::for_building(supervisor)?;
    if !options.no_build {
        build::served(supervisor, &toolbox)?;
    }
    let browser = Browser::ensure(supervisor)?.program;
    let site = Site::make(supervisor, &toolbox)?;
    let latency = Duration::from_millis(options.latency_ms.into());
    let list = System::start(supervisor, &toolbox, &site, latency, options.images)?;
    let grid = System::start(supervisor, &toolbox, &site, GRID_LATENCY, GRID_IMAGES)?;
    let seen = visit(&list.script(&toolbox, &browser), &grid.script(&toolbox, &browser), options)?;

    let first_load = size::first_load(&toolbox)?;
    let small = first_load.print();
    let react = site.react(&toolbox)?;
    react.print();
    println!(
        "First load: ours {} bytes, React {}. Ours is the dashboard: scopes, filters, pages in the URL, \
         palette, shortcuts, what changed, and the start of every other page; the page of React is the \
         list with its search and its order.",
        first_load.compressed(),
        react.compressed()
    );
    let kept = table::print(options, &rows(options, &seen)?);
    let ahead = table::print_ratios(options, &ratios(&seen)?);
    Ok(small && kept && ahead)
}

/// Visits every page in turn, so that what else the machine does falls on all of them.
fn visit(list: &Script<'_>, grid: &Script<'_>, options: &Options) -> Result<Seen> {
    let step = Step::begin("Visiting the pages", "10 min");
    let mut seen = Seen::default();
    for _ in 0..options.rounds {
        for (column, slowed) in [1, options.slowed].into_iter().enumerate() {
            let slowed = slowed.to_string();
            for (page, visits) in [("dashboard", &mut seen.dashboard), ("react", &mut seen.react)] {
                let said = list.run("visit", &[page, &slowed])?;
                ensure!(said["images"] == options.images, "not {} images: {said}", options.images);
                visits[column].add(said);
            }
            seen.coverage[column].add(list.run("coverage", &[&slowed])?);
            seen.grid[column].add(grid.run("coverage", &[&slowed])?);
        }
    }
    step.done();
    for (what, least) in ["names", "regions"].into_iter().zip(GRID) {
        let there = seen.grid[0].median(what)?;
        ensure!(there >= least, "the grid has {there} {what} only");
    }
    Ok(seen)
}

fn rows(options: &Options, seen: &Seen) -> Result<Vec<Row>> {
    let Seen { dashboard, coverage, grid, .. } = seen;
    let of_ideal = |visits: &Visits| Ok(visits.median_between("asked", "whole")? / options.ideal());
    let megabytes = |visits: &Visits| Ok(visits.median("memory")? / 1e6);
    let once = [Some(inventory::BUDGET), None];
    let keys = KEY_MS.map(Some);
    let smooth = [Some(FRAME_MS), None];
    let none = [None, None];
    [
        Row::read("first rows, from the navigation, ms", dashboard, &of("first"), none),
        Row::read("all rows, from the navigation, ms", dashboard, &of("whole"), none),
        Row::read("all rows, from the request, of the ideal", dashboard, &of_ideal, once),
        Row::read("key to paint, rows stay, ms", dashboard, &of("kept"), keys),
        Row::read("key to paint, all rows change, ms", dashboard, &of("changed"), keys),
        Row::read("longest frame, scrolling the list, ms", dashboard, &of("longest"), smooth),
        Row::read("opening coverage, ms", coverage, &of("opened"), none),
        Row::read("longest frame, scrolling coverage, ms", coverage, &of("longest"), smooth),
        Row::read("opening coverage, 1,000 names, ms", grid, &of("opened"), none),
        Row::read("longest frame, 1,000 names, ms", grid, &of("longest"), smooth),
        Row::read("memory with all images, MB", dashboard, &megabytes, none),
    ]
    .into_iter()
    .collect()
}

fn of(name: &str) -> impl Fn(&Visits) -> Result<f64> {
    move |visits| visits.median(name)
}

/// What somebody waits for, ours beside React's.
fn ratios(seen: &Seen) -> Result<Vec<Ratio>> {
    let rows = [
        ("first rows, ms", "first"),
        ("key to paint, rows stay, ms", "kept"),
        ("key to paint, all rows change, ms", "changed"),
        ("longest frame, scrolling, ms", "longest"),
    ];
    let ratio = |(title, name): (&'static str, &str)| {
        let median = |visits: &Visits| visits.median(name);
        let ours = [median(&seen.dashboard[0])?, median(&seen.dashboard[1])?];
        let theirs = [median(&seen.react[0])?, median(&seen.react[1])?];
        Ok(Ratio { title, ours, theirs, is_frame: name == "longest" })
    };
    rows.into_iter().map(ratio).collect()
}

/// A worker with the files of both pages, and its Scalr.
struct System {
    edge: String,
    scalr: String,
    _state: TempDir,
}

impl System {
    fn start(
        supervisor: &mut Supervisor,
        toolbox: &Toolbox,
        site: &Site,
        latency: Duration,
        images: u32,
    ) -> Result<Self> {
        let keys = DemoKeys::generate()?;
        let images = images.saturating_add(inventory::UNSEEN);
        let scalr = stack::start_slow_scalr(supervisor, &keys, latency, images)?.url;
        let state = TempDir::with_prefix("scalr-images-bench-").context("no temporary folder")?;
        let worker = Worker {
            name: "edge",
            port: 0,
            settings: &keys.worker_settings(&scalr, &super::without_limits()),
            state: &state.path().join("state"),
            log: Some(&state.path().join("log")),
            assets: Some(site.folder()),
        };
        let edge = worker.start(supervisor, toolbox)?.url;
        Ok(Self { edge, scalr, _state: state })
    }

    fn script<'a>(&'a self, toolbox: &'a Toolbox, browser: &'a Path) -> Script<'a> {
        let Self { edge, scalr, .. } = self;
        Script { toolbox, folder: "dashboard", edge, scalr, browser: Some(browser) }
    }
}
