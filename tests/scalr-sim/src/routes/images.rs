//! List, get, rename and delete.

use hyper::StatusCode;
use serde_json::Value;

use super::ApiRequest;
use crate::checks::{is_image_name, is_os_id};
use crate::envelope::{Answer, ApiError};
use crate::model::{Image, Status};
use crate::page::Page;
use crate::query::Query;
use crate::scope::Scope;
use crate::state::{Sim, Store};

/// The members that a list can be filtered by.
const FILTERS: [&str; 13] = [
    "id",
    "name",
    "scope",
    "os",
    "cloudPlatform",
    "cloudImageId",
    "architecture",
    "cloudLocation",
    "status",
    "source",
    "deprecated",
    "scalrAgentInstalled",
    "cloudInitInstalled",
];

pub(super) fn list(sim: &Sim, request: &ApiRequest, scope: Scope) -> Result<Answer, ApiError> {
    let query = &request.query;
    let page = Page::of(query)?;
    let has = |name| query.get(name).is_some_and(|value| !value.is_empty());
    if has("cloudLocation") && !has("cloudPlatform") {
        return Err(ApiError::invalid_structure(
            "Both 'cloudPlatform' and 'cloudLocation' filters should be provided with request.",
        ));
    }
    let filters = filters(query)?;
    let store = sim.store();
    let found: Vec<&Image> = store
        .images
        .iter()
        .filter(|image| scope.sees(image.owner))
        .filter(|image| filters.iter().all(|(name, wanted)| matches(image, name, wanted)))
        .collect();
    let links = page.links(&request.path, query, found.len());
    Ok(Answer::list(&page.cut(found.into_iter()), &links))
}

/// The filters of a query: first their values are checked, then whether there is one that Scalr
/// does not know.
fn filters(query: &Query) -> Result<Vec<(&'static str, String)>, ApiError> {
    let filters: Vec<(&str, String)> =
        FILTERS.iter().filter_map(|name| Some((*name, query.get(name)?))).collect();
    for (name, value) in &filters {
        match *name {
            "os" if !is_os_id(value) => {
                return Err(ApiError::invalid_value("Invalid identifier of the OS"));
            }
            "scope" if !["scalr", "account", "environment"].contains(&value.as_str()) => {
                return Err(ApiError::invalid_value("Unexpected scope value"));
            }
            _ => {}
        }
    }
    refuse_unknown_filters(query, &FILTERS)?;
    Ok(filters)
}

/// Refuses every parameter that is neither a filter of this list nor about pages.
pub(super) fn refuse_unknown_filters(query: &Query, known: &[&str]) -> Result<(), ApiError> {
    let is_known =
        |name: &String| known.contains(&name.as_str()) || Page::PARAMETERS.contains(&name.as_str());
    if query.names().all(|name| is_known(&name)) {
        return Ok(());
    }
    Err(ApiError::invalid_structure(format!(
        "Unsupported filter. Fields which are available for filtering: [{}]",
        known.join(", ")
    )))
}

/// Plain equality. A flag is false for `false`, `0` and nothing, else true, as in PHP.
fn matches(image: &Image, filter: &str, wanted: &str) -> bool {
    let flag = |value: bool| {
        value != (wanted.eq_ignore_ascii_case("false") || wanted == "0" || wanted.is_empty())
    };
    match filter {
        "id" => image.id == wanted.to_ascii_lowercase(),
        "name" => image.name == wanted,
        "scope" => image.owner.word() == wanted,
        "os" => image.os == wanted,
        "cloudPlatform" => image.cloud_platform == wanted,
        "cloudImageId" => image.cloud_image_id == wanted,
        "architecture" => image.architecture == wanted,
        "cloudLocation" => image.cloud_location.as_deref().unwrap_or_default() == wanted,
        "status" => image.status.word() == wanted,
        "source" => image.source == wanted,
        "deprecated" => flag(image.deprecated),
        "scalrAgentInstalled" => flag(image.scalr_agent_installed),
        _ => flag(image.cloud_init_installed),
    }
}

pub(super) fn get(sim: &Sim, scope: Scope, id: &str) -> Result<Answer, ApiError> {
    let store = sim.store();
    Ok(Answer::details(StatusCode::OK, store.get(scope, id)?))
}

/// PATCH: of all members only the name can be changed.
pub(super) fn rename(
    sim: &Sim,
    request: &ApiRequest,
    scope: Scope,
    id: &str,
) -> Result<Answer, ApiError> {
    let object = request.object()?;
    if let Some(other) = object.keys().find(|name| *name != "name") {
        return Err(ApiError::invalid_structure(format!(
            "You are trying to set the property {other} which either is not alterable or does not exist"
        )));
    }
    let mut store = sim.store();
    let at = own_position(&store, scope, id)?;
    if let Some(name) = object.get("name") {
        let name = name.as_str().filter(|name| is_image_name(name)).ok_or_else(invalid_name)?;
        name.clone_into(&mut store.images[at].name);
    }
    Ok(Answer::details(StatusCode::OK, &store.images[at]))
}

pub(super) fn invalid_name() -> ApiError {
    ApiError::invalid_value("Invalid name of the Image")
}

/// Deregisters an image at once, or with `deleteFromCloud` marks it for deletion in the cloud.
pub(super) fn delete(
    sim: &Sim,
    request: &ApiRequest,
    scope: Scope,
    id: &str,
) -> Result<Answer, ApiError> {
    let mut store = sim.store();
    let at = own_position(&store, scope, id)?;
    if store.roles.iter().any(|role| role.image == store.images[at].id) {
        return Err(ApiError::conflict("ObjectInUse", "The Image is used by some Role or Server."));
    }
    let from_cloud = request.query.get("deleteFromCloud");
    if from_cloud.is_some_and(|value| !["", "0", "false"].contains(&value.as_str())) {
        store.images[at].status = Status::PendingDelete;
        Ok(Answer::details(StatusCode::ACCEPTED, &Value::Null))
    } else {
        store.images.remove(at);
        Ok(Answer::details(StatusCode::OK, &Value::Null))
    }
}

/// Where an image is that this very scope owns and that is not about to be deleted.
pub(super) fn own_position(store: &Store, scope: Scope, id: &str) -> Result<usize, ApiError> {
    let at = store.position(scope, id)?;
    let image = &store.images[at];
    if image.owner != scope {
        return Err(ApiError::new(
            StatusCode::FORBIDDEN,
            "ScopeViolation",
            format!("The image is not from the {} scope.", scope.word()),
        ));
    }
    if image.status == Status::PendingDelete {
        return Err(ApiError::conflict(
            "UnacceptableImageStatus",
            format!(
                "You can not use the image {} because it awaits deletion on the cloud.",
                image.name
            ),
        ));
    }
    Ok(at)
}
