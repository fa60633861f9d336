//! Pieces that pages are made of. They hold no rules.

mod announcer;
mod badges;
mod clipboard;
mod focus;
pub mod form;
mod icon;
mod overlay;
pub mod region_picker;
mod relative_time;
mod reload;
mod request_preview;
pub mod shell;
pub mod states;
mod table;

pub use announcer::{announce, announcer, provide_announcer};
pub use badges::{Badge, badge, scope_glyph, scope_mark, status_badge};
pub use clipboard::{CopyButton, copy_button, reset_copy_button};
pub use focus::{focus, focus_soon};
pub use icon::{Glyph, Icon, icon};
pub use overlay::{OverlayDialog, OverlayDialogProps};
pub use relative_time::{Age, RelativeTime};
pub use reload::reload;
pub use request_preview::{PreviewTab, RequestPreview};
pub use table::{PageSteps, TableHead};
