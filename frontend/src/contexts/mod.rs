//! State that the whole dashboard shares.

mod clock;
mod inventory;
mod keyboard;
mod location;
mod overlay;
mod scopes;
mod session;
mod theme;

pub use clock::{Clock, provide_clock};
pub use inventory::{InventoryHandle, provide_inventory, use_inventory};
pub use keyboard::{SingleKeys, next_row, provide_keyboard};
pub use location::{Navigator, provide_location, use_navigator, use_place};
pub use overlay::{Overlay, Overlays, provide_overlays};
pub use scopes::{Scopes, provide_scopes};
pub use session::{provide_session, use_session};
pub use theme::{Theme, ThemeChoice, provide_theme};
