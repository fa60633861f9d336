//! Fingerprints the crate's sources for `shared::SCHEMA`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use sha2::{Digest, Sha256};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=src");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let mut sources = Vec::new();
    collect(&root.join("src"), &mut sources)?;
    // Sorted, because the order of a directory listing differs between machines.
    sources.sort();
    let mut hash = Sha256::new();
    for path in sources {
        let name = path.strip_prefix(&root).map_err(io::Error::other)?;
        hash.update(name.to_string_lossy().as_bytes());
        hash.update([0]);
        hash.update(fs::read(&path)?);
    }
    let mut schema = String::from("sha256-");
    for byte in hash.finalize() {
        write!(schema, "{byte:02x}").map_err(io::Error::other)?;
    }
    println!("cargo::rustc-env=SHARED_SCHEMA={schema}");
    Ok(())
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, into)?;
        } else {
            into.push(path);
        }
    }
    Ok(())
}
