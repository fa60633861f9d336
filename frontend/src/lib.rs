//! The browser dashboard of scalr-images.
//!
//! `api` is the only place that talks to the edge; `pages` and `components` bind views to state;
//! the rules stand in the `shared` crate and in the plain modules `place`, `inventory`, `images`,
//! `coverage`, `register`, `runs`, `palette`, `shortcuts` and `preview`, which know no browser and are tested
//! natively. `text` holds every word that a person reads, in each language.

#![expect(
    unreachable_pub,
    reason = "the component macro makes every component's properties as visible as the component"
)]
#![expect(
    clippy::needless_pass_by_value,
    reason = "a component owns its properties, whatever it does with them"
)]

pub mod activity;
pub mod api;
mod app;
pub mod components;
mod contexts;
pub mod coverage;
mod dom;
pub mod images;
pub mod inventory;
mod lazy;
mod loader;
mod pages;
pub mod palette;
pub mod place;
pub mod preview;
pub mod register;
pub mod runs;
pub mod shortcuts;
mod storage;
mod text;
mod time;

pub use app::{app, start};
