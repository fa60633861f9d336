//! Checking the body of a create request: the shared crate beside the `jsonschema` crate with the
//! shared crate's own JSON Schema of that body.
//!
//! Both start from the bytes, and both end with the checked value or with all errors, each with its
//! pointer and its message as text. What differs: the shared crate also finds members that are there
//! twice, gives advice, reads the values into types and says what would be right; the `jsonschema`
//! crate knows the rules from a document that could be another one.
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use jsonschema::Validator;
use serde_json::{Value, json};
use shared::new_image::NewImage;
use shared::scope::Scope;
use shared::validate;

/// Pointer and message of each error.
type Errors = Vec<(String, String)>;

fn with_shared(body: &[u8]) -> Result<NewImage, Errors> {
    validate::create(body, Scope::Global).outcome.map_err(|violations| {
        let violations = violations.as_slice().iter();
        violations.map(|it| (it.pointer.clone(), it.problem.to_string())).collect()
    })
}

fn with_jsonschema(validator: &Validator, body: &[u8]) -> Result<Value, Errors> {
    let value: Value =
        serde_json::from_slice(body).map_err(|error| vec![(String::new(), error.to_string())])?;
    let errors: Errors = validator
        .iter_errors(&value)
        .map(|error| (error.instance_path().to_string(), error.to_string()))
        .collect();
    if errors.is_empty() { Ok(value) } else { Err(errors) }
}

/// The create request of the API reference.
fn published() -> Value {
    json!({
        "architecture": "i386", "cloudFeatures": {"type": "ImageCloudFeatures"},
        "cloudImageId": "string", "cloudInitInstalled": true, "cloudLocation": "string",
        "cloudPlatform": "ec2", "deprecated": true, "name": "string", "os": {"id": "ubuntu-14-04"},
        "scalrAgentInstalled": true, "size": 1, "type": "string"
    })
}

/// One error in each of ten members.
fn with_errors() -> Value {
    json!({
        "architecture": "amd64", "cloudFeatures": {"type": 7}, "cloudImageId": "",
        "cloudInitInstalled": "yes", "cloudLocation": 5, "cloudPlatform": "aws",
        "deprecated": "no", "name": "golden_web.1", "os": {"id": "ubuntu-14-04"},
        "scalrAgentInstalled": 1, "size": 0, "type": "string"
    })
}

/// The published request with cloud features of a kind that is all members: 60 kB, just under the
/// edge's limit.
fn large() -> Value {
    let mut body = published();
    for index in 0..1_200 {
        body["cloudFeatures"][format!("feature{index:04}")] =
            json!({"on": true, "value": "0123456789"});
    }
    body
}

/// Fails unless both come to the same: a comparison of different answers would say nothing.
fn assert_same_answers(validator: &Validator, name: &str, body: &[u8], errors: usize) {
    let sorted = |errors: Errors| {
        let mut pointers: Vec<String> = errors.into_iter().map(|(pointer, _)| pointer).collect();
        pointers.sort();
        pointers
    };
    let ours = with_shared(body).map(drop).map_err(sorted);
    let theirs = with_jsonschema(validator, body).map(drop).map_err(sorted);
    assert_eq!(ours, theirs, "{name}: the two disagree");
    assert_eq!(ours.err().map_or(0, |pointers| pointers.len()), errors, "{name}: errors");
}

fn create(criterion: &mut Criterion) {
    let schema = schemars::schema_for!(NewImage).to_value();
    let validator = match jsonschema::validator_for(&schema) {
        Ok(validator) => validator,
        Err(error) => panic!("the schema is none: {error}"),
    };
    for (name, body, errors) in
        [("published", published(), 0), ("errors", with_errors(), 10), ("large", large(), 0)]
    {
        let body = body.to_string().into_bytes();
        assert_same_answers(&validator, name, &body, errors);
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(body.len() as u64));
        group.bench_function("shared", |bencher| bencher.iter(|| with_shared(black_box(&body))));
        group.bench_function("jsonschema", |bencher| {
            bencher.iter(|| with_jsonschema(&validator, black_box(&body)));
        });
        group.finish();
    }
}

criterion_group!(benches, create);
criterion_main!(benches);
