//! The only place that talks to the edge.

mod client;
mod error;
mod images;
mod session;

pub use error::{ApiError, Refusal};
pub use images::{
    Answer, cloud_locations, copy_image, create_image, get_image, list_images, list_systems,
};
pub use session::session;
