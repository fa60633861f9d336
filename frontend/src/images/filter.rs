//! The filters of an image list: what they are called, and what an image has for each.

use shared::image::Image;

use crate::text;

/// A filter of the list operation. All are plain equality (API reference, list).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// Name.
    Name,
    /// Id of the image in its cloud.
    CloudImageId,
    /// Cloud platform.
    CloudPlatform,
    /// Region or location; Scalr takes it only together with the platform.
    CloudLocation,
    /// Operating system's id.
    Os,
    /// Architecture.
    Architecture,
    /// Status.
    Status,
    /// Scope that the image belongs to.
    Scope,
    /// Source.
    Source,
    /// Deprecated.
    Deprecated,
    /// Scalr agent installed.
    ScalrAgentInstalled,
    /// Cloud-init installed.
    CloudInitInstalled,
}

impl Filter {
    /// All, in the order they are shown.
    pub const ALL: [Self; 12] = [
        Self::Name,
        Self::CloudImageId,
        Self::CloudPlatform,
        Self::CloudLocation,
        Self::Os,
        Self::Architecture,
        Self::Status,
        Self::Scope,
        Self::Source,
        Self::Deprecated,
        Self::ScalrAgentInstalled,
        Self::CloudInitInstalled,
    ];

    /// The parameter's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::CloudImageId => "cloudImageId",
            Self::CloudPlatform => "cloudPlatform",
            Self::CloudLocation => "cloudLocation",
            Self::Os => "os",
            Self::Architecture => "architecture",
            Self::Status => "status",
            Self::Scope => "scope",
            Self::Source => "source",
            Self::Deprecated => "deprecated",
            Self::ScalrAgentInstalled => "scalrAgentInstalled",
            Self::CloudInitInstalled => "cloudInitInstalled",
        }
    }

    /// The name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Name => text::common().name,
            Self::CloudImageId => text::common().cloud_image_id,
            Self::CloudPlatform => text::common().platform,
            Self::CloudLocation => text::common().location,
            Self::Os => text::common().os,
            Self::Architecture => text::common().architecture,
            Self::Status => text::common().status,
            Self::Scope => text::common().scope,
            Self::Source => text::common().source,
            Self::Deprecated => text::common().deprecated,
            Self::ScalrAgentInstalled => text::common().scalr_agent,
            Self::CloudInitInstalled => text::common().cloud_init,
        }
    }

    /// What an image has for this filter; `""` where it has nothing.
    pub fn value(self, image: &Image) -> &str {
        let flag = |flag: Option<&bool>| match flag {
            Some(true) => "true",
            Some(false) => "false",
            None => "",
        };
        match self {
            Self::Name => image.name.text(),
            Self::CloudImageId => image.cloud_image_id.text(),
            Self::CloudPlatform => image.cloud_platform.get().map_or("", |value| value.as_str()),
            Self::CloudLocation => image.cloud_location.text(),
            Self::Os => image.os_id(),
            Self::Architecture => image.architecture.get().map_or("", |value| value.as_str()),
            Self::Status => image.status.get().map_or("", |value| value.as_str()),
            Self::Scope => image.scope.get().map_or("", |value| value.as_str()),
            Self::Source => image.source.get().map_or("", |value| value.as_str()),
            Self::Deprecated => flag(image.deprecated.get()),
            Self::ScalrAgentInstalled => flag(image.scalr_agent_installed.get()),
            Self::CloudInitInstalled => flag(image.cloud_init_installed.get()),
        }
    }
}
