//! Which images can be copied, and where to. Pure rules, the same in the dashboard and the edge.

use std::fmt;

use crate::field::Field;
use crate::image::Image;
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

impl fmt::Display for SourceObstacle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Scope => "It belongs to another scope; copy it from there",
            Self::Platform => "Only EC2 images can be copied",
            Self::NoRegion => "It has no EC2 region to be copied from",
            Self::Status => "It is being deleted",
            Self::Name => "Its name is not one that Scalr takes any more; rename it first",
        })
    }
}

/// The region that a copy of this image would start from, for a request to an endpoint of this
/// scope, or why there can be no copy.
pub fn source_region(image: &Image, endpoint: Scope) -> Result<Region, SourceObstacle> {
    let elsewhere = image.scope.get().is_some_and(|scope| *scope != endpoint.of_image());
    if elsewhere {
        return Err(SourceObstacle::Scope);
    }
    if image.cloud_platform.get() != Some(&CloudPlatform::Ec2) {
        return Err(SourceObstacle::Platform);
    }
    if image.is_pending_delete() {
        return Err(SourceObstacle::Status);
    }
    if !is_name(image.name.text()) {
        return Err(SourceObstacle::Name);
    }
    image.region().ok_or(SourceObstacle::NoRegion)
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

impl fmt::Display for Destination {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open => f.write_str("Not there yet"),
            Self::Source => f.write_str("Source"),
            Self::Partition { from, to } => {
                write!(f, "Another partition ({} to {})", from.as_str(), to.as_str())
            }
            Self::Present { cloud_image_ids } => match cloud_image_ids.as_slice() {
                [only] => write!(f, "Already there as {only}"),
                many => write!(f, "Already there {} times", many.len()),
            },
        }
    }
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
        .filter(|other| is_copy_in(image, to, other))
        .map(|other| other.cloud_image_id.text().to_owned())
        .collect();
    if cloud_image_ids.is_empty() {
        Destination::Open
    } else {
        Destination::Present { cloud_image_ids }
    }
}

fn is_copy_in(image: &Image, region: &Region, other: &Image) -> bool {
    matches!((&image.name, &other.name), (Field::Known(a), Field::Known(b)) if a == b)
        && image.scope.get() == other.scope.get()
        && !other.is_pending_delete()
        && other.region().as_ref() == Some(region)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn image(changes: &serde_json::Value) -> Image {
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

    fn from_environment(changes: &serde_json::Value) -> Result<Region, SourceObstacle> {
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
        assert_eq!(to("cn-north-1").to_string(), "Another partition (aws to aws-cn)");
    }
}
