//! Models and rules give the same results natively and in the browser: every test here runs in
//! both.

use serde_json::{Value, json};
use shared::envelope::{Details, Listing};
use shared::image::Image;
use shared::route::{Resolved, Route};
use shared::scope::Scope;
use shared::validate::{self, mend_name};
use wasm_bindgen_test::wasm_bindgen_test;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

fn create(body: &Value) -> Vec<String> {
    match validate::create(body.to_string().as_bytes(), Scope::Global).outcome {
        Ok(_) => Vec::new(),
        Err(violations) => violations
            .as_slice()
            .iter()
            .map(|v| format!("{} {} {}", v.pointer, v.code(), v.problem))
            .collect(),
    }
}

#[wasm_bindgen_test(unsupported = test)]
fn a_valid_create_passes() {
    let body = json!({"architecture": "i386", "cloudImageId": "ami-1", "cloudPlatform": "ec2",
        "name": "golden-web", "os": {"id": "ubuntu-14-04"}, "size": 18_446_744_073_709_551_615_u64});
    assert_eq!(create(&body), [""; 0]);
}

#[wasm_bindgen_test(unsupported = test)]
fn an_invalid_create_is_refused_in_the_same_words() {
    let body = json!({"architecture": "amd64", "cloudPlatform": "ec2", "name": "golden_web.1",
        "os": {"id": "ubuntu 14"}, "size": 1.5, "added": null});
    assert_eq!(
        create(&body),
        [
            "/added InvalidStructure `added` is read-only: Scalr sets it; leave it out",
            "/architecture InvalidValue `amd64` is not one of the documented values; did you mean \
             `x86_64`?",
            "/cloudImageId InvalidStructure `cloudImageId` is missing; send the image's id in its \
             cloud, for example ami-0abcdef1234567890",
            "/name InvalidValue `golden_web.1` is not a name that Scalr takes: 2 to 255 letters, \
             digits and hyphens, with a letter or digit at both ends; for example `golden-web1`",
            "/os/id InvalidValue `ubuntu 14` is not the id of an operating system: up to 25 \
             letters, digits and hyphens, for example ubuntu-14-04",
            "/size InvalidValue 1.5 is not a size: a whole number of gigabytes, 1 or more",
        ]
    );
}

#[wasm_bindgen_test(unsupported = test)]
fn a_copy_is_checked_alike() {
    assert!(
        validate::copy(br#"{"cloudLocation":"eu-west-1","cloudPlatform":"ec2"}"#).outcome.is_ok()
    );
    let refused = validate::copy(br#"{"cloudLocation":"Ireland"}"#).outcome;
    let pointers: Vec<_> = refused
        .expect_err("refused")
        .as_slice()
        .iter()
        .map(|violation| violation.pointer.clone())
        .collect();
    assert_eq!(pointers, ["/cloudLocation", "/cloudPlatform"]);
}

#[wasm_bindgen_test(unsupported = test)]
fn names_are_mended_alike() {
    assert_eq!(mend_name("golden_web.1"), Some("golden-web1".to_owned()));
    assert_eq!(mend_name("größe"), Some("gre".to_owned()));
}

#[wasm_bindgen_test(unsupported = test)]
fn images_survive_a_round_trip() {
    let text = json!({"id": "x", "name": "a-b", "os": {"id": "o", "new": [1]}, "size": 1e15,
        "architecture": "arm64", "cloudLocation": null, "cloudFeatures": {"type": "T", "m": {}},
        "unknown": {"deep": [null, true]}});
    let image: Image = serde_json::from_value(text.clone()).expect("an image");
    assert_eq!(serde_json::to_value(&image).expect("a value"), text);
}

#[wasm_bindgen_test(unsupported = test)]
fn envelopes_read_alike() {
    let list: Listing<Image> =
        serde_json::from_str(r#"{"data":[{"id":"x"}],"pagination":{"last":"/a/?pageNum=3"}}"#)
            .expect("a list");
    assert_eq!(list.pagination.pages(1), 3);
    let details: Details<Image> = serde_json::from_str(
        r#"{"data":{"id":"x"},"errors":null,"meta":{},"warnings":[{"code":"W","message":"m"}]}"#,
    )
    .expect("details");
    assert_eq!(details.warnings[0].message, "m");
}

#[wasm_bindgen_test(unsupported = test)]
fn routes_read_back() {
    let route = Route::ListImages("account/9007199254740993".parse().expect("a scope"));
    assert_eq!(Route::resolve("GET", &route.path()), Resolved::Route(route));
}
