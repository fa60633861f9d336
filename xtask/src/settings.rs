//! The worker's settings: taken from the environment, or made up for a demo.

use std::{collections::BTreeMap, fs::File, io::Read, process::Command};

use anyhow::{Context, Result, bail};

/// Settings by name.
pub(crate) type Settings = BTreeMap<String, String>;

/// Handed over to the worker when they are in the environment.
const NAMES: [&str; 20] = [
    "SCALR_URL",
    "SCALR_KEY_ID",
    "SCALR_SECRET",
    "SCALR_GLOBAL_KEY_ID",
    "SCALR_GLOBAL_SECRET",
    "SCALR_ENVIRONMENTS",
    "SCALR_ACCOUNTS",
    "EDGE_AUTH",
    "ACCESS_TEAM_DOMAIN",
    "ACCESS_AUD",
    "EDGE_WRITERS",
    "EDGE_READERS",
    "EDGE_PASS_THROUGH",
    "EDGE_RATE_PER_MINUTE",
    "EDGE_ACTIVITY",
    "SCALR_RATE_PER_MINUTE",
    "SCALR_PAUSE_MS",
    "COPY_PARALLEL",
    "SETTLE_AFTER_MS",
    "UPSTREAM_TIMEOUT_MS",
];

/// The settings that say which Scalr to talk to: one of them is enough to leave the demo.
const CONNECTION: [&str; 5] =
    ["SCALR_URL", "SCALR_KEY_ID", "SCALR_SECRET", "SCALR_GLOBAL_KEY_ID", "SCALR_GLOBAL_SECRET"];

/// Each key and its secret.
const PAIRS: [(&str, &str); 2] =
    [("SCALR_KEY_ID", "SCALR_SECRET"), ("SCALR_GLOBAL_KEY_ID", "SCALR_GLOBAL_SECRET")];

/// What the worker is to stand in front of.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Plan {
    /// The stand-in; the settings are additions to the demo's own.
    Demo(Settings),
    /// The Scalr that these settings name.
    Scalr(Settings),
}

impl Plan {
    /// Reads the settings by `lookup`, where an empty value counts as none. Fails with all that is
    /// missing when Scalr is only half named: a demo in its place would be taken for the real one.
    pub(crate) fn read(lookup: impl Fn(&str) -> Option<String>) -> Result<Self> {
        let settings: Settings = NAMES
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), lookup(name).filter(|v| !v.is_empty())?)))
            .collect();
        if !CONNECTION.iter().any(|name| settings.contains_key(*name)) {
            return Ok(Self::Demo(settings));
        }
        let missing = missing(&settings);
        if !missing.is_empty() {
            bail!(
                "the settings for Scalr are not complete. Missing: {}. Set them, or unset every \
                 one of {} for a demo with sample images",
                missing.join(", "),
                CONNECTION.join(", ")
            );
        }
        let mut settings = settings;
        settings.entry("EDGE_AUTH".to_owned()).or_insert_with(|| "local".to_owned());
        Ok(Self::Scalr(settings))
    }
}

/// What has to be there besides what is: the address, the other half of each pair, and one pair at
/// least, unless callers bring their own keys. Many people have no global keys, and some have only
/// those.
pub(crate) fn missing(settings: &Settings) -> Vec<&'static str> {
    let has = |name: &str| settings.contains_key(name);
    let mut missing = Vec::new();
    if !has("SCALR_URL") {
        missing.push("SCALR_URL");
    }
    for (key, secret) in PAIRS {
        match (has(key), has(secret)) {
            (true, false) => missing.push(secret),
            (false, true) => missing.push(key),
            _ => {}
        }
    }
    let callers_sign = settings.get("EDGE_PASS_THROUGH").is_some_and(|value| value == "on");
    if !callers_sign && !PAIRS.iter().any(|(key, secret)| has(key) || has(secret)) {
        missing.extend(["SCALR_KEY_ID", "SCALR_SECRET"]);
    }
    missing
}

/// Keeps the settings of this program's own environment from `command`.
pub(crate) fn hide_from(command: &mut Command) {
    for name in NAMES {
        command.env_remove(name);
    }
}

/// The two key pairs that the demo's worker and stand-in share, made anew for each start.
pub(crate) struct DemoKeys {
    values: [String; 4],
}

impl DemoKeys {
    /// Takes them from the system's source of randomness.
    pub(crate) fn generate() -> Result<Self> {
        let values = [hex()?, hex()?, hex()?, hex()?];
        Ok(Self { values })
    }

    /// The same, with characters in them that look different in each encoding: so that a search for
    /// leaks can tell how one got out. An id goes into a header and stays plain.
    pub(crate) fn marked() -> Result<Self> {
        let Self { values: [id, secret, global_id, global_secret] } = Self::generate()?;
        let marked = |secret: String| format!("canary \"<&%+/=>' {secret}");
        Ok(Self { values: [id, marked(secret), global_id, marked(global_secret)] })
    }

    /// The stand-in's names for them.
    pub(crate) fn for_stand_in(&self) -> impl Iterator<Item = (&'static str, &str)> {
        [
            "SCALR_SIM_KEY_ID",
            "SCALR_SIM_SECRET",
            "SCALR_SIM_GLOBAL_KEY_ID",
            "SCALR_SIM_GLOBAL_SECRET",
        ]
        .into_iter()
        .zip(self.values.iter().map(String::as_str))
    }

    /// The worker's settings for a stand-in at `url`; `own` settings win over the demo's.
    pub(crate) fn worker_settings(&self, url: &str, own: &Settings) -> Settings {
        let demo = [
            ("EDGE_DEMO", "on"),
            ("EDGE_AUTH", "local"),
            ("SCALR_ENVIRONMENTS", r#"[{"id":5,"name":"Production"},{"id":6,"name":"Staging"}]"#),
            ("SCALR_ACCOUNTS", r#"[{"id":1,"name":"Acme"}]"#),
            ("SCALR_URL", url),
        ];
        let keys = ["SCALR_KEY_ID", "SCALR_SECRET", "SCALR_GLOBAL_KEY_ID", "SCALR_GLOBAL_SECRET"]
            .into_iter()
            .zip(self.values.iter().map(String::as_str));
        let mut settings: Settings = demo
            .into_iter()
            .chain(keys)
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        settings.extend(own.clone());
        settings
    }
}

/// 128 random bits.
fn hex() -> Result<String> {
    let mut bytes = [0_u8; 16];
    File::open("/dev/urandom")
        .and_then(|mut source| source.read_exact(&mut bytes))
        .context("cannot read /dev/urandom")?;
    Ok(format!("{:032x}", u128::from_ne_bytes(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Result<Plan> {
        Plan::read(|name| {
            pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
    }

    fn settings(pairs: &[(&str, &str)]) -> Settings {
        pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn refusal(pairs: &[(&str, &str)]) -> String {
        let text = read(pairs).expect_err("half a configuration").to_string();
        text.split(". ").nth(1).unwrap_or_default().to_owned()
    }

    #[test]
    fn without_a_scalr_the_demo_takes_the_other_settings() {
        assert_eq!(
            read(&[("UPSTREAM_TIMEOUT_MS", "2500"), ("SCALR_URL", ""), ("HOME", "/root")]).ok(),
            Some(Plan::Demo(settings(&[("UPSTREAM_TIMEOUT_MS", "2500")])))
        );
    }

    #[test]
    fn a_whole_configuration_is_handed_over_and_local_unless_said_otherwise() {
        let whole = [("SCALR_URL", "https://s"), ("SCALR_KEY_ID", "k"), ("SCALR_SECRET", "s")];
        let expected = settings(&[
            ("EDGE_AUTH", "local"),
            ("SCALR_KEY_ID", "k"),
            ("SCALR_SECRET", "s"),
            ("SCALR_URL", "https://s"),
        ]);
        assert_eq!(read(&whole).ok(), Some(Plan::Scalr(expected)));
    }

    #[test]
    fn half_a_configuration_is_refused_with_everything_that_is_missing() {
        assert_eq!(refusal(&[("SCALR_URL", "https://s")]), "Missing: SCALR_KEY_ID, SCALR_SECRET");
        assert_eq!(
            refusal(&[("SCALR_KEY_ID", "k"), ("SCALR_GLOBAL_SECRET", "s")]),
            "Missing: SCALR_URL, SCALR_SECRET, SCALR_GLOBAL_KEY_ID"
        );
    }

    #[test]
    fn no_key_is_needed_where_callers_sign() {
        let with = |value| read(&[("SCALR_URL", "https://s"), ("EDGE_PASS_THROUGH", value)]);
        assert!(matches!(with("on"), Ok(Plan::Scalr(_))));
        assert!(with("off").is_err());
    }

    #[test]
    fn global_keys_alone_are_enough() {
        let plan = read(&[
            ("SCALR_URL", "https://s"),
            ("SCALR_GLOBAL_KEY_ID", "k"),
            ("SCALR_GLOBAL_SECRET", "s"),
        ]);
        assert!(matches!(plan, Ok(Plan::Scalr(_))));
    }
}
