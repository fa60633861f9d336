//! What `edge/wrangler.toml` says.

use std::fs;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{paths, settings::Settings};

/// A class of Durable Objects and how the worker calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Object {
    pub(crate) binding: String,
    pub(crate) class: String,
}

/// The parts of the file that these commands read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Config {
    pub(crate) compatibility_date: String,
    pub(crate) objects: Vec<Object>,
    /// The settings under `[vars]` that have a value.
    pub(crate) vars: Settings,
}

impl Config {
    /// Reads the file.
    pub(crate) fn read() -> Result<Self> {
        let path = paths::root().join("edge/wrangler.toml");
        let text =
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        Self::parse(&text).with_context(|| format!("cannot use {}", path.display()))
    }

    fn parse(text: &str) -> Result<Self> {
        let file: Value = toml::from_str(text)?;
        let date = file["compatibility_date"].as_str().context("no compatibility_date")?;
        let bindings = file["durable_objects"]["bindings"].as_array();
        let objects = bindings.into_iter().flatten().map(|binding| {
            let text = |name: &str| {
                let value = binding[name].as_str();
                value.map(str::to_owned).with_context(|| format!("a binding without {name}"))
            };
            Ok(Object { binding: text("name")?, class: text("class_name")? })
        });
        let vars = file["vars"].as_object().into_iter().flatten().map(|(name, value)| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            (name.clone(), text)
        });
        Ok(Self {
            compatibility_date: date.to_owned(),
            objects: objects.collect::<Result<_>>()?,
            vars: vars.filter(|(_, value)| !value.trim().is_empty()).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_objects_and_settings_are_read() -> Result<()> {
        let text = "compatibility_date = \"2026-10-20\"\n\
                    [durable_objects]\nbindings = [{ name = \"SCOPES\", class_name = \"ScopeState\" }]\n\
                    [vars]\nEDGE_AUTH = \"access\"\nSCALR_URL = \"\"\nCOPY_PARALLEL = 5\n";
        let expected = Config {
            compatibility_date: "2026-10-20".to_owned(),
            objects: vec![Object { binding: "SCOPES".to_owned(), class: "ScopeState".to_owned() }],
            vars: Settings::from([
                ("COPY_PARALLEL".to_owned(), "5".to_owned()),
                ("EDGE_AUTH".to_owned(), "access".to_owned()),
            ]),
        };
        assert_eq!(Config::parse(text)?, expected);
        Ok(())
    }

    #[test]
    fn the_file_of_this_checkout_can_be_read() -> Result<()> {
        Config::read().map(drop)
    }
}
