//! Every rule of create, by its exact answer.

use super::super::{Advice, Remark};
use super::*;
use serde_json::json;

/// The create example of the API reference, as it stands there.
const EXAMPLE: &str = r#"{"architecture": "i386", "cloudFeatures": {"type": "ImageCloudFeatures"}, "cloudImageId": "string", "cloudInitInstalled": true, "cloudLocation": "string", "cloudPlatform": "ec2", "deprecated": true, "name": "string", "os": {"id": "string"}, "scalrAgentInstalled": true, "size": 1, "type": "string"}"#;

fn scope(text: &str) -> Scope {
    text.parse().expect("a scope")
}

fn golden() -> Value {
    json!({
        "architecture": "x86_64",
        "cloudImageId": "ami-0abcdef1234567890",
        "cloudLocation": "us-east-1",
        "cloudPlatform": "ec2",
        "name": "golden-web",
        "os": {"id": "ubuntu-14-04"},
    })
}

fn with(member: &str, value: Value) -> Value {
    let mut body = golden();
    body[member] = value;
    body
}

fn check(body: &Value) -> Report<NewImage> {
    create(body.to_string().as_bytes(), Scope::Global)
}

#[track_caller]
fn passes(body: &Value) {
    let report = check(body);
    let image = report.outcome.unwrap_or_else(|v| panic!("{body} was refused: {v:?}"));
    assert_eq!(serde_json::to_value(&image).expect("a value"), *body);
}

#[track_caller]
fn refused(body: &Value, expected: &[(&str, &str, &str)]) {
    let violations = check(body).outcome.expect_err("refused");
    let found: Vec<_> = violations
        .as_slice()
        .iter()
        .map(|v| (v.pointer.clone(), v.code().to_string(), v.problem.to_string()))
        .collect();
    let found: Vec<_> =
        found.iter().map(|(p, c, m)| (p.as_str(), c.as_str(), m.as_str())).collect();
    assert_eq!(found, expected);
}

fn advice(body: &Value) -> Vec<Advice> {
    check(body).advice
}

#[test]
fn the_published_example_passes_as_it_stands() {
    for endpoint in ["global", "account/1", "user/5"] {
        let report = create(EXAMPLE.as_bytes(), scope(endpoint));
        let image = report.outcome.expect("the example is valid");
        assert_eq!(image.name(), "string");
        assert_eq!(image.os_id(), "string");
        assert_eq!(image.cloud_location(), Some("string"));
    }
}

#[test]
fn every_platform_passes_with_and_without_a_location() {
    for platform in CloudPlatform::NAMES {
        let mut body = with("cloudPlatform", json!(platform));
        passes(&body);
        for location in [json!(null), json!(""), json!("anywhere at all")] {
            body["cloudLocation"] = location;
            passes(&body);
        }
        body.as_object_mut().expect("an object").remove("cloudLocation");
        passes(&body);
    }
}

#[test]
fn what_the_reference_allows_passes() {
    passes(&with("type", json!("")));
    passes(&with("os", json!("ubuntu-14-04")));
    passes(&with("os", json!({"id": "ubuntu-14-04", "family": "ubuntu"})));
    passes(&with("size", json!(1)));
    passes(&with("size", json!(8.0)));
    passes(&with("size", json!(u64::MAX)));
    passes(&with(
        "cloudFeatures",
        json!({"type": "AwsImageCloudFeatures", "virtualization": "hvm"}),
    ));
    passes(&with("cloudFeatures", json!({"type": "MoonFeatures", "craters": [1, {"deep": null}]})));
    passes(&with("cloudImageId", json!("é".repeat(128))));
    passes(&with("scope", json!("scalr")));
}

#[test]
fn a_scope_equal_to_the_endpoint_s_passes_and_no_other() {
    let body = |own: &str| with("scope", json!(own)).to_string();
    assert!(create(body("account").as_bytes(), scope("account/1")).outcome.is_ok());
    assert!(create(body("environment").as_bytes(), scope("user/5")).outcome.is_ok());
    assert!(create(body("scalr").as_bytes(), scope("user/5")).outcome.is_err());
    refused(
        &with("scope", json!("environment")),
        &[(
            "/scope",
            "InvalidValue",
            "`environment` is not the scope of this endpoint; send `scalr` or leave it out",
        )],
    );
}

#[test]
fn every_missing_member_is_named_with_what_to_send() {
    refused(
        &json!({}),
        &[
            (
                "/architecture",
                "InvalidStructure",
                "`architecture` is missing; send `i386` or `x86_64`",
            ),
            (
                "/cloudImageId",
                "InvalidStructure",
                "`cloudImageId` is missing; send the image's id in its cloud, for example \
                 ami-0abcdef1234567890",
            ),
            (
                "/cloudPlatform",
                "InvalidStructure",
                "`cloudPlatform` is missing; send the platform, for example `ec2`",
            ),
            (
                "/name",
                "InvalidStructure",
                "`name` is missing; send the image's name, for example golden-web",
            ),
            (
                "/os",
                "InvalidStructure",
                "`os` is missing; send the operating system, for example {\"id\": \"ubuntu-14-04\"}",
            ),
        ],
    );
}

#[test]
fn members_that_do_not_belong_are_named() {
    let mut body = golden();
    body["cloud_platform"] = json!("ec2");
    body["id"] = json!("5a1a3fd0-1111-4222-8333-000000000001");
    body["colour"] = json!("red");
    refused(
        &body,
        &[
            (
                "/cloud_platform",
                "InvalidStructure",
                "`cloud_platform` is not a member of this request; did you mean `cloudPlatform`?",
            ),
            (
                "/colour",
                "InvalidStructure",
                "`colour` is not a member of this request; leave it out",
            ),
            ("/id", "InvalidStructure", "`id` is read-only: Scalr sets it; leave it out"),
        ],
    );
}

#[test]
fn wrong_types_say_what_was_found() {
    let mut body = golden();
    body["name"] = json!(7);
    body["deprecated"] = json!("yes");
    body["size"] = json!("8");
    body["os"] = json!(null);
    body["cloudFeatures"] = json!([]);
    body["cloudLocation"] = json!(false);
    refused(
        &body,
        &[
            ("/cloudFeatures", "InvalidValue", "Expected an object with a type, found an array"),
            ("/cloudLocation", "InvalidValue", "Expected a string or null, found a boolean"),
            ("/deprecated", "InvalidValue", "Expected a boolean, found a string"),
            ("/name", "InvalidValue", "Expected a string, found a number"),
            ("/os", "InvalidValue", "Expected an object with an id, found null"),
            ("/size", "InvalidValue", "Expected an integer, found a string"),
        ],
    );
}

#[test]
fn closed_values_offer_what_was_probably_meant() {
    let mut body = with("architecture", json!("amd64"));
    body["cloudPlatform"] = json!("EC2");
    refused(
        &body,
        &[
            (
                "/architecture",
                "InvalidValue",
                "`amd64` is not one of the documented values; did you mean `x86_64`?",
            ),
            (
                "/cloudPlatform",
                "InvalidValue",
                "`EC2` is not one of the documented values; did you mean `ec2`?",
            ),
        ],
    );
    refused(
        &with("architecture", json!("sparc")),
        &[(
            "/architecture",
            "InvalidValue",
            "`sparc` is not one of the documented values: i386, x86_64",
        )],
    );
}

#[test]
fn a_bad_name_comes_back_mended() {
    refused(
        &with("name", json!("golden_web.1")),
        &[(
            "/name",
            "InvalidValue",
            "`golden_web.1` is not a name that Scalr takes: 2 to 255 letters, digits and hyphens, \
             with a letter or digit at both ends; for example `golden-web1`",
        )],
    );
    refused(
        &with("name", json!("x".repeat(256))),
        &[("/name", "InvalidValue", "The text has 256 characters; the limit is 255")],
    );
}

#[test]
fn limits_count_characters() {
    refused(
        &with("cloudImageId", json!("é".repeat(129))),
        &[("/cloudImageId", "InvalidValue", "The text has 129 characters; the limit is 128")],
    );
    refused(
        &with("cloudLocation", json!("x".repeat(256))),
        &[("/cloudLocation", "InvalidValue", "The text has 256 characters; the limit is 255")],
    );
    refused(
        &with("type", json!("x".repeat(21))),
        &[("/type", "InvalidValue", "The text has 21 characters; the limit is 20")],
    );
}

#[test]
fn an_operating_system_needs_a_well_formed_id() {
    refused(
        &with("os", json!({})),
        &[("/os/id", "InvalidStructure", "`id` is missing; send the id, for example ubuntu-14-04")],
    );
    refused(
        &with("os", json!({"id": "Ubuntu 14.04"})),
        &[(
            "/os/id",
            "InvalidValue",
            "`Ubuntu 14.04` is not the id of an operating system: up to 25 letters, digits and \
             hyphens, for example ubuntu-14-04",
        )],
    );
    refused(
        &with("os", json!("")),
        &[(
            "/os",
            "InvalidValue",
            "`` is not the id of an operating system: up to 25 letters, digits and hyphens, for \
             example ubuntu-14-04",
        )],
    );
}

#[test]
fn a_size_is_a_whole_number_from_one() {
    for (value, text) in
        [(json!(0), "0"), (json!(-1), "-1"), (json!(1.5), "1.5"), (json!(-8.0), "-8.0")]
    {
        let message = format!("{text} is not a size: a whole number of gigabytes, 1 or more");
        refused(&with("size", value), &[("/size", "InvalidValue", &message)]);
    }
}

#[test]
fn repeated_members_are_refused_wherever_they_are() {
    let body = r#"{"architecture":"i386","cloudImageId":"x","cloudPlatform":"gce","name":"ab",
        "name":"cd","os":{"id":"a","id":"b"}}"#;
    let violations = create(body.as_bytes(), Scope::Global).outcome.expect_err("refused");
    let found: Vec<_> = violations.as_slice().iter().map(|v| v.pointer.as_str()).collect();
    assert_eq!(found, ["/name", "/os/id"]);
    assert_eq!(violations.as_slice()[0].problem, Problem::Repeated);
}

#[test]
fn a_long_value_is_shortened_in_the_message() {
    let violations = check(&with("architecture", json!("y\n".repeat(100)))).outcome;
    let message = violations.expect_err("refused").as_slice()[0].problem.to_string();
    assert_eq!(
        message,
        format!("`{}…` is not one of the documented values: i386, x86_64", "y\\n".repeat(30))
    );
}

#[test]
fn a_golden_image_draws_no_advice() {
    assert_eq!(advice(&golden()), []);
}

#[test]
fn advice_names_what_scalr_would_probably_mind() {
    let at = |pointer: &str, remark| vec![Advice { pointer: pointer.to_owned(), remark }];
    let expected: &[(&str, Value, &str, Remark)] = &[
        ("cloudLocation", json!(null), "/cloudLocation", Remark::NoRegion),
        ("cloudLocation", json!("string"), "/cloudLocation", Remark::OddRegion),
        ("cloudLocation", json!("ap-west-9"), "/cloudLocation", Remark::NewRegion),
        ("cloudImageId", json!("ami-1"), "/cloudImageId", Remark::NotAnAmi),
        ("cloudImageId", json!("<b>x</b>"), "/cloudImageId", Remark::LooksLikeHtml),
        ("type", json!("ssd"), "/type", Remark::OddEc2Type),
        ("cloudInitInstalled", json!(true), "/cloudInitInstalled", Remark::CloudInitWithAgent),
    ];
    for (member, value, pointer, remark) in expected {
        assert_eq!(advice(&with(member, value.clone())), at(pointer, *remark), "{member}={value}");
    }
}

#[test]
fn advice_follows_the_platform() {
    let on = |platform: &str, id: &str, location: Value| {
        let mut body = with("cloudPlatform", json!(platform));
        body["cloudImageId"] = json!(id);
        body["cloudLocation"] = location;
        advice(&body).into_iter().map(|a| a.remark).collect::<Vec<_>>()
    };
    assert_eq!(on("gce", "project/global/images/x", json!(null)), []);
    assert_eq!(on("gce", "x", json!("europe-west1")), [Remark::LocationIsDropped]);
    assert_eq!(on("azure", "Canonical/Ubuntu/14/latest", json!(null)), []);
    assert_eq!(on("azure", "ubuntu", json!(null)), [Remark::NotAnAzureImage]);
    assert_eq!(on("openstack", "x", json!("RegionOne")), []);
    assert_eq!(on("openstack", "x", json!("")), [Remark::NoLocation]);
    assert_eq!(on("vmware", "x", json!(null)), []);
}

#[test]
fn cloud_init_needs_an_image_without_agent_and_without_windows() {
    let mut body = with("cloudInitInstalled", json!(true));
    body["scalrAgentInstalled"] = json!(false);
    assert_eq!(advice(&body), []);
    body["os"] = json!({"id": "windows-2012"});
    assert_eq!(advice(&body).len(), 1);
    assert_eq!(advice(&body)[0].remark, Remark::CloudInitOnWindows);
}

#[test]
fn features_of_ec2_elsewhere_draw_advice() {
    let mut body = with("cloudFeatures", json!({"type": "AwsImageCloudFeatures"}));
    assert_eq!(advice(&body), []);
    body["cloudPlatform"] = json!("vmware");
    body["cloudLocation"] = json!(null);
    assert_eq!(advice(&body)[0].remark, Remark::AwsFeaturesElsewhere);
}

mod properties {
    #[cfg(not(target_arch = "wasm32"))]
    use super::*;
    #[cfg(not(target_arch = "wasm32"))]
    use proptest::prelude::*;

    #[cfg(not(target_arch = "wasm32"))]
    proptest! {
        #[test]
        fn no_body_panics(body in proptest::collection::vec(any::<u8>(), 0..200)) {
            create(&body, Scope::Global);
            crate::validate::copy(&body);
        }
    }
}
