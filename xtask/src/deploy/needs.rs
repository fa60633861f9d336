//! Which settings a deployed worker needs, and how to set them.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use crate::{
    settings::{self, Settings},
    wrangler::Config,
};

/// Settings that nobody but the worker may read. `edge/wrangler.toml` is in the repository.
const SECRETS: [&str; 2] = ["SCALR_SECRET", "SCALR_GLOBAL_SECRET"];

/// What is not there.
#[derive(Debug, PartialEq, Eq)]
struct Need {
    /// The setting, or two of which one is enough.
    names: &'static [&'static str],
    /// What to set it to.
    value: &'static str,
}

/// Fails where a secret is in the configuration.
pub(super) fn refuse_secrets(config: &Config) -> Result<()> {
    let secret = SECRETS.iter().find(|name| config.vars.contains_key(**name));
    if let Some(name) = secret {
        bail!(
            "{name} is in edge/wrangler.toml, where everybody with the repository can read it: take \
             it out, make a new one in Scalr, and set that with `{}`",
            put(name)
        );
    }
    Ok(())
}

/// Says what is missing. `secrets` are the names of those that the worker has, where they are known.
pub(super) fn tell(config: &Config, secrets: Option<&BTreeSet<String>>) {
    let known = known(config, secrets);
    if known.get("EDGE_AUTH").is_some_and(|value| value == "local") {
        println!(
            "EDGE_AUTH is `local`: a worker on Cloudflare then refuses everybody. Set `access`."
        );
    }
    let needs = missing(&known);
    if needs.is_empty() {
        return;
    }
    println!(
        "\nNot in edge/wrangler.toml{}:",
        if secrets.is_some() { ", nor among the worker's secrets" } else { "" }
    );
    for Need { names, value } in &needs {
        println!("  {:<34}{value}", names.join(" or "));
        if names.iter().any(|name| SECRETS.contains(name)) {
            println!("  {:<34}set it with `{}`", "", put(names[0]));
        }
    }
    println!(
        "\nWhere no command stands beside it: a line under [vars] in edge/wrangler.toml, or a variable of \
         the worker in Cloudflare's dashboard, which is kept by later deployments and cannot be seen \
         from here. Until everything is there, what needs it answers 503 and names it.\n"
    );
}

fn put(name: &str) -> String {
    format!("npx wrangler secret put {name} --config edge/wrangler.toml")
}

/// Every setting that is known to be there. Nobody can read the value of a secret.
fn known(config: &Config, secrets: Option<&BTreeSet<String>>) -> Settings {
    let mut known = config.vars.clone();
    known.extend(secrets.into_iter().flatten().map(|name| (name.clone(), String::new())));
    known
}

fn missing(known: &Settings) -> Vec<Need> {
    const ACCESS: [Need; 4] = [
        Need { names: &["EDGE_AUTH"], value: "`access`" },
        Need {
            names: &["ACCESS_TEAM_DOMAIN"],
            value: "domain of the Access team: `acme.cloudflareaccess.com`",
        },
        Need { names: &["ACCESS_AUD"], value: "audience tag of the Access application" },
        Need {
            names: &["EDGE_WRITERS", "EDGE_READERS"],
            value: "who may write and who may read: `ana@example.com, *@example.com`",
        },
    ];
    const SCALR: [Need; 5] = [
        Need { names: &["SCALR_URL"], value: "`https://scalr.example.com`" },
        Need { names: &["SCALR_KEY_ID"], value: "id of the key for accounts and environments" },
        Need { names: &["SCALR_SECRET"], value: "its secret" },
        Need { names: &["SCALR_GLOBAL_KEY_ID"], value: "id of the key for the global scope" },
        Need { names: &["SCALR_GLOBAL_SECRET"], value: "its secret" },
    ];
    let of_scalr = settings::missing(known);
    let access =
        ACCESS.into_iter().filter(|need| !need.names.iter().any(|name| known.contains_key(*name)));
    let scalr =
        SCALR.into_iter().filter(|need| need.names.iter().any(|name| of_scalr.contains(name)));
    access.chain(scalr).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(vars: &[(&str, &str)]) -> Config {
        let vars = vars.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Config { vars: vars.collect(), ..Config::default() }
    }

    fn names(vars: &[(&str, &str)], secrets: &[&str]) -> Vec<&'static str> {
        let secrets = secrets.iter().map(|name| (*name).to_owned()).collect();
        let needs = missing(&known(&config(vars), Some(&secrets)));
        needs.iter().flat_map(|need| need.names).copied().collect()
    }

    const ACCESS: [(&str, &str); 4] = [
        ("EDGE_AUTH", "access"),
        ("ACCESS_TEAM_DOMAIN", "acme.cloudflareaccess.com"),
        ("ACCESS_AUD", "a"),
        ("EDGE_READERS", "*"),
    ];

    #[test]
    fn of_nothing_everything_that_one_scope_needs_is_missing() {
        let all = [
            "EDGE_AUTH",
            "ACCESS_TEAM_DOMAIN",
            "ACCESS_AUD",
            "EDGE_WRITERS",
            "EDGE_READERS",
            "SCALR_URL",
            "SCALR_KEY_ID",
            "SCALR_SECRET",
        ];
        assert_eq!(names(&[], &[]), all);
    }

    #[test]
    fn variables_and_secrets_count_alike_and_one_key_pair_is_enough() {
        assert_eq!(names(&ACCESS, &["SCALR_URL", "SCALR_KEY_ID"]), ["SCALR_SECRET"]);
        let global = ["SCALR_URL", "SCALR_GLOBAL_KEY_ID", "SCALR_GLOBAL_SECRET"];
        assert_eq!(names(&ACCESS, &global), [""; 0]);
    }

    #[test]
    fn a_secret_in_the_configuration_is_refused_without_being_repeated() {
        let error = refuse_secrets(&config(&[("SCALR_SECRET", "hunter2")])).expect_err("refused");
        let text = format!("{error:#}");
        assert!(text.contains("npx wrangler secret put SCALR_SECRET"), "{text}");
        assert!(!text.contains("hunter2"), "{text}");
        assert!(refuse_secrets(&config(&ACCESS)).is_ok());
    }
}
