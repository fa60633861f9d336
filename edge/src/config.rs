//! The settings, read once.
//!
//! A setting that is missing or wrong closes what needs it and nothing else: each part of the
//! configuration is either there, whole and checked, or it names the settings at fault.

mod read;

use shared::edge_api::Named;
use shared::scope::KeyPair;
use shared::sign::Credentials;

use crate::auth::Auth;
use crate::rate::Limit;

/// Settings that are missing or wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Misconfigured(pub Vec<&'static str>);

/// A part of the configuration, or the settings that it lacks.
pub type Part<T> = Result<T, Misconfigured>;

/// Where Scalr is and how long it may take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScalrServer {
    /// Scheme, host and port, without a slash at the end (`SCALR_URL`).
    pub origin: String,
    /// Longest time for one request, headers and body, in milliseconds (`UPSTREAM_TIMEOUT_MS`).
    pub timeout_ms: u32,
}

/// How copy runs are worked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunSettings {
    /// Copies that run at the same time in one scope (`COPY_PARALLEL`).
    pub parallel: u32,
    /// How long the edge looks for what became of a copy, in milliseconds (`SETTLE_AFTER_MS`).
    pub settle_after_ms: u32,
}

/// What the settings tell a dashboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionSettings {
    /// Accounts to choose from (`SCALR_ACCOUNTS`).
    pub accounts: Vec<Named>,
    /// Environments to choose from (`SCALR_ENVIRONMENTS`).
    pub environments: Vec<Named>,
}

/// How many requests per minute there may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateSettings {
    /// Of one caller at the edge (`EDGE_RATE_PER_MINUTE`).
    pub caller: Limit,
    /// Of one key pair at Scalr (`SCALR_RATE_PER_MINUTE`).
    pub pair: Limit,
    /// How long a key pair pauses after Scalr's own limit, in milliseconds (`SCALR_PAUSE_MS`).
    pub pause_ms: u32,
}

/// The configuration. Its `Debug` shows no secret, because [`Credentials`] shows none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    auth: Part<Auth>,
    server: Part<ScalrServer>,
    user_keys: Part<Credentials>,
    global_keys: Part<Credentials>,
    rates: Part<RateSettings>,
    activity: Part<bool>,
    session: Part<SessionSettings>,
    runs: Part<RunSettings>,
    demo: Part<bool>,
    pass_through: Part<bool>,
}

impl Config {
    /// Reads the settings; `setting` looks one up by its name. White space around a value is
    /// dropped, and an empty value is none.
    pub fn read(setting: impl Fn(&str) -> Option<String>) -> Self {
        let setting = |name: &str| {
            setting(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
        };
        Self {
            auth: read::auth(&setting),
            server: read::server(&setting),
            user_keys: read::keys(&setting, "SCALR_KEY_ID", "SCALR_SECRET"),
            global_keys: read::keys(&setting, "SCALR_GLOBAL_KEY_ID", "SCALR_GLOBAL_SECRET"),
            rates: read::rates(&setting),
            activity: read::switch(&setting, "EDGE_ACTIVITY", true),
            session: read::session(&setting),
            runs: read::runs(&setting),
            demo: read::switch(&setting, "EDGE_DEMO", false),
            pass_through: read::switch(&setting, "EDGE_PASS_THROUGH", false),
        }
    }

    /// How callers are recognised.
    pub fn auth(&self) -> Result<&Auth, &Misconfigured> {
        self.auth.as_ref()
    }

    /// Where Scalr is.
    pub fn server(&self) -> Result<&ScalrServer, &Misconfigured> {
        self.server.as_ref()
    }

    /// The keys of a pair.
    pub fn keys(&self, pair: KeyPair) -> Result<&Credentials, &Misconfigured> {
        match pair {
            KeyPair::Global => self.global_keys.as_ref(),
            KeyPair::User => self.user_keys.as_ref(),
        }
    }

    /// How many requests per minute there may be.
    pub fn rates(&self) -> Result<&RateSettings, &Misconfigured> {
        self.rates.as_ref()
    }

    /// Whether activity is written (`EDGE_ACTIVITY`).
    pub fn activity(&self) -> Result<bool, &Misconfigured> {
        self.activity.as_ref().copied()
    }

    /// How copy runs are worked through.
    pub fn runs(&self) -> Result<&RunSettings, &Misconfigured> {
        self.runs.as_ref()
    }

    /// What the settings tell a dashboard.
    pub fn session(&self) -> Result<&SessionSettings, &Misconfigured> {
        self.session.as_ref()
    }

    /// Whether a stand-in answers instead of Scalr (`EDGE_DEMO`).
    pub fn demo(&self) -> Result<bool, &Misconfigured> {
        self.demo.as_ref().copied()
    }

    /// Whether signatures of callers are passed through (`EDGE_PASS_THROUGH`).
    pub fn pass_through(&self) -> Result<bool, &Misconfigured> {
        self.pass_through.as_ref().copied()
    }

    /// Every setting that is missing or wrong.
    pub fn missing(&self) -> Vec<&'static str> {
        [
            self.server.as_ref().err(),
            self.user_keys.as_ref().err(),
            self.global_keys.as_ref().err(),
            self.auth.as_ref().err(),
            self.rates.as_ref().err(),
            self.activity.as_ref().err(),
            self.session.as_ref().err(),
            self.runs.as_ref().err(),
            self.demo.as_ref().err(),
            self.pass_through.as_ref().err(),
        ]
        .into_iter()
        .flatten()
        .flat_map(|Misconfigured(names)| names.iter().copied())
        .collect()
    }
}

#[cfg(test)]
mod tests;
