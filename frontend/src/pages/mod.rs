//! One folder per page.

pub mod activity;
pub mod copy;
pub mod coverage;
pub mod images;
pub mod register;
pub mod run;
pub mod runs;
pub mod settle;
mod title;

pub use title::use_title;
