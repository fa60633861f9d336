//! Reading the members of a body one by one, noting everything that is wrong.

use serde_json::{Map, Value};

use crate::json::{self, kind, push_token};

use super::violation::{Problem, Violation, Violations};

/// The object of a request under check.
pub(super) struct Members {
    object: Map<String, Value>,
    violations: Vec<Violation>,
}

impl Members {
    /// Reads the body; repeated members are noted.
    pub(super) fn read(body: &[u8]) -> Result<Self, Violations> {
        match json::parse_object(body) {
            Ok(parsed) => {
                let repeated = parsed.repeated.into_iter();
                let violations = repeated
                    .map(|pointer| Violation { pointer, problem: Problem::Repeated })
                    .collect();
                Ok(Self { object: parsed.object, violations })
            }
            Err(malformed) => {
                let problem = Problem::Malformed(malformed);
                Err(Violations::new(vec![Violation { pointer: String::new(), problem }]))
            }
        }
    }

    /// Notes a problem of a member.
    pub(super) fn refuse(&mut self, member: &str, problem: Problem) {
        let mut pointer = String::new();
        push_token(&mut pointer, member);
        self.refuse_at(pointer, problem);
    }

    /// Notes a problem at a pointer.
    pub(super) fn refuse_at(&mut self, pointer: String, problem: Problem) {
        self.violations.push(Violation { pointer, problem });
    }

    /// Refuses every member that is in none of the lists.
    pub(super) fn only(&mut self, known: &'static [&'static str], read_only: &[&str]) {
        let strangers: Vec<String> =
            self.object.keys().filter(|name| !known.contains(&name.as_str())).cloned().collect();
        for member in strangers {
            let problem = if read_only.contains(&member.as_str()) {
                Problem::ReadOnly { member: member.clone() }
            } else {
                Problem::Unknown { member: member.clone(), meant: meant(&member, known) }
            };
            self.refuse(&member, problem);
        }
    }

    /// The value of a member, if it is there.
    pub(super) fn value(&self, member: &str) -> Option<&Value> {
        self.object.get(member)
    }

    /// A text that has to be there.
    pub(super) fn required_text(
        &mut self,
        member: &'static str,
        hint: &'static str,
    ) -> Option<String> {
        if self.object.contains_key(member) {
            self.text(member, "a string")
        } else {
            self.refuse(member, Problem::Missing { member, hint });
            None
        }
    }

    /// A text that may be absent. `expected` names the documented type.
    pub(super) fn text(&mut self, member: &str, expected: &'static str) -> Option<String> {
        match self.object.get(member)? {
            Value::String(text) => Some(text.clone()),
            other => {
                let found = kind(other);
                self.refuse(member, Problem::WrongType { expected, found });
                None
            }
        }
    }

    /// Refuses a text with more characters than the limit.
    pub(super) fn limit(&mut self, member: &str, text: &str, limit: usize) {
        // Bytes first: a text with few bytes has no more characters.
        let length = if text.len() <= limit { 0 } else { text.chars().count() };
        if length > limit {
            self.refuse(member, Problem::TooLong { limit, length });
        }
    }

    /// A boolean that may be absent.
    pub(super) fn boolean(&mut self, member: &str) {
        match self.object.get(member) {
            None | Some(Value::Bool(_)) => {}
            Some(other) => {
                let found = kind(other);
                self.refuse(member, Problem::WrongType { expected: "a boolean", found });
            }
        }
    }

    /// The object, if nothing is wrong with it.
    pub(super) fn finish(self) -> Result<Map<String, Value>, Violations> {
        if self.violations.is_empty() {
            Ok(self.object)
        } else {
            Err(Violations::new(self.violations))
        }
    }
}

/// Other words for documented values that people bring from elsewhere.
const SYNONYMS: &[(&str, &str)] = &[
    ("amd64", "x86_64"),
    ("x64", "x86_64"),
    ("x86", "i386"),
    ("i686", "i386"),
    ("aws", "ec2"),
    ("amazon", "ec2"),
    ("gcp", "gce"),
    ("google", "gce"),
];

/// The entry of a list that was probably meant: the same word in another spelling, or a synonym.
pub(super) fn meant(text: &str, allowed: &'static [&'static str]) -> Option<&'static str> {
    let plain = |word: &str| -> String {
        word.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    };
    let wanted = plain(text);
    let synonym = SYNONYMS.iter().find(|(word, _)| *word == wanted).map(|(_, meant)| *meant);
    allowed
        .iter()
        .copied()
        .find(|word| !wanted.is_empty() && plain(word) == wanted)
        .or_else(|| allowed.iter().copied().find(|word| Some(*word) == synonym))
}
