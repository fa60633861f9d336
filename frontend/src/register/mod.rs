//! The state of the Register form: what has been typed, what is wrong with it, which of that is
//! shown, and where the errors of an answer belong. Plain structs and functions; the page binds to
//! them and holds no rules of its own.

mod by_field;
mod check;
mod draft;
mod field;
mod rules;
mod server_error;
mod twins;
mod visible;
mod words;

pub use by_field::ByField;
pub use check::Checked;
pub use draft::{Draft, Features, Locations, Virtualization};
pub use field::Field;
pub use server_error::{field_of, place};
pub use twins::twins;
pub use visible::Shown;
pub use words::{Need, image_id_hint, location_hint, location_need};
