//! State that the whole dashboard shares.

mod clock;
mod location;
mod scopes;
mod session;
mod theme;

pub use clock::{Clock, provide_clock};
pub use location::{provide_location, use_navigator, use_place};
pub use scopes::{Scopes, provide_scopes};
pub use session::{provide_session, use_session};
pub use theme::{Theme, ThemeChoice, provide_theme};
