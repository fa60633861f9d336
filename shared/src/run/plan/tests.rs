use serde_json::{Value, json};

use crate::image::Image;

use super::*;

const ID: &str = "5a1a3fd0-1111-4222-8333-000000000001";

fn image(changes: &Value) -> Value {
    let mut value = json!({
        "id": ID, "name": "golden-web", "cloudPlatform": "ec2", "cloudLocation": "us-east-1",
        "cloudImageId": "ami-1", "scope": "environment", "status": "active",
    });
    for (name, change) in changes.as_object().expect("an object") {
        value[name] = change.clone();
    }
    value
}

fn regions(codes: &[&str]) -> Vec<Region> {
    codes.iter().map(|code| code.parse().expect("a region")).collect()
}

/// The plan in short: region, action and reason. It is made twice, as the browser and as the edge
/// reads images.
fn planned(
    source: &Value,
    known: &[Value],
    in_flight: &[&str],
    allow_duplicates: bool,
    codes: &[&str],
) -> Vec<String> {
    let regions = regions(codes);
    let in_flight: Vec<String> = in_flight.iter().map(|&code| code.to_owned()).collect();
    let scope = "user/5".parse().expect("a scope");
    let make = |image, known: &[Seen<'_>]| {
        let in_flight = &in_flight;
        plan(&Wish { image, scope, regions: &regions, known, in_flight, allow_duplicates })
    };
    let at_edge = make(source.into(), &known.iter().map(Seen::from).collect::<Vec<_>>());
    let read = |value: &Value| serde_json::from_value::<Image>(value.clone()).expect("an image");
    let (image, images) = (read(source), known.iter().map(read).collect::<Vec<_>>());
    let in_browser = make((&image).into(), &images.iter().map(Seen::from).collect::<Vec<_>>());
    assert_eq!(at_edge, in_browser);
    let short = |planned: &PlannedRegion| {
        assert_eq!(planned.request.is_some(), planned.action == Action::Send);
        let reason = planned.reason.as_ref().map_or("-", Reason::as_str);
        format!("{} {} {reason}", planned.region, planned.action)
    };
    at_edge.regions.iter().map(short).collect()
}

#[test]
fn each_region_is_sent_skipped_or_blocked_for_its_reason() {
    let known = [
        image(&json!({})),
        image(&json!({"id": "x", "cloudLocation": "eu-west-1"})),
        image(&json!({"id": "y", "cloudLocation": "eu-west-2", "status": "pending_delete"})),
        image(&json!({"id": "z", "cloudLocation": "eu-west-3", "name": "golden-db"})),
        image(&json!({"id": "w", "cloudLocation": "eu-north-1", "scope": "scalr"})),
        image(&json!({"id": "v", "cloudLocation": "eu-south-1", "cloudPlatform": "gce"})),
    ];
    let codes = [
        "us-east-1",
        "eu-west-1",
        "eu-west-2",
        "eu-west-3",
        "eu-north-1",
        "eu-south-1",
        "cn-north-1",
        "ap-east-1",
        "ap-west-9",
        "ap-east-1",
    ];
    assert_eq!(
        planned(&image(&json!({})), &known, &["ap-east-1"], false, &codes),
        [
            "us-east-1 skip source",
            "eu-west-1 skip present",
            "eu-west-2 send -",
            "eu-west-3 send -",
            "eu-north-1 send -",
            "eu-south-1 send -",
            "cn-north-1 block partition",
            "ap-east-1 block in_flight",
            "ap-west-9 send -",
        ]
    );
}

#[test]
fn duplicates_are_a_deliberate_second_step_and_nothing_else_is_let_through_by_it() {
    let there = [image(&json!({"cloudLocation": "eu-west-1"}))];
    let codes = ["eu-west-1", "ap-east-1", "us-east-1", "cn-north-1"];
    assert_eq!(
        planned(&image(&json!({})), &there, &["ap-east-1"], true, &codes),
        [
            "eu-west-1 send -",
            "ap-east-1 send -",
            "us-east-1 skip source",
            "cn-north-1 block partition"
        ]
    );
}

#[test]
fn an_image_that_cannot_be_copied_blocks_every_region() {
    for (changes, reason) in [
        (json!({"scope": "scalr"}), "scope"),
        (json!({"scope": "farmrole"}), "scope"),
        (json!({"cloudPlatform": "gce"}), "platform"),
        (json!({"cloudPlatform": "moonbase"}), "platform"),
        (json!({"cloudLocation": null}), "platform"),
        (json!({"status": "pending_delete"}), "status"),
        (json!({"name": "legacy_app.1"}), "name"),
        (json!({"name": null}), "name"),
    ] {
        assert_eq!(
            planned(&image(&changes), &[], &[], true, &["us-east-1", "eu-west-1"]),
            [format!("us-east-1 block {reason}"), format!("eu-west-1 block {reason}")],
            "{changes}"
        );
    }
}

#[test]
fn the_request_is_the_one_that_goes_out() {
    let source = image(&json!({}));
    let wish = Wish {
        image: (&source).into(),
        scope: "user/5".parse().expect("a scope"),
        regions: &regions(&["eu-west-1", "us-east-1"]),
        known: &[],
        in_flight: &[],
        allow_duplicates: false,
    };
    assert_eq!(
        serde_json::to_string(&plan(&wish)).expect("JSON"),
        format!(
            r#"{{"regions":[{{"region":"eu-west-1","action":"send","reason":null,"request":{{"method":"POST","path":"/api/v1beta0/user/5/images/{ID}/actions/copy/","body":{{"cloudLocation":"eu-west-1","cloudPlatform":"ec2"}}}}}},{{"region":"us-east-1","action":"skip","reason":"source","request":null}}],"counts":{{"total":2,"send":1,"skip":1,"block":0}}}}"#
        )
    );
}

#[test]
fn what_a_later_edge_adds_does_not_break_the_reader() {
    let text = r#"{"regions":[{"region":"eu-west-1","action":"ask","reason":"quota","request":null,
        "cost":3}],"counts":{"total":1,"ask":1},"warnings":[]}"#;
    let plan: Plan = serde_json::from_str(text).expect("a plan");
    let region = plan.regions.first().expect("a region");
    assert_eq!(region.action, Action::Other("ask".to_owned()));
    assert_eq!(region.reason, Some(Reason::Other("quota".to_owned())));
    assert_eq!(plan.counts, PlanCounts { total: 1, ..PlanCounts::default() });
}
