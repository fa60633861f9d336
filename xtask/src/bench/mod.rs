//! `cargo xtask bench`: measurements against the project's budgets.

mod dashboard;
mod edge;
mod figures;
mod inventory;
mod lighthouse;
mod runs;
mod script;
mod size;
mod validate;
mod workerd;

use anyhow::Result;
use clap::Subcommand;

use crate::{process::Supervisor, settings::Settings};

/// The command's options.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// What a first visit loads, and what is deployed as the worker.
    Size,
    /// The dashboard with 10,000 images in Chromium, beside the same list made with React.
    Dashboard(dashboard::Options),
    /// Creates per second, beside a worker that only passes on and one with Hono.
    Edge(edge::Options),
    /// All images of a scope: how soon they are there.
    Inventory(inventory::Options),
    /// What Lighthouse says of the dashboard's pages on a slow phone.
    Lighthouse(lighthouse::Options),
    /// Copy runs: regions per second, and how soon and how smoothly a browser shows them.
    Runs(runs::Options),
    /// Checking a create request, beside the `jsonschema` crate.
    Validate,
}

/// Measures. True when every budget is kept.
pub(crate) fn run(supervisor: &mut Supervisor, arguments: &Arguments) -> Result<bool> {
    match &arguments.what {
        What::Size => size::run(supervisor),
        What::Dashboard(options) => dashboard::run(supervisor, options),
        What::Edge(options) => edge::run(supervisor, options),
        What::Inventory(options) => inventory::run(supervisor, options),
        What::Lighthouse(options) => lighthouse::run(supervisor, options),
        What::Runs(options) => runs::run(supervisor, options),
        What::Validate => validate::run(supervisor),
    }
}

/// Settings of a worker whose limits are out of the way, but asked.
fn without_limits() -> Settings {
    [("EDGE_RATE_PER_MINUTE", "off"), ("SCALR_RATE_PER_MINUTE", "1000000")]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
}
