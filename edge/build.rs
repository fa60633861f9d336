//! Tells the worker which commit it is built from.

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    for path in watched() {
        println!("cargo::rerun-if-changed={path}");
    }
    let commit = git(&["rev-parse", "--short=7", "HEAD"]).unwrap_or_else(|| "unknown".to_owned());
    println!("cargo::rustc-env=EDGE_COMMIT={commit}");
}

/// The files of git that change with the commit: `HEAD`, and where the branch that it names is kept.
/// Only those that exist: cargo would build again each time for a path that does not.
fn watched() -> Vec<String> {
    let branch = git(&["symbolic-ref", "--quiet", "HEAD"]);
    let names = ["HEAD", "packed-refs", "refs/heads"].map(str::to_owned);
    names
        .into_iter()
        .chain(branch)
        .filter_map(|name| git(&["rev-parse", "--path-format=absolute", "--git-path", &name]))
        .filter(|path| Path::new(path).exists())
        .collect()
}

/// What git says, or nothing where there is no git or no checkout.
fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let text = text.trim();
    (output.status.success() && !text.is_empty()).then(|| text.to_owned())
}
