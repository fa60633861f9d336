//! The rules for registering an image (API reference, create; limits of Scalr's database).

use serde_json::{Map, Number, Value};

use crate::cloud_features::CloudFeatures;
use crate::image::Architecture;
use crate::json::kind;
use crate::new_image::{CREATE_MEMBERS, NewImage, READ_ONLY_MEMBERS};
use crate::os::is_os_id;
use crate::platform::CloudPlatform;
use crate::scope::Scope;

use super::members::{Members, meant};
use super::name::{NAME_LIMIT, is_name, mend_name};
use super::{Problem, Report, Violations, advice};

/// Longest `cloudImageId`, in characters.
pub const CLOUD_IMAGE_ID_LIMIT: usize = 128;
/// Longest `cloudLocation`, in characters.
pub const CLOUD_LOCATION_LIMIT: usize = 255;
/// Longest `type`, in characters.
pub const TYPE_LIMIT: usize = 20;

/// Checks the body of a create request for an endpoint of this scope.
pub fn create(body: &[u8], scope: Scope) -> Report<NewImage> {
    match Members::read(body) {
        Ok(mut members) => {
            let draft = Draft::read(&mut members, scope);
            let advice = advice::for_create(&draft, &members);
            Report { outcome: draft.finish(members), advice }
        }
        Err(violations) => Report { outcome: Err(violations), advice: Vec::new() },
    }
}

/// What could be read of a request so far; `None` where it is absent or was refused.
pub(super) struct Draft {
    pub(super) architecture: Option<Architecture>,
    pub(super) cloud_platform: Option<CloudPlatform>,
    pub(super) cloud_image_id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) os_id: Option<String>,
    pub(super) cloud_location: Option<String>,
    pub(super) cloud_features: Option<CloudFeatures>,
    pub(super) kind: Option<String>,
}

impl Draft {
    fn read(members: &mut Members, scope: Scope) -> Self {
        members.only(CREATE_MEMBERS, READ_ONLY_MEMBERS);
        for flag in ["cloudInitInstalled", "deprecated", "scalrAgentInstalled"] {
            members.boolean(flag);
        }
        size(members);
        endpoint_scope(members, scope);
        Self {
            architecture: one_of(
                members,
                "architecture",
                "`i386` or `x86_64`",
                Architecture::NAMES,
                Architecture::known,
            ),
            cloud_platform: one_of(
                members,
                "cloudPlatform",
                "the platform, for example `ec2`",
                CloudPlatform::NAMES,
                CloudPlatform::known,
            ),
            cloud_image_id: cloud_image_id(members),
            name: name(members),
            os_id: os_id(members),
            cloud_location: cloud_location(members),
            cloud_features: cloud_features(members),
            kind: kind_of_storage(members),
        }
    }

    fn finish(self, members: Members) -> Result<NewImage, Violations> {
        let body = members.finish()?;
        Ok(self.command(body))
    }

    /// Every required member is there, or it would have been noted as missing: the defaults are
    /// never used.
    fn command(self, body: Map<String, Value>) -> NewImage {
        NewImage {
            body,
            architecture: self.architecture.unwrap_or(Architecture::X8664),
            cloud_platform: self.cloud_platform.unwrap_or(CloudPlatform::Ec2),
            cloud_image_id: self.cloud_image_id.unwrap_or_default(),
            name: self.name.unwrap_or_default(),
            os_id: self.os_id.unwrap_or_default(),
            cloud_location: self.cloud_location,
            cloud_features: self.cloud_features,
        }
    }
}

fn one_of<T>(
    members: &mut Members,
    member: &'static str,
    hint: &'static str,
    allowed: &'static [&'static str],
    known: fn(&str) -> Option<T>,
) -> Option<T> {
    let value = members.required_text(member, hint)?;
    let found = known(&value);
    if found.is_none() {
        let meant = meant(&value, allowed);
        members.refuse(member, Problem::NotOneOf { value, allowed, meant });
    }
    found
}

fn cloud_image_id(members: &mut Members) -> Option<String> {
    const HINT: &str = "the image's id in its cloud, for example ami-0abcdef1234567890";
    let id = members.required_text("cloudImageId", HINT)?;
    if id.is_empty() {
        members.refuse("cloudImageId", Problem::Empty { hint: HINT });
        return None;
    }
    members.limit("cloudImageId", &id, CLOUD_IMAGE_ID_LIMIT);
    Some(id)
}

fn name(members: &mut Members) -> Option<String> {
    let name = members.required_text("name", "the image's name, for example golden-web")?;
    let length = name.chars().count();
    if length > NAME_LIMIT {
        members.refuse("name", Problem::TooLong { limit: NAME_LIMIT, length });
    } else if !is_name(&name) {
        let problem = Problem::Name { mended: mend_name(&name), value: name.clone() };
        members.refuse("name", problem);
    }
    Some(name)
}

fn os_id(members: &mut Members) -> Option<String> {
    const HINT: &str = "the operating system, for example {\"id\": \"ubuntu-14-04\"}";
    let (pointer, id) = match members.value("os") {
        None => {
            members.refuse("os", Problem::Missing { member: "os", hint: HINT });
            return None;
        }
        // The bare id is what the Scalr server also takes.
        Some(Value::String(id)) => ("/os", id.clone()),
        Some(Value::Object(os)) => match os.get("id") {
            Some(Value::String(id)) => ("/os/id", id.clone()),
            Some(other) => {
                let found = kind(other);
                let problem = Problem::WrongType { expected: "a string", found };
                members.refuse_at("/os/id".to_owned(), problem);
                return None;
            }
            None => {
                let problem =
                    Problem::Missing { member: "id", hint: "the id, for example ubuntu-14-04" };
                members.refuse_at("/os/id".to_owned(), problem);
                return None;
            }
        },
        Some(other) => {
            let found = kind(other);
            members.refuse("os", Problem::WrongType { expected: "an object with an id", found });
            return None;
        }
    };
    if !is_os_id(&id) {
        members.refuse_at(pointer.to_owned(), Problem::OsId { value: id });
        return None;
    }
    Some(id)
}

/// Absent, null and empty all mean "no location"; any text is a location on some cloud.
fn cloud_location(members: &mut Members) -> Option<String> {
    if members.value("cloudLocation").is_some_and(Value::is_null) {
        return None;
    }
    let location = members.text("cloudLocation", "a string or null")?;
    members.limit("cloudLocation", &location, CLOUD_LOCATION_LIMIT);
    Some(location).filter(|location| !location.is_empty())
}

/// Any concrete type with any members: Scalr has more of them than its reference lists.
fn cloud_features(members: &mut Members) -> Option<CloudFeatures> {
    let (pointer, problem) = match members.value("cloudFeatures")? {
        Value::Object(features) => match features.get("type") {
            Some(Value::String(kind)) => {
                let mut rest = features.clone();
                rest.remove("type");
                return Some(CloudFeatures { kind: kind.clone(), members: rest });
            }
            Some(other) => (
                "/cloudFeatures/type",
                Problem::WrongType { expected: "a string", found: kind(other) },
            ),
            None => (
                "/cloudFeatures/type",
                Problem::Missing {
                    member: "type",
                    hint: "the concrete type, for example `ImageCloudFeatures`",
                },
            ),
        },
        other => (
            "/cloudFeatures",
            Problem::WrongType { expected: "an object with a type", found: kind(other) },
        ),
    };
    members.refuse_at(pointer.to_owned(), problem);
    None
}

/// The storage type is free text, and people send `""` for clouds that have none.
fn kind_of_storage(members: &mut Members) -> Option<String> {
    let kind = members.text("type", "a string")?;
    members.limit("type", &kind, TYPE_LIMIT);
    Some(kind)
}

fn size(members: &mut Members) {
    let problem = match members.value("size") {
        None => return,
        Some(Value::Number(number)) if is_size(number) => return,
        Some(Value::Number(number)) => Problem::Size { value: number.to_string() },
        Some(other) => Problem::WrongType { expected: "an integer", found: kind(other) },
    };
    members.refuse("size", problem);
}

/// A whole number from 1. `8.0` is the integer 8 (JSON Schema, 6.1.1), however it is written.
fn is_size(number: &Number) -> bool {
    number.as_u64().map_or_else(
        || number.as_f64().is_some_and(|size| size >= 1.0 && size.fract() == 0.0),
        |size| size >= 1,
    )
}

fn endpoint_scope(members: &mut Members, scope: Scope) {
    let expected = scope.of_image();
    if let Some(value) = members.text("scope", "a string")
        && value != expected.as_str()
    {
        members.refuse("scope", Problem::Scope { value, expected });
    }
}

#[cfg(test)]
mod tests;
