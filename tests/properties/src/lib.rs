//! What has to hold for every input.
//!
//! Each function takes any input and panics where something does not hold. The tests of this crate
//! run them on inputs that proptest makes up; the targets in `tests/fuzz` on those that libFuzzer
//! finds its way to. The stand-in Scalr has rules and a signature of its own: what both sides must
//! agree on is compared with it.

mod bodies;
mod envelopes;
mod routes;
mod signatures;

pub use bodies::{copy, create};
pub use envelopes::envelope;
pub use routes::route;
pub use signatures::signature;
