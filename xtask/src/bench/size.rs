//! Bytes on the wire: the dashboard's first load and the worker's bundle.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::{build, paths, process::Supervisor, setup, tools::Toolbox};

/// Everything that the first visit loads, in brotli quality 5, which is what Cloudflare's edge
/// does on the fly.
const FIRST_LOAD_BUDGET: u64 = 150_000;

/// The deployed modules in gzip, which is how Cloudflare counts a worker's size.
const WORKER_BUDGET: u64 = 250_000;

/// Builds and measures. True when both budgets are kept.
pub(super) fn run(supervisor: &mut Supervisor) -> Result<bool> {
    let toolbox = setup::for_building(supervisor)?;
    build::served(supervisor, &toolbox)?;
    let worker = paths::root().join("edge/build");
    let sizes = measure(&toolbox, "gzip", &worker, &modules(&worker)?)?;
    let bundle = Load { title: "Worker, gzip", sizes, budget: Some(WORKER_BUDGET) };
    let kept = [first_load(&toolbox)?.print(), bundle.print()];
    Ok(kept.iter().all(|kept| *kept))
}

/// What the first visit loads, as the dashboard was built last.
pub(super) fn first_load(toolbox: &Toolbox) -> Result<Load> {
    let dist = paths::root().join("dist");
    let page = fs::read_to_string(dist.join("index.html")).context("cannot read the page")?;
    let sizes = measure(toolbox, "brotli", &dist, &loaded(&page, &dist)?)?;
    Ok(Load { title: "First load, brotli quality 5", sizes, budget: Some(FIRST_LOAD_BUDGET) })
}

/// What these files of another page are, which has no budget.
pub(super) fn load_of(
    toolbox: &Toolbox,
    title: &'static str,
    base: &Path,
    files: &[PathBuf],
) -> Result<Load> {
    Ok(Load { title, sizes: measure(toolbox, "brotli", base, files)?, budget: None })
}

/// Bytes of a worker's modules, raw and in gzip.
pub(super) fn bundle(toolbox: &Toolbox, modules: &[PathBuf]) -> Result<(u64, u64)> {
    let sizes = measure(toolbox, "gzip", Path::new("/"), modules)?;
    Ok(sum(&sizes))
}

struct Size {
    name: String,
    raw: u64,
    compressed: u64,
}

/// The page, what it names in its attributes, and the scripts that the dashboard's own script imports.
/// The list of images, where a visit begins, is in the main part; no other is counted.
fn loaded(page: &str, dist: &Path) -> Result<Vec<PathBuf>> {
    let page = without_parts(page)?;
    let mut files = vec![dist.join("index.html")];
    for value in page.split('"').skip(1).step_by(2) {
        let file = dist.join(value.trim_start_matches('/'));
        if !value.is_empty() && file.is_file() && !files.contains(&file) {
            files.push(file);
        }
    }
    let snippets = dist.join("snippets");
    if snippets.is_dir() {
        files.extend(paths::files_below(&snippets)?);
    }
    Ok(files)
}

/// The page without the attribute that names the parts of the dashboard (`xtask/split.mjs`).
fn without_parts(page: &str) -> Result<String> {
    let (before, rest) = page.split_once(" data-parts='").context("the page names no parts")?;
    let (_, after) = rest.split_once('\'').context("the page's parts have no end")?;
    Ok(format!("{before}{after}"))
}

/// The modules that are deployed: worker-build leaves them at the top of its output.
fn modules(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).context("cannot read the worker's folder")? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "js" || extension == "wasm") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Compresses with Node.js, which brings the reference implementations of both formats.
fn measure(toolbox: &Toolbox, format: &str, base: &Path, files: &[PathBuf]) -> Result<Vec<Size>> {
    let output = toolbox
        .command("node")?
        .args(["xtask/compressed-sizes.mjs", format])
        .args(files)
        .output()
        .context("cannot run node")?;
    if !output.status.success() {
        bail!("cannot compress: {}", String::from_utf8_lossy(&output.stderr));
    }
    let sizes: Vec<Value> = serde_json::from_slice(&output.stdout)?;
    files
        .iter()
        .zip(&sizes)
        .map(|(file, size)| {
            Ok(Size {
                name: file.strip_prefix(base)?.display().to_string(),
                raw: size["raw"].as_u64().context("no size")?,
                compressed: size["compressed"].as_u64().context("no compressed size")?,
            })
        })
        .collect()
}

fn sum(sizes: &[Size]) -> (u64, u64) {
    sizes.iter().fold((0, 0), |sum, size| (sum.0 + size.raw, sum.1 + size.compressed))
}

/// Files that are loaded together.
pub(super) struct Load {
    title: &'static str,
    sizes: Vec<Size>,
    budget: Option<u64>,
}

impl Load {
    /// Bytes of all of them.
    pub(super) fn compressed(&self) -> u64 {
        sum(&self.sizes).1
    }

    /// Prints each file and the sum, and tells whether the budget is kept.
    pub(super) fn print(&self) -> bool {
        println!("\n{}\n{:>10}  {:>10}", self.title, "raw", "compressed");
        for Size { name, raw, compressed } in &self.sizes {
            println!("{raw:>10}  {compressed:>10}  {name}");
        }
        let (raw, compressed) = sum(&self.sizes);
        let kept = self.budget.is_none_or(|budget| compressed <= budget);
        let verdict = if kept { "within" } else { "over" };
        let budget = self.budget.map(|budget| format!(", {verdict} the budget of {budget} bytes"));
        println!("{raw:>10}  {compressed:>10}  total{}", budget.unwrap_or_default());
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_load_is_the_page_and_each_file_it_names_once_but_no_part() -> Result<()> {
        let folder = tempfile::tempdir()?;
        for name in ["index.html", "boot.js", "app-1.js", "form.wasm", "later.css"] {
            fs::write(folder.path().join(name), name)?;
        }
        fs::create_dir(folder.path().join("snippets"))?;
        fs::write(folder.path().join("snippets/glue.js"), "")?;
        let page = r#"<base href="/"><script src="/boot.js" data-js="/app-1.js"
            data-parts='{"register":["form.wasm"]}'></script>
            <link rel="modulepreload" href="/app-1.js"><a href="https://example.com/">x</a>"#;
        let names: Vec<_> = loaded(page, folder.path())?
            .iter()
            .filter_map(|file| Some(file.strip_prefix(folder.path()).ok()?.display().to_string()))
            .collect();
        assert_eq!(names, ["index.html", "boot.js", "app-1.js", "snippets/glue.js"]);
        Ok(())
    }
}
