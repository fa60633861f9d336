//! The edge's own operations: everything under `/edge`.

use shared::route::Method;
use shared::run::{RunId, Step};

use crate::openapi;

/// An operation of the edge's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Own {
    /// What was asked for in a scope, and what became of it.
    Activity,
    /// Every image of a scope.
    Inventory,
    /// Alive, and what the settings lack.
    Health,
    /// Who is asking and what there is to work with.
    Session,
    /// The contract, for machines.
    OpenApi,
    /// A page of the copy runs of a scope.
    ListRuns,
    /// A new copy run.
    CreateRun,
    /// What a new copy run would do.
    PlanRun,
    /// One copy run.
    GetRun,
    /// What happens to a copy run.
    RunEvents,
    /// The region → AMI map of a copy run.
    RunMap,
    /// Something that a person wants done about a copy run.
    StepRun(Step),
}

/// What stands for the id of a run in the path of an operation.
const RUN_ID: &str = "{runId}";

impl Own {
    /// Every one of them.
    pub const ALL: &'static [Self] = &[
        Self::Activity,
        Self::Inventory,
        Self::Health,
        Self::Session,
        Self::OpenApi,
        Self::ListRuns,
        Self::CreateRun,
        Self::PlanRun,
        Self::GetRun,
        Self::RunEvents,
        Self::RunMap,
        Self::StepRun(Step::Retry),
        Self::StepRun(Step::Settle),
        Self::StepRun(Step::Resend),
        Self::StepRun(Step::Cancel),
    ];

    /// Its path; `{runId}` stands for the id of a run.
    pub fn path(self) -> &'static str {
        match self {
            Self::Activity => "/edge/activity",
            Self::Inventory => "/edge/inventory",
            Self::Health => "/edge/health",
            Self::Session => "/edge/session",
            Self::OpenApi => openapi::PATH,
            Self::ListRuns | Self::CreateRun => "/edge/copy-runs",
            Self::PlanRun => "/edge/copy-runs/plan",
            Self::GetRun => "/edge/copy-runs/{runId}",
            Self::RunEvents => "/edge/copy-runs/{runId}/events",
            Self::RunMap => "/edge/copy-runs/{runId}/map",
            Self::StepRun(Step::Retry) => "/edge/copy-runs/{runId}/retry",
            Self::StepRun(Step::Settle) => "/edge/copy-runs/{runId}/settle",
            Self::StepRun(Step::Resend) => "/edge/copy-runs/{runId}/resend",
            Self::StepRun(Step::Cancel) => "/edge/copy-runs/{runId}/cancel",
        }
    }

    /// A name for logs and documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::Activity => "edge.activity",
            Self::Inventory => "edge.inventory",
            Self::Health => "edge.health",
            Self::Session => "edge.session",
            Self::OpenApi => "edge.openapi",
            Self::ListRuns => "runs.list",
            Self::CreateRun => "runs.create",
            Self::PlanRun => "runs.plan",
            Self::GetRun => "runs.get",
            Self::RunEvents => "runs.events",
            Self::RunMap => "runs.map",
            Self::StepRun(Step::Retry) => "runs.retry",
            Self::StepRun(Step::Settle) => "runs.settle",
            Self::StepRun(Step::Resend) => "runs.resend",
            Self::StepRun(Step::Cancel) => "runs.cancel",
        }
    }

    /// The operation of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|own| own.name() == name)
    }

    /// Its method.
    pub fn method(self) -> Method {
        match self {
            Self::CreateRun | Self::PlanRun | Self::StepRun(_) => Method::Post,
            _ => Method::Get,
        }
    }

    /// Whether it changes something.
    pub fn is_write(self) -> bool {
        matches!(self, Self::CreateRun | Self::StepRun(_))
    }

    /// The operations at a path; there is one for each method that it takes.
    pub fn at(path: &str) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |own| own.is_at(path))
    }

    fn is_at(self, path: &str) -> bool {
        self.path() == path || self.run_id(path).is_some()
    }

    /// The id of a run in a path of this operation.
    pub fn run_id(self, path: &str) -> Option<RunId> {
        let (before, after) = self.path().split_once(RUN_ID)?;
        path.strip_prefix(before)?.strip_suffix(after)?.parse().ok()
    }

    /// Whether it answers everybody, before any setting is looked at.
    pub fn is_public(self) -> bool {
        matches!(self, Self::Health | Self::OpenApi)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_is_found_at_its_path_with_the_id_of_a_run() {
        let id = "01M80HDJ205EC3D6401BC34309-u5";
        for own in Own::ALL {
            let path = own.path().replace("{runId}", id);
            assert!(Own::at(&path).any(|found| found == *own), "{path}");
            assert_eq!(own.run_id(&path).is_some(), own.path().contains('{'));
            assert_eq!(Own::named(own.name()), Some(*own));
        }
        assert_eq!(Own::at("/edge/copy-runs").count(), 2);
        for none in [
            "/edge/copy-runs/",
            "/edge/copy-runs/x",
            "/edge/copy-runs//map",
            &format!("/edge/copy-runs/{id}/"),
            &format!("/edge/copy-runs/{id}/x"),
        ] {
            assert_eq!(Own::at(none).count(), 0, "{none}");
        }
    }
}
