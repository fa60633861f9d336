//! Leaves out a build where neither what it is made from nor what it has made is different: making the
//! dashboard and the worker small takes a minute also where cargo has nothing to do.

use std::{
    env, fs,
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result};

use crate::{paths, report::say, tools::output};

/// What both bundles are made from, and how.
const COMMON: [&str; 7] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "package-lock.json",
    "rust-toolchain.toml",
    "shared",
    "xtask",
];

/// Beginnings of the variables that change what cargo builds.
const VARIABLES: [&str; 8] = [
    "CARGO_BUILD_",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_PROFILE_",
    "CARGO_TARGET_",
    "RUSTC",
    "RUSTFLAGS",
    "RUSTUP_TOOLCHAIN",
    "TRUNK_",
];

/// A build, and what was there before it.
pub(super) struct Inputs {
    /// Its name among all builds.
    name: &'static str,
    /// Files and folders that it alone is made from.
    own: &'static [&'static str],
    /// What the build makes.
    made: PathBuf,
    /// Where it is written down how things were after the last build.
    stamp: PathBuf,
    read: u64,
}

impl Inputs {
    /// Looks at what a build is made from: all that is in the files and folders of `own`, and of
    /// what all builds have in common. `name` tells it from others.
    pub(super) fn read(
        name: &'static str,
        own: &'static [&'static str],
        made: PathBuf,
    ) -> Result<Self> {
        let folder = super::target_folder()?.join("xtask");
        fs::create_dir_all(&folder).context("cannot write to cargo's target folder")?;
        Ok(Self { name, own, made, stamp: folder.join(name), read: read_all(own)? })
    }

    /// Whether everything is as it was after the last build.
    pub(super) fn are_unchanged(&self) -> bool {
        let now = self.now().ok();
        now.is_some() && fs::read_to_string(&self.stamp).ok() == now
    }

    /// Writes down how things are after the build; not where somebody has changed what it is made from
    /// meanwhile, because nobody knows what it has seen.
    pub(super) fn remember(&self) -> Result<()> {
        if read_all(self.own)? != self.read {
            say(&format!("What the {} is made from was changed meanwhile", self.name));
            return Ok(());
        }
        fs::write(&self.stamp, self.now()?).context("cannot write to cargo's target folder")
    }

    fn now(&self) -> Result<String> {
        let mut hasher = DefaultHasher::new();
        read_into(&self.made, &mut hasher)?;
        Ok(format!("{:016x} {:016x}", self.read, hasher.finish()))
    }
}

/// What a build is made from, as a number.
fn read_all(own: &[&str]) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    for path in COMMON.iter().chain(own) {
        read_into(&paths::root().join(path), &mut hasher)?;
    }
    let mut variables: Vec<_> = env::vars_os()
        .filter(|(name, _)| {
            let name = name.to_string_lossy();
            VARIABLES.iter().any(|beginning| name.starts_with(beginning))
        })
        .collect();
    variables.sort();
    variables.hash(&mut hasher);
    // The worker tells its commit.
    output(Command::new("git").current_dir(paths::root()).args(["rev-parse", "HEAD"]))
        .hash(&mut hasher);
    Ok(hasher.finish())
}

/// Reads a file, or all files of a folder: names and contents.
fn read_into(path: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    let files = if path.is_dir() { paths::files_below(path)? } else { vec![path.to_owned()] };
    for file in files {
        file.strip_prefix(paths::root()).unwrap_or(&file).hash(hasher);
        let content = fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?;
        content.hash(hasher);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(folder: &Path) -> Result<u64> {
        let mut hasher = DefaultHasher::new();
        read_into(folder, &mut hasher)?;
        Ok(hasher.finish())
    }

    #[test]
    fn contents_and_names_make_a_difference() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let [one, other] = ["one", "other"].map(|name| folder.path().join(name));
        fs::create_dir(&one)?;
        fs::write(one.join("a"), "1")?;
        let first = hash(folder.path())?;
        assert_eq!(hash(folder.path())?, first);
        fs::write(one.join("a"), "2")?;
        let second = hash(folder.path())?;
        assert_ne!(second, first);
        fs::rename(&one, &other)?;
        assert_ne!(hash(folder.path())?, second);
        Ok(())
    }

    #[test]
    fn a_build_is_left_out_until_its_output_is_another() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let made = folder.path().join("made");
        let own: &[&str] = &["index.html"];
        let build = |read| Inputs {
            name: "test",
            own,
            made: made.clone(),
            stamp: folder.path().join("stamp"),
            read,
        };
        let read = read_all(own)?;
        assert!(!build(read).are_unchanged(), "nothing is there");
        fs::write(&made, "whole")?;
        build(read).remember()?;
        assert!(build(read).are_unchanged());
        assert!(!build(!read).are_unchanged(), "made from something else");
        fs::write(&made, "by somebody else")?;
        assert!(!build(read).are_unchanged(), "not what was made");
        Ok(())
    }

    #[test]
    fn what_was_made_from_something_else_meanwhile_is_not_remembered() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let (made, stamp) = (folder.path().join("made"), folder.path().join("stamp"));
        fs::write(&made, "whole")?;
        let own: &[&str] = &["index.html"];
        Inputs { name: "test", own, made, stamp: stamp.clone(), read: !read_all(own)? }
            .remember()?;
        assert!(!stamp.exists());
        Ok(())
    }
}
