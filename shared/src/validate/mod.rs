//! The rules for create and copy requests. The form and the edge call the same functions with the
//! same bytes, so what the form lets through the edge lets through.
//!
//! A rule refuses what the API reference documents as invalid and nothing else; all errors are
//! reported at once, where Scalr reports the first. What Scalr would probably mind, but is not
//! documented to refuse, is [`Advice`]: shown in the form, never a refusal.

mod advice;
mod copy;
mod create;
mod members;
mod name;
mod run;
mod violation;

pub use advice::{Advice, EC2_STORAGE_TYPES, Remark};
pub use copy::copy;
pub use create::{CLOUD_IMAGE_ID_LIMIT, CLOUD_LOCATION_LIMIT, TYPE_LIMIT, create};
pub use name::{NAME_LIMIT, is_name, mend_name};
pub use run::{NewRun, StepRegions, run, run_step};
pub use violation::{Problem, Quoted, Violation, Violations};

/// What a check found.
#[derive(Debug, Clone, PartialEq)]
pub struct Report<T> {
    /// The checked request, or everything that is wrong with it.
    pub outcome: Result<T, Violations>,
    /// What is allowed and yet unlikely to be meant, ordered by JSON pointer.
    pub advice: Vec<Advice>,
}
