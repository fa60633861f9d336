//! The document as a client reads it: references followed, answers held against it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, Mutex};

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::inventory::LINES;
use crate::openapi::DOCUMENT;
use crate::reply::{Reply, SOURCE_HEADER};

/// A status and the code that goes with it: one of the edge's, or `relayed`, or `ok`.
pub(super) type Pair = (u16, String);

/// The document that the worker serves.
pub(super) static CONTRACT: LazyLock<Contract> = LazyLock::new(|| Contract {
    document: serde_json::from_str(DOCUMENT).expect("the document is JSON"),
    validators: Mutex::default(),
});

/// The document, read.
pub(super) struct Contract {
    document: Value,
    /// By the text of their schema: each takes a while to make.
    validators: Mutex<BTreeMap<String, Arc<Validator>>>,
}

impl Contract {
    /// Paths with their methods in upper case.
    pub(super) fn operations(&self) -> Vec<(&str, String)> {
        let methods = |path: &'_ Value| -> Vec<String> {
            path.as_object().expect("an object").keys().map(|name| name.to_uppercase()).collect()
        };
        let paths = self.document["paths"].as_object().expect("paths");
        paths
            .iter()
            .flat_map(|(path, item)| methods(item).into_iter().map(move |m| (path.as_str(), m)))
            .collect()
    }

    pub(super) fn operation(&self, method: &str, path: &str) -> &Value {
        &self.document["paths"][path][method.to_lowercase()]
    }

    /// What a reference points at, or the value itself.
    fn resolve<'v>(&'v self, value: &'v Value) -> &'v Value {
        match value["$ref"].as_str() {
            Some(reference) => {
                let pointer = reference.strip_prefix('#').expect("a reference into the document");
                self.document.pointer(pointer).expect("a reference to something")
            }
            None => value,
        }
    }

    /// Every pair that the document has for an operation.
    pub(super) fn pairs(&self, operation: &Value) -> BTreeSet<Pair> {
        let responses = operation["responses"].as_object().expect("responses");
        responses
            .iter()
            .flat_map(|(status, response)| {
                let status: u16 = status.parse().expect("a status");
                let schema = &self.resolve(response)["content"]["application/json"]["schema"];
                Self::codes(status, schema).into_iter().map(move |code| (status, code))
            })
            .collect()
    }

    fn codes(status: u16, schema: &Value) -> Vec<String> {
        if status < 400 {
            return vec!["ok".to_owned()];
        }
        let alone = [schema.clone()];
        let choices = schema["anyOf"].as_array().map_or(&alone[..], Vec::as_slice);
        choices
            .iter()
            .flat_map(|choice| {
                let codes = &choice["properties"]["errors"]["items"]["properties"]["code"]["enum"];
                match codes.as_array() {
                    Some(codes) => codes.iter().map(text).collect(),
                    None => vec!["relayed".to_owned()],
                }
            })
            .collect()
    }

    /// A schema of the document, with everything that it refers to.
    pub(super) fn validator(&self, schema: &Value) -> Arc<Validator> {
        let mut validators = self.validators.lock().expect("no test panics while it has the lock");
        let validator = validators.entry(schema.to_string()).or_insert_with(|| {
            let components = &self.document["components"];
            let whole = json!({ "allOf": [schema], "components": components });
            Arc::new(jsonschema::draft202012::new(&whole).expect("a schema"))
        });
        Arc::clone(validator)
    }

    /// Holds an answer against the document: body, required headers and their values.
    pub(super) fn check(&self, operation: &Value, reply: &Reply) {
        let response = self.resolve(&operation["responses"][reply.status.to_string()]);
        let media = reply.header("content-type").expect("a content type");
        let json = |text: &[u8]| serde_json::from_slice(text).expect("JSON");
        // The schema of lines is one of each line.
        let bodies: Vec<Value> = match media {
            "application/json" => vec![json(&reply.body)],
            LINES => reply.body.split_inclusive(|byte| *byte == b'\n').map(json).collect(),
            _ => vec![String::from_utf8_lossy(&reply.body).into()],
        };
        let schema = &response["content"][media]["schema"];
        assert!(schema.is_object(), "{} is not documented as {media}", reply.status);
        let validator = self.validator(schema);
        for body in bodies {
            if let Err(error) = validator.validate(&body) {
                panic!("{} {body}: {error}", reply.status);
            }
        }
        for (name, header) in response["headers"].as_object().expect("headers") {
            let header = self.resolve(header);
            let found = reply.header(&name.to_lowercase());
            // The adapter adds it, when the answer is ready.
            let later = name == "Server-Timing";
            assert!(
                found.is_some() || later || header["required"] != true,
                "{} has no {name}",
                reply.status
            );
            let Some(found) = found else { continue };
            let value = found.parse::<u64>().map_or_else(|_| json!(found), |number| json!(number));
            assert!(self.validator(&header["schema"]).is_valid(&value), "{name}: {found}");
        }
    }
}

/// The pair of an answer, as it came.
pub(super) fn pair(reply: &Reply) -> Pair {
    let code = if reply.status < 400 {
        "ok".to_owned()
    } else if reply.header(SOURCE_HEADER) == Some("upstream") {
        "relayed".to_owned()
    } else {
        let body: Value = serde_json::from_slice(&reply.body).expect("an envelope");
        text(&body["errors"][0]["code"])
    };
    (reply.status, code)
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}
