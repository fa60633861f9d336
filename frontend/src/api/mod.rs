//! The only place that talks to the edge.

mod activity;
mod attempt;
mod client;
mod error;
mod images;
mod inventory;
mod runs;
mod session;

pub use activity::list_activity;
pub use client::SignedOut;
pub use error::{ApiError, Refusal};
pub use images::{Answer, cloud_locations, create_image, get_image, list_images, list_systems};
pub use inventory::inventory;
pub use runs::{
    follow_run, get_run, list_runs, map_url, plan_run, recent_runs, run_url, start_run, step_run,
};
pub use session::session;
