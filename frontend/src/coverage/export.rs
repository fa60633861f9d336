//! Files of what is shown: the grid as CSV, and region → AMI for the tools that use it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value, json};
use shared::run::map::{AmiMap, MapFormat};

use super::model::{Cell, Coverage, Row, State};
use super::words;

/// The grid: a line for each row, a column for each region with the AMI ids that are there, or else the
/// state in one word.
pub fn grid(coverage: &Coverage, rows: &[Arc<Row>]) -> String {
    let mut out = String::from("name,os,architecture");
    for column in &coverage.columns {
        out.extend([",", column.region.as_str()]);
    }
    out.push_str(LINE);
    for row in rows {
        let key = &row.key;
        let cells = row.cells.iter().map(|cell| {
            let amis: Vec<&str> =
                cell.copies.iter().map(|entry| entry.image.cloud_image_id.text()).collect();
            let amis = amis.join(" ");
            let state = words::code(cell);
            match (state, amis.trim()) {
                (_, "") => state.to_owned(),
                ("present", amis) => amis.to_owned(),
                (_, amis) => format!("{amis} {state}"),
            }
        });
        let key = [&key.name, &key.os, &key.architecture].map(String::clone);
        let cells: Vec<String> = key.into_iter().chain(cells).map(|text| field(&text)).collect();
        out.push_str(&cells.join(","));
        out.push_str(LINE);
    }
    out
}

/// What ends a line of CSV (RFC 4180).
const LINE: &str = "\r\n";

/// A field of CSV. A spreadsheet would take one that begins like a formula for one: it gets an
/// apostrophe in front, which spreadsheets do not show.
fn field(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

/// Region → AMI of these rows in one text. One row is written as a copy run writes its map; several go
/// under their names, with system and architecture where a name alone would fit two.
pub fn map(coverage: &Coverage, rows: &[Arc<Row>], format: MapFormat) -> String {
    let titles: Vec<String> = rows.iter().map(|row| title(row, rows)).collect();
    let maps: Vec<AmiMap<'_>> = rows
        .iter()
        .zip(&titles)
        .map(|(row, title)| {
            let cells = coverage.columns.iter().zip(&row.cells);
            AmiMap::new(title, cells.map(|(column, cell)| (column.region.as_str(), ami(cell))))
        })
        .collect();
    match (maps.as_slice(), format) {
        ([only], format) => only.write(format),
        (maps, MapFormat::Json) => {
            let maps: Vec<String> =
                maps.iter().map(|map| map.write(format).trim_end().to_owned()).collect();
            format!("[\n{}\n]\n", maps.join(",\n"))
        }
        (maps, MapFormat::Csv) => csv(&titles, maps),
        (maps, MapFormat::Terraform) => terraform(&titles, maps),
        (maps, MapFormat::CloudFormation) => cloud_formation(&titles, maps),
        (maps, MapFormat::Packer) => titles
            .iter()
            .zip(maps)
            .flat_map(|(title, map)| {
                ["# ".to_owned(), one_line(title), "\n".to_owned(), map.write(format)]
            })
            .collect(),
    }
}

fn title(row: &Row, rows: &[Arc<Row>]) -> String {
    let key = &row.key;
    let of_name = rows.iter().filter(|other| other.key.name == key.name).count();
    if of_name > 1 {
        format!("{} ({}, {})", key.name, key.os, key.architecture)
    } else {
        key.name.clone()
    }
}

/// The AMI that a region offers: none that is about to go.
fn ami(cell: &Cell) -> Result<&str, &'static str> {
    let stays = cell.state != State::PendingDelete;
    let best = cell.copies.first().filter(|_| stays);
    best.map(|entry| entry.image.cloud_image_id.text()).ok_or(words::code(cell))
}

fn csv(titles: &[String], maps: &[AmiMap<'_>]) -> String {
    let mut out = format!("image,region,ami,state{LINE}");
    for (title, map) in titles.iter().zip(maps) {
        for (region, ami) in map.rows() {
            let (ami, state) = (ami.unwrap_or_default(), ami.err().unwrap_or("known"));
            out.extend([&field(title), ",", region, ",", ami, ",", state, LINE]);
        }
    }
    out
}

fn terraform(titles: &[String], maps: &[AmiMap<'_>]) -> String {
    let mut out = String::from("amis = {\n");
    for (title, map) in titles.iter().zip(maps) {
        // In a text of Terraform these two begin something that is filled in.
        let title = quoted(&title.replace("${", "$${").replace("%{", "%%{"));
        out.extend(["  ", &title, " = {\n"]);
        for (region, ami) in map.rows() {
            match ami {
                Ok(ami) => out.extend(["    ", &quoted(region), " = ", &quoted(ami), "\n"]),
                Err(state) => out.extend(["    # not known: ", region, " (", state, ")\n"]),
            }
        }
        out.push_str("  }\n");
    }
    out.push_str("}\n");
    out
}

/// `!FindInMap [RegionMap, !Ref AWS::Region, GoldenWeb]`: below a region only letters and digits can be
/// names, so that the metadata say which is whose.
fn cloud_formation(titles: &[String], maps: &[AmiMap<'_>]) -> String {
    let names = alphanumeric(titles);
    let mut regions: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
    let mut missing = Map::new();
    for ((name, title), map) in names.iter().zip(titles).zip(maps) {
        let mut states = Map::new();
        for (region, ami) in map.rows() {
            match ami {
                Ok(ami) => {
                    drop(regions.entry(region).or_default().insert(name.clone(), (*ami).into()));
                }
                Err(state) => drop(states.insert((*region).to_owned(), (*state).into())),
            }
        }
        missing.insert(name.clone(), json!({"image": title, "missing": states}));
    }
    let template = json!({"Metadata": {"images": missing}, "Mappings": {"RegionMap": regions}});
    serde_json::to_string_pretty(&template).unwrap_or_default() + "\n"
}

/// `golden-web` → `GoldenWeb`, each one of its own.
fn alphanumeric(titles: &[String]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for title in titles {
        let words = title.split(|c: char| !c.is_ascii_alphanumeric());
        let name: String = words
            .filter_map(|word| {
                Some([&word.get(..1)?.to_ascii_uppercase(), word.get(1..)?].concat())
            })
            .collect();
        let taken = |name: &String| name.is_empty() || names.contains(name);
        let mut free = name.clone();
        let mut number = 2_u32;
        while taken(&free) {
            free = format!("{name}{number}");
            number += 1;
        }
        names.push(free);
    }
    names
}

fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
