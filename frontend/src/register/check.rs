//! What the rules say about the form.

use serde_json::Value;
use shared::scope::Scope;
use shared::validate::{self, Problem, Violation, Violations};

use super::{ByField, Draft, Field};

/// A draft with what the shared rules say about the very bytes it would send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The request body, exactly as it will be sent.
    pub body_text: String,
    /// What the edge would refuse.
    pub errors: ByField<String>,
    /// What is allowed and yet unlikely to be meant.
    pub advice: ByField<String>,
    /// A name made of the one typed that Scalr takes, where the typed one is refused.
    pub mended_name: Option<String>,
    /// True where the rules let the request through.
    pub ok: bool,
}

impl Checked {
    /// Checks a draft for an endpoint of this scope.
    pub fn new(draft: &Draft, scope: Scope) -> Self {
        let body_text = Value::Object(draft.to_body()).to_string();
        let report = validate::create(body_text.as_bytes(), scope);
        let violations = report.outcome.as_ref().err().map_or(&[][..], Violations::as_slice);
        Self {
            errors: violations.iter().map(placed).collect(),
            advice: report
                .advice
                .iter()
                .map(|advice| (Field::from_pointer(&advice.pointer), advice.remark.to_string()))
                .collect(),
            mended_name: violations.iter().find_map(|violation| match &violation.problem {
                Problem::Name { mended, .. } => mended.clone(),
                _ => None,
            }),
            ok: report.outcome.is_ok(),
            body_text,
        }
    }
}

fn placed(violation: &Violation) -> (Option<Field>, String) {
    let field = Field::from_pointer(&violation.pointer);
    (field, words(field, &violation.problem))
}

/// The problem in the words of the form, which knows controls where the API knows JSON members and
/// types; otherwise in the problem's own.
fn words(field: Option<Field>, problem: &Problem) -> String {
    let plain = match (field, problem) {
        (Some(Field::Platform), Problem::Missing { .. }) => "Choose a cloud platform",
        (Some(Field::CloudImageId), Problem::Missing { .. }) => {
            "Give the id that the image has in its cloud"
        }
        (Some(Field::Name), Problem::Missing { .. }) => "Give the image a name",
        (Some(Field::Os), Problem::Missing { .. }) => "Choose an operating system",
        (Some(Field::Architecture), Problem::Missing { .. }) => "Choose an architecture",
        (Some(Field::Size), Problem::WrongType { .. }) => {
            "Give the size as a whole number of gigabytes, 1 or more"
        }
        _ => return problem.to_string(),
    };
    plain.to_owned()
}

#[cfg(test)]
mod tests;
