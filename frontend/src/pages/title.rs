//! The title of the browser's tab.

use leptos::prelude::*;

use crate::dom::follow;

/// Keeps the title of the tab in step with the page.
pub fn use_title(title: impl Fn() -> String + 'static) {
    follow(move || document().set_title(&(title() + " · scalr-images")));
}
