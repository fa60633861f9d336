//! The workers that are compared.

use std::path::Path;

use anyhow::Result;

use super::row::Kind;
use crate::{bench::workerd::Program, process::Supervisor, tools::Toolbox};

/// One of them.
pub(super) struct Contender {
    pub(super) kind: Kind,
    pub(super) program: Program,
}

/// All of them. Those in JavaScript are bundled into `folder`, as wrangler would.
pub(super) fn all(
    supervisor: &mut Supervisor,
    toolbox: &Toolbox,
    folder: &Path,
) -> Result<Vec<Contender>> {
    let mut all = vec![Contender { kind: Kind::Edge, program: Program::released()? }];
    for (kind, name) in [
        (Kind::PassThrough, "pass-through"),
        (Kind::Bounded, "bounded"),
        (Kind::Hono, "hono"),
        (Kind::HonoContract, "hono-contract"),
    ] {
        let bundle = folder.join(name).with_extension("js");
        supervisor.run_checked(
            "esbuild",
            toolbox
                .command("esbuild")?
                .arg(format!("tests/bench/workers/{name}.ts"))
                .args(["--bundle", "--minify", "--format=esm", "--target=es2024"])
                .args(["--conditions=workerd", "--log-level=warning"])
                .arg(format!("--outfile={}", bundle.display())),
        )?;
        all.push(Contender { kind, program: Program::of_module(bundle)? });
    }
    Ok(all)
}
