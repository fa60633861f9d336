//! An image to be registered: a body that passed [`crate::validate::create`].

use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::cloud_features::CloudFeatures;
use crate::image::Architecture;
use crate::platform::CloudPlatform;

/// The members that a create request may carry: the twelve of the API reference's example, and
/// `scope`, which has to be the endpoint's own.
pub const CREATE_MEMBERS: &[&str] = &[
    "architecture",
    "cloudFeatures",
    "cloudImageId",
    "cloudInitInstalled",
    "cloudLocation",
    "cloudPlatform",
    "deprecated",
    "name",
    "os",
    "scalrAgentInstalled",
    "scope",
    "size",
    "type",
];

/// The members that a create request must carry.
pub const REQUIRED_MEMBERS: &[&str] =
    &["architecture", "cloudImageId", "cloudPlatform", "name", "os"];

/// The members that only Scalr sets.
pub const READ_ONLY_MEMBERS: &[&str] =
    &["added", "id", "lastUsed", "source", "status", "statusError"];

/// A create request whose every member has been checked. Serialises to the object it was read from,
/// member for member.
#[derive(Debug, Clone, PartialEq)]
pub struct NewImage {
    pub(crate) body: Map<String, Value>,
    pub(crate) architecture: Architecture,
    pub(crate) cloud_platform: CloudPlatform,
    pub(crate) cloud_image_id: String,
    pub(crate) name: String,
    pub(crate) os_id: String,
    pub(crate) cloud_location: Option<String>,
    pub(crate) cloud_features: Option<CloudFeatures>,
}

impl NewImage {
    /// Processor architecture.
    pub fn architecture(&self) -> &Architecture {
        &self.architecture
    }

    /// Cloud platform.
    pub fn cloud_platform(&self) -> &CloudPlatform {
        &self.cloud_platform
    }

    /// The image's id in its cloud.
    pub fn cloud_image_id(&self) -> &str {
        &self.cloud_image_id
    }

    /// Name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Operating system's id.
    pub fn os_id(&self) -> &str {
        &self.os_id
    }

    /// Location; `None` where it is absent, null or empty, which all mean the same to Scalr.
    pub fn cloud_location(&self) -> Option<&str> {
        self.cloud_location.as_deref()
    }

    /// Cloud-specific features.
    pub fn cloud_features(&self) -> Option<&CloudFeatures> {
        self.cloud_features.as_ref()
    }
}

impl Serialize for NewImage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.body.serialize(serializer)
    }
}
