//! Loading the page anew.

use leptos::prelude::*;

/// Loads the page anew: the latest version of the dashboard, and where the sign-in has expired,
/// Cloudflare Access asks for it and comes back. Drafts are kept.
pub fn reload() {
    // A page that is shown can always be loaded anew.
    let _ = window().location().reload();
}
