//! The columns of the grid: regions under their geography.

use std::collections::BTreeSet;

use shared::region::{Geography, Partition, REGIONS, Region};

use crate::images::destinations::geography;
use crate::text;

/// A region of the grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Which.
    pub region: Region,
    /// False where no image is there: somebody has added it, and may take it away again.
    pub in_use: bool,
    /// Whether another heading begins here.
    pub first: bool,
}

/// Regions under one heading, next to each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The heading.
    pub title: String,
    /// A name of few letters, for few columns.
    short: &'static str,
    /// How many columns it spans.
    pub span: usize,
}

/// Regions in use and added ones, each once, by geography and partition. Those that are not on the
/// public list come last, under a heading for each partition.
pub fn columns(in_use: &BTreeSet<Region>, added: &[Region]) -> Vec<Column> {
    let mut regions: BTreeSet<&Region> = in_use.iter().collect();
    regions.extend(added);
    let column = |region: &Region| Column {
        region: region.clone(),
        in_use: in_use.contains(region),
        first: false,
    };
    let mut columns: Vec<Column> = regions.into_iter().map(column).collect();
    // The public list is in the order of geographies.
    let place = |region: &Region| REGIONS.iter().position(|info| info.code == region.as_str());
    columns.sort_by_cached_key(|column| {
        (place(&column.region).unwrap_or(usize::MAX), column.region.partition())
    });
    let mut before = None;
    for column in &mut columns {
        let title = title(&column.region);
        column.first = before.replace(title.clone()).is_none_or(|before| before != title);
    }
    columns
}

/// The headings over these columns.
pub fn groups(columns: &[Column]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for column in columns {
        match groups.last_mut() {
            Some(last) if !column.first => last.span += 1,
            _ => groups.push(Group {
                title: title(&column.region),
                short: short(&column.region),
                span: 1,
            }),
        }
    }
    groups
}

fn title(region: &Region) -> String {
    match (region.info().map(|info| info.geography), region.partition()) {
        (Some(of), _) => geography(of).to_owned(),
        (None, Partition::Aws) => text::regions().other.to_owned(),
        (None, partition) => {
            text::fill(text::regions().other_of, &[("partition", &partition.as_str())])
        }
    }
}

fn short(region: &Region) -> &'static str {
    let it = text::coverage();
    match region.info().map(|info| info.geography) {
        Some(Geography::UnitedStates) => it.short_us,
        Some(Geography::Americas) => it.short_americas,
        Some(Geography::MiddleEastAfrica) => it.short_mea,
        Some(Geography::GovCloud) => it.short_gov,
        Some(Geography::EuropeanSovereign) => it.short_sovereign,
        Some(of) => geography(of),
        None => it.short_other,
    }
}

impl Group {
    /// The heading where there is room for it, when a column has room for so many letters; else the short
    /// name, for which columns are made wider.
    pub fn fitting(&self, letters: usize) -> &str {
        if self.title.len() <= self.span * letters { &self.title } else { self.short }
    }
}

/// Regions of the public list that are no column yet: what can be added.
pub fn addable(columns: &[Column]) -> impl Iterator<Item = &'static str> {
    let is_there = |code: &str| columns.iter().any(|column| column.region.as_str() == code);
    REGIONS.iter().map(|info| info.code).filter(move |code| !is_there(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn regions(codes: &[&str]) -> Vec<Region> {
        codes.iter().map(|code| code.parse().expect("a region")).collect()
    }

    #[test]
    fn regions_stand_by_geography_and_partition_whoever_brought_them() {
        let in_use = regions(&[
            "us-iso-east-1",
            "zz-west-1",
            "eu-west-1",
            "us-east-1",
            "us-gov-west-1",
            "aa-west-1",
        ]);
        let added = regions(&["eu-central-1", "us-east-1"]);
        let columns = columns(&in_use.into_iter().collect(), &added);
        let codes: Vec<&str> = columns.iter().map(|column| column.region.as_str()).collect();
        assert_eq!(
            codes,
            [
                "us-east-1",
                "eu-central-1",
                "eu-west-1",
                "us-gov-west-1",
                "aa-west-1",
                "zz-west-1",
                "us-iso-east-1"
            ]
        );
        let added: Vec<&str> = columns
            .iter()
            .filter(|column| !column.in_use)
            .map(|column| column.region.as_str())
            .collect();
        assert_eq!(added, ["eu-central-1"]);
        let groups = groups(&columns);
        let titles: Vec<(&str, usize)> =
            groups.iter().map(|group| (&*group.title, group.span)).collect();
        assert_eq!(
            titles,
            [
                ("United States", 1),
                ("Europe", 2),
                ("GovCloud (US)", 1),
                ("Other regions", 2),
                ("Other regions (aws-iso)", 1)
            ]
        );
        let short: Vec<&str> = groups.iter().map(|group| group.fitting(5)).collect();
        assert_eq!(short, ["US", "Europe", "GovCloud", "Other", "Other"]);
        assert_eq!(addable(&columns).count(), REGIONS.len() - 4);
    }
}
