//! Sample data: the same on every start, except that dates are relative to it. The first forty
//! images are made by hand to look like a real company's; any more are generated.

mod generated;
mod handmade;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::clock;
use crate::ids;
use crate::model::{Image, Role, Status};
use crate::scope::Scope;

/// What makes a sample image; the rest follows from it.
#[derive(Clone, Copy, Debug)]
struct Sample {
    owner: Scope,
    name: &'static str,
    platform: &'static str,
    /// Empty where the platform has none.
    location: &'static str,
    /// Empty for an AMI, which gets an id of its own.
    cloud_image_id: &'static str,
    os: &'static str,
    architecture: &'static str,
    kind: &'static str,
    size: u32,
    agent: bool,
    deprecated: bool,
    status: SampleStatus,
    /// How long before the start it was added.
    days: u32,
    /// How long before the start it was last used.
    used: Option<u32>,
}

#[derive(Clone, Copy, Debug)]
enum SampleStatus {
    Active,
    PendingDelete,
    Failed(&'static str),
}

impl Sample {
    /// The image with everything that follows; `index` makes its ids.
    fn image(self, index: usize, start: DateTime<Utc>) -> Image {
        let ago = |days: u32| clock::scalr_form(start - TimeDelta::days(days.into()));
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Image {
            owner: self.owner,
            id: ids::sample_image_id(index),
            name: self.name.into(),
            cloud_image_id: some(self.cloud_image_id).unwrap_or_else(|| ids::sample_ami_id(index)),
            cloud_platform: self.platform.into(),
            cloud_location: some(self.location),
            cloud_features: self.features(),
            architecture: self.architecture.into(),
            os: self.os.into(),
            size: Some(self.size),
            kind: some(self.kind),
            scalr_agent_installed: self.agent,
            cloud_init_installed: !self.agent,
            deprecated: self.deprecated,
            source: if self.name.starts_with("golden") { "BundleTask" } else { "Manual" },
            status: match self.status {
                SampleStatus::Active => Status::Active,
                SampleStatus::PendingDelete => Status::PendingDelete,
                SampleStatus::Failed(reason) => Status::Failed(reason),
            },
            added: Some(ago(self.days)),
            last_used: self.used.map(ago),
        }
    }

    fn features(self) -> Value {
        if self.platform != "ec2" {
            return json!({"type": "ImageCloudFeatures"});
        }
        let virtualization = if self.kind.ends_with("hvm") { "hvm" } else { "paravirtual" };
        json!({"type": "AwsImageCloudFeatures", "virtualization": virtualization})
    }
}

/// So many images, oldest first, and the roles that use some of them.
pub(crate) fn samples(count: usize, start: DateTime<Utc>) -> (Vec<Image>, Vec<Role>) {
    let mut images: Vec<Image> = handmade::SAMPLES
        .iter()
        .take(count)
        .enumerate()
        .map(|(index, sample)| sample.image(index, start))
        .collect();
    let roles = handmade::roles(&images);
    let more = count.saturating_sub(handmade::SAMPLES.len());
    images.extend(generated::images(handmade::SAMPLES.len(), more, start));
    images.sort_by(|a, b| a.added.cmp(&b.added));
    (images, roles)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use chrono::{DateTime, Utc};

    use super::samples;
    use crate::checks::{is_image_name, is_uuid};
    use crate::clouds;
    use crate::model::Status;
    use crate::os;
    use crate::scope::Scope;

    fn start() -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000, 0).expect("a time")
    }

    #[test]
    fn the_same_start_gives_the_same_images() {
        assert_eq!(samples(500, start()), samples(500, start()));
    }

    #[test]
    fn the_count_is_exact_and_more_images_leave_the_first_forty_as_they_are() {
        let ids = |count| -> BTreeSet<String> {
            samples(count, start()).0.into_iter().map(|image| image.id).collect()
        };
        for count in [0, 7, 40, 41, 10_000] {
            assert_eq!(ids(count).len(), count);
        }
        assert!(ids(41).is_superset(&ids(40)));
    }

    #[test]
    fn images_are_oldest_first_and_from_the_last_two_years() {
        let (images, _) = samples(1_000, start());
        assert!(images.is_sorted_by(|a, b| a.added <= b.added));
        assert_eq!(images[0].added.as_deref().map(|added| &added[..7]), Some("2024-11"));
    }

    #[test]
    fn every_image_is_one_that_the_api_could_show() {
        for image in samples(1_000, start()).0 {
            assert!(is_uuid(&image.id), "{}", image.id);
            assert!(is_image_name(&image.name) || image.name == "legacy_app.1", "{}", image.name);
            assert!(os::find(&image.os).is_some(), "{}", image.os);
            let locations = clouds::locations(&image.cloud_platform).expect("a known platform");
            match image.cloud_location.as_deref() {
                Some(location) => assert!(locations.contains(&location), "{location}"),
                None => assert!(locations.is_empty(), "{} has no location", image.name),
            }
        }
    }

    #[test]
    fn no_image_is_registered_twice() {
        let (images, _) = samples(10_000, start());
        let keys: BTreeSet<_> = images
            .iter()
            .map(|image| (&image.cloud_image_id, &image.cloud_platform, &image.cloud_location))
            .collect();
        assert_eq!(keys.len(), 10_000);
    }

    #[test]
    fn the_first_forty_have_every_scope_platform_family_and_status() {
        let (images, roles) = samples(40, start());
        let count = |test: &dyn Fn(&crate::model::Image) -> bool| {
            images.iter().filter(|image| test(image)).count()
        };
        let owners =
            [Scope::Global, Scope::Account(1), Scope::Environment(5), Scope::Environment(6)];
        assert_eq!(owners.map(|owner| count(&|image| image.owner == owner)), [4, 8, 25, 3]);
        let platforms = ["ec2", "gce", "azure", "openstack"];
        assert_eq!(
            platforms.map(|platform| count(&|image| image.cloud_platform == platform)),
            [34, 2, 2, 2]
        );
        assert_eq!(count(&|image| image.deprecated), 3);
        assert_eq!(count(&|image| image.status == Status::PendingDelete), 1);
        assert_eq!(count(&|image| matches!(image.status, Status::Failed(_))), 1);
        assert_eq!(roles.len(), 3);
        assert!(roles.iter().all(|role| images.iter().any(|image| image.id == role.image)));
    }

    #[test]
    fn one_copy_of_the_database_image_differs_from_the_others() {
        let (images, _) = samples(40, start());
        let sizes: Vec<(Option<&str>, Option<u32>, bool)> = images
            .iter()
            .filter(|image| image.name == "golden-db" && image.cloud_platform == "ec2")
            .map(|image| (image.cloud_location.as_deref(), image.size, image.scalr_agent_installed))
            .collect();
        assert_eq!(
            sizes,
            [
                (Some("us-east-1"), Some(50), true),
                (Some("eu-west-1"), Some(50), true),
                (Some("eu-central-1"), Some(20), false),
            ]
        );
    }
}
