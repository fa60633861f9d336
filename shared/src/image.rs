//! An image as Scalr answers it.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Number, Value};

use crate::cloud_features::CloudFeatures;
use crate::field::{Field, Members};
use crate::open_enum::open_enum;
use crate::os::OsRef;
use crate::platform::CloudPlatform;
use crate::region::Region;

open_enum! {
    /// Processor architecture of an image (API reference, Image.architecture).
    Architecture {
        /// 32-bit x86.
        I386 = "i386",
        /// 64-bit x86.
        X8664 = "x86_64",
    }
}

open_enum! {
    /// The scope that an image belongs to (API reference, Image.scope).
    ImageScope {
        /// The global scope.
        Scalr = "scalr",
        /// An account.
        Account = "account",
        /// An environment.
        Environment = "environment",
    }
}

open_enum! {
    /// What Scalr will still do with an image (API reference, Image.status). No status says that a
    /// copy is under way: Scalr calls the new image active at once.
    ImageStatus {
        /// In use.
        Active = "active",
        /// Being deleted from its cloud.
        PendingDelete = "pending_delete",
        /// Deleting it failed; see `statusError`.
        Failed = "failed",
    }
}

open_enum! {
    /// Where an image came from (API reference, Image.source).
    ImageSource {
        /// Registered by hand or through the API.
        Manual = "Manual",
        /// Made by Scalr from a running server.
        BundleTask = "BundleTask",
    }
}

/// An image. Every member but `id` may be missing, null or of another type; whatever came is
/// written again as it was.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Image {
    /// UUID of the image in Scalr.
    pub id: String,
    /// Name; images of one name in several regions are the copies of one golden image.
    #[serde(default, skip_serializing_if = "Field::is_absent")]
    pub name: Field<String>,
    /// Operating system.
    #[serde(default, skip_serializing_if = "Field::is_absent")]
    pub os: Field<OsRef>,
    /// Processor architecture.
    #[serde(default, skip_serializing_if = "Field::is_absent")]
    pub architecture: Field<Architecture>,
    /// Cloud platform.
    #[serde(default, skip_serializing_if = "Field::is_absent")]
    pub cloud_platform: Field<CloudPlatform>,
    /// Region or location; null or empty where the platform has none.
    #[serde(default, skip_serializing_if = "Field::is_absent")]
    pub cloud_location: Field<String>,
    /// The image's id in its cloud, for EC2 the AMI id.
    #[serde(default, skip_serializing_if = "Field::is_absent")]
    pub cloud_image_id: Field<String>,
    /// Cloud-specific features.
    #[serde(default, skip_serializing_if = "Field::is_absent")]
    pub cloud_features: Field<CloudFeatures>,
    /// Whether cloud-init is installed.
    #[serde(default, skip_serializing_if = "Field::is_absent")]
    pub cloud_init_installed: Field<bool>,
    /// Whether the Scalr agent is installed.
    #[serde(default, skip_serializing_if = "Field::is_absent")]
    pub scalr_agent_installed: Field<bool>,
    /// Whether new servers should use another image.
    #[serde(default, skip_serializing_if = "Field::is_absent")]
    pub deprecated: Field<bool>,
    /// Size in gigabytes.
    #[serde(default, skip_serializing_if = "Field::is_absent")]
    pub size: Field<Number>,
    /// Storage type, for EC2 for example `ebs-hvm`.
    #[serde(default, rename = "type", skip_serializing_if = "Field::is_absent")]
    pub kind: Field<String>,
    /// Scope that the image belongs to.
    #[serde(default, skip_serializing_if = "Field::is_absent")]
    pub scope: Field<ImageScope>,
    /// Where it came from.
    #[serde(default, skip_serializing_if = "Field::is_absent")]
    pub source: Field<ImageSource>,
    /// State of the record, not of a copy.
    #[serde(default, skip_serializing_if = "Field::is_absent")]
    pub status: Field<ImageStatus>,
    /// Why deleting failed.
    #[serde(default, skip_serializing_if = "Field::is_absent")]
    pub status_error: Field<String>,
    /// When it was registered, UTC.
    #[serde(default, skip_serializing_if = "Field::is_absent")]
    pub added: Field<String>,
    /// When a server last used it, UTC.
    #[serde(default, skip_serializing_if = "Field::is_absent")]
    pub last_used: Field<String>,
    /// Members that this crate does not know, kept as they came.
    #[serde(flatten)]
    pub more: Map<String, Value>,
}

impl<'de> Deserialize<'de> for Image {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::of(Members::deserialize(deserializer)?)
    }
}

impl Image {
    /// Makes an image of its members.
    pub(crate) fn of<E: serde::de::Error>(mut members: Members) -> Result<Self, E> {
        Ok(Self {
            id: members.required("id")?,
            name: members.text("name"),
            os: members.take("os", OsRef::read),
            architecture: members.text("architecture"),
            cloud_platform: members.text("cloudPlatform"),
            cloud_location: members.text("cloudLocation"),
            cloud_image_id: members.text("cloudImageId"),
            cloud_features: members.take("cloudFeatures", CloudFeatures::read),
            cloud_init_installed: members.flag("cloudInitInstalled"),
            scalr_agent_installed: members.flag("scalrAgentInstalled"),
            deprecated: members.flag("deprecated"),
            size: members.number("size"),
            kind: members.text("type"),
            scope: members.text("scope"),
            source: members.text("source"),
            status: members.text("status"),
            status_error: members.text("statusError"),
            added: members.text("added"),
            last_used: members.text("lastUsed"),
            more: members.0,
        })
    }

    /// The EC2 region of the image; `None` on other platforms or where the location is no region.
    pub fn region(&self) -> Option<Region> {
        match self.cloud_platform.get() {
            Some(CloudPlatform::Ec2) => self.cloud_location.text().parse().ok(),
            _ => None,
        }
    }

    /// The operating system's id, or `""`.
    pub fn os_id(&self) -> &str {
        self.os.get().map_or("", OsRef::id)
    }

    /// True where the image is being deleted.
    pub fn is_pending_delete(&self) -> bool {
        self.status.get() == Some(&ImageStatus::PendingDelete)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(text: &str) {
        let image: Image = serde_json::from_str(text).expect("an image");
        assert_eq!(
            serde_json::to_value(&image).expect("a value"),
            serde_json::from_str::<Value>(text).expect("a value")
        );
    }

    #[test]
    fn what_is_unknown_null_absent_or_of_another_type_survives_a_round_trip() {
        round_trip(r#"{"id":"x"}"#);
        round_trip(
            r#"{"id":"x","name":"golden-web","os":{"id":"ubuntu-14-04","codename":"trusty"},
                "architecture":"arm64","cloudPlatform":"moonbase","cloudLocation":null,
                "cloudFeatures":{"type":"New","deep":{"er":[1]}},"size":"8","status":"resting",
                "scope":"farmrole","deprecated":"no","lastUsed":null,"labels":["a"],"owner":{"id":7}}"#,
        );
        round_trip(r#"{"id":"x","os":"ubuntu-14-04","size":10.5}"#);
    }

    #[test]
    fn only_an_ec2_image_has_a_region() {
        let image = |platform: &str, location: &str| {
            let text = format!(
                r#"{{"id":"x","cloudPlatform":"{platform}","cloudLocation":"{location}"}}"#
            );
            serde_json::from_str::<Image>(&text).expect("an image").region()
        };
        assert_eq!(image("ec2", "eu-west-1"), "eu-west-1".parse().ok());
        assert_eq!(image("ec2", "RegionOne"), None);
        assert_eq!(image("openstack", "eu-west-1"), None);
    }
}
