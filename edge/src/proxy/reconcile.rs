//! Whether an image in a listing is the one that a lost create made.

use serde_json::Value;
use shared::new_image::NewImage;
use shared::platform::LocationRule;
use shared::scope::Scope;

use crate::date::unix_ms;

/// Members that Scalr may overwrite in an environment, where it looks the image up in its cloud
/// (API reference, create).
const LOOKED_UP: &[&str] = &["architecture", "size", "type"];

/// What a lost create would have made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Made<'a> {
    pub(super) image: &'a NewImage,
    pub(super) scope: Scope,
    /// When it was sent at the earliest, by Scalr's own clock, in milliseconds since 1970.
    pub(super) not_before_ms: u64,
}

/// The image in the listing that is the one; `None` where there is none, or where one cannot tell.
pub(super) fn find(made: &Made<'_>, listing: &[u8]) -> Option<Value> {
    let sent = serde_json::to_value(made.image).ok()?;
    let mut listing: Value = serde_json::from_slice(listing).ok()?;
    let images = listing.get_mut("data")?.as_array_mut()?;
    let at = images.iter().position(|image| is_new(made, image) && is_equal(made, &sent, image))?;
    Some(images.swap_remove(at))
}

/// Not added before the first send. Scalr writes whole seconds, so the second in which it was sent
/// counts as a whole.
fn is_new(made: &Made<'_>, image: &Value) -> bool {
    let second = made.not_before_ms / 1000;
    let added = text(image, "added").and_then(unix_ms).and_then(|ms| u64::try_from(ms).ok());
    added.is_some_and(|ms| ms / 1000 >= second)
}

/// Has every value that was sent, in the scope that it was sent to.
fn is_equal(made: &Made<'_>, sent: &Value, found: &Value) -> bool {
    let own_scope = text(found, "scope") == Some(made.scope.of_image().as_str());
    let has_id = text(found, "id").is_some();
    let members = sent.as_object().into_iter().flatten();
    has_id
        && own_scope
        && members.into_iter().all(|(name, value)| match name.as_str() {
            "os" => os_id(found) == Some(made.image.os_id()),
            "scope" => true,
            "cloudLocation" => {
                let platform = made.image.cloud_platform();
                // Scalr blanks the location of images that are global.
                platform.location_rule() == LocationRule::Global || same(value, found.get(name))
            }
            name if LOOKED_UP.contains(&name) => {
                matches!(made.scope, Scope::Environment(_)) || same(value, found.get(name))
            }
            _ => same(value, found.get(name)),
        })
}

/// The operating system's id: of the object that Scalr sends, or bare as it also takes it.
fn os_id(image: &Value) -> Option<&str> {
    let os = image.get("os")?;
    os.as_str().or_else(|| text(os, "id"))
}

fn text<'v>(object: &'v Value, name: &str) -> Option<&'v str> {
    object.get(name)?.as_str()
}

/// Whether a value that was sent is the one that was found. What was left open is Scalr's to fill:
/// null, an empty text, and the members of an object that were not sent.
fn same(sent: &Value, found: Option<&Value>) -> bool {
    match (sent, found) {
        (Value::Null, _) => true,
        (Value::String(text), None | Some(Value::Null)) => text.is_empty(),
        (Value::Object(sent), Some(Value::Object(found))) => {
            sent.iter().all(|(name, value)| same(value, found.get(name)))
        }
        (Value::Number(sent), Some(Value::Number(found))) => sent.as_f64() == found.as_f64(),
        (sent, found) => Some(sent) == found,
    }
}

#[cfg(test)]
mod tests;
