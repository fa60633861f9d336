//! What a listing says, and what it does not say.

use serde_json::json;

use super::super::finding::{Finding, find};
use super::super::testing::{Act, World, image};
use super::LATER_MS;
use shared::run::RegionState;

#[test]
fn an_image_of_another_scope_is_none_of_the_run_s() {
    let world = World::new();
    let id = world.start(&["eu-west-1"], "");
    let mut other = image("other", "eu-west-1");
    other["scope"] = json!("account");
    world.cloud.images.borrow_mut().push(other);
    world.wait(LATER_MS);
    world.finish();
    assert_eq!(world.states(&id), ["eu-west-1 listed new-1"]);
}

#[test]
fn an_image_that_is_being_deleted_is_no_copy() {
    let world = World::new();
    let id = world.start(&["eu-west-1"], "");
    let mut going = image("going", "eu-west-1");
    going["status"] = json!("pending_delete");
    world.cloud.images.borrow_mut().push(going);
    world.wait(LATER_MS);
    world.finish();
    assert_eq!(world.states(&id), ["eu-west-1 listed new-1"]);
}

#[test]
fn before_a_lost_copy_is_sent_again_the_region_is_listed_however_young_the_picture_is() {
    let world = World::with(&[("SETTLE_AFTER_MS", Some("1000"))]);
    world.acts("eu-west-1", &[Act::Lose]);
    let id = world.start(&["eu-west-1"], "");
    world.finish();
    assert_eq!(world.states(&id), ["eu-west-1 unknown OutcomeUnknown"]);
    // What nobody saw while it was looked for has come after all.
    world.cloud.images.borrow_mut().push(image("late", "eu-west-1"));
    let regions = r#"{"regions":["eu-west-1"]}"#;
    assert_eq!(world.ask("runs.resend", &id, regions, None).status, 202);
    world.finish();
    assert_eq!(world.states(&id), ["eu-west-1 listed late"]);
    assert_eq!(world.cloud.heard.take(), ["eu-west-1"]);
}

#[test]
fn a_listing_that_scalr_refuses_is_not_asked_for_again_and_one_that_breaks_is() {
    for (status, reads) in [(403, 1), (500, 5)] {
        let world = World::new();
        let id = world.start(&["eu-west-1"], "");
        world.wait(LATER_MS);
        world.cloud.reads.set(0);
        world.cloud.unwilling.set(Some(status));
        world.finish();
        assert_eq!(world.states(&id), ["eu-west-1 rejected PermissionDenied"], "{status}");
        assert_eq!(world.cloud.reads.get(), reads, "{status}");
        assert!(world.cloud.heard.take().is_empty());
    }
}

#[test]
fn what_is_new_is_nobody_s_while_another_copy_to_the_region_is_on_its_way() {
    let world = World::new();
    world.acts("eu-west-1", &[Act::Lose]);
    let id = world.start(&["eu-west-1"], "");
    world.pump();
    let rows = || world.shelf.rows.borrow().values().cloned().collect::<Vec<_>>();
    let row = rows().into_iter().find(|row| row.run == id).expect("a row");
    assert_eq!(row.told.state, RegionState::Unknown);
    let mut rival = row.clone();
    rival.run = format!("{id}-other");
    let listing = [image("new", "eu-west-1")];
    for (state, is_there) in [(RegionState::Sending, false), (RegionState::Rejected, true)] {
        rival.told.state = state;
        let found = find(&row, &[row.clone(), rival.clone()], &listing);
        assert_eq!(matches!(found, Finding::There(_)), is_there);
        assert_eq!(matches!(found, Finding::NotYet), !is_there);
    }
}
