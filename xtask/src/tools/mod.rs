//! The command-line programs that cargo can install, each in one exact version.

mod apt;
mod browser;
mod install;
mod node;
mod python;
mod versions;
mod wrk;

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};
pub(crate) use browser::Browser;
pub(crate) use python::PythonTool;
pub(crate) use versions::Tool;
pub(crate) use wrk::ensure_wrk;

use crate::{paths, process::Supervisor, report::Step};

/// What has been found or installed, and the `PATH` for the programs that are started with it.
pub(crate) struct Toolbox {
    folders: Vec<PathBuf>,
}

impl Toolbox {
    /// Makes sure of every one of `tools`, in this order of preference: the `PATH`, this user's
    /// cache, `cargo binstall`, `cargo install`.
    pub(crate) fn with(supervisor: &mut Supervisor, tools: &[Tool]) -> Result<Self> {
        let folders = install::ensure(supervisor, tools)?;
        Ok(Self { folders })
    }

    /// Adds the npm programs, Node.js first.
    pub(crate) fn add_npm(&mut self, supervisor: &mut Supervisor) -> Result<()> {
        let folders = node::ensure(supervisor)?;
        self.folders.splice(0..0, folders);
        Ok(())
    }

    /// Adds the npm programs of another folder than the workspace's root.
    pub(crate) fn add_npm_of(&mut self, supervisor: &mut Supervisor, folder: &Path) -> Result<()> {
        self.folders.push(node::install(supervisor, folder)?.join(".bin"));
        Ok(())
    }

    /// The program called `name`.
    pub(crate) fn program(&self, name: &str) -> Result<PathBuf> {
        self.folders
            .iter()
            .map(|folder| folder.join(name))
            .find(|file| file.is_file())
            .or_else(|| paths::on_path(name))
            .with_context(|| format!("{name} is missing although it was just set up"))
    }

    /// A command that runs the program called `name` from the workspace's root, with everything
    /// that was set up first on its `PATH`.
    pub(crate) fn command(&self, name: &str) -> Result<Command> {
        let mut command = Command::new(self.program(name)?);
        command.current_dir(paths::root()).env("PATH", self.path()?);
        Ok(command)
    }

    fn path(&self) -> Result<OsString> {
        let inherited = env::var_os("PATH").unwrap_or_default();
        let folders = self.folders.iter().cloned().chain(env::split_paths(&inherited));
        env::join_paths(folders).context("a folder with a colon in its name cannot be on the PATH")
    }
}

/// `cargo` at the workspace's root: the one that runs this program, else the one on the `PATH`.
pub(crate) fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(paths::root());
    command
}

/// Makes sure that the standard library for WebAssembly is there.
pub(crate) fn ensure_wasm_target(supervisor: &mut Supervisor) -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let sysroot =
        output(Command::new("rustc").current_dir(paths::root()).args(["--print", "sysroot"]))
            .context("rustc does not run: install Rust from https://rustup.rs")?;
    if Path::new(sysroot.trim()).join("lib/rustlib").join(TARGET).is_dir() {
        return Ok(());
    }
    if paths::on_path("rustup").is_none() {
        anyhow::bail!("Rust's target {TARGET} is missing, and there is no rustup to add it");
    }
    let step = Step::begin(&format!("Adding Rust's target {TARGET}"), "1 min");
    supervisor.run_checked(
        "rustup target add",
        Command::new("rustup").current_dir(paths::root()).args(["target", "add", TARGET]),
    )?;
    step.done();
    Ok(())
}

/// What `command` prints, if it succeeds.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.output().ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()
}
