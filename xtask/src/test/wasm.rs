//! Tests of single crates in a headless browser.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use serde_json::Value;
use tempfile::TempDir;

use super::Count;
use crate::{
    paths,
    process::Supervisor,
    setup,
    tools::{Browser, Toolbox},
};

const CRATES: [&str; 2] = ["shared", "frontend"];

pub(super) fn run(supervisor: &mut Supervisor, filter: &[String]) -> Result<Count> {
    let toolbox = setup::for_wasm_tests(supervisor)?;
    let browser = Browser::ensure(supervisor)?;
    supervisor.kill_strays_at_the_end();
    let mut sum = Count::default();
    for name in CRATES {
        sum = sum.plus(run_crate(supervisor, &toolbox, &browser, name, filter)?);
    }
    Ok(sum)
}

fn run_crate(
    supervisor: &mut Supervisor,
    toolbox: &Toolbox,
    browser: &Browser,
    name: &str,
    filter: &[String],
) -> Result<Count> {
    let folder = TempDir::with_prefix("scalr-images-").context("no temporary folder")?;
    let capabilities = write_capabilities(browser, name, folder.path())?;
    let mut command = toolbox.command("wasm-pack")?;
    command
        .args(["test", "--headless", "--chrome", "--mode", "no-install", "--chromedriver"])
        .arg(&browser.driver)
        // The first `--` ends wasm-pack's own options, the second those of `cargo build`.
        .args([name, "--", "--"])
        .args(filter)
        // wasm-bindgen gives a whole crate 20 s, which a busy machine may need for the start alone.
        .env("WASM_BINDGEN_TEST_TIMEOUT", "180")
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", capabilities);
    let (status, lines) =
        supervisor.run_reading(&format!("wasm-pack test {name}"), &mut command)?;
    Ok(Count::of_cargo(&lines, status))
}

/// The crate's own `webdriver.json`, with the browser that is on this machine.
fn write_capabilities(browser: &Browser, name: &str, folder: &Path) -> Result<PathBuf> {
    let source = paths::root().join(name).join("webdriver.json");
    let text =
        fs::read_to_string(&source).with_context(|| format!("cannot read {}", source.display()))?;
    let mut capabilities: Value =
        serde_json::from_str(&text).with_context(|| format!("{} is not JSON", source.display()))?;
    let program = browser.program.to_str().context("the browser's path is not text")?;
    capabilities["goog:chromeOptions"]["binary"] = program.into();
    let path = folder.join("webdriver.json");
    let mut file = fs::File::create(&path).context("cannot write webdriver.json")?;
    file.write_all(capabilities.to_string().as_bytes()).context("cannot write webdriver.json")?;
    Ok(path)
}
