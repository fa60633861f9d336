//! Answers of Scalr.

use serde_json::Value;
use shared::envelope::{Details, Failure, Listing, is_failure, is_success};
use shared::image::Image;
use shared::os::Os;

/// Checks how one answer is read.
///
/// # Panics
/// Where something does not hold.
pub fn envelope(body: &[u8]) {
    let value: Option<Value> = serde_json::from_slice(body).ok();
    if is_failure(body) {
        let failure: Failure = serde_json::from_slice(body).expect("a failure");
        assert!(!failure.errors.is_empty());
        assert!(value.as_ref().is_some_and(Value::is_object));
    }
    if is_success(body) {
        assert!(value.as_ref().is_some_and(|value| value.get("data").is_some()));
    }
    if let Some(value) = value {
        image(&value);
    }
    // Whatever their members are, they must not bring the reader down.
    let _ = serde_json::from_slice::<Listing<Image>>(body).map(|list| list.pagination.pages(1));
    let _ = serde_json::from_slice::<Details<Os>>(body).map(|details| details.data.title().len());
}

/// What is read as an image is written again as it was: Scalr grows.
fn image(value: &Value) {
    if value.is_object()
        && let Ok(image) = serde_json::from_value::<Image>(value.clone())
    {
        assert_eq!(&serde_json::to_value(&image).expect("JSON"), value);
        let _ = (image.region(), image.os_id(), image.is_pending_delete());
    }
}
