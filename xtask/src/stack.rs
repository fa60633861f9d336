//! The running system: the worker in workerd, and the stand-in Scalr.
//!
//! Everything listens on 127.0.0.1 only.

use std::{
    ffi::OsStr,
    fs::{self, OpenOptions},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    build, paths,
    process::{Id, Supervisor},
    settings::{self, DemoKeys, Settings},
    tools::Toolbox,
};

/// How long a service may take to come up; far more than it needs on a slow machine.
pub(crate) const START: Duration = Duration::from_secs(90);

/// How many sample images there usually are: those that were made by hand.
pub(crate) const SAMPLES: u32 = 40;

/// A service that listens.
pub(crate) struct Service {
    /// Its origin, without a slash at the end.
    pub(crate) url: String,
}

/// Builds and starts the stand-in Scalr with sample images, on a free port.
pub(crate) fn start_stand_in(supervisor: &mut Supervisor, keys: &DemoKeys) -> Result<Service> {
    let program = build::stand_in(supervisor)?;
    serve_stand_in(supervisor, &program, keys, Duration::ZERO, SAMPLES)
}

/// The same, for what is measured: it is fast, but each of its answers takes `latency`.
pub(crate) fn start_slow_scalr(
    supervisor: &mut Supervisor,
    keys: &DemoKeys,
    latency: Duration,
    images: u32,
) -> Result<Service> {
    let program = build::fast_stand_in(supervisor)?;
    serve_stand_in(supervisor, &program, keys, latency, images)
}

fn serve_stand_in(
    supervisor: &mut Supervisor,
    program: &Path,
    keys: &DemoKeys,
    latency: Duration,
    images: u32,
) -> Result<Service> {
    let mut command = std::process::Command::new(program);
    command.args(["--port", "0", "--exit-with-stdin", "--seed-images", &images.to_string()]);
    command.args(["--latency-ms", &latency.as_millis().to_string()]);
    let id = supervisor.serve("scalr-sim", command.envs(keys.for_stand_in()))?;
    let url = supervisor
        .wait_for_line(id, START, |line| Some(line.split_once(" listening on ")?.1.to_owned()))?;
    Ok(Service { url })
}

/// Starts a team of Cloudflare Access, as far as a worker asks it, on a free port.
pub(crate) fn start_access_team(supervisor: &mut Supervisor, toolbox: &Toolbox) -> Result<Service> {
    let mut command = toolbox.command("node")?;
    let id = supervisor.serve("access team", command.arg("tests/e2e/team.mjs"))?;
    wait_until_listening(supervisor, id)
}

fn wait_until_listening(supervisor: &mut Supervisor, id: Id) -> Result<Service> {
    let url = supervisor
        .wait_for_line(id, START, |line| Some(line.strip_prefix("listening on ")?.to_owned()))?;
    Ok(Service { url })
}

/// A worker to start.
pub(crate) struct Worker<'a> {
    pub(crate) name: &'a str,
    /// 0 takes a free one.
    pub(crate) port: u16,
    pub(crate) settings: &'a Settings,
    /// Where its Durable Objects live.
    pub(crate) state: &'a Path,
    /// The file that gets what it writes, where that is not for the terminal.
    pub(crate) log: Option<&'a Path>,
    /// The files it serves, where they are not those of `dist/`.
    pub(crate) assets: Option<&'a Path>,
}

impl Worker<'_> {
    /// Starts it, and waits until it answers.
    pub(crate) fn start(&self, supervisor: &mut Supervisor, toolbox: &Toolbox) -> Result<Service> {
        // Settings hold secrets, and command lines and environments can be read by others. The
        // folder is its user's alone, and is removed as soon as the worker has read the file.
        let folder = TempDir::with_prefix("scalr-images-").context("no temporary folder")?;
        let file = self.write_settings(folder.path())?;
        let mut command = toolbox.command("node")?;
        command.args([OsStr::new("xtask/serve.mjs"), file.as_os_str()]);
        settings::hide_from(&mut command);
        let id = supervisor.serve(self.name, &mut command)?;
        let service = wait_until_listening(supervisor, id)?;
        folder.close().context("cannot remove the file with the settings")?;
        Ok(service)
    }

    fn write_settings(&self, folder: &Path) -> Result<PathBuf> {
        let path = folder.join("settings.json");
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&path)
            .context("cannot write the settings")?;
        let settings = json!({
            "host": "127.0.0.1",
            "port": self.port,
            "state": self.state,
            "vars": self.settings,
            "log": self.log,
            "assets": self.assets,
        });
        serde_json::to_writer(file, &settings).context("cannot write the settings")?;
        Ok(path)
    }
}

/// Starts a recorder in front of `service`, which keeps every answer in `folder`.
pub(crate) fn record(
    supervisor: &mut Supervisor,
    toolbox: &Toolbox,
    service: &Service,
    folder: &Path,
) -> Result<Service> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut command = toolbox.command("node")?;
    command.args(["tests/e2e/support/recorder.mjs", &service.url]).arg(folder);
    let id = supervisor.serve("recorder", &mut command)?;
    wait_until_listening(supervisor, id)
}

/// Starts what compresses the answers of `service` as Cloudflare does.
pub(crate) fn compress(
    supervisor: &mut Supervisor,
    toolbox: &Toolbox,
    service: &Service,
) -> Result<Service> {
    let mut command = toolbox.command("node")?;
    let id = supervisor
        .serve("compression", command.args(["tests/bench/compress.mjs", &service.url]))?;
    wait_until_listening(supervisor, id)
}

/// The names of the settings that the worker at `service` misses, by its own health answer.
pub(crate) fn missing_settings(service: &Service) -> Result<Vec<String>> {
    let agent: ureq::Agent =
        ureq::Agent::config_builder().proxy(None).timeout_global(Some(START)).build().into();
    let mut answer = agent
        .get(format!("{}/edge/health", service.url))
        .call()
        .context("the worker does not answer /edge/health")?;
    let text = answer.body_mut().read_to_string().context("the health answer broke off")?;
    let health: Value = serde_json::from_str(&text).context("the health answer is not JSON")?;
    let missing = health["missing"].as_array().into_iter().flatten();
    Ok(missing.filter_map(Value::as_str).map(str::to_owned).collect())
}

/// Where `cargo xtask run` keeps the worker's state between runs; git ignores it.
pub(crate) fn lasting_state() -> Result<PathBuf> {
    let folder = paths::root().join(".wrangler/state");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder)
}
