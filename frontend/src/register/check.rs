//! What the rules say about the form.

use serde_json::Value;
use shared::scope::Scope;
use shared::validate::{self, Problem, Violation, Violations};

use super::{ByField, Draft, Field, rules};

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
                .map(|advice| {
                    (Field::from_pointer(&advice.pointer), rules::remark(advice.remark).to_owned())
                })
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
    (field, rules::problem(field, &violation.problem))
}

#[cfg(test)]
mod tests;
