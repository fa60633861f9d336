//! What lies over the page: the palette or the list of shortcuts, one at a time.

use leptos::prelude::*;

/// Something that lies over the page until it is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overlay {
    /// Search or jump to anything.
    Palette,
    /// The shortcuts.
    Help,
}

/// What lies over the page now.
#[derive(Clone, Copy)]
pub struct Overlays(RwSignal<Option<Overlay>>);

impl Overlays {
    /// What is open.
    pub fn get(self) -> Option<Overlay> {
        self.0.get()
    }

    /// Opens one, in place of what was open.
    pub fn open(self, overlay: Overlay) {
        self.0.set(Some(overlay));
    }

    /// Closes what is open.
    pub fn close(self) {
        self.0.set(None);
    }
}

/// Makes it known to everything below.
pub fn provide_overlays() {
    provide_context(Overlays(RwSignal::new(None)));
}
