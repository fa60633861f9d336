//! What the form says about its fields on each platform.

use shared::platform::{CloudPlatform, LocationRule};
use shared::region::Region;

use crate::text;

/// How much a field is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The API refuses a request without it.
    Required,
    /// The API takes a request without it, which is of little use on this platform.
    Needed,
    /// It may be left out.
    Optional,
    /// There is nothing to fill in.
    Nothing,
}

impl Need {
    /// The word beside the label.
    pub fn word(self) -> &'static str {
        match self {
            Self::Required => text::register().required,
            Self::Needed => text::register().needed,
            Self::Optional => text::register().optional,
            Self::Nothing => text::register().nothing,
        }
    }
}

/// Whether a platform needs a location.
pub fn location_need(platform: Option<&CloudPlatform>) -> Need {
    match platform.map(CloudPlatform::location_rule) {
        Some(LocationRule::Region | LocationRule::Named) => Need::Needed,
        Some(LocationRule::Global) => Need::Nothing,
        Some(LocationRule::Free) | None => Need::Optional,
    }
}

/// What to give as location, or which place was given.
pub fn location_hint(platform: Option<&CloudPlatform>, typed: &str) -> String {
    let Some(platform) = platform else {
        return text::register().platform_first.to_owned();
    };
    let title = platform.title();
    match platform.location_rule() {
        LocationRule::Region => match place(typed) {
            Some(place) => text::fill(text::register().region_known, &[("place", &place)]),
            None => text::register().region_hint.to_owned(),
        },
        LocationRule::Global => {
            text::fill(text::register().location_global, &[("platform", &title)])
        }
        LocationRule::Named => text::fill(text::register().location_named, &[("platform", &title)]),
        LocationRule::Free => text::fill(text::register().location_free, &[("platform", &title)]),
    }
}

/// The name of a region that is on the public list.
fn place(typed: &str) -> Option<&'static str> {
    let region: Region = typed.trim().parse().ok()?;
    region.info().map(|info| info.place)
}

/// What an image's id looks like on a platform (forms: the Scalr server's clouds).
pub fn image_id_hint(platform: Option<&CloudPlatform>) -> &'static str {
    match platform {
        Some(CloudPlatform::Ec2) => text::register().ami_hint,
        Some(CloudPlatform::Gce) => text::register().gce_hint,
        Some(CloudPlatform::Azure) => "Publisher/Offer/Sku/Version",
        _ => text::register().id_hint,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::{Checked, Draft, Field};
    use shared::scope::Scope;

    fn advice(draft: &Draft, field: Field) -> Vec<String> {
        Checked::new(draft, Scope::Global).advice.of(field).to_vec()
    }

    #[test]
    fn a_location_is_called_needed_exactly_where_the_rules_miss_it() {
        for platform in CloudPlatform::KNOWN {
            let draft = Draft { platform: Some(platform.clone()), ..Draft::default() };
            let missed = !advice(&draft, Field::CloudLocation).is_empty();
            assert_eq!(location_need(Some(platform)) == Need::Needed, missed, "{platform}");
        }
        assert_eq!(location_need(Some(&CloudPlatform::Gce)), Need::Nothing);
        assert_eq!(location_need(Some(&CloudPlatform::Vmware)), Need::Optional);
        assert_eq!(location_need(None), Need::Optional);
    }

    #[test]
    fn a_known_region_is_named() {
        let hint = |typed| location_hint(Some(&CloudPlatform::Ec2), typed);
        let known: Region = "eu-west-1".parse().expect("a region");
        let place = known.info().expect("a public region").place;
        assert_eq!(
            hint(" eu-west-1 "),
            format!("{place}. Each region has an image and an AMI id of its own")
        );
        for typed in ["", "eu-west", "eu-west-99"] {
            assert_eq!(hint(typed), "The region that the AMI is in, for example eu-west-1");
        }
    }

    #[test]
    fn platforms_without_locations_say_so() {
        assert_eq!(
            location_hint(Some(&CloudPlatform::Azure), "x"),
            "Images of Microsoft Azure are global: Scalr keeps no location, so null is sent"
        );
    }

    #[test]
    fn the_example_of_an_ami_is_one() {
        let hint = image_id_hint(Some(&CloudPlatform::Ec2));
        let example = hint.rsplit(' ').next().unwrap_or_default();
        let draft = Draft { cloud_image_id: example.to_owned(), ..Draft::default() };
        assert_eq!(advice(&draft, Field::CloudImageId), [""; 0]);
    }
}
