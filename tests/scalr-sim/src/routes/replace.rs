//! Replace an image in all roles that use it.

use serde_json::Value;

use super::ApiRequest;
use super::images::own_position;
use crate::envelope::{Answer, ApiError};
use crate::model::{Role, Status};
use crate::page::Pagination;
use crate::scope::Scope;
use crate::state::Sim;

pub(super) fn replace(
    sim: &Sim,
    request: &ApiRequest,
    scope: Scope,
    id: &str,
) -> Result<Answer, ApiError> {
    let sent = request.object()?;
    let new_id = match sent.get("newImage") {
        Some(Value::Object(members)) => members.get("id").and_then(Value::as_str),
        _ => None,
    };
    let new_id = new_id.ok_or_else(|| ApiError::invalid_structure("Invalid body"))?;
    let mut store = sim.store();
    let old = own_position(&store, scope, id)?;
    let new = store.get(scope, new_id)?;
    if new.status != Status::Active {
        return Err(ApiError::conflict(
            "UnacceptableImageStatus",
            format!("You can not use the image {} because of its status.", new.name),
        ));
    }
    if new.deprecated {
        return Err(ApiError::conflict("Deprecated", "You can not use a deprecated image."));
    }
    if new.os != store.images[old].os {
        return Err(ApiError::conflict(
            "OperatingSystemMismatch",
            "The operating systems of the two images differ.",
        ));
    }
    let (old_id, new_id) = (store.images[old].id.clone(), new.id.clone());
    if sent.get("deprecateOldImage") == Some(&Value::Bool(true)) {
        store.images[old].deprecated = true;
    }
    let mut replaced: Vec<Role> = Vec::new();
    for role in store.roles.iter_mut().filter(|role| role.image == old_id) {
        role.image.clone_from(&new_id);
        replaced.push(role.clone());
    }
    Ok(Answer::list(&replaced, &Pagination::default()))
}
