//! The files that are served while it is measured: the dashboard as it was built, and beside it the
//! page of React, which is not part of the product.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::{
    bench::size::{self, Load},
    paths,
    process::Supervisor,
    report::Step,
    tools::Toolbox,
};

const SOURCE: &str = "tests/bench/dashboard/react";

/// A copy of `dist/` with more in it.
pub(super) struct Site {
    folder: TempDir,
}

impl Site {
    /// Copies the one and builds the other.
    pub(super) fn make(supervisor: &mut Supervisor, toolbox: &Toolbox) -> Result<Self> {
        let step = Step::begin("Building the page of React", "1 s");
        let folder = TempDir::with_prefix("scalr-images-site-").context("no temporary folder")?;
        copy(&paths::root().join("dist"), folder.path())?;
        let page = paths::root().join(SOURCE).join("index.html");
        fs::copy(page, folder.path().join("react.html")).context("cannot copy the page")?;
        supervisor.run_checked(
            "esbuild",
            toolbox
                .command("esbuild")?
                .args(["main.tsx", "style.css"].map(|name| format!("{SOURCE}/{name}")))
                .args(["--bundle", "--minify", "--format=esm", "--target=es2024"])
                .args(["--log-level=warning", r#"--define:process.env.NODE_ENV="production""#])
                .arg(format!("--outdir={}", folder.path().join("react").display())),
        )?;
        step.done();
        Ok(Self { folder })
    }

    pub(super) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What a visit to the page of React loads.
    pub(super) fn react(&self, toolbox: &Toolbox) -> Result<Load> {
        let names = ["react.html", "react/main.js", "react/style.css"];
        let files: Vec<PathBuf> = names.iter().map(|name| self.folder().join(name)).collect();
        size::load_of(
            toolbox,
            "First load of the page of React, brotli quality 5",
            self.folder(),
            &files,
        )
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let path = entry?.path();
        let copied = to.join(path.file_name().context("a file without a name")?);
        if path.is_dir() {
            copy(&path, &copied)?;
        } else {
            fs::copy(&path, &copied).with_context(|| format!("cannot copy {}", path.display()))?;
        }
    }
    Ok(())
}
