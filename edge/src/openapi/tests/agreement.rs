//! Routes, rules and document agree, each way.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use shared::platform::CloudPlatform;
use shared::route::{Resolved, Route, templates};
use shared::validate;

use super::contract::CONTRACT;
use crate::own::Own;
use crate::specs::Spec;

/// A path with its variables filled in.
fn filled(path: &str) -> String {
    path.replace("{accountId}", "1")
        .replace("{envId}", "5")
        .replace("{imageId}", "5a1a3fd0-1111-4222-8333-000000000001")
        .replace("{osId}", "ubuntu-14-04")
        .replace("{cloudPlatform}", "ec2")
        .replace("{runId}", "01M80HDJ205EC3D6401BC34309-u5")
}

#[test]
fn every_operation_of_the_document_is_one_of_the_edge() {
    for (path, method) in CONTRACT.operations() {
        let is_own = Own::at(&filled(path)).any(|own| own.method().as_str() == method);
        let at_edge = is_own || (Spec::at(path).is_some() && method == "GET");
        let resolved = Route::resolve(&method, &filled(path));
        assert!(at_edge || matches!(resolved, Resolved::Route(_)), "{method} {path}");
    }
}

#[test]
fn every_operation_of_the_edge_is_in_the_document() {
    let contract = &CONTRACT;
    let documented = contract.operations();
    let has = |path: &str, method: &str| documented.iter().any(|(p, m)| *p == path && m == method);
    for template in templates() {
        assert!(has(&template.path, template.method.as_str()), "{template:?}");
    }
    for own in Own::ALL {
        assert!(has(own.path(), own.method().as_str()), "{own:?}");
    }
    for spec in Spec::ALL {
        assert!(has(spec.path(), "GET"), "{spec:?}");
    }
    assert_eq!(documented.len(), templates().len() + Own::ALL.len() + Spec::ALL.len());
}

#[test]
fn no_two_operations_have_one_id() {
    let contract = &CONTRACT;
    let mut ids: Vec<&Value> = contract
        .operations()
        .iter()
        .map(|(path, method)| &contract.operation(method, path)["operationId"])
        .collect();
    let count = ids.len();
    ids.sort_by_key(|id| id.as_str());
    ids.dedup();
    assert_eq!(ids.len(), count);
}

/// Values at, inside and outside the limits of every member.
fn any_value() -> impl Strategy<Value = Value> {
    let texts = prop_oneof![
        prop::sample::select(CloudPlatform::NAMES.to_vec()).prop_map(str::to_owned),
        "(x86_64|i386|amd64|scalr|account|environment|ec2|eu-west-1|us-gov-west-1|string|)",
        "[a-z]{2}(-[a-z]{1,4}){1,2}-[0-9]{1,2}",
        "[A-Za-z0-9-]{0,30}",
        "(a|ä|-){1,3}",
        prop::sample::select(vec![20, 21, 25, 26, 32, 33, 128, 129, 255, 256]).prop_flat_map(
            |length| prop_oneof![Just("a".repeat(length)), Just("ä".repeat(length))]
        ),
    ];
    let numbers = prop_oneof![
        (-2_i64..3).prop_map(|n| json!(n)),
        (-2.0_f64..3.0).prop_map(|n| json!(n)),
        prop::sample::select(vec![json!(1.0), json!(8.0), json!(1e30), json!(u64::MAX)]),
    ];
    let inner = prop_oneof![
        4 => texts.clone().prop_map(Value::from),
        1 => Just(json!(null)),
        1 => any::<bool>().prop_map(Value::from),
    ];
    let object = prop::collection::btree_map("(id|type|x)", inner, 0..3);
    prop_oneof![
        8 => texts.prop_map(Value::from),
        3 => numbers,
        2 => any::<bool>().prop_map(Value::from),
        1 => Just(json!(null)),
        1 => Just(json!([])),
        3 => object.prop_map(|members| json!(members)),
    ]
}

/// A body that the rules take, with some members changed, added or taken away.
fn near(good: Value) -> impl Strategy<Value = Map<String, Value>> {
    let name = "(architecture|cloudFeatures|cloudImageId|cloudInitInstalled|cloudLocation|\
        cloudPlatform|deprecated|name|os|scalrAgentInstalled|scope|size|type|id|colour)";
    prop::collection::btree_map(name, prop::option::weighted(0.9, any_value()), 0..3).prop_map(
        move |changes| {
            let mut body = good.as_object().expect("an object").clone();
            for (name, value) in changes {
                match value {
                    Some(value) => body.insert(name, value),
                    None => body.remove(&name),
                };
            }
            body
        },
    )
}

fn create() -> Value {
    json!({
        "architecture": "x86_64", "cloudImageId": "ami-1", "cloudPlatform": "ec2",
        "name": "golden-web", "os": { "id": "ubuntu-14-04" },
    })
}

fn run() -> Value {
    json!({
        "scope": "user/5", "imageId": "5a1a3fd0-1111-4222-8333-000000000001",
        "regions": ["eu-west-1"],
    })
}

/// Regions, and what is none.
fn any_regions() -> impl Strategy<Value = Value> {
    let code = prop_oneof![
        4 => "[a-z]{2}-[a-z]{2,4}-[1-9]".prop_map(Value::from),
        1 => any_value(),
    ];
    let row = prop_oneof![
        4 => ("[a-z]{1,3}", "(send|skip|ask)").prop_map(|(r, a)| json!({"region": r, "action": a})),
        1 => any_value(),
    ];
    prop_oneof![
        4 => prop::collection::vec(code, 0..4).prop_map(Value::from),
        2 => prop::collection::vec(row, 0..3).prop_map(Value::from),
        1 => any_value(),
    ]
}

/// A run that the rules take, with some members changed, added or taken away.
fn near_run() -> impl Strategy<Value = Map<String, Value>> {
    let name = "(scope|imageId|regions|allowDuplicates|plan|region)";
    let value =
        prop_oneof![any_regions(), any_value(), Just(json!(true)), Just(json!("account/7"))];
    prop::collection::btree_map(name, prop::option::weighted(0.9, value), 0..3).prop_map(
        |changes| {
            let mut body = run().as_object().expect("an object").clone();
            for (name, value) in changes {
                match value {
                    Some(value) => body.insert(name, value),
                    None => body.remove(&name),
                };
            }
            body
        },
    )
}

fn copy() -> Value {
    json!({ "cloudLocation": "eu-west-1", "cloudPlatform": "ec2" })
}

/// Whether the document lets the body through to an operation.
fn documented(path: &str, body: &Map<String, Value>) -> bool {
    let contract = &CONTRACT;
    let content = &contract.operation("POST", path)["requestBody"]["content"];
    let schema = &content["application/json"]["schema"];
    contract.validator(schema).is_valid(&Value::Object(body.clone()))
}

proptest! {
    #[test]
    fn rules_and_document_take_the_same_create(body in near(create())) {
        let bytes = serde_json::to_vec(&body).expect("JSON");
        for (scope, path) in [
            ("global", "/api/v1beta0/global/images/"),
            ("account/1", "/api/v1beta0/account/{accountId}/images/"),
            ("user/5", "/api/v1beta0/user/{envId}/images/"),
        ] {
            let report = validate::create(&bytes, scope.parse().expect("a scope"));
            prop_assert_eq!(report.outcome.is_ok(), documented(path, &body), "{}", scope);
        }
    }

    #[test]
    fn rules_and_document_take_the_same_copy(body in near(copy())) {
        let bytes = serde_json::to_vec(&body).expect("JSON");
        let path = "/api/v1beta0/user/{envId}/images/{imageId}/actions/copy/";
        prop_assert_eq!(validate::copy(&bytes).outcome.is_ok(), documented(path, &body));
    }

    #[test]
    fn rules_and_document_take_the_same_run(body in near_run()) {
        let bytes = serde_json::to_vec(&body).expect("JSON");
        for path in ["/edge/copy-runs", "/edge/copy-runs/plan"] {
            prop_assert_eq!(validate::run(&bytes).outcome.is_ok(), documented(path, &body));
        }
    }

    #[test]
    fn rules_and_document_take_the_same_step(regions in any_regions()) {
        let body = Map::from_iter([("regions".to_owned(), regions)]);
        let bytes = serde_json::to_vec(&body).expect("JSON");
        let path = "/edge/copy-runs/{runId}/retry";
        prop_assert_eq!(validate::run_step(&bytes).outcome.is_ok(), documented(path, &body));
    }
}
