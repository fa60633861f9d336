//! What the object answers.

use super::super::testing::order;
use super::*;
use crate::reply::{REPLAYED_HEADER, Reply};

fn code(reply: &Reply) -> (u16, String) {
    let body: Value = serde_json::from_slice(&reply.body).expect("JSON");
    (reply.status, body["errors"][0]["code"].as_str().unwrap_or("-").to_owned())
}

fn messages(reply: &Reply) -> Vec<String> {
    let body: Value = serde_json::from_slice(&reply.body).expect("JSON");
    let errors = body["errors"].as_array().expect("errors").iter();
    errors.map(|error| error["message"].as_str().expect("a text").to_owned()).collect()
}

#[test]
fn a_key_makes_one_run_and_its_answer_comes_again() {
    let world = World::new();
    let body = order(&["eu-west-1"], "");
    let first = world.ask("runs.create", "", &body, Some("k-1"));
    let again = world.ask("runs.create", "", &body, Some("k-1"));
    assert_eq!((first.status, again.status), (202, 202));
    assert_eq!(first.body, again.body);
    assert_eq!(again.header(REPLAYED_HEADER), Some("true"));
    let location = first.header("location").expect("a location").to_owned();
    assert_eq!(again.header("location"), Some(location.as_str()));
    let id = location.rsplit('/').next().expect("an id");
    assert_eq!(world.states(id), ["eu-west-1 planned -"]);
    let other = world.ask("runs.create", "", &order(&["eu-west-2"], ""), Some("k-1"));
    assert_eq!(code(&other), (422, "IdempotencyKeyReused".to_owned()));
}

#[test]
fn a_key_is_free_where_no_run_was_made() {
    let world = World::new();
    let body = order(&["eu-west-1"], r#","plan":[{"region":"eu-west-1","action":"skip"}]"#);
    let refused = world.ask("runs.create", "", &body, Some("k-1"));
    assert_eq!(code(&refused), (409, "PlanChanged".to_owned()));
    assert_eq!(messages(&refused), ["eu-west-1: it was skip, now it is send"]);
    world.cloud.deaf.set(1);
    let body = order(&["eu-west-1"], "");
    let failed = world.ask("runs.create", "", &body, Some("k-1"));
    assert_eq!(code(&failed), (504, "UpstreamTimeout".to_owned()));
    assert_eq!(world.ask("runs.create", "", &body, Some("k-1")).status, 202);
}

#[test]
fn a_plan_tells_what_a_run_would_do_and_sends_nothing() {
    let world = World::new();
    world.cloud.images.borrow_mut().push(image("there", "eu-west-1"));
    world.start(&["eu-west-2"], "");
    let body = order(&["eu-west-1", "eu-west-2", "eu-west-3", "us-east-1", "cn-north-1"], "");
    let reply = world.ask("runs.plan", "", &body, None);
    let plan: Value = serde_json::from_slice(&reply.body).expect("JSON");
    let short: Vec<String> = plan["regions"]
        .as_array()
        .expect("regions")
        .iter()
        .map(|row| {
            format!("{} {} {}", row["region"], row["action"], row["reason"]).replace('"', "")
        })
        .collect();
    assert_eq!(
        short,
        [
            "eu-west-1 skip present",
            "eu-west-2 block in_flight",
            "eu-west-3 send null",
            "us-east-1 skip source",
            "cn-north-1 block partition"
        ]
    );
    assert_eq!(plan["counts"], json!({"total": 5, "send": 1, "skip": 2, "block": 2}));
    assert!(world.cloud.heard.take().is_empty());
}

#[test]
fn a_plan_that_is_handed_in_must_be_what_the_edge_comes_to() {
    let world = World::new();
    let regions = ["eu-west-1", "eu-west-2", "us-east-1"];
    let plan = world.ask("runs.plan", "", &order(&regions, ""), None);
    let plan: Value = serde_json::from_slice(&plan.body).expect("JSON");
    let with_plan = order(&regions, &format!(r#","plan":{}"#, plan["regions"]));
    world.cloud.images.borrow_mut().push(image("other", "eu-west-2"));
    let refused = world.ask("runs.create", "", &with_plan, None);
    assert_eq!(messages(&refused), ["eu-west-2: it was send, now it is skip (present)"]);
    let part = order(
        &regions,
        r#","plan":[{"region":"eu-west-1","action":"send"},{"region":"x","action":"send"}]"#,
    );
    assert_eq!(
        messages(&world.ask("runs.create", "", &part, None)),
        [
            "eu-west-2: it was not in the plan, now it is skip (present)",
            "us-east-1: it was not in the plan, now it is skip (source)",
            "x: it is not in `regions`"
        ]
    );
    world.cloud.images.borrow_mut().pop();
    assert_eq!(world.ask("runs.create", "", &with_plan, None).status, 202);
}

#[test]
fn regions_that_are_not_sent_to_are_in_the_run_with_their_reason() {
    let world = World::new();
    world.cloud.images.borrow_mut().push(image("there", "eu-west-1"));
    let id = world.start(&["eu-west-1", "us-east-1", "cn-north-1"], "");
    assert_eq!(
        world.states(&id),
        ["eu-west-1 skipped present", "us-east-1 skipped source", "cn-north-1 blocked partition"]
    );
    assert_eq!(world.run(&id).state, RunState::Finished);
    let map = world.ask("runs.map", &id, "", None);
    assert!(String::from_utf8(map.body).expect("text").contains("ami-there"));
}

#[test]
fn an_image_that_is_not_there_is_answered_as_scalr_does() {
    let world = World::new();
    let body = order(&["eu-west-1"], "").replace(IMAGE, "5a1a3fd0-1111-4222-8333-00000000dead");
    for own in ["runs.plan", "runs.create"] {
        let reply = world.ask(own, "", &body, None);
        assert_eq!(code(&reply), (404, "ObjectNotFound".to_owned()));
        assert_eq!(reply.header("x-edge-source"), Some("upstream"));
    }
}

#[test]
fn a_step_is_refused_where_it_does_not_apply_and_then_nothing_is_done() {
    let world = World::new();
    let id = world.start(&["eu-west-1", "eu-west-2"], "");
    let step = |name: &str, body: &str| world.ask(name, &id, body, None);
    let refused = step("runs.resend", r#"{"regions":["eu-west-1"]}"#);
    assert_eq!(code(&refused), (409, "UnacceptableState".to_owned()));
    assert_eq!(messages(&refused), ["eu-west-1 is planned: resend does not apply"]);
    let stranger = step("runs.cancel", r#"{"regions":["eu-west-1","eu-west-3"]}"#);
    assert_eq!(code(&stranger), (400, "InvalidValue".to_owned()));
    assert_eq!(world.run(&id).version, 1);
    // Without regions it is about all that it applies to; that may be none.
    assert_eq!(step("runs.resend", "").status, 202);
    assert_eq!(step("runs.cancel", r#"{"regions":["eu-west-2"]}"#).status, 202);
    assert_eq!(world.states(&id), ["eu-west-1 planned -", "eu-west-2 cancelled -"]);
    let nobody_s = id.replace(&id[..10], "0000000000");
    for own in ["runs.get", "runs.map", "runs.cancel", "runs.events"] {
        let reply = world.ask(own, &nobody_s, "", None);
        assert_eq!(code(&reply), (404, "ObjectNotFound".to_owned()), "{own}");
    }
}

#[test]
fn a_resend_that_is_cancelled_leaves_the_first_copy_in_doubt() {
    let world = World::new();
    world.acts("eu-west-1", &[Act::Lose]);
    let id = world.start(&["eu-west-1"], "");
    world.finish();
    world.ask("runs.resend", &id, "", None);
    world.ask("runs.cancel", &id, "", None);
    world.finish();
    assert_eq!(world.states(&id), ["eu-west-1 unknown OutcomeUnknown"]);
    assert_eq!(world.cloud.heard.borrow().len(), 1);
}
