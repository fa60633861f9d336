use serde_json::{Value, json};
use shared::edge_api::Outcome;
use shared::run::{Counts, RunState};

use super::events_since;
use super::testing::{Act, IMAGE, START_MS, World, image};

mod asked;
mod listed;

const REGIONS: [&str; 20] = [
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "ca-central-1",
    "ca-west-1",
    "sa-east-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "ap-east-1",
    "ap-south-1",
    "ap-south-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
];

/// So late the listing of an order is no picture any more.
const LATER_MS: u64 = 5_001;

#[test]
fn every_region_is_copied_to_once_and_seen_in_the_listing() {
    let world = World::new();
    let id = world.start(&REGIONS, "");
    world.finish();
    let run = world.run(&id);
    assert_eq!(run.state, RunState::Finished);
    assert_eq!(run.counts, Counts { total: 20, listed: 20, ..Counts::default() });
    let mut heard = world.cloud.heard.take();
    heard.sort();
    let mut regions = REGIONS.to_vec();
    regions.sort_unstable();
    assert_eq!(heard, regions);
    for row in run.regions.iter().flatten() {
        assert_eq!(row.attempts, 1);
        assert!(row.ami().is_some_and(|ami| ami.starts_with("ami-new-")));
    }
}

#[test]
fn no_more_than_the_bound_are_on_their_way_and_that_many_are() {
    for (setting, bound) in [(None, 5), (Some("1"), 1), (Some("12"), 12)] {
        let world = World::with(&[("COPY_PARALLEL", setting)]);
        // The bound is the scope's, over all its runs.
        let runs = [world.start(&REGIONS[..10], ""), world.start(&REGIONS[10..], "")];
        world.finish();
        assert_eq!(world.cloud.at_once.get(), (0, bound));
        assert!(runs.iter().all(|id| world.run(id).state == RunState::Finished));
    }
}

#[test]
fn what_scalr_refuses_is_rejected_in_its_words_and_sent_again_only_when_asked() {
    let world = World::new();
    world.acts("eu-west-1", &[Act::Refuse]);
    let id = world.start(&["eu-west-1", "eu-west-2"], "");
    world.finish();
    assert_eq!(
        world.states(&id),
        ["eu-west-1 rejected NotEnabledPlatform", "eu-west-2 listed new-2"]
    );
    assert_eq!(world.run(&id).state, RunState::Finished);
    assert_eq!(world.ask("runs.retry", &id, "", None).status, 202);
    world.finish();
    assert_eq!(world.states(&id), ["eu-west-1 listed new-3", "eu-west-2 listed new-2"]);
    assert_eq!(world.cloud.heard.take(), ["eu-west-1", "eu-west-2", "eu-west-1"]);
}

#[test]
fn a_lost_answer_is_settled_by_looking_and_never_by_sending() {
    let world = World::new();
    world.acts("eu-west-1", &[Act::AcceptAndLose]);
    world.acts("eu-west-2", &[Act::Lose]);
    world.acts("eu-west-3", &[Act::Break]);
    let id = world.start(&["eu-west-1", "eu-west-2", "eu-west-3"], "");
    world.pump();
    assert_eq!(
        world.states(&id),
        [
            "eu-west-1 unknown OutcomeUnknown",
            "eu-west-2 unknown OutcomeUnknown",
            "eu-west-3 unknown InternalServerError"
        ]
    );
    assert_eq!(world.run(&id).state, RunState::Running);
    world.finish();
    assert_eq!(
        world.states(&id),
        [
            "eu-west-1 listed new-1",
            "eu-west-2 unknown OutcomeUnknown",
            "eu-west-3 unknown InternalServerError"
        ]
    );
    // It was looked for as long as the settings say.
    assert!((120_000..140_000).contains(&(world.clock.0.get() - START_MS)));
    assert_eq!(world.run(&id).state, RunState::Finished);
    assert_eq!(world.cloud.heard.borrow().len(), 3);
    // It comes to light later.
    world.cloud.images.borrow_mut().push(image("late", "eu-west-2"));
    world.ask("runs.settle", &id, "", None);
    world.finish();
    assert_eq!(world.states(&id)[1], "eu-west-2 listed late");
    assert_eq!(world.cloud.heard.borrow().len(), 3);
}

#[test]
fn a_resend_sends_only_where_the_first_copy_does_not_come_to_light() {
    let world = World::with(&[("SETTLE_AFTER_MS", Some("1000"))]);
    world.acts("eu-west-1", &[Act::Lose]);
    world.acts("eu-west-2", &[Act::Lose, Act::Refuse]);
    world.acts("eu-west-3", &[Act::Lose]);
    let id = world.start(&["eu-west-1", "eu-west-2", "eu-west-3"], "");
    world.finish();
    world.cloud.images.borrow_mut().push(image("late", "eu-west-1"));
    world.ask("runs.resend", &id, "", None);
    world.finish();
    assert_eq!(
        world.states(&id),
        [
            "eu-west-1 listed late",
            // What was refused is the second copy; the first stays in doubt.
            "eu-west-2 unknown NotEnabledPlatform",
            "eu-west-3 listed new-5"
        ]
    );
    assert_eq!(world.cloud.heard.borrow().len(), 5);
}

#[test]
fn one_new_image_settles_one_lost_answer() {
    let world = World::new();
    let twice = r#","allowDuplicates":true"#;
    world.acts("eu-west-1", &[Act::AcceptAndLose, Act::Lose, Act::Accept]);
    let ids = [(), (), ()].map(|()| world.start(&["eu-west-1"], twice));
    world.finish();
    let mut states: Vec<String> = ids.iter().flat_map(|id| world.states(id)).collect();
    states.sort();
    assert_eq!(
        states,
        ["eu-west-1 listed new-1", "eu-west-1 listed new-3", "eu-west-1 unknown OutcomeUnknown"]
    );
}

#[test]
fn an_image_that_was_there_before_settles_nothing() {
    let world = World::new();
    world.cloud.images.borrow_mut().push(image("old", "eu-west-1"));
    world.acts("eu-west-1", &[Act::Lose]);
    let id = world.start(&["eu-west-1"], r#","allowDuplicates":true"#);
    world.finish();
    assert_eq!(world.states(&id), ["eu-west-1 unknown OutcomeUnknown"]);
}

#[test]
fn what_appears_in_the_region_after_the_plan_is_not_copied_to() {
    let world = World::new();
    let id = world.start(&["eu-west-1"], "");
    world.cloud.images.borrow_mut().push(image("other", "eu-west-1"));
    world.wait(LATER_MS);
    world.finish();
    assert_eq!(world.states(&id), ["eu-west-1 skipped present"]);
    let run = world.run(&id);
    let row = run.regions.iter().flatten().next().expect("a region");
    assert_eq!(row.ami(), Some("ami-other"));
    assert!(world.cloud.heard.take().is_empty());
}

#[test]
fn what_is_sent_at_once_is_not_listed_again() {
    let world = World::new();
    let id = world.start(&REGIONS[..8], "");
    // The image and its listing.
    assert_eq!(world.cloud.reads.get(), 2);
    world.pump();
    assert_eq!(world.run(&id).counts.accepted, 8);
    assert_eq!(world.cloud.reads.get(), 2);
    // With one listing all of them are seen.
    world.finish();
    assert_eq!(world.cloud.reads.get(), 3);
    let id = world.start(&REGIONS[8..16], "");
    world.wait(LATER_MS);
    world.pump();
    assert_eq!(world.run(&id).counts.accepted, 8);
    assert_eq!(world.cloud.reads.get(), 5 + 8);
}

#[test]
fn where_another_run_has_sent_a_copy_the_region_is_listed_again() {
    let world = World::new();
    let first = world.start(&["eu-west-1"], "");
    world.finish();
    // As if the second run were ordered with a listing from before that copy.
    let copy = world.cloud.images.borrow_mut().pop().expect("the copy");
    let second = world.start(&["eu-west-1"], "");
    world.cloud.images.borrow_mut().push(copy);
    world.finish();
    assert_eq!(world.states(&first), ["eu-west-1 listed new-1"]);
    assert_eq!(world.states(&second), ["eu-west-1 skipped present"]);
    assert_eq!(world.cloud.heard.take(), ["eu-west-1"]);
}

#[test]
fn where_the_region_cannot_be_listed_nothing_is_sent_and_after_some_tries_it_is_given_up() {
    let world = World::new();
    let id = world.start(&["eu-west-1"], "");
    world.wait(LATER_MS);
    world.cloud.deaf.set(4);
    world.finish();
    assert_eq!(world.states(&id), ["eu-west-1 listed new-1"]);
    let id = world.start(&["eu-west-2"], "");
    world.wait(LATER_MS);
    world.cloud.deaf.set(5);
    world.finish();
    assert_eq!(world.states(&id), ["eu-west-2 rejected UpstreamTimeout"]);
    assert_eq!(world.cloud.heard.take(), ["eu-west-1"]);
}

#[test]
fn over_scalr_s_limit_all_runs_wait_and_go_on_by_themselves() {
    let world = World::with(&[("COPY_PARALLEL", Some("1"))]);
    world.acts("us-west-1", &[Act::Limit]);
    let ids = [world.start(&REGIONS[..5], ""), world.start(&REGIONS[5..8], "")];
    world.pump();
    for id in &ids {
        assert_eq!(world.run(id).state, RunState::Paused);
    }
    assert_eq!(world.cloud.heard.borrow().len(), 2);
    // Another alarm before the pause is over changes nothing.
    world.pump();
    assert_eq!(world.cloud.heard.borrow().len(), 2);
    assert_eq!(world.bench.paused_until_ms(), START_MS + 60_000);
    world.finish();
    assert_eq!(world.cloud.heard.borrow().len(), 9);
    for id in &ids {
        let run = world.run(id);
        assert_eq!((run.state, run.counts.listed), (RunState::Finished, run.counts.total));
    }
}

#[test]
fn what_a_crash_left_on_its_way_is_unknown_and_settled_by_looking() {
    for lost in [Act::AcceptAndLose, Act::Lose] {
        let mut world = World::new();
        world.acts("eu-west-1", &[lost]);
        let id = world.start(&["eu-west-1"], "");
        // Stops where the copy is on its way.
        world.work(|work| {
            let mut pump = Box::pin(work.pump());
            let mut context = std::task::Context::from_waker(std::task::Waker::noop());
            while world.cloud.at_once.get().0 == 0 {
                assert!(pump.as_mut().poll(&mut context).is_pending());
            }
        });
        assert_eq!(world.states(&id), ["eu-west-1 sending -"]);
        // And Scalr acts, or not.
        if lost == Act::AcceptAndLose {
            world.cloud.images.borrow_mut().push(image("made", "eu-west-1"));
        }
        world.crash();
        world.finish();
        let expected = if lost == Act::Lose { "unknown OutcomeUnknown" } else { "listed made" };
        assert_eq!(world.states(&id), [format!("eu-west-1 {expected}")]);
        assert!(world.cloud.heard.take().is_empty(), "nothing is sent by itself");
        let noted = world.noted();
        assert_eq!(noted.len(), 1);
        assert_eq!((&noted[0].outcome, noted[0].status), (&Outcome::Unknown, None));
        assert_eq!(noted[0].run_id, Some(id));
    }
}

#[test]
fn a_cancelled_region_is_not_sent_even_while_it_is_looked_into() {
    let world = World::with(&[("COPY_PARALLEL", Some("1"))]);
    let id = world.start(&["eu-west-1", "eu-west-2", "eu-west-3"], "");
    world.work(|work| {
        let mut pump = Box::pin(work.pump());
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        while world.cloud.at_once.get().0 == 0 {
            assert!(pump.as_mut().poll(&mut context).is_pending());
        }
        assert_eq!(world.ask("runs.cancel", &id, "", None).status, 202);
        pollster::block_on(pump).expect("the storage works");
    });
    world.finish();
    assert_eq!(
        world.states(&id),
        ["eu-west-1 listed new-1", "eu-west-2 cancelled -", "eu-west-3 cancelled -"]
    );
    assert_eq!(world.run(&id).state, RunState::Cancelled);
    assert_eq!(world.cloud.heard.take(), ["eu-west-1"]);
}

#[test]
fn each_copy_is_in_the_activity_with_its_run() {
    let world = World::new();
    world.acts("eu-west-2", &[Act::Refuse]);
    let id = world.start(&["eu-west-1", "eu-west-2"], "");
    world.finish();
    let told: Vec<String> = world
        .noted()
        .iter()
        .map(|entry| {
            assert_eq!(entry.run_id.as_ref(), Some(&id));
            assert_eq!(entry.image_id.as_deref(), Some(IMAGE));
            format!("{:?} {} {}", entry.region, entry.outcome, entry.request_id)
        })
        .collect();
    assert_eq!(told, [r#"Some("eu-west-1") accepted r-1"#, r#"Some("eu-west-2") rejected r-1"#]);
}

#[test]
fn events_tell_what_changed_since_a_version_and_nothing_twice() {
    let world = World::new();
    world.acts("eu-west-2", &[Act::Refuse]);
    let id = world.start(&["eu-west-1", "eu-west-2"], "");
    let events = |after: u64| {
        let (text, version) = events_since(&world.shelf, &id, after).expect("rows").expect("a run");
        let names = text.split("\n\n").filter(|event| !event.is_empty()).map(|event| {
            let lines: Vec<&str> = event.lines().collect();
            let [id, name, data] = lines.as_slice() else { panic!("{event}") };
            let data: Value =
                serde_json::from_str(data.strip_prefix("data: ").expect("data")).expect("JSON");
            format!("{id} {name} {} {}", data["region"], data["state"])
        });
        (names.collect::<Vec<_>>(), version)
    };
    let (all, version) = events(0);
    assert_eq!(version, 1);
    assert_eq!(all.len(), 3);
    world.finish();
    let (rest, last) = events(1);
    assert_eq!(
        rest,
        [
            r#"id: 5 event: region "eu-west-2" "rejected""#,
            r#"id: 6 event: region "eu-west-1" "listed""#,
            r#"id: 6 event: run null "finished""#,
        ]
    );
    assert_eq!(events(last), (Vec::new(), last));
    assert_eq!(events_since(&world.shelf, "no-such", 0), Ok(None));
}

#[test]
fn many_runs_at_once_come_to_their_end() {
    let world = World::new();
    let twice = r#","allowDuplicates":true"#;
    let ids: Vec<String> = (0..12).map(|_| world.start(&REGIONS[..8], twice)).collect();
    world.finish();
    assert_eq!(world.cloud.heard.borrow().len(), 96);
    assert_eq!(world.cloud.at_once.get(), (0, 5));
    for id in ids {
        let run = world.run(&id);
        assert_eq!((run.state, run.counts.listed), (RunState::Finished, 8));
    }
}

#[test]
fn a_run_tells_nothing_that_the_edge_alone_needs() {
    let world = World::new();
    let id = world.start(&["eu-west-1"], "");
    let reply = world.ask("runs.get", &id, "", None);
    let run: Value = serde_json::from_slice(&reply.body).expect("JSON");
    assert_eq!(
        run["regions"],
        json!([{
            "region": "eu-west-1", "state": "planned", "since": "T+0", "attempts": 0,
            "newImage": null, "presentImage": null, "code": null, "message": null,
            "requestId": "r-1", "reason": null,
        }])
    );
}
