//! Drafts, kept for as long as the tab is open: a reload, a look at another page or a sign-in that
//! has run out must not cost what was typed. A draft holds no secret.

use shared::json;
use shared::scope::Scope;

use crate::register::Draft;
use crate::storage;

/// The draft for a scope; an empty one where there is none.
pub(super) fn load(scope: Scope) -> Draft {
    storage::get_for_tab(&key(scope))
        .and_then(|text| json::read(text.as_bytes()).ok())
        .unwrap_or_default()
}

/// Keeps a draft for a scope. An empty one is not worth it.
pub(super) fn save(scope: Scope, draft: &Draft) {
    if *draft == Draft::default() {
        forget(scope);
    } else {
        storage::set_for_tab(&key(scope), serde_json::to_string(draft).ok().as_deref());
    }
}

/// Drops the draft for a scope.
pub(super) fn forget(scope: Scope) {
    storage::set_for_tab(&key(scope), None);
}

fn key(scope: Scope) -> String {
    format!("scalr-images.draft.{scope}")
}
