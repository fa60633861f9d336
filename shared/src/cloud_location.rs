//! A place in a cloud; the body of a copy request.

use serde::{Deserialize, Serialize};

use crate::platform::CloudPlatform;
use crate::region::Region;

/// A location as Scalr lists it for an environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CloudLocation {
    /// For EC2 the region, for example `eu-west-1`.
    pub cloud_location: String,
    /// The platform that the location belongs to.
    pub cloud_platform: CloudPlatform,
}

/// Where to copy an image: always an EC2 region, because Scalr copies nowhere else. Made by
/// [`crate::validate::copy`] from a body, or here from a region; either way its shape is checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyDestination(Region);

impl CopyDestination {
    /// A copy to this region.
    pub fn new(region: Region) -> Self {
        Self(region)
    }

    /// The destination region.
    pub fn region(&self) -> &Region {
        &self.0
    }

    /// The request body: both members are needed (API reference, copy action).
    pub fn to_body(&self) -> CloudLocation {
        CloudLocation {
            cloud_location: self.0.as_str().to_owned(),
            cloud_platform: CloudPlatform::Ec2,
        }
    }
}
