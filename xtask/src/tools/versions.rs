//! Which version of which tool. The npm programs are pinned in `package.json`.

use std::fs;

use anyhow::{Context, Result};

use crate::paths;

/// A tool that cargo can install.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    CargoDeny,
    CargoFuzz,
    Trunk,
    WasmBindgen,
    WasmPack,
    WasmSplit,
    WorkerBuild,
}

impl Tool {
    /// Its name on crates.io.
    pub(super) fn package(self) -> &'static str {
        match self {
            Self::CargoDeny => "cargo-deny",
            Self::CargoFuzz => "cargo-fuzz",
            Self::Trunk => "trunk",
            Self::WasmBindgen => "wasm-bindgen-cli",
            Self::WasmPack => "wasm-pack",
            Self::WasmSplit => "wasm_split_cli_support",
            Self::WorkerBuild => "worker-build",
        }
    }

    /// The one version that is used. The wasm-bindgen tool and library must be equal, and
    /// `Cargo.lock` knows the library's.
    pub(super) fn version(self) -> Result<String> {
        let pinned = match self {
            Self::CargoDeny => "0.20.2",
            Self::CargoFuzz => "0.13.1",
            Self::Trunk => "0.21.14",
            Self::WasmPack => "0.15.1",
            // Reads what the crate wasm_split_helpers of Cargo.lock writes.
            Self::WasmSplit => "0.2.4",
            Self::WorkerBuild => "0.8.7",
            Self::WasmBindgen => {
                let lock = fs::read_to_string(paths::root().join("Cargo.lock"))
                    .context("cannot read Cargo.lock")?;
                return locked_version(&lock, "wasm-bindgen")
                    .context("Cargo.lock does not name wasm-bindgen");
            }
        };
        Ok(pinned.to_owned())
    }

    /// The programs that are needed from it.
    pub(super) fn programs(self) -> &'static [&'static str] {
        match self {
            Self::CargoDeny => &["cargo-deny"],
            Self::CargoFuzz => &["cargo-fuzz"],
            Self::Trunk => &["trunk"],
            Self::WasmBindgen => &["wasm-bindgen", "wasm-bindgen-test-runner"],
            Self::WasmPack => &["wasm-pack"],
            Self::WasmSplit => &["wasm-split-cli"],
            Self::WorkerBuild => &["worker-build"],
        }
    }

    /// What has to be switched on for its programs to be built.
    pub(super) fn features(self) -> Option<&'static str> {
        (self == Self::WasmSplit).then_some("build-binary")
    }

    /// Whether its programs can be asked for their version. One that cannot is only taken from this
    /// user's cache, where the folder's name tells.
    pub(super) fn tells_version(self) -> bool {
        self != Self::WasmSplit
    }

    /// How long it takes to compile on two cores.
    pub(super) fn usual_build_time(self) -> &'static str {
        match self {
            Self::CargoDeny | Self::CargoFuzz | Self::WasmPack | Self::WasmSplit => "1 to 3 min",
            Self::Trunk => "5 to 10 min",
            Self::WasmBindgen | Self::WorkerBuild => "2 to 4 min",
        }
    }
}

/// The version of `package` in the text of a `Cargo.lock`.
fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_a_package_is_read_from_the_lock_file() {
        let lock = "[[package]]\nname = \"wasm-bindgen-shared\"\nversion = \"1.0.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.129".to_owned()));
        assert_eq!(locked_version(lock, "bindgen"), None);
    }
}
