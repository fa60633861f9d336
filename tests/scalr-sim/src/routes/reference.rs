//! What people pick from: operating systems, cloud locations, environments.

use hyper::StatusCode;
use serde::Serialize;

use super::ApiRequest;
use super::images::refuse_unknown_filters;
use crate::envelope::{Answer, ApiError};
use crate::os::Os;
use crate::page::Page;
use crate::scope::ENVIRONMENTS;
use crate::{clouds, os};

pub(super) fn list_os(request: &ApiRequest) -> Result<Answer, ApiError> {
    let query = &request.query;
    let matches = |os: &&Os| {
        Os::FILTERS.iter().all(|name| query.get(name).is_none_or(|wanted| os.value(name) == wanted))
    };
    list(request, &Os::FILTERS, os::TABLE.iter().filter(matches).collect())
}

pub(super) fn get_os(id: &str) -> Result<Answer, ApiError> {
    let os = os::find(id).ok_or_else(|| ApiError::not_found("Requested OS does not exist."))?;
    Ok(Answer::details(StatusCode::OK, os))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CloudLocation<'a> {
    cloud_location: &'a str,
    cloud_platform: &'a str,
}

pub(super) fn list_cloud_locations(
    request: &ApiRequest,
    platform: &str,
) -> Result<Answer, ApiError> {
    let locations = clouds::locations(platform)
        .ok_or_else(|| ApiError::not_found("Requested cloud platform does not exist."))?;
    let elements = locations
        .iter()
        .map(|location| CloudLocation { cloud_location: location, cloud_platform: platform })
        .collect();
    list(request, &[], elements)
}

pub(super) fn list_environments(request: &ApiRequest) -> Result<Answer, ApiError> {
    list(request, &[], ENVIRONMENTS.iter().collect())
}

/// One page of a list that can be filtered by `filters` only.
fn list<T: Serialize>(
    request: &ApiRequest,
    filters: &[&str],
    all: Vec<T>,
) -> Result<Answer, ApiError> {
    let page = Page::of(&request.query)?;
    refuse_unknown_filters(&request.query, filters)?;
    let links = page.links(&request.path, &request.query, all.len());
    Ok(Answer::list(&page.cut(all.into_iter()), &links))
}
