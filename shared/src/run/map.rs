//! The region → AMI map of an image, for the tools that use it.

use crate::order::in_order;

use super::{CopyRun, RegionState, RunRegion};

/// A way to write the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MapFormat {
    /// One JSON object.
    Json,
    /// Comma-separated values with a heading.
    Csv,
    /// A Terraform variable file.
    Terraform,
    /// The `Mappings` of a `CloudFormation` template.
    CloudFormation,
    /// `region:ami,…`, as Packer writes its artifact.
    Packer,
}

impl MapFormat {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Json, Self::Csv, Self::Terraform, Self::CloudFormation, Self::Packer];
    /// Their names in `?format=`, in the same order.
    pub const NAMES: [&'static str; 5] = ["json", "csv", "terraform", "cloudformation", "packer"];

    /// Its name.
    pub fn name(self) -> &'static str {
        let [json, csv, terraform, cloud_formation, packer] = Self::NAMES;
        match self {
            Self::Json => json,
            Self::Csv => csv,
            Self::Terraform => terraform,
            Self::CloudFormation => cloud_formation,
            Self::Packer => packer,
        }
    }

    /// The format of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// Content type of what is written.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Json | Self::CloudFormation => "application/json",
            Self::Csv => "text/csv",
            Self::Terraform | Self::Packer => "text/plain",
        }
    }

    /// How a file of this kind usually ends.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Json | Self::CloudFormation => "json",
            Self::Csv => "csv",
            Self::Terraform => "auto.tfvars",
            Self::Packer => "txt",
        }
    }
}

/// A region, and the AMI in it or the state that says why there is none.
pub type Row<'r> = (&'r str, Result<&'r str, &'r str>);

/// The AMIs of one image by region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AmiMap<'r> {
    /// The image's name.
    image: &'r str,
    /// The run that it comes of, where it comes of one.
    run: Option<&'r str>,
    rows: Vec<Row<'r>>,
}

/// Writes the map of a run. The region that was copied from is in it, and regions that had the image
/// already; regions whose AMI is not known are named with their state.
pub fn render(run: &CopyRun, format: MapFormat) -> String {
    let image = &run.image;
    let (from, ami) = (image.cloud_location.as_str(), image.cloud_image_id.as_str());
    let source = (is_plain(from) && is_plain(ami)).then_some((from, Ok(ami)));
    let others = run.regions.iter().flatten().filter(|row| row.region != from);
    let others = others.map(|row| (row.region.as_str(), row.ami().ok_or(state(row))));
    let rows = source.into_iter().chain(others);
    AmiMap { run: Some(&run.id), ..AmiMap::new(&image.name, rows) }.write(format)
}

impl<'r> AmiMap<'r> {
    /// The map of an image: what is known of each region, in any order. An AMI id that cannot stand
    /// in every format as it is counts as unknown.
    pub fn new(image: &'r str, rows: impl IntoIterator<Item = Row<'r>>) -> Self {
        let plain = |ami: &'r str| if is_plain(ami) { Ok(ami) } else { Err(UNKNOWN) };
        let rows = rows.into_iter().map(|(region, ami)| (region, ami.and_then(plain)));
        let rows = in_order(rows, Ord::cmp);
        Self { image, run: None, rows }
    }

    /// The regions by name.
    pub fn rows(&self) -> &[Row<'r>] {
        &self.rows
    }

    /// Writes it.
    pub fn write(&self, format: MapFormat) -> String {
        match format {
            MapFormat::Json => json(self),
            MapFormat::Csv => csv(&self.rows),
            MapFormat::Terraform => terraform(self),
            MapFormat::CloudFormation => cloud_formation(self),
            MapFormat::Packer => packer(&self.rows),
        }
    }
}

/// What stands for the state of a region that has an AMI which is not known.
const UNKNOWN: &str = "unknown";

/// Whether a text of Scalr's can stand in each of the formats as it is. Every region and AMI id can.
fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn state(row: &RunRegion) -> &str {
    match row.state {
        // Scalr has accepted it and did not say what it made.
        RegionState::Accepted | RegionState::Listed | RegionState::Skipped => UNKNOWN,
        ref state => state.as_str(),
    }
}

/// A JSON text, which is a text of Terraform too as long as nothing in it is to be filled in.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// Lines of these rows, each behind `indent` and with a comma between them.
fn members<'r>(
    out: &mut String,
    indent: &str,
    rows: impl Iterator<Item = (&'r str, &'r str)>,
    wrap: [&str; 2],
) {
    let mut first = true;
    for (region, text) in rows {
        out.push_str(if first { "\n" } else { ",\n" });
        first = false;
        for part in [indent, &quoted(region), ": ", wrap[0], &quoted(text), wrap[1]] {
            out.push_str(part);
        }
    }
}

fn known<'r>(rows: &[Row<'r>]) -> impl Iterator<Item = (&'r str, &'r str)> {
    rows.iter().filter_map(|(region, ami)| Some((*region, ami.ok()?)))
}

fn missing<'r>(rows: &[Row<'r>]) -> impl Iterator<Item = (&'r str, &'r str)> {
    rows.iter().filter_map(|(region, ami)| Some((*region, ami.err()?)))
}

fn json(map: &AmiMap<'_>) -> String {
    let mut out = String::from("{\n  \"image\": ");
    out.push_str(&quoted(map.image));
    if let Some(run) = map.run {
        out.push_str(",\n  \"run\": ");
        out.push_str(&quoted(run));
    }
    out.push_str(",\n  \"amis\": {");
    members(&mut out, "    ", known(&map.rows), ["", ""]);
    out.push_str("\n  },\n  \"missing\": {");
    members(&mut out, "    ", missing(&map.rows), ["", ""]);
    out.push_str("\n  }\n}\n");
    out
}

fn cloud_formation(map: &AmiMap<'_>) -> String {
    let mut out = String::from("{\n  \"Metadata\": {\n    \"image\": ");
    out.push_str(&quoted(map.image));
    out.push_str(",\n    \"missing\": {");
    members(&mut out, "      ", missing(&map.rows), ["", ""]);
    out.push_str("\n    }\n  },\n  \"Mappings\": {\n    \"RegionMap\": {");
    members(&mut out, "      ", known(&map.rows), ["{ \"AMI\": ", " }"]);
    out.push_str("\n    }\n  }\n}\n");
    out
}

fn terraform(map: &AmiMap<'_>) -> String {
    let mut out = String::from("#");
    let mut before = " ";
    if is_plain(map.image) {
        out.push_str(before);
        out.push_str(map.image);
        before = ", ";
    }
    if let Some(run) = map.run {
        for part in [before, "copy run ", run] {
            out.push_str(part);
        }
    }
    comments(&mut out, &map.rows);
    out.push_str("\namis = {\n");
    for (region, ami) in known(&map.rows) {
        for part in ["  ", &quoted(region), " = ", &quoted(ami), "\n"] {
            out.push_str(part);
        }
    }
    out.push_str("}\n");
    out
}

fn csv(rows: &[Row<'_>]) -> String {
    let mut out = String::from("region,ami,state\n");
    for (region, ami) in rows {
        for part in [region, ",", ami.unwrap_or_default(), ",", ami.err().unwrap_or("known"), "\n"]
        {
            out.push_str(part);
        }
    }
    out
}

fn packer(rows: &[Row<'_>]) -> String {
    let mut out = String::new();
    for (region, ami) in known(rows) {
        if !out.is_empty() {
            out.push(',');
        }
        for part in [region, ":", ami] {
            out.push_str(part);
        }
    }
    comments(&mut out, rows);
    out.push('\n');
    out
}

/// A comment for each region that is not in the map.
fn comments(out: &mut String, rows: &[Row<'_>]) {
    for (region, state) in missing(rows) {
        for part in ["\n# not known: ", region, " (", state, ")"] {
            out.push_str(part);
        }
    }
}

#[cfg(test)]
mod tests;
