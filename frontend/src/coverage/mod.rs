//! Which image is in which EC2 region, as a grid: what is there, what is on its way, what is missing,
//! and which copies differ from the others. No browser; the page binds views to it.
//!
//! [`Coverage::of`] makes the grid of the images of a scope and of the copy runs that are known.
//! [`query::CoverageQuery`] is what of it is looked at and what is chosen, as it stands in the URL;
//! [`orders::orders`] makes copy runs of what is chosen, [`export`] files of what is shown.

pub mod area;
pub mod arrange;
pub mod columns;
pub mod drift;
pub mod export;
pub mod flights;
pub mod key;
pub mod left_out;
pub mod look;
mod model;
pub mod orders;
pub mod query;
pub mod rank;
pub mod selection;
pub mod steps;
pub mod summary;
#[cfg(test)]
mod tests;
pub mod words;

pub use model::{Cell, Coverage, Entry, Fill, Gap, Known, Row, State};
