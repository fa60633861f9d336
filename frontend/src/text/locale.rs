//! Which language the dashboard speaks. `early.js` decides it before the first paint: what somebody
//! chose, else the first of the browser's languages that there is, else English.

use leptos::prelude::document;

use crate::components::reload;
use crate::storage;

const KEY: &str = "scalr-images.language";

/// A language of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Locale {
    /// English.
    English,
    /// German.
    German,
}

impl Locale {
    /// The language of the page.
    pub fn current() -> Self {
        let root = document().document_element();
        match root.and_then(|root| root.get_attribute("lang")).as_deref() {
            Some("de") => Self::German,
            _ => Self::English,
        }
    }

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::English => Self::German,
            Self::German => Self::English,
        }
    }

    /// As browsers name it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
        }
    }

    /// Its name in itself.
    pub fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
        }
    }

    /// Says on the page that this is its language.
    pub fn mark(self) {
        if let Some(root) = document().document_element() {
            // An element of the page always takes an attribute.
            let _ = root.set_attribute("lang", self.tag());
        }
    }

    /// Remembers the choice and begins anew with it. The address keeps everything else.
    pub fn choose(self) {
        storage::set(KEY, self.tag());
        reload();
    }
}
