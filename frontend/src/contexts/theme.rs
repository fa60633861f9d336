//! Light, dark, or as the system says. `early.js` applies the stored choice before the first paint.

use leptos::prelude::*;

use crate::storage;
use crate::text;

const KEY: &str = "scalr-images.theme";

/// What somebody chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThemeChoice {
    /// As the system says.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl ThemeChoice {
    /// All, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// The name in storage and on the page's root element.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::System => text::common().theme_system,
            Self::Light => text::common().theme_light,
            Self::Dark => text::common().theme_dark,
        }
    }

    fn stored() -> Self {
        let stored = storage::get(KEY);
        Self::ALL
            .into_iter()
            .find(|choice| Some(choice.as_str()) == stored.as_deref())
            .unwrap_or(Self::System)
    }
}

/// The chosen theme.
#[derive(Clone, Copy)]
pub struct Theme(RwSignal<ThemeChoice>);

impl Theme {
    /// The choice.
    pub fn get(self) -> ThemeChoice {
        self.0.get()
    }

    /// Chooses, applies and remembers.
    pub fn choose(self, choice: ThemeChoice) {
        self.0.set(choice);
        storage::set(KEY, choice.as_str());
        if let Some(root) = document().document_element() {
            // An element of the page always takes an attribute.
            let _ = root.set_attribute("data-theme", choice.as_str());
        }
    }
}

/// Makes the theme known to everything below.
pub fn provide_theme() {
    provide_context(Theme(RwSignal::new(ThemeChoice::stored())));
}
