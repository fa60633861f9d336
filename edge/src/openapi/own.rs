//! The edge's own operations in the document.

use serde_json::{Value, json};
use shared::edge_api::{Activity, Health, Session};
use shared::envelope::Listing;
use shared::inventory::InventoryLine;
use shared::run::plan::Plan;
use shared::run::{CopyRun, Step};
use shared::validate::{NewRun, StepRegions};

use crate::inventory::LINES;
use crate::own::Own;

use super::document::{JSON, Schemas, body, security};
use super::responses::{self, Errors, Success};
use super::{answers, parameters};

/// An operation of the edge's own.
pub(super) fn describe(own: Own, schemas: &mut Schemas, errors: &mut Errors) -> Value {
    let success = Success {
        schema: answer(own, schemas),
        media: match own {
            Own::Inventory => &[LINES],
            Own::RunEvents => &["text/event-stream"],
            Own::RunMap => &["application/json", "text/csv", "text/plain"],
            _ => JSON,
        },
        sources: &["edge"],
        description: "The answer of the edge",
        is_new: own == Own::CreateRun,
    };
    let mut operation = json!({
        "operationId": own.name(),
        "summary": summary(own),
        "tags": ["edge"],
        "security": if own.is_public() { security(&[]) } else { security(&["access"]) },
        "parameters": parameters::of_own(own),
        "responses": responses::of(&answers::of_own(own), &success, errors),
    });
    let request = match own {
        Own::CreateRun | Own::PlanRun => Some((schemas.scalr.subschema_for::<NewRun>(), true)),
        Own::StepRun(_) => Some((schemas.scalr.subschema_for::<StepRegions>(), false)),
        _ => None,
    };
    if let Some((schema, required)) = request {
        operation["requestBody"] = body(&schema.into(), required);
    }
    operation
}

fn answer(own: Own, schemas: &mut Schemas) -> Value {
    match own {
        // In Scalr's envelope, which is Scalr's to describe.
        Own::Activity => schemas.scalr.subschema_for::<Listing<Activity>>(),
        Own::ListRuns => schemas.scalr.subschema_for::<Listing<CopyRun>>(),
        // Of each line.
        Own::Inventory => schemas.scalr.subschema_for::<InventoryLine>(),
        Own::Health => schemas.edge.subschema_for::<Health>(),
        Own::Session => schemas.edge.subschema_for::<Session>(),
        Own::PlanRun => schemas.edge.subschema_for::<Plan>(),
        Own::CreateRun | Own::GetRun | Own::StepRun(_) => schemas.scalr.subschema_for::<CopyRun>(),
        Own::OpenApi => return json!({ "type": "object" }),
        // A schema of the whole text would be taken for one of each event.
        Own::RunEvents => return json!({}),
        Own::RunMap => return json!({ "type": ["object", "string"] }),
    }
    .into()
}

fn summary(own: Own) -> &'static str {
    match own {
        Own::Activity => "What was asked for in a scope and what became of it, newest first",
        Own::Inventory => {
            "Every image that the scope sees, as lines of JSON that come while Scalr's list is walked"
        }
        Own::Health => "Alive, and what the settings lack",
        Own::Session => "Who is asking and what there is to work with",
        Own::OpenApi => "This document",
        Own::ListRuns => "The copy runs of a scope without their regions, newest first",
        Own::CreateRun => "Copy one image to many regions",
        Own::PlanRun => "What a copy run would do; nothing is sent",
        Own::GetRun => "A copy run with its regions",
        Own::RunEvents => {
            "What happens to a copy run: events `region` with one region, and `run` that sums up"
        }
        Own::RunMap => "Which AMI is in which region, as far as it is known",
        Own::StepRun(Step::Retry) => "Send again what was rejected",
        Own::StepRun(Step::Settle) => "Look again for what is unknown",
        Own::StepRun(Step::Resend) => "Send again what is unknown; it may make a second AMI",
        Own::StepRun(Step::Cancel) => "Call off what was not sent",
    }
}
