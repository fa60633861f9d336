//! Putting the document together.

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use shared::cloud_location::{CloudLocation, CopyDestination};
use shared::envelope::{Details, Failure, Listing};
use shared::error_code::EdgeCode;
use shared::image::Image;
use shared::new_image::NewImage;
use shared::os::Os;
use shared::route::{Route, Template, templates};
use shared::scope::Scope;

use crate::VERSION;
use crate::own::Own;
use crate::specs::Spec;

use super::responses::{self, Errors, Success};
use super::{answers, own, parameters};

pub(super) const JSON: &[&str] = &["application/json"];

const DESCRIPTION: &str = "The worker mirrors Scalr's own paths, methods, envelopes and codes, \
    signs what it has checked, and adds an API of its own under `/edge`. Every pair of status and \
    code that it can answer is here. Any other path of the two APIs answers 404 EndpointNotFound, \
    any other method 405 MethodNotAllowed.";

/// The document.
pub(super) fn generate() -> Value {
    let mut schemas = Schemas::new();
    let mut errors = Errors::default();
    let mut paths: Map<String, Value> = Map::new();
    let mut add = |path: &str, method: &str, operation: Value| {
        let item = paths.entry(path).or_insert_with(|| json!({}));
        item[method] = operation;
    };
    for template in templates() {
        let method = template.method.as_str().to_ascii_lowercase();
        add(&template.path, &method, on_scalr(&template, &mut schemas, &mut errors));
    }
    for own in Own::ALL {
        let method = own.method().as_str().to_ascii_lowercase();
        add(own.path(), &method, own::describe(*own, &mut schemas, &mut errors));
    }
    for spec in Spec::ALL {
        add(spec.path(), "get", of_spec(*spec, &mut errors));
    }
    for code in answers::ELSEWHERE {
        errors.reference(code.status(), &[*code], false);
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "scalr-images edge",
            "version": VERSION,
            "description": DESCRIPTION,
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "headers": responses::headers(),
            "responses": errors.definitions(),
            "schemas": schemas.definitions(),
            "securitySchemes": security_schemes(),
        },
    })
}

/// How callers show who they are; which of them counts is a matter of the installation's settings.
fn security_schemes() -> Value {
    let header = |name: &str, description: &str| json!({ "type": "apiKey", "in": "header", "name": name, "description": description });
    json!({
        "access": header("Cf-Access-Jwt-Assertion", "EDGE_AUTH=access: the application token that Cloudflare Access adds."),
        "signature": header("X-Scalr-Signature", "EDGE_PASS_THROUGH=on: Scalr's own signature, with X-Scalr-Key-Id and X-Scalr-Date."),
    })
}

/// Any of the schemes, or none where `EDGE_AUTH=local`.
pub(super) fn security(schemes: &[&str]) -> Value {
    let one = |name: &&str| json!({ *name: [] });
    schemes.iter().map(one).chain([json!({})]).collect()
}

/// An operation of the mirror.
fn on_scalr(template: &Template, schemas: &mut Schemas, errors: &mut Errors) -> Value {
    let route = &template.example;
    let answers = answers::of_template(template);
    // An image that was looked up after its answer was lost is answered by the edge.
    let sources: &[&str] = match route {
        Route::CreateImage(_) => &["edge", "upstream"],
        _ => &["upstream"],
    };
    let success = Success {
        schema: schemas.answer(route),
        media: JSON,
        is_new: false,
        sources,
        description: "Scalr's answer",
    };
    let mut operation = json!({
        "operationId": operation_id(route),
        "summary": summary(route),
        "tags": [route.name()],
        "security": security(&["access", "signature"]),
        "parameters": parameters::of_route(&template.path, route),
        "responses": responses::of(&answers, &success, errors),
    });
    if let Some(schema) = schemas.request(route) {
        operation["requestBody"] = body(&schema, true);
    }
    operation
}

/// A body of JSON.
pub(super) fn body(schema: &Value, required: bool) -> Value {
    json!({ "required": required, "content": { "application/json": { "schema": schema } } })
}

/// The relay of one of Scalr's own descriptions.
fn of_spec(spec: Spec, errors: &mut Errors) -> Value {
    let success = Success {
        schema: json!({ "type": "string" }),
        media: &["application/yaml"],
        is_new: false,
        sources: &["upstream"],
        description: "Scalr's description of its API, in Swagger 2.0",
    };
    json!({
        "operationId": format!("specs.get.{}", format!("{spec:?}").to_lowercase()),
        "summary": "Scalr's own description of its API, while signatures are passed through",
        "tags": ["specs"],
        "security": security(&[]),
        "parameters": [parameters::request_id()],
        "responses": responses::of(&answers::of_spec(), &success, errors),
    })
}

/// The name of the operation and its kind of scope: each path has an id of its own.
fn operation_id(route: &Route) -> String {
    let scope = match route.scope() {
        Scope::Global => "global",
        Scope::Account(_) => "account",
        Scope::Environment(_) => "user",
    };
    format!("{}.{scope}", route.name())
}

fn summary(route: &Route) -> &'static str {
    match route {
        Route::CreateImage(_) => "Register an image",
        Route::ListImages(_) => "A page of the images that the scope sees",
        Route::GetImage(..) => "One image",
        Route::CopyImage(..) => "Copy an image to another EC2 region; every call makes a new AMI",
        Route::ListOs(_) => "Operating systems",
        Route::GetOs(..) => "One operating system",
        Route::ListCloudLocations(..) => "Locations of a platform",
    }
}

/// The schemas that operations refer to.
pub(super) struct Schemas {
    /// Of what Scalr says: a member with a default may be missing.
    pub(super) scalr: SchemaGenerator,
    /// Of what the edge says: every member is always there.
    pub(super) edge: SchemaGenerator,
}

impl Schemas {
    fn new() -> Self {
        let settings = SchemaSettings::draft2020_12()
            .with(|settings| settings.definitions_path = "/components/schemas".into());
        let mut scalr = settings.clone().into_generator();
        scalr.subschema_for::<Failure>();
        Self { scalr, edge: settings.for_serialize().into_generator() }
    }

    /// What a success of the operation carries.
    fn answer(&mut self, route: &Route) -> Value {
        match route {
            Route::CreateImage(_) | Route::GetImage(..) | Route::CopyImage(..) => {
                self.scalr.subschema_for::<Details<Image>>()
            }
            Route::ListImages(_) => self.scalr.subschema_for::<Listing<Image>>(),
            Route::ListOs(_) => self.scalr.subschema_for::<Listing<Os>>(),
            Route::GetOs(..) => self.scalr.subschema_for::<Details<Os>>(),
            Route::ListCloudLocations(..) => self.scalr.subschema_for::<Listing<CloudLocation>>(),
        }
        .into()
    }

    /// What a request for the operation carries; `None` for reads.
    fn request(&mut self, route: &Route) -> Option<Value> {
        match route {
            Route::CreateImage(scope) => {
                let mut schema: Value = self.scalr.subschema_for::<NewImage>().into();
                // Of the scopes that there are, only the endpoint's own may be sent.
                schema["properties"] = json!({ "scope": { "const": scope.of_image() } });
                Some(schema)
            }
            Route::CopyImage(..) => Some(self.scalr.subschema_for::<CopyDestination>().into()),
            _ => None,
        }
    }

    /// All of them by name.
    fn definitions(mut self) -> Map<String, Value> {
        let mut all = self.scalr.take_definitions(true);
        all.extend(self.edge.take_definitions(true));
        all.insert("EdgeFailure".to_owned(), edge_failure());
        all.sort_keys();
        all
    }
}

/// An error of the edge's own: Scalr's envelope, and what the edge adds to it.
fn edge_failure() -> Value {
    let codes: Vec<&str> = EdgeCode::ALL.iter().map(|code| code.as_str()).collect();
    json!({
        "type": "object",
        "description": "An error of the edge's own, in Scalr's envelope.",
        "required": ["errors", "meta", "warnings"],
        "properties": {
            "errors": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "required": ["code", "message"],
                    "properties": {
                        "code": { "type": "string", "enum": codes },
                        "message": { "type": "string" },
                        "pointer": {
                            "description": "JSON pointer (RFC 6901) to the member of the body that is meant.",
                            "type": "string",
                            "format": "json-pointer",
                        },
                    },
                },
            },
            "meta": {
                "type": "object",
                "required": ["requestId", "source"],
                "properties": {
                    "requestId": { "type": "string" },
                    "source": { "const": "edge" },
                    "settle": {
                        "description": "With OutcomeUnknown: path and query of the listing that shows whether Scalr acted.",
                        "type": "string",
                    },
                },
            },
            "warnings": { "type": "array" },
        },
    })
}
