use std::{env, fs};

use super::*;

mod agreement;
mod contract;
mod reached;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");

#[test]
fn the_document_is_what_the_types_and_tables_say() {
    let mut generated = serde_json::to_string_pretty(&document::generate()).expect("JSON");
    generated.push('\n');
    if env::var_os("UPDATE_OPENAPI").is_some() {
        fs::write(FILE, &generated).expect("the document can be written");
    }
    let committed = fs::read_to_string(FILE).expect("the document is there");
    assert!(
        committed == generated,
        "edge/openapi.json is out of date: write it with `UPDATE_OPENAPI=1 cargo test -p edge openapi`"
    );
}
