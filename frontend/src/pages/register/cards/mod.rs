//! The fields, on one card for each topic.

mod details;
mod image;
mod place;
mod software;

pub use details::DetailsCard;
pub use image::ImageCard;
pub use place::PlaceCard;
pub use software::SoftwareCard;
