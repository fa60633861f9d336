//! Bodies of create and copy.

use scalr_sim::rules::{self, Refusal};
use serde_json::Value;
use shared::scope::Scope;
use shared::validate::{self, Violations};

/// The scopes that a create can be for, as their paths begin.
const SCOPES: [&str; 3] = ["global", "account/1", "user/5"];

/// What only Scalr refuses, and why the edge does not: by the beginning of Scalr's words.
const LEFT_TO_SCALR: &[(&str, &str)] = &[
    ("Specified OS does not exist", "the list is a table that its people edit"),
    ("Invalid region", "the list is longer on every newer installation"),
    ("Property size must be", "how large a number its database holds is not documented"),
];

/// What it refuses by the ways of PHP, which the reference does not tell.
fn is_way_of_php(refusal: &Refusal) -> bool {
    // `strip_tags` on every text, and `empty` of the text "0".
    refusal.message.ends_with("must not contain HTML tags")
        || refusal.message == "OS must be provided with the request."
}

/// Checks the rules of create against one body.
///
/// # Panics
/// Where something does not hold.
pub fn create(body: &[u8]) {
    for text in SCOPES {
        let scope: Scope = text.parse().expect("a scope");
        let report = validate::create(body, scope);
        match &report.outcome {
            Ok(image) => {
                assert_eq!(serde_json::to_value(image).expect("JSON"), value(body), "{text}");
                accepted_by_scalr(rules::create(scope.of_image().as_str(), body), text);
            }
            Err(violations) => well_told(violations),
        }
        assert!(report.advice.iter().all(|advice| !advice.remark.to_string().is_empty()));
    }
}

/// Checks the rules of copy against one body.
///
/// # Panics
/// Where something does not hold.
pub fn copy(body: &[u8]) {
    match validate::copy(body).outcome {
        Ok(destination) => {
            assert_eq!(serde_json::to_value(destination.to_body()).expect("JSON"), value(body));
            accepted_by_scalr(rules::copy(body), "copy");
        }
        Err(violations) => well_told(&violations),
    }
}

fn value(body: &[u8]) -> Value {
    serde_json::from_slice(body).expect("what is accepted is JSON")
}

/// What the edge accepts, Scalr's rules accept, but for what is left to Scalr.
fn accepted_by_scalr(told: Result<(), Refusal>, place: &str) {
    let Err(refusal) = told else { return };
    let left = LEFT_TO_SCALR.iter().any(|(words, _)| refusal.message.starts_with(words));
    assert!(left || is_way_of_php(&refusal), "{place}: only Scalr refuses: {refusal:?}");
}

/// A refusal names at least one problem, in order, each in words of a sane length without control
/// characters.
fn well_told(violations: &Violations) {
    let violations = violations.as_slice();
    assert!(!violations.is_empty());
    assert!(violations.is_sorted_by_key(|violation| &violation.pointer));
    for violation in violations {
        let words = violation.problem.to_string();
        assert!((1..2_000).contains(&words.len()), "{words}");
        assert!(!words.chars().any(char::is_control), "{words:?}");
        assert!(violation.pointer.is_empty() || violation.pointer.starts_with('/'));
    }
}
