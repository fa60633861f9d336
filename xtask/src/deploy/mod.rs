//! `cargo xtask deploy`: puts worker and dashboard on Cloudflare.

mod needs;

use std::{collections::BTreeSet, fs, process::Command};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;

use crate::{
    build::{self, WorkerBuild},
    paths,
    process::Supervisor,
    report::say,
    settings, setup,
    tools::Toolbox,
    wrangler::Config,
};

/// The command's options.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Build and bundle the worker and tell what is missing, but upload nothing. This needs no
    /// account, no network, and no built dashboard.
    #[arg(long)]
    dry_run: bool,
    /// Passed on to `wrangler deploy`, for example `--domain images.example.com`.
    #[arg(last = true)]
    wrangler: Vec<String>,
}

/// Deploys, or says what would be deployed. True when it went well.
pub(crate) fn run(supervisor: &mut Supervisor, arguments: &Arguments) -> Result<bool> {
    let config = Config::read()?;
    needs::refuse_secrets(&config)?;
    if arguments.dry_run {
        let toolbox = setup::for_worker(supervisor)?;
        rehearse(supervisor, &toolbox, &arguments.wrangler)?;
        needs::tell(&config, None);
        return Ok(true);
    }
    let toolbox = setup::for_building(supervisor)?;
    build::served(supervisor, &toolbox)?;
    let secrets = secrets(&toolbox)?;
    needs::tell(&config, secrets.as_ref());
    let mut command = wrangler(&toolbox, "deploy")?;
    supervisor.run_checked("wrangler deploy", command.args(&arguments.wrangler))?;
    say("Deployed. What the worker still misses, it says itself: GET /edge/health, `missing`");
    Ok(true)
}

/// Builds the worker and lets wrangler put together what it would upload.
pub(crate) fn rehearse(
    supervisor: &mut Supervisor,
    toolbox: &Toolbox,
    options: &[String],
) -> Result<()> {
    build::worker(supervisor, toolbox, WorkerBuild::Release)?;
    let mut command = wrangler(toolbox, "deploy")?;
    command.arg("--dry-run").args(options);
    // The dashboard takes minutes to build and is only counted here.
    let placeholder =
        TempDir::with_prefix("scalr-images-assets-").context("no temporary folder")?;
    if !paths::root().join("dist").is_dir() {
        say("The dashboard is not built: the rehearsal goes without its files");
        fs::write(placeholder.path().join("index.html"), "")?;
        command.arg("--assets").arg(placeholder.path());
    }
    supervisor.run_checked("wrangler deploy --dry-run", &mut command)
}

/// Names of the secrets that the worker has; `None` where nobody can tell.
fn secrets(toolbox: &Toolbox) -> Result<Option<BTreeSet<String>>> {
    let output = wrangler(toolbox, "secret")?
        .args(["list", "--format", "json"])
        .output()
        .context("cannot run wrangler")?;
    if !output.status.success() {
        say(
            "Cloudflare does not say which secrets the worker has. Before the first deployment it \
             has none; else sign in with `npx wrangler login` or set CLOUDFLARE_API_TOKEN",
        );
        return Ok(None);
    }
    names(&output.stdout).map(Some)
}

/// The names in what `wrangler secret list` prints.
fn names(json: &[u8]) -> Result<BTreeSet<String>> {
    let list: Value = serde_json::from_slice(json).context("the list of secrets is not JSON")?;
    let list = list.as_array().context("the list of secrets is no list")?;
    let names: BTreeSet<_> =
        list.iter().filter_map(|secret| Some(secret["name"].as_str()?.to_owned())).collect();
    ensure!(names.len() == list.len(), "a secret in the list has no name");
    Ok(names)
}

/// The pinned wrangler. The settings of this program's environment are for `cargo xtask run`.
fn wrangler(toolbox: &Toolbox, command: &str) -> Result<Command> {
    let mut wrangler = toolbox.command("wrangler")?;
    wrangler.args([command, "--config", "edge/wrangler.toml"]);
    wrangler.env("WRANGLER_SEND_METRICS", "false");
    settings::hide_from(&mut wrangler);
    Ok(wrangler)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_secrets_are_read() -> Result<()> {
        let list = br#"[{"name":"SCALR_SECRET","type":"secret_text"}]"#;
        assert_eq!(names(list)?, BTreeSet::from(["SCALR_SECRET".to_owned()]));
        assert!(names(br#"{"errors":[]}"#).is_err());
        assert!(names(br#"[{"type":"secret_text"}]"#).is_err());
        Ok(())
    }
}
