//! JSON Schemas of types whose wire form serde's derive does not tell: what the OpenAPI document
//! says about them. Only there with the feature `schema`; neither bundle has it.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::cloud_location::CopyDestination;
use crate::field::Field;
use crate::id::ScalrId;
use crate::image::{Architecture, ImageScope};
use crate::new_image::{NewImage, REQUIRED_MEMBERS};
use crate::os::OS_ID_LIMIT;
use crate::platform::CloudPlatform;
use crate::region::CODE_LIMIT;
use crate::run::MOST_REGIONS;
use crate::run::plan::Action;
use crate::scope::Scope;
use crate::validate::{CLOUD_IMAGE_ID_LIMIT, CLOUD_LOCATION_LIMIT, NAME_LIMIT, TYPE_LIMIT};
use crate::validate::{NewRun, StepRegions};

/// What the reference documents, or null; a member of another type is kept as it came, but nobody
/// may count on one.
impl<T: JsonSchema> JsonSchema for Field<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Field_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Option::<T>::json_schema(generator)
    }
}

impl JsonSchema for ScalrId {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "ScalrId".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "minimum": 1, "format": "int64" })
    }
}

impl JsonSchema for Scope {
    fn schema_name() -> Cow<'static, str> {
        "Scope".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "A scope: `global`, `account/{accountId}` or `user/{envId}`.",
            "pattern": "^(global|(account|user)/[1-9][0-9]*)$",
        })
    }
}

/// `^[A-Za-z0-9-]+$` within the limit of Scalr's database ([`crate::os::is_os_id`]).
fn os_id() -> Schema {
    json_schema!({
        "type": "string",
        "pattern": "^[A-Za-z0-9-]+$",
        "maxLength": OS_ID_LIMIT,
        "examples": ["ubuntu-14-04"],
    })
}

/// The rules of [`crate::validate::create`], as far as a schema can say them: all but "no member
/// twice".
impl JsonSchema for NewImage {
    fn schema_name() -> Cow<'static, str> {
        "NewImage".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "description": "An image to be registered.",
            "required": REQUIRED_MEMBERS,
            "additionalProperties": false,
            "properties": {
                "architecture": { "type": "string", "enum": Architecture::NAMES },
                "cloudFeatures": {
                    "description": "Features of one cloud; `type` says which concrete type it is. Concrete types and members beyond those of the API reference are passed on.",
                    "type": "object",
                    "required": ["type"],
                    "properties": {
                        "type": {
                            "type": "string",
                            "examples": [crate::cloud_features::GENERIC, crate::cloud_features::AWS],
                        },
                    },
                    "additionalProperties": true,
                },
                "cloudImageId": {
                    "description": "The image's id in its cloud.",
                    "type": "string",
                    "minLength": 1,
                    "maxLength": CLOUD_IMAGE_ID_LIMIT,
                    "examples": ["ami-0abcdef1234567890"],
                },
                "cloudInitInstalled": { "type": "boolean", "default": false },
                "cloudLocation": {
                    "description": "Region or location; absent, null or empty where the platform has none.",
                    "type": ["string", "null"],
                    "maxLength": CLOUD_LOCATION_LIMIT,
                    "examples": ["us-east-1"],
                },
                "cloudPlatform": { "type": "string", "enum": CloudPlatform::NAMES },
                "deprecated": { "type": "boolean" },
                "name": {
                    "type": "string",
                    "pattern": "^[A-Za-z0-9]+[A-Za-z0-9-]*[A-Za-z0-9]+$",
                    "minLength": 2,
                    "maxLength": NAME_LIMIT,
                    "examples": ["golden-web"],
                },
                "os": {
                    "anyOf": [
                        {
                            "type": "object",
                            "required": ["id"],
                            "properties": { "id": os_id() },
                            "additionalProperties": true,
                        },
                        os_id(),
                    ],
                },
                "scalrAgentInstalled": { "type": "boolean", "default": true },
                "scope": {
                    "description": "The scope of the endpoint; best left out.",
                    "type": "string",
                    "enum": ImageScope::NAMES,
                },
                "size": { "description": "Gigabytes.", "type": "integer", "minimum": 1 },
                "type": {
                    "description": "Storage type, for EC2 for example `ebs-hvm`.",
                    "type": "string",
                    "maxLength": TYPE_LIMIT,
                },
            },
        })
    }
}

/// The rules of [`crate::validate::copy`].
impl JsonSchema for CopyDestination {
    fn schema_name() -> Cow<'static, str> {
        "CopyDestination".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let mut destination = region();
        destination.insert("description".to_owned(), "The destination region.".into());
        json_schema!({
            "type": "object",
            "description": "Where to copy an image: a CloudLocation that is an EC2 region.",
            "required": ["cloudLocation", "cloudPlatform"],
            "additionalProperties": false,
            "properties": {
                "cloudLocation": destination,
                "cloudPlatform": { "const": "ec2" },
            },
        })
    }
}

/// A region code.
fn region() -> Schema {
    json_schema!({
        "type": "string",
        "pattern": "^[a-z]{2,}(-[a-z]{2,})+-[1-9][0-9]?$",
        "maxLength": CODE_LIMIT,
        "examples": ["eu-west-1"],
    })
}

/// The rules of [`crate::validate::run`], but for "at most so many different ones".
impl JsonSchema for NewRun {
    fn schema_name() -> Cow<'static, str> {
        "NewRun".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "description": "One image to be copied to many regions.",
            "required": ["scope", "imageId", "regions"],
            "additionalProperties": false,
            "properties": {
                "scope": generator.subschema_for::<Scope>(),
                "imageId": {
                    "type": "string",
                    "pattern": "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$",
                },
                "regions": {
                    "description": "Destinations. One that is there twice counts once.",
                    "type": "array",
                    "minItems": 1,
                    "maxItems": MOST_REGIONS,
                    "items": region(),
                },
                "allowDuplicates": {
                    "description": "Whether to copy to where an image of this name is, or is on its way, as well.",
                    "type": "boolean",
                    "default": false,
                },
                "plan": {
                    "description": "What the caller was shown: `regions` of a plan. Where the edge comes to another result it answers 409 PlanChanged.",
                    "type": "array",
                    "minItems": 1,
                    "items": {
                        "type": "object",
                        "required": ["region", "action"],
                        "properties": {
                            "region": { "type": "string" },
                            "action": { "type": "string", "examples": Action::NAMES },
                        },
                        "additionalProperties": true,
                    },
                },
            },
        })
    }
}

/// The rules of [`crate::validate::run_step`].
impl JsonSchema for StepRegions {
    fn schema_name() -> Cow<'static, str> {
        "StepRegions".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "description": "Which regions of a run; without them all that the step applies to.",
            "additionalProperties": false,
            "properties": {
                "regions": {
                    "type": "array", "minItems": 1, "maxItems": MOST_REGIONS, "items": region(),
                },
            },
        })
    }
}
