//! Everything that the tests talk to: one stand-in Scalr, a team of Cloudflare Access, and workers
//! with different settings in front of them.

use std::fs;

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::{
    process::Supervisor,
    settings::{DemoKeys, Settings},
    stack::{self, Worker},
    tools::Toolbox,
};

/// Short, so that the tests of a slow Scalr need not wait for the usual 20 s.
const UPSTREAM_TIMEOUT_MS: &str = "2500";

/// The audience of the Access application.
const AUDIENCE: &str = "32eafc7626e974616deaf0dc3ce63d7bcbed58a2731e84d06bc3cdf1b53c4228";
/// Who may write: a person and a service token.
const WRITER: &str = "ana@example.com";
const SERVICE_WRITER: &str = "e367826f93b8d71185e03fe518aff3b4.access";
/// Who may read: everybody of the domain, this person among them.
const READERS: &str = "*@example.com";
const READER: &str = "bo@example.com";
/// A team that nobody answers for: the port of the discard service, which is not in use anywhere.
const SILENT_TEAM: &str = "http://127.0.0.1:9";

/// So high that no test meets them: `tests/faults` has tests of their own for them.
const LIMITS: [(&str, &str); 4] = [
    ("EDGE_RATE_PER_MINUTE", "off"),
    ("SCALR_RATE_PER_MINUTE", "100000"),
    ("SCALR_PAUSE_MS", "1"),
    // What stays unknown is not looked for long, so that no look falls into the test that comes next.
    ("SETTLE_AFTER_MS", "1500"),
];

/// All of it, running.
pub(super) struct System {
    keys: DemoKeys,
    /// Origins and folders by the name of their environment variable, as `tests/e2e/support/environment.ts` reads them.
    urls: Vec<(&'static str, String)>,
    /// Removed at the end.
    _state: TempDir,
}

impl System {
    /// Starts everything.
    pub(super) fn start(supervisor: &mut Supervisor, toolbox: &Toolbox) -> Result<Self> {
        let state = TempDir::with_prefix("scalr-images-state-").context("no temporary folder")?;
        let keys = DemoKeys::marked()?;
        let scalr = stack::start_stand_in(supervisor, &keys)?.url;
        let team = stack::start_access_team(supervisor, toolbox)?.url;
        // What the workers say is kept, and searched for leaks after the last test.
        let answers = state.path().join("answers");
        let logs = state.path().join("logs");
        fs::create_dir(&logs).context("no folder for the logs")?;
        let mut urls = vec![("SIM_URL", scalr.clone()), ("TEAM_URL", team.clone())];
        urls.push(("EDGE_ANSWERS", answers.display().to_string()));
        urls.push(("EDGE_LOGS", logs.display().to_string()));
        for (variable, name, settings) in [
            ("EDGE_URL", "edge", local(&keys, &scalr)),
            ("EDGE_ACCESS_URL", "access edge", access(&keys, &scalr, &team)),
            ("EDGE_KEYLESS_URL", "keyless edge", keyless(&scalr)),
            // Without a single setting, to see that it is closed.
            ("EDGE_BARE_URL", "bare edge", Settings::new()),
        ] {
            let state = state.path().join(variable);
            let log = logs.join(variable);
            let worker = Worker {
                name,
                port: 0,
                settings: &settings,
                state: &state,
                log: Some(&log),
                assets: None,
            };
            let service = worker.start(supervisor, toolbox)?;
            let kept = answers.join(variable);
            urls.push((variable, stack::record(supervisor, toolbox, &service, &kept)?.url));
        }
        Ok(Self { keys, urls, _state: state })
    }

    /// What the tests have to know.
    pub(super) fn variables(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let fixed = [
            ("UPSTREAM_TIMEOUT_MS", UPSTREAM_TIMEOUT_MS),
            ("ACCESS_AUDIENCE", AUDIENCE),
            ("ACCESS_WRITER", WRITER),
            ("ACCESS_SERVICE_WRITER", SERVICE_WRITER),
            ("ACCESS_READER", READER),
        ];
        let urls = self.urls.iter().map(|(name, url)| (*name, url.as_str()));
        // The keys are for the tests that sign by themselves, and for those that look for leaks.
        urls.chain(fixed).chain(self.keys.for_stand_in())
    }
}

/// What most tests talk to, and what a person tries out first.
fn local(keys: &DemoKeys, scalr: &str) -> Settings {
    keys.worker_settings(scalr, &settings([("UPSTREAM_TIMEOUT_MS", UPSTREAM_TIMEOUT_MS)]))
}

/// Behind Cloudflare Access.
fn access(keys: &DemoKeys, scalr: &str, team: &str) -> Settings {
    let own = settings([
        ("EDGE_AUTH", "access"),
        ("ACCESS_TEAM_DOMAIN", team),
        ("ACCESS_AUD", AUDIENCE),
        ("EDGE_WRITERS", &format!("{WRITER}, {SERVICE_WRITER}")),
        ("EDGE_READERS", READERS),
    ]);
    keys.worker_settings(scalr, &own)
}

/// Behind Access as well, but the team's keys cannot be had; and without a Scalr key, so that only
/// callers who sign for themselves get through.
fn keyless(scalr: &str) -> Settings {
    settings([
        ("SCALR_URL", scalr),
        ("EDGE_AUTH", "access"),
        ("ACCESS_TEAM_DOMAIN", SILENT_TEAM),
        ("ACCESS_AUD", AUDIENCE),
        ("EDGE_WRITERS", "*"),
        ("EDGE_PASS_THROUGH", "on"),
        ("UPSTREAM_TIMEOUT_MS", UPSTREAM_TIMEOUT_MS),
    ])
}

/// Settings of a worker whose limits are out of the tests' way.
fn settings<const N: usize>(pairs: [(&str, &str); N]) -> Settings {
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    pairs.into_iter().chain(LIMITS).map(owned).collect()
}
