//! `cargo xtask run`: builds everything and serves it until it is stopped.

use std::{env, io::ErrorKind, net::TcpListener, process::Command};

use anyhow::{Context, Result, bail};

use crate::{
    build, paths,
    process::{Interrupted, Supervisor},
    report::say,
    settings::{DemoKeys, Plan, Settings},
    setup,
    stack::{self, Worker},
};

/// The command's options.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The port on 127.0.0.1 to serve on.
    #[arg(long, default_value_t = 8787, value_parser = clap::value_parser!(u16).range(1..))]
    port: u16,
    /// Do not open the browser.
    #[arg(long)]
    no_open: bool,
}

/// Serves until it is stopped. True when that was by the user's wish.
pub(crate) fn run(supervisor: &mut Supervisor, arguments: &Arguments) -> Result<bool> {
    let plan = Plan::read(|name| env::var(name).ok())?;
    check_port(arguments.port)?;
    let toolbox = setup::for_building(supervisor)?;
    build::served(supervisor, &toolbox)?;
    let settings = start_upstream(supervisor, plan)?;
    check_port(arguments.port)?;
    let state = stack::lasting_state()?;
    let worker = Worker {
        name: "edge",
        port: arguments.port,
        settings: &settings,
        state: &state,
        log: None,
        assets: None,
    };
    let service = worker.start(supervisor, &toolbox)?;
    let missing = stack::missing_settings(&service)?;
    if !missing.is_empty() {
        say(&format!("The worker misses settings: {}", missing.join(", ")));
    }
    println!("Ready on {}", service.url);
    if !arguments.no_open {
        open_browser(&service.url)?;
    }
    let end = supervisor.wait_for_the_end();
    if !end.is::<Interrupted>() {
        return Err(end);
    }
    say("Stopping");
    supervisor.stop_all();
    Ok(true)
}

/// Starts the stand-in where there is no Scalr to talk to, and gives the worker's settings.
fn start_upstream(supervisor: &mut Supervisor, plan: Plan) -> Result<Settings> {
    match plan {
        Plan::Scalr(settings) => {
            say("In front of the Scalr that SCALR_URL names");
            Ok(settings)
        }
        Plan::Demo(own) => {
            say("No Scalr is named by SCALR_URL: starting a stand-in with sample images");
            let keys = DemoKeys::generate()?;
            let stand_in = stack::start_stand_in(supervisor, &keys)?;
            Ok(keys.worker_settings(&stand_in.url, &own))
        }
    }
}

/// Fails if something else listens there: before the long build, and again after it.
fn check_port(port: u16) -> Result<()> {
    match TcpListener::bind(("127.0.0.1", port)) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            let other = if port == 8787 { 8788 } else { 8787 };
            bail!(
                "port {port} on 127.0.0.1 is taken by another program: stop it, or choose another \
                 port, for example with `cargo xtask run --port {other}`"
            )
        }
        Err(error) => Err(error).with_context(|| format!("cannot listen on 127.0.0.1:{port}")),
    }
}

/// Opens the dashboard where there is a desktop to open it on.
fn open_browser(url: &str) -> Result<()> {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let desktop = cfg!(target_os = "macos")
        || ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some());
    if desktop && env::var_os("CI").is_none() && paths::on_path(opener).is_some() {
        Supervisor::leave_running(Command::new(opener).arg(url))?;
    }
    Ok(())
}
