//! A body as lines of JSON.

use serde_json::{Map, Value};

use super::Line;

/// The object with one line per member; what is inside a member stays on its line.
pub(super) fn lines(body: &Map<String, Value>) -> Vec<Line> {
    let last = body.len().saturating_sub(1);
    let members = body.iter().enumerate().map(|(index, (name, value))| {
        let comma = if index == last { "" } else { "," };
        Line { member: Some(name.clone()), text: format!("  {}{comma}", member(name, value)) }
    });
    [Line::plain("{")].into_iter().chain(members).chain([Line::plain("}")]).collect()
}

fn member(name: &str, value: &Value) -> String {
    format!("{}: {}", Value::from(name), inline(value))
}

/// The value on one line, with a space where people expect one.
fn inline(value: &Value) -> String {
    match value {
        Value::Object(members) => {
            let members: Vec<_> = members.iter().map(|(name, value)| member(name, value)).collect();
            format!("{{{}}}", members.join(", "))
        }
        other => other.to_string(),
    }
}
