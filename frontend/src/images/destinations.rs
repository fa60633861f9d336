//! Which regions a copy can go to, grouped as they are shown.

use shared::cloud_location::CloudLocation;
use shared::copy::{Destination, destination};
use shared::image::Image;
use shared::order::in_order;
use shared::platform::CloudPlatform;
use shared::region::{Geography, Partition, REGIONS, Region};
use shared::run::sets::RegionSet;

use crate::text;

/// One region in the picker.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The region.
    pub region: Region,
    /// Where it is, for people; `""` where the region is not on the public list.
    pub place: &'static str,
    /// What it is to the copy.
    pub destination: Destination,
}

impl Choice {
    /// False where Scalr would refuse.
    pub fn is_selectable(&self) -> bool {
        matches!(self.destination, Destination::Open | Destination::Present { .. })
    }
}

/// Regions under one heading.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The heading.
    pub title: &'static str,
    /// The regions, in the order of the public list.
    pub choices: Vec<Choice>,
}

/// The name of a geography.
pub fn geography(geography: Geography) -> &'static str {
    let it = text::regions();
    match geography {
        Geography::UnitedStates => it.united_states,
        Geography::Americas => it.americas,
        Geography::Europe => it.europe,
        Geography::MiddleEastAfrica => it.middle_east_africa,
        Geography::AsiaPacific => it.asia_pacific,
        Geography::China => it.china,
        Geography::GovCloud => it.gov_cloud,
        Geography::EuropeanSovereign => it.european_sovereign,
    }
}

/// The name of a set of regions that everybody has.
pub fn set(set: &RegionSet) -> &'static str {
    match (set.geography, set.partition) {
        (Some(of), _) => geography(of),
        (None, Partition::Aws) => text::regions().commercial,
        (None, Partition::China) => geography(Geography::China),
        (None, Partition::UsGov) => geography(Geography::GovCloud),
        (None, Partition::EuSovereign) => geography(Geography::EuropeanSovereign),
        (None, Partition::Isolated) => text::regions().isolated,
    }
}

/// Every region that a copy of `image` out of `from` may be thought of, by geography.
///
/// `live` are the locations that Scalr lists for the environment: where they are known they win
/// over the public list. `known` are the images of the scope, as far as they are known.
pub fn groups(
    image: &Image,
    from: &Region,
    known: &[Image],
    live: Option<&[CloudLocation]>,
) -> Vec<Group> {
    let offered = offered(from, live);
    let choice = |region: &Region| Choice {
        region: region.clone(),
        place: region.info().map_or("", |info| info.place),
        destination: destination(image, from, region, known),
    };
    let under = |geography: Option<Geography>| -> Vec<Choice> {
        offered
            .iter()
            .filter(|region| region.info().map(|info| info.geography) == geography)
            .map(choice)
            .collect()
    };
    let listed =
        Geography::ALL.into_iter().map(|g| Group { title: geography(g), choices: under(Some(g)) });
    let other = Group { title: text::regions().other, choices: under(None) };
    listed.chain([other]).filter(|group| !group.choices.is_empty()).collect()
}

fn offered(from: &Region, live: Option<&[CloudLocation]>) -> Vec<Region> {
    let mut offered: Vec<Region> = live
        .unwrap_or_default()
        .iter()
        .filter(|location| location.cloud_platform == CloudPlatform::Ec2)
        .filter_map(|location| location.cloud_location.parse().ok())
        .collect();
    if offered.is_empty() {
        offered.extend(REGIONS.iter().filter_map(|info| info.code.parse::<Region>().ok()));
    }
    offered.push(from.clone());
    let position = |region: &Region| REGIONS.iter().position(|info| info.code == region.as_str());
    let key = |region: &Region| (position(region).unwrap_or(usize::MAX), region.clone());
    let mut sorted = in_order(offered, |one, other| key(one).cmp(&key(other)));
    sorted.dedup();
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn image(region: &str, ami: &str) -> Image {
        serde_json::from_value(json!({"id": ami, "name": "golden-web", "cloudPlatform": "ec2",
            "cloudLocation": region, "cloudImageId": ami, "scope": "environment"}))
        .expect("an image")
    }

    fn region(code: &str) -> Region {
        code.parse().expect("a region")
    }

    fn live(codes: &[&str]) -> Vec<CloudLocation> {
        codes
            .iter()
            .map(|code| CloudLocation {
                cloud_location: (*code).to_owned(),
                cloud_platform: CloudPlatform::Ec2,
            })
            .collect()
    }

    #[test]
    fn without_a_live_list_the_public_one_is_offered_by_geography() {
        let source = image("us-east-1", "ami-1");
        let groups = groups(&source, &region("us-east-1"), &[], None);
        assert_eq!(groups.iter().map(|g| g.choices.len()).sum::<usize>(), REGIONS.len());
        assert_eq!(groups[0].title, "United States");
        assert_eq!(groups[0].choices[0].destination, Destination::Source);
        assert!(!groups[0].choices[0].is_selectable());
        let china = groups.iter().find(|g| g.title == "China").expect("a group");
        assert!(china.choices.iter().all(|choice| !choice.is_selectable()));
    }

    #[test]
    fn the_live_list_wins_and_keeps_regions_nobody_has_heard_of() {
        let source = image("us-east-1", "ami-1");
        let live = live(&["ap-west-9", "eu-west-1", "us-east-1", "not a region"]);
        let groups = groups(&source, &region("us-east-1"), &[], Some(&live));
        let titles: Vec<_> = groups.iter().map(|group| group.title).collect();
        assert_eq!(titles, ["United States", "Europe", "Other regions"]);
    }

    #[test]
    fn a_region_that_has_the_image_says_so_and_can_still_be_chosen() {
        let source = image("us-east-1", "ami-1");
        let known = [image("eu-west-1", "ami-2")];
        let groups = groups(&source, &region("us-east-1"), &known, Some(&live(&["eu-west-1"])));
        let choice = &groups[1].choices[0];
        assert_eq!(
            choice.destination,
            Destination::Present { cloud_image_ids: vec!["ami-2".to_owned()] }
        );
        assert!(choice.is_selectable());
    }

    #[test]
    fn the_source_is_shown_even_where_the_live_list_lacks_it() {
        let source = image("us-west-1", "ami-1");
        let groups = groups(&source, &region("us-west-1"), &[], Some(&live(&["eu-west-1"])));
        assert_eq!(groups[0].choices[0].region, region("us-west-1"));
    }
}
