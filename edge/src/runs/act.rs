//! What a person asks for about a run that is there.

use shared::envelope::Message;
use shared::error_code::EdgeCode;
use shared::region::Region;
use shared::run::{RegionState, Step};
use shared::validate;

use crate::fault::Fault;
use crate::guard::refusal;
use crate::idempotency::StorageFault;
use crate::proxy::{Clock, Permits, Upstream};

use super::call::RunCall;
use super::row::{Row, RunStore};
use super::work::Work;

impl<U: Upstream, C: Clock, P: Permits, S: RunStore> Work<'_, U, C, P, S> {
    /// Takes a step with some regions of a run, all or none of them; or with all that it applies to.
    pub(super) fn act(&self, call: &RunCall, step: Step) -> Result<(), Fault> {
        let wanted = validate::run_step(call.body.as_bytes());
        let wanted = wanted.outcome.map_err(|body| refusal(&body))?;
        self.store.run(&call.run)?.ok_or(Fault::NoRun)?;
        let mut rows = self.store.rows(&call.run, 0)?;
        match wanted.0 {
            None => rows.retain(|row| row.told.state.allows(step)),
            Some(regions) => {
                applies(&rows, &regions, step)?;
                let is_wanted = |row: &Row| regions.iter().any(|r| r.as_str() == row.told.region);
                rows.retain(is_wanted);
            }
        }
        for mut row in rows {
            row.identity.clone_from(&call.identity);
            row.told.request_id.clone_from(&call.request_id);
            self.take(&mut row, step)?;
        }
        Ok(())
    }

    fn take(&self, row: &mut Row, step: Step) -> Result<(), StorageFault> {
        let now_ms = self.now_ms();
        row.due_ms = Some(now_ms);
        row.failures = 0;
        let to = match step {
            Step::Retry => {
                (row.told.code, row.told.message) = (None, None);
                row.before = None;
                RegionState::Planned
            }
            Step::Settle => {
                row.looking_since_ms = now_ms;
                RegionState::Unknown
            }
            Step::Resend => {
                row.doubt = true;
                RegionState::Planned
            }
            Step::Cancel => {
                row.due_ms = None;
                // What was to be sent a second time is in doubt as before.
                if row.doubt { RegionState::Unknown } else { RegionState::Cancelled }
            }
        };
        self.change(row, to)
    }
}

/// Refuses regions that are not in the run, else those that the step does not apply to.
fn applies(rows: &[Row], regions: &[Region], step: Step) -> Result<(), Fault> {
    let (mut strangers, mut others) = (Vec::new(), Vec::new());
    for region in regions {
        let row = rows.iter().find(|row| row.told.region == region.as_str());
        let told = |code: EdgeCode, what: &str| Message {
            code: code.as_str().to_owned(),
            message: [region.as_str(), what].concat(),
            pointer: Some("/regions".to_owned()),
        };
        match row.map(|row| &row.told.state) {
            None => strangers.push(told(EdgeCode::InvalidValue, " is not in this run")),
            Some(state) if !state.allows(step) => {
                let what =
                    [" is ", state.as_str(), ": ", step.as_str(), " does not apply"].concat();
                others.push(told(EdgeCode::UnacceptableState, &what));
            }
            Some(_) => {}
        }
    }
    if !strangers.is_empty() {
        return Err(Fault::Invalid(strangers));
    }
    if others.is_empty() {
        Ok(())
    } else {
        Err(Fault::Conflict(EdgeCode::UnacceptableState, others))
    }
}
