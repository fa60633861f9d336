//! Create: registering an image, with Scalr's checks in Scalr's order, one error at a time.

use hyper::StatusCode;
use serde_json::{Map, Value, json};

use super::images::invalid_name;
use super::{ApiRequest, object};
use crate::checks::{check_no_html, is_empty, is_image_name, is_os_id};
use crate::clouds::{PLATFORMS, has_global_images};
use crate::envelope::{Answer, ApiError, Message};
use crate::model::{Image, Status};
use crate::scope::Scope;
use crate::state::{Sim, Store};
use crate::{clock, ids, os};

/// What can be sent. Read-only members are refused like unknown ones.
const PROPERTIES: [&str; 13] = [
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

const ARCHITECTURES: [&str; 2] = ["i386", "x86_64"];

/// An AMI id that begins like this is never found in the cloud.
const MISSING_AMI: &str = "ami-missing";

pub(super) fn create(sim: &Sim, request: &ApiRequest, scope: Scope) -> Result<Answer, ApiError> {
    let sent = request.object()?;
    let os_id = check_shape(&sent, scope)?;
    let mut store = sim.store();
    check_unique(&store, &sent, scope)?;
    check_values(&sent, os_id)?;
    check_cloud(&sent, scope)?;
    let mut image = saved(&sent, os_id, scope)?;
    let warning = look_up_size(&mut image);
    let warnings: Vec<Message> =
        warning.iter().map(|message| Message { code: "ValueOverwritten", message }).collect();
    let answer = Answer::details_with(StatusCode::CREATED, &image, &warnings);
    store.images.push(image);
    Ok(answer)
}

/// What Scalr says of a body by itself: everything but uniqueness and the look into the cloud.
pub(crate) fn check(body: &[u8], scope: Scope) -> Result<(), ApiError> {
    let sent = object(body)?;
    let os_id = check_shape(&sent, scope)?;
    check_values(&sent, os_id)?;
    saved(&sent, os_id, scope).map(|_| ())
}

/// What Scalr checks before it looks into its database; gives the OS id.
fn check_shape(sent: &Map<String, Value>, scope: Scope) -> Result<&str, ApiError> {
    if let Some(unknown) = sent.keys().find(|name| !PROPERTIES.contains(&name.as_str())) {
        return Err(ApiError::invalid_structure(format!(
            "You are trying to set the property {unknown} that either does not exist or is read-only"
        )));
    }
    sent.iter().try_for_each(|(name, value)| check_no_html(value, name))?;
    if sent.get("scope").is_some_and(|value| !value.is_null() && value != scope.word()) {
        return Err(ApiError::invalid_value("Invalid scope"));
    }
    let architecture = sent.get("architecture").filter(|value| !is_empty(Some(value)));
    if architecture.is_some_and(|value| !ARCHITECTURES.iter().any(|known| value == known)) {
        return Err(ApiError::invalid_value("Invalid architecture of the Image."));
    }
    os_id(sent)
}

/// The id of `{"os": {"id": …}}`, or of the bare string that Scalr accepts too.
fn os_id(sent: &Map<String, Value>) -> Result<&str, ApiError> {
    let id = match sent.get("os") {
        Some(Value::Object(members)) => members.get("id"),
        other => other,
    };
    match id {
        id if is_empty(id) => {
            Err(ApiError::invalid_structure("OS must be provided with the request."))
        }
        Some(Value::String(id)) if is_os_id(id) => Ok(id),
        _ => Err(ApiError::invalid_value("Invalid identifier of the OS")),
    }
}

/// The location as it will be saved: global images have none, whatever was sent.
fn location(sent: &Map<String, Value>) -> Option<&str> {
    let location = text(sent, "cloudLocation");
    if has_global_images(text(sent, "cloudPlatform")) || location.is_empty() {
        None
    } else {
        Some(location)
    }
}

fn text<'a>(sent: &'a Map<String, Value>, name: &str) -> &'a str {
    sent.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn check_unique(store: &Store, sent: &Map<String, Value>, scope: Scope) -> Result<(), ApiError> {
    let (id, platform) = (text(sent, "cloudImageId"), text(sent, "cloudPlatform"));
    let location = location(sent);
    let is_same = |image: &Image| {
        image.cloud_image_id == id
            && image.cloud_platform == platform
            && image.cloud_location.as_deref() == location
            && scope.sees(image.owner)
    };
    if store.images.iter().any(is_same) {
        return Err(ApiError::conflict(
            "UnicityViolation",
            "This Image has already been registered in Scalr",
        ));
    }
    Ok(())
}

fn check_values(sent: &Map<String, Value>, os_id: &str) -> Result<(), ApiError> {
    if !is_image_name(text(sent, "name")) {
        return Err(invalid_name());
    }
    if is_empty(sent.get("architecture")) {
        return Err(ApiError::invalid_structure("Architecture must be provided with the request."));
    }
    if os::find(os_id).is_none() {
        return Err(ApiError::invalid_value("Specified OS does not exist"));
    }
    if !PLATFORMS.contains(&text(sent, "cloudPlatform")) {
        return Err(ApiError::invalid_structure("Unknown or missing cloud platform."));
    }
    Ok(())
}

/// Only an environment has clouds to look into.
fn check_cloud(sent: &Map<String, Value>, scope: Scope) -> Result<(), ApiError> {
    let Some(environment) = scope.environment() else { return Ok(()) };
    let platform = text(sent, "cloudPlatform");
    if !environment.platforms.contains(&platform) {
        return Err(ApiError::invalid_value(format!("Platform '{platform}' is not enabled.")));
    }
    let nowhere = platform == "ec2" && location(sent).is_none();
    if nowhere || text(sent, "cloudImageId").starts_with(MISSING_AMI) {
        return Err(ApiError::invalid_value(
            "Unable to find the requested image on the cloud, or it is not usable by your account",
        ));
    }
    Ok(())
}

/// The new image, with what the database itself would refuse: wrong types and too long texts.
fn saved(sent: &Map<String, Value>, os_id: &str, scope: Scope) -> Result<Image, ApiError> {
    let platform = text(sent, "cloudPlatform");
    let cloud_image_id =
        limited(sent, "cloudImageId", 128)?.filter(|id| !id.is_empty()).ok_or_else(|| {
            ApiError::invalid_structure("cloudImageId must be provided with the request.")
        })?;
    limited(sent, "name", 255)?;
    limited(sent, "cloudLocation", 255)?;
    Ok(Image {
        owner: scope,
        id: ids::new_image_id(),
        name: text(sent, "name").into(),
        cloud_image_id,
        cloud_platform: platform.into(),
        cloud_location: location(sent).map(str::to_owned),
        cloud_features: features(sent, platform)?,
        architecture: text(sent, "architecture").into(),
        os: os_id.into(),
        size: size(sent)?,
        kind: limited(sent, "type", 20)?,
        scalr_agent_installed: flag(sent, "scalrAgentInstalled", true)?,
        cloud_init_installed: flag(sent, "cloudInitInstalled", false)?,
        deprecated: flag(sent, "deprecated", false)?,
        source: "Manual",
        status: Status::Active,
        added: Some(clock::scalr_form(clock::now())),
        last_used: None,
    })
}

fn limited(
    sent: &Map<String, Value>,
    name: &str,
    limit: usize,
) -> Result<Option<String>, ApiError> {
    match sent.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.chars().count() <= limit => Ok(Some(text.clone())),
        Some(_) => Err(ApiError::invalid_value(format!(
            "Property {name} must be a string of at most {limit} characters"
        ))),
    }
}

fn flag(sent: &Map<String, Value>, name: &str, default: bool) -> Result<bool, ApiError> {
    match sent.get(name) {
        None | Some(Value::Null) => Ok(default),
        Some(Value::Bool(flag)) => Ok(*flag),
        Some(_) => Err(ApiError::invalid_value(format!("Property {name} must be true or false"))),
    }
}

fn size(sent: &Map<String, Value>) -> Result<Option<u32>, ApiError> {
    match sent.get("size") {
        None | Some(Value::Null) => Ok(None),
        Some(value) => value
            .as_u64()
            .and_then(|size| u32::try_from(size).ok())
            .filter(|size| *size >= 1)
            .map(Some)
            .ok_or_else(|| ApiError::invalid_value("Property size must be a positive integer")),
    }
}

fn features(sent: &Map<String, Value>, platform: &str) -> Result<Value, ApiError> {
    match sent.get("cloudFeatures") {
        None | Some(Value::Null) if platform == "ec2" => {
            Ok(json!({"type": "AwsImageCloudFeatures"}))
        }
        None | Some(Value::Null) => Ok(json!({"type": "ImageCloudFeatures"})),
        Some(features @ Value::Object(_)) => Ok(features.clone()),
        Some(_) => Err(ApiError::invalid_value("Property cloudFeatures must be an object")),
    }
}

/// The look-up in the cloud that overwrites the size that was sent. The stand-in's cloud never
/// agrees, so that a success with a warning can be seen on every such create.
fn look_up_size(image: &mut Image) -> Option<String> {
    image.owner.environment()?;
    let sent = image.size?;
    let found = if sent == 8 { 10 } else { 8 };
    image.size = Some(found);
    Some(format!(
        "The cloud says that the image is {found} GB; the size of {sent} GB was overwritten."
    ))
}
