//! What is allowed and yet unlikely to be meant.

use std::fmt;

use serde_json::Value;

use crate::cloud_features;
use crate::platform::{CloudPlatform, LocationRule};
use crate::region::Region;

use super::create::Draft;
use super::members::Members;

/// One remark, and where it belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// JSON pointer (RFC 6901) into the body.
    pub pointer: String,
    /// What to think about.
    pub remark: Remark,
}

/// Something that Scalr takes and people seldom want. Sources: the Scalr server's behaviour on save
/// and the rules of Scalr's own form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// EC2 without a region.
    NoRegion,
    /// EC2 with a location that has not the shape of a region.
    OddRegion,
    /// EC2 with a region that is not on the public list.
    NewRegion,
    /// A location on a platform whose images are global.
    LocationIsDropped,
    /// No location on a platform that has them.
    NoLocation,
    /// An EC2 image id without the form of an AMI id.
    NotAnAmi,
    /// An Azure image id without the form Publisher/Offer/Sku/Version.
    NotAnAzureImage,
    /// A type that EC2 does not have.
    OddEc2Type,
    /// Cloud-init together with the Scalr agent.
    CloudInitWithAgent,
    /// Cloud-init on Windows.
    CloudInitOnWindows,
    /// Features of EC2 on another platform.
    AwsFeaturesElsewhere,
    /// Text that looks like an HTML tag.
    LooksLikeHtml,
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoRegion => "An EC2 image lives in one region; without it no server can use it",
            Self::OddRegion => "This has not the form of an EC2 region such as eu-west-1",
            Self::NewRegion => "This region is not on the public list; check its spelling",
            Self::LocationIsDropped => {
                "Images of this platform are global: Scalr leaves the location empty"
            }
            Self::NoLocation => "Images of this platform belong to a location; name it",
            Self::NotAnAmi => "An AMI id looks like ami-0abcdef1234567890",
            Self::NotAnAzureImage => "An Azure image id looks like Publisher/Offer/Sku/Version",
            Self::OddEc2Type => "EC2 has ebs, ebs-hvm, instance-store and instance-store-hvm",
            Self::CloudInitWithAgent => {
                "With the Scalr agent installed, Scalr does not use cloud-init"
            }
            Self::CloudInitOnWindows => "Scalr does not use cloud-init on Windows",
            Self::AwsFeaturesElsewhere => "These features belong to EC2",
            Self::LooksLikeHtml => "Scalr refuses text with HTML tags",
        })
    }
}

/// The storage types that EC2 has (API reference, Image.type).
pub const EC2_STORAGE_TYPES: [&str; 4] = ["ebs", "ebs-hvm", "instance-store", "instance-store-hvm"];

/// Everything worth a remark in a create request, ordered by JSON pointer.
pub(super) fn for_create(draft: &Draft, members: &Members) -> Vec<Advice> {
    let remarks = [
        ("/cloudFeatures", features(draft)),
        ("/cloudImageId", cloud_image_id(draft)),
        ("/cloudInitInstalled", cloud_init(draft, members)),
        ("/cloudLocation", location(draft, members)),
        ("/type", storage_type(draft)),
    ];
    remarks
        .into_iter()
        .filter_map(|(pointer, remark)| {
            Some(Advice { pointer: pointer.to_owned(), remark: remark? })
        })
        .collect()
}

fn features(draft: &Draft) -> Option<Remark> {
    let aws = draft.cloud_features.as_ref()?.kind == cloud_features::AWS;
    let elsewhere = draft.cloud_platform.as_ref()? != &CloudPlatform::Ec2;
    (aws && elsewhere).then_some(Remark::AwsFeaturesElsewhere)
}

fn cloud_image_id(draft: &Draft) -> Option<Remark> {
    let id = draft.cloud_image_id.as_deref()?;
    if looks_like_html(id) {
        return Some(Remark::LooksLikeHtml);
    }
    match draft.cloud_platform.as_ref()? {
        CloudPlatform::Ec2 if !is_ami_id(id) => Some(Remark::NotAnAmi),
        CloudPlatform::Azure if id.split('/').filter(|part| !part.is_empty()).count() != 4 => {
            Some(Remark::NotAnAzureImage)
        }
        _ => None,
    }
}

fn cloud_init(draft: &Draft, members: &Members) -> Option<Remark> {
    let on = |member: &str| members.value(member).and_then(Value::as_bool);
    if on("cloudInitInstalled") != Some(true) {
        return None;
    }
    if draft.os_id.as_deref().is_some_and(|os| os.starts_with("windows")) {
        return Some(Remark::CloudInitOnWindows);
    }
    // The server's default for the agent is "installed".
    (on("scalrAgentInstalled") != Some(false)).then_some(Remark::CloudInitWithAgent)
}

fn location(draft: &Draft, members: &Members) -> Option<Remark> {
    let rule = draft.cloud_platform.as_ref()?.location_rule();
    let Some(location) = draft.cloud_location.as_deref() else {
        // A location of a wrong type has been refused; it is not absent.
        let absent = members
            .value("cloudLocation")
            .is_none_or(|value| value.is_null() || value.as_str() == Some(""));
        return match rule {
            LocationRule::Region if absent => Some(Remark::NoRegion),
            LocationRule::Named if absent => Some(Remark::NoLocation),
            _ => None,
        };
    };
    match rule {
        LocationRule::Region => match location.parse::<Region>() {
            Err(_) => Some(Remark::OddRegion),
            Ok(region) if region.info().is_none() => Some(Remark::NewRegion),
            Ok(_) => None,
        },
        LocationRule::Global => Some(Remark::LocationIsDropped),
        LocationRule::Named | LocationRule::Free => {
            looks_like_html(location).then_some(Remark::LooksLikeHtml)
        }
    }
}

fn storage_type(draft: &Draft) -> Option<Remark> {
    let kind = draft.kind.as_deref()?;
    if looks_like_html(kind) {
        return Some(Remark::LooksLikeHtml);
    }
    let odd = !kind.is_empty() && !EC2_STORAGE_TYPES.contains(&kind);
    (odd && draft.cloud_platform.as_ref()? == &CloudPlatform::Ec2).then_some(Remark::OddEc2Type)
}

/// `ami-` and 8 or 17 hexadecimal digits (EC2, resource ids).
fn is_ami_id(text: &str) -> bool {
    text.strip_prefix("ami-").is_some_and(|digits| {
        matches!(digits.len(), 8 | 17) && digits.bytes().all(|b| b.is_ascii_hexdigit())
    })
}

/// What a server that strips tags would find changed.
fn looks_like_html(text: &str) -> bool {
    text.split('<').skip(1).any(|after| {
        after
            .starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'))
    })
}
