//! Copy to another EC2 region. Accepted, not done; and never idempotent: every call makes an AMI.

use hyper::StatusCode;

use super::images::{invalid_name, own_position};
use super::{ApiRequest, object, server_error};
use crate::checks::{is_empty, is_image_name};
use crate::clouds::EC2_REGIONS;
use crate::envelope::{Answer, ApiError};
use crate::model::Image;
use crate::scope::Scope;
use crate::state::Sim;
use crate::{clock, ids, os};

pub(super) fn copy(
    sim: &Sim,
    request: &ApiRequest,
    scope: Scope,
    id: &str,
) -> Result<Answer, ApiError> {
    let region = destination(&request.body)?;
    let mut store = sim.store();
    let at = own_position(&store, scope, id)?;
    check_source(&store.images[at], &region, scope)?;
    let copy = Image {
        id: ids::new_image_id(),
        cloud_image_id: ids::new_ami_id(),
        cloud_location: Some(region.clone()),
        added: Some(clock::scalr_form(clock::now())),
        last_used: None,
        ..store.images[at].clone()
    };
    *store.copies.entry((copy.name.clone(), region)).or_default() += 1;
    let answer = Answer::details(sim.settings.copy_status.into(), &copy);
    store.images.push(copy);
    Ok(answer)
}

/// What Scalr says of a body by itself.
pub(crate) fn check(body: &[u8]) -> Result<(), ApiError> {
    destination(body).map(|_| ())
}

/// The region from the body, a `CloudLocation`.
fn destination(body: &[u8]) -> Result<String, ApiError> {
    let sent = object(body)?;
    let (location, platform) = (sent.get("cloudLocation"), sent.get("cloudPlatform"));
    if is_empty(location) || is_empty(platform) {
        return Err(ApiError::invalid_structure("Invalid body"));
    }
    let region = location
        .and_then(|value| value.as_str())
        .filter(|region| EC2_REGIONS.contains(region))
        .ok_or_else(|| ApiError::invalid_value("Invalid region"))?;
    if platform.is_none_or(|platform| platform != "ec2") {
        return Err(ApiError::invalid_value("Only Ec2 cloud platform is supported"));
    }
    Ok(region.to_owned())
}

/// The source is validated again as if it were new, so that an old bad name fails here. Its
/// platform is not looked at: EC2 fails on the id of another cloud.
fn check_source(source: &Image, region: &str, scope: Scope) -> Result<(), ApiError> {
    if !is_image_name(&source.name) {
        return Err(invalid_name());
    }
    if os::find(&source.os).is_none() {
        return Err(ApiError::invalid_value("Specified OS does not exist"));
    }
    if source.cloud_location.as_deref() == Some(region) {
        return Err(ApiError::bad_request("Destination region is the same as source one"));
    }
    if scope.environment().is_some_and(|environment| !environment.platforms.contains(&"ec2")) {
        return Err(ApiError::new(
            StatusCode::BAD_REQUEST,
            "NotEnabledPlatform",
            "Platform 'ec2' is not enabled.",
        ));
    }
    if !source.cloud_image_id.starts_with("ami-") {
        return Err(server_error());
    }
    Ok(())
}
