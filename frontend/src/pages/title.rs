//! The title of the browser's tab.

use leptos::prelude::*;

/// Keeps the title of the tab in step with the page.
pub fn use_title(title: impl Fn() -> String + 'static) {
    Effect::new(move |_| document().set_title(&format!("{} · scalr-images", title())));
}
