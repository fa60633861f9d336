//! An image as Scalr stores and shows it.

use serde::Serialize;
use serde_json::Value;

use crate::scope::Scope;

/// All members in their JSON names; `owner` is known by the `scope` member only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Image {
    pub(crate) owner: Scope,
    /// UUID in lower case.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) cloud_image_id: String,
    pub(crate) cloud_platform: String,
    pub(crate) cloud_location: Option<String>,
    pub(crate) cloud_features: Value,
    pub(crate) architecture: String,
    pub(crate) os: String,
    /// In GB.
    pub(crate) size: Option<u32>,
    pub(crate) kind: Option<String>,
    pub(crate) scalr_agent_installed: bool,
    pub(crate) cloud_init_installed: bool,
    pub(crate) deprecated: bool,
    pub(crate) source: &'static str,
    pub(crate) status: Status,
    pub(crate) added: Option<String>,
    pub(crate) last_used: Option<String>,
}

/// The life of an image. A failed one is one whose *deletion* from the cloud failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Active,
    PendingDelete,
    Failed(&'static str),
}

impl Status {
    pub(crate) fn word(&self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::PendingDelete => "pending_delete",
            Self::Failed(_) => "failed",
        }
    }

    fn error(&self) -> Option<&'static str> {
        match self {
            Self::Failed(reason) => Some(reason),
            Self::Active | Self::PendingDelete => None,
        }
    }
}

#[derive(Serialize)]
struct OsReference<'a> {
    id: &'a str,
}

/// The wire form; the members are in the order of the API reference.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Wire<'a> {
    added: Option<&'a str>,
    architecture: &'a str,
    cloud_features: &'a Value,
    cloud_image_id: &'a str,
    cloud_init_installed: bool,
    cloud_location: Option<&'a str>,
    cloud_platform: &'a str,
    deprecated: bool,
    id: &'a str,
    last_used: Option<&'a str>,
    name: &'a str,
    os: OsReference<'a>,
    scalr_agent_installed: bool,
    scope: &'static str,
    size: Option<u32>,
    source: &'static str,
    status: &'static str,
    status_error: Option<&'static str>,
    #[serde(rename = "type")]
    kind: Option<&'a str>,
}

impl Serialize for Image {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let wire = Wire {
            added: self.added.as_deref(),
            architecture: &self.architecture,
            cloud_features: &self.cloud_features,
            cloud_image_id: &self.cloud_image_id,
            cloud_init_installed: self.cloud_init_installed,
            cloud_location: self.cloud_location.as_deref(),
            cloud_platform: &self.cloud_platform,
            deprecated: self.deprecated,
            id: &self.id,
            last_used: self.last_used.as_deref(),
            name: &self.name,
            os: OsReference { id: &self.os },
            scalr_agent_installed: self.scalr_agent_installed,
            scope: self.owner.word(),
            size: self.size,
            source: self.source,
            status: self.status.word(),
            status_error: self.status.error(),
            kind: self.kind.as_deref(),
        };
        wire.serialize(serializer)
    }
}

/// A role that uses an image: what keeps it from being deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Role {
    pub(crate) account_id: Option<u32>,
    pub(crate) env_id: Option<u32>,
    pub(crate) id: u32,
    pub(crate) scope: &'static str,
    #[serde(skip)]
    pub(crate) image: String,
}
