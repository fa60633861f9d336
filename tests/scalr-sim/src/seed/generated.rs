//! More images than a person would make by hand: names over all EC2 regions, with gaps.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Sample, SampleStatus};
use crate::clock;
use crate::clouds::EC2_REGIONS;
use crate::ids;
use crate::model::Image;
use crate::scope::{ACCOUNT, Scope};

/// The added dates are spread evenly over this time before the start.
const SPREAD: TimeDelta = TimeDelta::days(730);

const ROLES: [&str; 10] =
    ["api", "auth", "batch", "billing", "cache", "edge", "mail", "queue", "search", "web"];

const SYSTEMS: [&str; 6] =
    ["ubuntu-22-04", "ubuntu-24-04", "debian-12-x", "amazon-2023", "redhat-9-x", "windows-2022"];

/// So many images, numbered from `first`. Environment 5 sees all of them.
pub(super) fn images(
    first: usize,
    count: usize,
    start: DateTime<Utc>,
) -> impl Iterator<Item = Image> {
    let places = (0..).flat_map(|name: usize| {
        EC2_REGIONS
            .into_iter()
            .filter(move |region| is_there(name, region))
            .map(move |region| (name, region))
    });
    places.take(count).enumerate().map(move |(at, (name, region))| {
        let mut image = sample(name, region).image(first + at, start);
        image.name = format!("golden-{}-{name:04}", ROLES[name % ROLES.len()]);
        image.source = "BundleTask";
        let left = i32::try_from(count - at).unwrap_or(i32::MAX);
        let all = i32::try_from(count).unwrap_or(i32::MAX);
        image.added = Some(clock::scalr_form(start - SPREAD / all * left));
        image
    })
}

/// Four out of five regions have a copy.
fn is_there(name: usize, region: &str) -> bool {
    !ids::number(&format!("{name} in {region}")).is_multiple_of(5)
}

fn sample(name: usize, location: &'static str) -> Sample {
    let os = SYSTEMS[name % SYSTEMS.len()];
    // One copy in two hundred differs from its siblings.
    let differs = ids::number(&format!("{name} differs in {location}")).is_multiple_of(200);
    Sample {
        owner: match name % 10 {
            0 => Scope::Global,
            1 => Scope::Account(ACCOUNT),
            _ => Scope::Environment(5),
        },
        name: "",
        platform: "ec2",
        location,
        cloud_image_id: "",
        os,
        architecture: "x86_64",
        kind: "ebs-hvm",
        size: if differs { 20 } else { 8 },
        agent: !differs,
        deprecated: name % 25 == 24,
        status: SampleStatus::Active,
        days: 0,
        used: None,
    }
}
