//! One folder per page.

pub mod copy;
pub mod images;
pub mod register;
mod title;

pub use title::use_title;
