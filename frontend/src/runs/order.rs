//! The body of the request that starts a run, or plans one.

use shared::region::Region;
use shared::run::plan::{Action, Plan, PlannedRegion};
use shared::run::{Expected, RunOrder};
use shared::scope::Scope;

/// A run of an image to these regions. With a plan the edge refuses it where something has changed.
pub fn order(
    scope: Scope,
    image_id: &str,
    regions: &[Region],
    allow_duplicates: bool,
    plan: Option<&Plan>,
) -> RunOrder {
    RunOrder {
        scope,
        image_id: image_id.to_owned(),
        regions: regions.iter().map(ToString::to_string).collect(),
        allow_duplicates,
        plan: plan.map(|plan| plan.regions.iter().map(expected).collect()),
    }
}

/// A run of an image to just those regions of a plan that a copy is sent to.
pub fn order_of_sends(scope: Scope, image_id: &str, plan: &Plan) -> RunOrder {
    let sends: Vec<&PlannedRegion> =
        plan.regions.iter().filter(|planned| planned.action == Action::Send).collect();
    RunOrder {
        scope,
        image_id: image_id.to_owned(),
        regions: sends.iter().map(|planned| planned.region.clone()).collect(),
        allow_duplicates: false,
        plan: Some(sends.into_iter().map(expected).collect()),
    }
}

fn expected(planned: &PlannedRegion) -> Expected {
    Expected { region: planned.region.clone(), action: planned.action.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_of_sends_names_nothing_else() {
        let planned = |region: &str, action: Action| PlannedRegion {
            region: region.to_owned(),
            action,
            reason: None,
            request: None,
        };
        let plan = Plan {
            regions: vec![planned("eu-west-1", Action::Send), planned("eu-west-2", Action::Skip)],
            counts: shared::run::plan::PlanCounts::default(),
        };
        let scope = "user/5".parse().expect("a scope");
        let order = order_of_sends(scope, "5a1a", &plan);
        assert_eq!(
            serde_json::to_value(order).expect("JSON"),
            serde_json::json!({"scope": "user/5", "imageId": "5a1a", "regions": ["eu-west-1"],
                "allowDuplicates": false, "plan": [{"region": "eu-west-1", "action": "send"}]})
        );
    }
}
