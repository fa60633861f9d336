//! What the form holds, and the request that it makes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use shared::cloud_features;
use shared::image::Architecture;
use shared::platform::{CloudPlatform, LocationRule};

use super::Field;

/// The form as it stands. Texts are as they were typed. It can be written down as JSON for later;
/// what an older version did not write down is read as in an empty form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// Cloud platform.
    pub platform: Option<CloudPlatform>,
    /// The image's id in its cloud.
    pub cloud_image_id: String,
    /// Name.
    pub name: String,
    /// Id of the operating system.
    pub os_id: String,
    /// Processor architecture.
    pub architecture: Option<Architecture>,
    /// Whether the Scalr agent is installed.
    pub scalr_agent_installed: bool,
    /// Whether cloud-init is installed.
    pub cloud_init_installed: bool,
    /// Storage type.
    pub storage_type: String,
    /// Size in gigabytes.
    pub size: String,
    /// Cloud-specific features.
    pub features: Features,
    /// Whether new servers should use another image.
    pub deprecated: bool,
    /// Location, read and set by [`Self::cloud_location`] and [`Self::set_cloud_location`].
    pub locations: Locations,
}

/// What was typed as location for each platform: a region of EC2 means nothing on `OpenStack`, and
/// who looks at another platform and comes back finds it again.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(from = "Vec<LocationEntry>", into = "Vec<LocationEntry>")]
pub struct Locations(BTreeMap<Option<CloudPlatform>, String>);

/// One of [`Locations`] written down: the key of a JSON object could not be absent.
type LocationEntry = (Option<CloudPlatform>, String);

impl From<Vec<LocationEntry>> for Locations {
    fn from(entries: Vec<LocationEntry>) -> Self {
        Self(entries.into_iter().collect())
    }
}

impl From<Locations> for Vec<LocationEntry> {
    fn from(locations: Locations) -> Self {
        locations.0.into_iter().collect()
    }
}

/// The choice of `cloudFeatures`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Features {
    /// The member is left out.
    #[default]
    None,
    /// The concrete type for any cloud, which has no members.
    Generic,
    /// The concrete type for EC2.
    Aws {
        /// Left out where it is not chosen.
        virtualization: Option<Virtualization>,
    },
}

/// How EC2 virtualizes an image's servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Virtualization {
    /// Hardware virtual machine.
    Hvm,
    /// Paravirtual.
    Paravirtual,
}

impl Virtualization {
    /// The name on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Hvm => "hvm",
            Self::Paravirtual => "paravirtual",
        }
    }
}

impl Default for Draft {
    /// An empty form. The flags are what the Scalr server takes where they are absent; EC2 and
    /// `x86_64` are what nearly every image has.
    fn default() -> Self {
        Self {
            platform: Some(CloudPlatform::Ec2),
            cloud_image_id: String::new(),
            name: String::new(),
            os_id: String::new(),
            architecture: Some(Architecture::X8664),
            scalr_agent_installed: true,
            cloud_init_installed: false,
            storage_type: String::new(),
            size: String::new(),
            features: Features::None,
            deprecated: false,
            locations: Locations::default(),
        }
    }
}

impl Draft {
    /// The location that was typed for the chosen platform.
    pub fn cloud_location(&self) -> &str {
        self.locations.0.get(&self.platform).map_or("", String::as_str)
    }

    /// Sets the location for the chosen platform; those of others stay as they are.
    pub fn set_cloud_location(&mut self, location: String) {
        self.locations.0.insert(self.platform.clone(), location);
    }

    /// The form for another image of the same kind: everything but what tells the two apart, which
    /// is the id in the cloud and the location.
    #[must_use]
    pub fn another(&self) -> Self {
        Self { cloud_image_id: String::new(), locations: Locations::default(), ..self.clone() }
    }

    /// The request that the form makes, ready to be checked: what is empty is left out, so that the
    /// rules say what is missing. White space around a text comes from pasting and is not sent; no
    /// member of the API means anything by it.
    pub fn to_body(&self) -> Map<String, Value> {
        let members = [
            (Field::Architecture, self.architecture.as_ref().map(|value| value.as_str().into())),
            (Field::Features, self.features.to_json()),
            (Field::CloudImageId, filled(&self.cloud_image_id)),
            (Field::CloudInitInstalled, Some(self.cloud_init_installed.into())),
            (Field::CloudLocation, self.location_to_json()),
            (Field::Platform, self.platform.as_ref().map(|value| value.as_str().into())),
            (Field::Deprecated, Some(self.deprecated.into())),
            (Field::Name, filled(&self.name)),
            (Field::Os, filled(&self.os_id).map(|id| json!({ "id": id }))),
            (Field::ScalrAgentInstalled, Some(self.scalr_agent_installed.into())),
            (Field::Size, self.size_to_json()),
            (Field::StorageType, filled(&self.storage_type)),
        ];
        members
            .into_iter()
            .filter_map(|(field, value)| Some((field.member().to_owned(), value?)))
            .collect()
    }

    /// Null on platforms whose images are global, whatever was typed before.
    fn location_to_json(&self) -> Option<Value> {
        match self.platform.as_ref().map(CloudPlatform::location_rule) {
            Some(LocationRule::Global) => Some(Value::Null),
            _ => filled(self.cloud_location()),
        }
    }

    /// A number where digits were typed; anything else as the text it is, for the rules to refuse.
    fn size_to_json(&self) -> Option<Value> {
        let text = filled(&self.size)?;
        let digits = self.size.trim();
        match digits.parse::<u64>() {
            Ok(number) if digits.bytes().all(|b| b.is_ascii_digit()) => Some(number.into()),
            _ => Some(text),
        }
    }
}

impl Features {
    fn to_json(self) -> Option<Value> {
        match self {
            Self::None => None,
            Self::Generic => Some(json!({ "type": cloud_features::GENERIC })),
            Self::Aws { virtualization: None } => Some(json!({ "type": cloud_features::AWS })),
            Self::Aws { virtualization: Some(virtualization) } => Some(json!({
                "type": cloud_features::AWS,
                "virtualization": virtualization.as_str(),
            })),
        }
    }
}

fn filled(text: &str) -> Option<Value> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(draft: &Draft) -> String {
        Value::Object(draft.to_body()).to_string()
    }

    fn member(draft: &Draft, name: &str) -> Option<Value> {
        draft.to_body().get(name).cloned()
    }

    #[test]
    fn an_empty_form_sends_the_defaults_and_leaves_the_rest_out() {
        assert_eq!(
            text(&Draft::default()),
            r#"{"architecture":"x86_64","cloudInitInstalled":false,"cloudPlatform":"ec2","deprecated":false,"scalrAgentInstalled":true}"#
        );
    }

    #[test]
    fn a_full_form_sends_the_twelve_members_in_alphabetical_order() {
        let mut draft = Draft {
            cloud_image_id: " ami-0abcdef1234567890\n".to_owned(),
            name: "golden-web".to_owned(),
            os_id: "ubuntu-14-04".to_owned(),
            architecture: Some(Architecture::I386),
            scalr_agent_installed: false,
            cloud_init_installed: true,
            storage_type: "ebs-hvm".to_owned(),
            size: "8".to_owned(),
            features: Features::Aws { virtualization: Some(Virtualization::Hvm) },
            deprecated: true,
            ..Draft::default()
        };
        draft.set_cloud_location("us-east-1".to_owned());
        assert_eq!(
            text(&draft),
            concat!(
                r#"{"architecture":"i386","#,
                r#""cloudFeatures":{"type":"AwsImageCloudFeatures","virtualization":"hvm"},"#,
                r#""cloudImageId":"ami-0abcdef1234567890","cloudInitInstalled":true,"#,
                r#""cloudLocation":"us-east-1","cloudPlatform":"ec2","deprecated":true,"#,
                r#""name":"golden-web","os":{"id":"ubuntu-14-04"},"scalrAgentInstalled":false,"#,
                r#""size":8,"type":"ebs-hvm"}"#,
            )
        );
    }

    #[test]
    fn nothing_chosen_leaves_out_platform_and_architecture() {
        let draft = Draft { platform: None, architecture: None, ..Draft::default() };
        assert_eq!(
            text(&draft),
            r#"{"cloudInitInstalled":false,"deprecated":false,"scalrAgentInstalled":true}"#
        );
    }

    #[test]
    fn each_platform_keeps_its_own_location() {
        let mut draft = Draft::default();
        draft.set_cloud_location("eu-west-1".to_owned());
        draft.platform = Some(CloudPlatform::Openstack);
        assert_eq!(member(&draft, "cloudLocation"), None);
        draft.set_cloud_location("RegionOne".to_owned());
        assert_eq!(member(&draft, "cloudLocation"), Some("RegionOne".into()));
        draft.platform = Some(CloudPlatform::Ec2);
        assert_eq!(draft.cloud_location(), "eu-west-1");
        assert_eq!(member(&draft, "cloudLocation"), Some("eu-west-1".into()));
    }

    #[test]
    fn global_images_have_a_null_location_whatever_was_typed() {
        for platform in [CloudPlatform::Gce, CloudPlatform::Azure] {
            let mut draft = Draft { platform: Some(platform), ..Draft::default() };
            draft.set_cloud_location("europe-west1".to_owned());
            assert_eq!(member(&draft, "cloudLocation"), Some(Value::Null));
        }
    }

    #[test]
    fn another_image_keeps_all_but_its_id_and_location() {
        let mut draft = Draft {
            cloud_image_id: "ami-0abcdef1234567890".to_owned(),
            name: "golden-web".to_owned(),
            size: "8".to_owned(),
            ..Draft::default()
        };
        draft.set_cloud_location("us-east-1".to_owned());
        let expected =
            Draft { name: "golden-web".to_owned(), size: "8".to_owned(), ..Draft::default() };
        assert_eq!(draft.another(), expected);
    }

    #[test]
    fn a_draft_comes_back_as_it_was_written_down() {
        let mut draft = Draft {
            platform: None,
            name: "golden_web".to_owned(),
            architecture: Some(Architecture::I386),
            features: Features::Aws { virtualization: Some(Virtualization::Hvm) },
            ..Draft::default()
        };
        draft.set_cloud_location("somewhere".to_owned());
        draft.platform = Some(CloudPlatform::Ec2);
        draft.set_cloud_location("eu-west-1".to_owned());
        let written = serde_json::to_string(&draft).expect("JSON");
        assert_eq!(serde_json::from_str::<Draft>(&written).expect("a draft"), draft);
    }

    #[test]
    fn a_draft_of_another_version_is_read_as_far_as_it_goes() {
        let read: Draft =
            serde_json::from_str(r#"{"name":"golden-web","colour":"red"}"#).expect("a draft");
        assert_eq!(read, Draft { name: "golden-web".to_owned(), ..Draft::default() });
    }

    #[test]
    fn a_size_is_a_number_only_where_digits_were_typed() {
        let size =
            |typed: &str| member(&Draft { size: typed.to_owned(), ..Draft::default() }, "size");
        assert_eq!(size(""), None);
        assert_eq!(size("  "), None);
        assert_eq!(size(" 8 "), Some(8.into()));
        assert_eq!(size("0"), Some(0.into()));
        assert_eq!(size("18446744073709551615"), Some(u64::MAX.into()));
        for text in ["+8", "-8", "1.5", "8 GB", "eight", "18446744073709551616"] {
            assert_eq!(size(text), Some(text.into()), "{text}");
        }
    }

    #[test]
    fn features_are_sent_only_when_chosen() {
        let features = |features| member(&Draft { features, ..Draft::default() }, "cloudFeatures");
        assert_eq!(features(Features::None), None);
        assert_eq!(features(Features::Generic), Some(json!({"type": "ImageCloudFeatures"})));
        assert_eq!(
            features(Features::Aws { virtualization: None }),
            Some(json!({"type": "AwsImageCloudFeatures"}))
        );
        assert_eq!(
            features(Features::Aws { virtualization: Some(Virtualization::Paravirtual) }),
            Some(json!({"type": "AwsImageCloudFeatures", "virtualization": "paravirtual"}))
        );
    }
}
