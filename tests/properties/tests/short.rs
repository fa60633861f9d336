//! The short run: on stable Rust, with inputs near the edge between right and wrong, and any bytes.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Values at, inside and outside the limits of every member.
fn any_value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        "(ec2|gce|azure|x86_64|i386|scalr|account|environment|eu-west-1|ubuntu-14-04|0|)",
        "[A-Za-z0-9-]{0,30}",
        "\\PC{0,12}",
        "[a-z<>&\"'\\\\\u{0}-\u{1f}]{0,8}",
        (0_usize..300).prop_map(|length| "a".repeat(length)),
    ];
    let leaf = prop_oneof![
        6 => text.prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => (0_u8..9).prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map("(id|type|a|data|code)", inner, 0..3)
                .prop_map(|members| json!(members)),
        ]
    })
}

/// An object that is right, with some members changed, added or taken away.
fn near(good: Value, names: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let changes =
        prop::collection::btree_map(names, prop::option::weighted(0.9, any_value()), 0..3);
    changes.prop_map(move |changes| {
        let mut body: Map<String, Value> = good.as_object().expect("an object").clone();
        for (name, value) in changes {
            match value {
                Some(value) => drop(body.insert(name, value)),
                None => drop(body.remove(&name)),
            }
        }
        serde_json::to_vec(&body).expect("JSON")
    })
}

fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..60),
        "[{}\\[\\]:,\"a0-9 ]{0,40}".prop_map(String::into_bytes)
    ]
}

const CREATE: &str = "(architecture|cloudFeatures|cloudImageId|cloudInitInstalled|cloudLocation|\
    cloudPlatform|deprecated|name|os|scalrAgentInstalled|scope|size|type|x)";

proptest! {
    #[test]
    fn every_create(
        body in prop_oneof![
            8 => near(json!({
                "architecture": "x86_64", "cloudImageId": "ami-1", "cloudPlatform": "ec2",
                "name": "golden-web", "os": {"id": "ubuntu-14-04"},
            }), CREATE),
            1 => any_bytes(),
        ]
    ) {
        properties::create(&body);
    }

    #[test]
    fn every_copy(
        body in prop_oneof![
            8 => near(json!({"cloudLocation": "eu-west-1", "cloudPlatform": "ec2"}), "(cloudLocation|cloudPlatform|x)"),
            1 => any_bytes(),
        ]
    ) {
        properties::copy(&body);
    }

    #[test]
    fn every_envelope(
        body in prop_oneof![
            4 => near(json!({"errors": [{"code": "x", "message": "y"}], "meta": {}}), "(errors|meta|warnings|data|pagination)"),
            4 => near(json!({"id": "x", "name": "golden-web"}), "(id|name|os|size|cloudPlatform|cloudFeatures|status|x)"),
            1 => any_bytes(),
        ]
    ) {
        properties::envelope(&body);
    }

    #[test]
    fn every_path(
        method in "(GET|POST|[A-Za-z]{0,5})",
        path in prop_oneof![
            "/api/v1beta0/(global|user/5|account/1)/(images|os)/",
            "/api/v1beta0/user/5/images/5a1a3fd0-1111-4222-8333-00000000000[0-9]/(actions/copy/)?",
            "(/|//|/\\./|/%2e/|\\\\)(api|edge|API|%61pi|x)[/a-z0-9%.;\\\\]{0,30}",
            "\\PC{0,60}",
        ],
    ) {
        properties::route(&method, &path);
    }

    #[test]
    fn every_signature(
        path in "/[a-z0-9/-]{0,40}",
        query in prop_oneof!["([a-zA-Z0-9]{1,4}=[a-zA-Z0-9%+~._ ü&=-]{0,9}&?){0,4}", "\\PC{0,40}"],
        body in any_bytes(),
    ) {
        properties::signature(&path, &query, &body);
    }
}
