//! The only place that talks to the edge.

mod activity;
mod attempt;
mod client;
mod error;
mod images;
mod session;

pub use activity::list_activity;
pub use client::SignedOut;
pub use error::{ApiError, Refusal};
pub use images::{
    Answer, cloud_locations, copy_image, create_image, get_image, list_images, list_systems,
};
pub use session::session;
