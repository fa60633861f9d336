use serde_json::json;
use shared::validate;

use super::*;

/// Whether an image that was sent as `sent` is recognised in `found`, which is completed with what
/// Scalr adds.
fn recognised(scope: &str, sent: &Value, found: &Value) -> bool {
    let scope: Scope = scope.parse().expect("a scope");
    let mut body = json!({
        "architecture": "x86_64", "cloudImageId": "ami-1", "cloudLocation": "us-east-1",
        "cloudPlatform": "ec2", "name": "golden-web", "os": {"id": "ubuntu-14-04"},
    });
    let mut image = body.clone();
    image["added"] = json!("2026-11-22T02:30:00Z");
    image["id"] = json!("x");
    image["scope"] = json!(scope.of_image().as_str());
    for (target, changes) in [(&mut body, sent), (&mut image, found)] {
        for (name, value) in changes.as_object().expect("members") {
            target[name.as_str()] = value.clone();
        }
    }
    let bytes = body.to_string().into_bytes();
    let new = validate::create(&bytes, scope).outcome.expect("a valid create");
    let made = Made { image: &new, scope, not_before_ms: 0 };
    let listing = json!({ "data": [image] }).to_string();
    find(&made, listing.as_bytes()).is_some()
}

#[test]
fn what_scalr_fills_in_makes_no_difference() {
    for (sent, found) in [
        (json!({}), json!({"size": 8, "type": "ebs", "deprecated": false, "new": 1})),
        (json!({"type": "", "size": 8}), json!({"type": null, "size": 8.0})),
        (
            json!({"cloudFeatures": {"type": "AwsImageCloudFeatures"}}),
            json!({"cloudFeatures": {"type": "AwsImageCloudFeatures", "virtualization": "hvm"}}),
        ),
        (json!({"os": "ubuntu-14-04"}), json!({"os": {"id": "ubuntu-14-04", "name": "Ubuntu"}})),
    ] {
        assert!(recognised("global", &sent, &found), "{sent} {found}");
    }
}

#[test]
fn every_other_difference_does() {
    for (sent, found) in [
        (json!({"deprecated": true}), json!({"deprecated": false})),
        (json!({"scalrAgentInstalled": false}), json!({})),
        (json!({"type": "ebs"}), json!({"type": "ebs-hvm"})),
        (
            json!({"cloudFeatures": {"type": "A", "virtualization": "hvm"}}),
            json!({"cloudFeatures": {"type": "A"}}),
        ),
        (json!({}), json!({"scope": "environment"})),
        (json!({}), json!({"name": "golden-db"})),
        (json!({}), json!({"id": 5})),
    ] {
        assert!(!recognised("global", &sent, &found), "{sent} {found}");
    }
}

#[test]
fn in_an_environment_scalr_may_correct_what_the_cloud_says() {
    let sent = json!({"size": 8, "type": "ebs", "architecture": "x86_64"});
    let found = json!({"size": 10, "type": "ebs-hvm", "architecture": "i386"});
    assert!(recognised("user/5", &sent, &found));
    assert!(!recognised("account/1", &sent, &found));
}

#[test]
fn the_location_of_an_image_that_is_global_makes_no_difference() {
    let sent = json!({"cloudPlatform": "gce", "cloudLocation": "us-central1"});
    let found = json!({"cloudPlatform": "gce", "cloudLocation": ""});
    assert!(recognised("global", &sent, &found));
    assert!(!recognised("global", &json!({}), &json!({"cloudLocation": ""})));
}
