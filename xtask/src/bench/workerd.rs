//! The workers in workerd, with nothing in front of them.

use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::{
    paths,
    process::Supervisor,
    settings::Settings,
    stack::START,
    tools::Toolbox,
    wrangler::{Config, Object},
};

/// A worker's program.
pub(super) struct Program {
    /// The main module first.
    pub(super) modules: Vec<PathBuf>,
    objects: Vec<Object>,
    compatibility_date: String,
}

impl Program {
    /// The worker as it was built last for release.
    pub(super) fn released() -> Result<Self> {
        let Config { objects, compatibility_date, .. } = Config::read()?;
        let build = paths::root().join("edge/build");
        let modules = vec![build.join("index.js"), build.join("index_bg.wasm")];
        Ok(Self { modules, objects, compatibility_date })
    }

    /// Another worker, of one module and without objects.
    pub(super) fn of_module(module: PathBuf) -> Result<Self> {
        let Config { compatibility_date, .. } = Config::read()?;
        Ok(Self { modules: vec![module], objects: Vec::new(), compatibility_date })
    }
}

/// A program with its settings.
pub(super) struct Deployment<'a> {
    pub(super) name: &'a str,
    pub(super) program: &'a Program,
    pub(super) settings: &'a Settings,
}

/// A worker that listens.
pub(super) struct Running {
    pub(super) url: String,
    /// Process of workerd.
    pub(super) pid: u32,
    /// How long it took to listen, in milliseconds.
    pub(super) listened_after: f64,
    /// Configuration, modules and what its Durable Objects keep.
    _folder: TempDir,
}

impl Deployment<'_> {
    /// Starts it, and waits until it listens.
    pub(super) fn start(&self, supervisor: &mut Supervisor, toolbox: &Toolbox) -> Result<Running> {
        // Only its user can look into a temporary folder: settings hold secrets.
        let folder = TempDir::with_prefix("scalr-images-worker-").context("no temporary folder")?;
        fs::create_dir(folder.path().join("state"))?;
        for module in &self.program.modules {
            fs::copy(module, folder.path().join(file_name(module)?))
                .with_context(|| format!("cannot copy {}", module.display()))?;
        }
        let config = folder.path().join("config.capnp");
        fs::write(&config, self.config(&folder.path().join("state"))?)?;
        let mut command = toolbox.command("node")?;
        let id = supervisor.serve(self.name, command.arg("tests/bench/serve.mjs").arg(&config))?;
        let (url, pid, listened_after) = supervisor.wait_for_line(id, START, parse_listening)?;
        Ok(Running { url, pid, listened_after, _folder: folder })
    }

    /// The configuration. Every text is written as JSON writes it: Cap'n Proto reads the same.
    fn config(&self, state: &Path) -> Result<String> {
        let Program { modules, objects, compatibility_date } = self.program;
        let mut text = String::from(
            "using Workerd = import \"/workerd/workerd.capnp\";\n\
             const config :Workerd.Config = (\n  services = [\n    (name = \"main\", worker = .worker),\n    \
             (name = \"network\", network = (allow = [\"public\", \"private\"])),\n",
        );
        writeln!(
            text,
            "    (name = \"state\", disk = (path = {}, writable = true)),",
            quoted(state)?
        )?;
        text.push_str(
            "  ],\n  sockets = [(name = \"http\", address = \"127.0.0.1:0\", http = (), service = \"main\")],\n\
             );\nconst worker :Workerd.Worker = (\n  globalOutbound = \"network\",\n",
        );
        writeln!(text, "  compatibilityDate = \"{compatibility_date}\",\n  modules = [")?;
        for module in modules {
            let name = file_name(module)?;
            let kind = match module.extension().and_then(|extension| extension.to_str()) {
                Some("js") => "esModule",
                Some("wasm") => "wasm",
                _ => bail!("{} is no module", module.display()),
            };
            writeln!(text, "    (name = \"{name}\", {kind} = embed \"{name}\"),")?;
        }
        text.push_str("  ],\n  bindings = [\n");
        for (name, value) in self.settings {
            let value = serde_json::to_string(value)?;
            writeln!(text, "    (name = \"{name}\", text = {value}),")?;
        }
        for Object { binding, class } in objects {
            writeln!(text, "    (name = \"{binding}\", durableObjectNamespace = \"{class}\"),")?;
        }
        text.push_str("  ],\n  durableObjectNamespaces = [\n");
        for Object { class, .. } in objects {
            writeln!(
                text,
                "    (className = \"{class}\", uniqueKey = \"{class}\", enableSql = true),"
            )?;
        }
        text.push_str("  ],\n  durableObjectStorage = (localDisk = \"state\"),\n);\n");
        Ok(text)
    }
}

fn quoted(path: &Path) -> Result<String> {
    let path = path.to_str().context("a temporary folder whose name is no text")?;
    Ok(serde_json::to_string(path)?)
}

fn file_name(path: &Path) -> Result<&str> {
    path.file_name().and_then(|name| name.to_str()).context("a module without a name")
}

/// `listening on URL as PID after MS`.
fn parse_listening(line: &str) -> Option<(String, u32, f64)> {
    let (url, rest) = line.strip_prefix("listening on ")?.split_once(" as ")?;
    let (pid, after) = rest.split_once(" after ")?;
    Some((url.to_owned(), pid.parse().ok()?, after.parse().ok()?))
}

/// The processor time of all threads of a process so far, in seconds; only Linux tells.
pub(super) fn processor_time(pid: u32) -> Option<f64> {
    let mut nanoseconds = 0.0;
    for thread in fs::read_dir(format!("/proc/{pid}/task")).ok()? {
        let schedstat = fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        nanoseconds += schedstat.split(' ').next()?.parse::<f64>().ok()?;
    }
    Some(nanoseconds / 1e9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_server_says_is_read() {
        assert_eq!(
            parse_listening("listening on http://127.0.0.1:1234 as 56 after 7.8"),
            Some(("http://127.0.0.1:1234".to_owned(), 56, 7.8))
        );
        assert_eq!(parse_listening("listening on http://127.0.0.1:1234"), None);
    }

    #[test]
    fn a_setting_cannot_end_its_text() -> Result<()> {
        let program = Program {
            modules: vec![PathBuf::from("/a/index.js"), PathBuf::from("/a/index_bg.wasm")],
            objects: vec![Object { binding: "SCOPES".to_owned(), class: "ScopeState".to_owned() }],
            compatibility_date: "2026-10-20".to_owned(),
        };
        let settings = Settings::from([("A".to_owned(), "\"), (name = \"B\"".to_owned())]);
        let deployment = Deployment { name: "edge", program: &program, settings: &settings };
        let config = deployment.config(Path::new("/tmp/state"))?;
        for line in [
            r#"    (name = "A", text = "\"), (name = \"B\""),"#,
            r#"    (name = "index.js", esModule = embed "index.js"),"#,
            r#"    (name = "index_bg.wasm", wasm = embed "index_bg.wasm"),"#,
            r#"    (name = "SCOPES", durableObjectNamespace = "ScopeState"),"#,
            r#"    (className = "ScopeState", uniqueKey = "ScopeState", enableSql = true),"#,
        ] {
            assert!(config.lines().any(|there| there == line), "{line} is not in\n{config}");
        }
        Ok(())
    }
}
