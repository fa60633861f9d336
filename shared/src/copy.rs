//! Which images can be copied, and where to. Pure rules, the same in the dashboard and the edge.

use serde_json::Value;

use crate::image::{Image, ImageScope, ImageStatus};
use crate::platform::CloudPlatform;
use crate::region::{Partition, Region};
use crate::scope::Scope;
use crate::validate::is_name;

/// Why an image cannot be copied from an endpoint at all. The order is that of Scalr's own checks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceObstacle {
    /// The image belongs to another scope: Scalr answers 403 `ScopeViolation`.
    Scope,
    /// The image is not on EC2. Scalr does not check this; the client must.
    Platform,
    /// The image has no region to be copied from.
    NoRegion,
    /// The image is being deleted: Scalr answers 409 `UnacceptableImageStatus`.
    Status,
    /// The image has an old name that Scalr no longer takes: copying validates the source again.
    Name,
}

/// What the rules of copying look at in an image: of one that was read whole, or of the JSON of a
/// listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seen<'a> {
    /// UUID in Scalr.
    pub id: &'a str,
    /// Name; empty where there is none.
    pub name: &'a str,
    /// `scope`, where it is there.
    pub scope: Option<&'a str>,
    /// `cloudPlatform`; empty where there is none.
    pub platform: &'a str,
    /// `cloudLocation`; empty where there is none.
    pub location: &'a str,
    /// `cloudImageId`, for EC2 the AMI id; empty where there is none.
    pub cloud_image_id: &'a str,
    /// `status`; empty where there is none.
    pub status: &'a str,
}

impl<'a> From<&'a Image> for Seen<'a> {
    fn from(image: &'a Image) -> Self {
        Self {
            id: &image.id,
            name: image.name.text(),
            scope: image.scope.get().map(ImageScope::as_str),
            platform: image.cloud_platform.get().map_or("", CloudPlatform::as_str),
            location: image.cloud_location.text(),
            cloud_image_id: image.cloud_image_id.text(),
            status: image.status.get().map_or("", ImageStatus::as_str),
        }
    }
}

impl<'a> From<&'a Value> for Seen<'a> {
    fn from(image: &'a Value) -> Self {
        let text = |name: &str| image.get(name).and_then(Value::as_str);
        let or_empty = |name: &str| text(name).unwrap_or_default();
        Self {
            id: or_empty("id"),
            name: or_empty("name"),
            scope: text("scope"),
            platform: or_empty("cloudPlatform"),
            location: or_empty("cloudLocation"),
            cloud_image_id: or_empty("cloudImageId"),
            status: or_empty("status"),
        }
    }
}

impl Seen<'_> {
    /// The EC2 region of the image.
    pub fn region(&self) -> Option<Region> {
        if self.platform == CloudPlatform::Ec2.as_str() { self.location.parse().ok() } else { None }
    }

    /// Whether the image is in this EC2 region.
    pub fn is_in(&self, region: &str) -> bool {
        self.platform == CloudPlatform::Ec2.as_str() && self.location == region
    }

    /// True where the image is being deleted.
    pub fn is_pending_delete(&self) -> bool {
        self.status == ImageStatus::PendingDelete.as_str()
    }

    /// As [`source_region`].
    pub fn source_region(&self, endpoint: Scope) -> Result<Region, SourceObstacle> {
        if self.scope.is_some_and(|scope| scope != endpoint.of_image().as_str()) {
            return Err(SourceObstacle::Scope);
        }
        if self.platform != CloudPlatform::Ec2.as_str() {
            return Err(SourceObstacle::Platform);
        }
        if self.is_pending_delete() {
            return Err(SourceObstacle::Status);
        }
        if !is_name(self.name) {
            return Err(SourceObstacle::Name);
        }
        self.region().ok_or(SourceObstacle::NoRegion)
    }
}

/// The region that a copy of this image would start from, for a request to an endpoint of this
/// scope, or why there can be no copy.
pub fn source_region(image: &Image, endpoint: Scope) -> Result<Region, SourceObstacle> {
    Seen::from(image).source_region(endpoint)
}

/// What a destination region is to a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// A copy can be sent.
    Open,
    /// The image is there itself: Scalr answers 400 `BadRequest`.
    Source,
    /// Another partition, which no copy reaches.
    Partition {
        /// The partition of the source.
        from: Partition,
        /// The partition of the destination.
        to: Partition,
    },
    /// An image of this name is there already. A copy would succeed and make a second one.
    Present {
        /// Ids in the cloud of the images that are there.
        cloud_image_ids: Vec<String>,
    },
}

/// What `to` is to a copy of `image` out of `from`; `known` are the images of the scope as far as
/// they are known.
pub fn destination(image: &Image, from: &Region, to: &Region, known: &[Image]) -> Destination {
    if from == to {
        return Destination::Source;
    }
    if from.partition() != to.partition() {
        return Destination::Partition { from: from.partition(), to: to.partition() };
    }
    let cloud_image_ids: Vec<String> = known
        .iter()
        .filter(|other| is_copy_in(&Seen::from(image), to, &Seen::from(*other)))
        .map(|other| other.cloud_image_id.text().to_owned())
        .collect();
    if cloud_image_ids.is_empty() {
        Destination::Open
    } else {
        Destination::Present { cloud_image_ids }
    }
}

/// Whether `other` is an image of this name and scope in the region, and will stay.
pub(crate) fn is_copy_in(image: &Seen<'_>, region: &Region, other: &Seen<'_>) -> bool {
    !image.name.is_empty()
        && image.name == other.name
        && image.scope == other.scope
        && other.is_in(region.as_str())
        && !other.is_pending_delete()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn image(changes: &Value) -> Image {
        let mut value = json!({
            "id": "5a1a3fd0-1111-4222-8333-000000000001", "name": "golden-web",
            "cloudPlatform": "ec2", "cloudLocation": "us-east-1", "cloudImageId": "ami-1",
            "scope": "environment", "status": "active",
        });
        for (name, change) in changes.as_object().expect("an object") {
            value[name] = change.clone();
        }
        serde_json::from_value(value).expect("an image")
    }

    fn region(code: &str) -> Region {
        code.parse().expect("a region")
    }

    fn from_environment(changes: &Value) -> Result<Region, SourceObstacle> {
        source_region(&image(changes), "user/5".parse().expect("a scope"))
    }

    #[test]
    fn an_image_is_copied_only_from_its_own_scope_on_ec2_while_it_lives() {
        assert_eq!(from_environment(&json!({})), Ok(region("us-east-1")));
        for (changes, obstacle) in [
            (json!({"scope": "scalr"}), SourceObstacle::Scope),
            (json!({"scope": "account", "cloudPlatform": "gce"}), SourceObstacle::Scope),
            (json!({"cloudPlatform": "gce"}), SourceObstacle::Platform),
            (json!({"status": "pending_delete"}), SourceObstacle::Status),
            (json!({"name": "legacy_app.1"}), SourceObstacle::Name),
            (json!({"cloudLocation": null}), SourceObstacle::NoRegion),
        ] {
            assert_eq!(from_environment(&changes), Err(obstacle), "{changes}");
        }
    }

    #[test]
    fn a_failed_deletion_does_not_stop_a_copy() {
        assert_eq!(from_environment(&json!({"status": "failed"})), Ok(region("us-east-1")));
    }

    #[test]
    fn destinations_are_told_apart() {
        let source = image(&json!({}));
        let known = [
            source.clone(),
            image(&json!({"cloudLocation": "eu-west-1", "cloudImageId": "ami-2"})),
            image(&json!({"cloudLocation": "eu-west-2", "status": "pending_delete"})),
            image(&json!({"cloudLocation": "eu-west-3", "name": "golden-db"})),
            image(&json!({"cloudLocation": "eu-north-1", "scope": "scalr"})),
        ];
        let to = |code: &str| destination(&source, &region("us-east-1"), &region(code), &known);
        assert_eq!(to("us-east-1"), Destination::Source);
        assert_eq!(
            to("eu-west-1"),
            Destination::Present { cloud_image_ids: vec!["ami-2".to_owned()] }
        );
        for open in ["eu-west-2", "eu-west-3", "eu-north-1", "ap-east-1"] {
            assert_eq!(to(open), Destination::Open, "{open}");
        }
        let (from, china) = (Partition::Aws, Partition::China);
        assert_eq!(to("cn-north-1"), Destination::Partition { from, to: china });
    }
}
