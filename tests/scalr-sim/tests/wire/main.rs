//! The stand-in as a client sees it, over real connections.

mod client;
mod copies;
mod creates;
mod faults;
mod images;
mod log;
mod program;
mod reference;
mod refusals;
