//! The activity in words that never say more than is known.

use shared::edge_api::{Activity, Identity, Operation, Outcome};

use crate::inventory::Inventory;
use crate::text;

/// The name of the image, where the list of the same scope has it. An entry holds no name: whatever was in
/// the body of a refused request would stay there.
pub fn image(activity: &Activity, inventory: &Inventory) -> Option<String> {
    let id = activity.image_id.as_ref()?;
    let inventory = (inventory.scope() == Some(activity.scope)).then_some(inventory)?;
    let name = inventory.find(id)?.name.text();
    (!name.is_empty()).then(|| name.to_owned())
}

/// What was asked for.
pub fn request(activity: &Activity) -> String {
    let region = activity.region.as_deref().unwrap_or_default();
    match (&activity.operation, region) {
        (Operation::Create, "") => text::activity().create.to_owned(),
        (Operation::Create, region) => {
            text::fill(text::activity().create_in, &[("region", &region)])
        }
        (Operation::Copy, "") => text::activity().copy_image.to_owned(),
        (Operation::Copy, region) => text::fill(text::activity().copy_to, &[("region", &region)]),
        (Operation::Other(name), _) => name.clone(),
    }
}

/// Tone and word of what became of it.
pub fn outcome(outcome: &Outcome) -> (&'static str, String) {
    match outcome {
        Outcome::Accepted => ("good", text::activity().accepted.to_owned()),
        Outcome::Rejected => ("bad", text::activity().rejected.to_owned()),
        Outcome::Unknown => ("warn", text::activity().unknown.to_owned()),
        Outcome::Refused => ("plain", text::activity().refused.to_owned()),
        Outcome::Replayed => ("plain", text::activity().replayed.to_owned()),
        Outcome::Other(name) => ("plain", name.clone()),
    }
}

/// Who asked.
pub fn who(identity: &Identity) -> String {
    identity.name.clone().unwrap_or_else(|| identity.id.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn activity(operation: Operation, region: Option<&str>) -> Activity {
        let text = r#"{"at":"2026-11-22T10:00:00.000Z","identity":{"kind":"user","id":"u-1","name":null},
            "operation":"copy","scope":"user/5","imageId":"i-1","region":null,"runId":null,
            "outcome":"accepted","status":202,"code":null,"requestId":"r-1"}"#;
        let plain: Activity = serde_json::from_str(text).expect("an activity");
        Activity { operation, region: region.map(str::to_owned), ..plain }
    }

    #[test]
    fn a_request_is_told_with_its_place_where_it_has_one() {
        for (operation, region, words) in [
            (Operation::Create, None, "Register an image"),
            (Operation::Create, Some("eu-west-1"), "Register an image in eu-west-1"),
            (Operation::Copy, Some("eu-west-1"), "Copy to eu-west-1"),
            (Operation::Copy, None, "Copy an image"),
            (Operation::Other("share".to_owned()), Some("x"), "share"),
        ] {
            assert_eq!(request(&activity(operation, region)), words);
        }
    }

    #[test]
    fn an_image_is_named_by_the_list_of_its_scope() {
        let listed = |scope: &str| {
            let mut inventory = Inventory::default();
            inventory.begin(scope.parse().expect("a scope"));
            let image = serde_json::json!({"id": "i-1", "name": "golden-web"});
            inventory.take(vec![serde_json::from_value(image).expect("an image")]);
            inventory
        };
        let plain = activity(Operation::Copy, None);
        assert_eq!(image(&plain, &Inventory::default()), None);
        assert_eq!(image(&plain, &listed("user/6")), None);
        assert_eq!(image(&plain, &listed("user/5")).as_deref(), Some("golden-web"));
        let unlisted = Activity { image_id: None, ..plain };
        assert_eq!(image(&unlisted, &listed("user/5")), None);
    }

    #[test]
    fn somebody_without_a_name_is_called_by_id() {
        assert_eq!(who(&activity(Operation::Copy, None).identity), "u-1");
    }
}
