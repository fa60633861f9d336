//! Who is asking.

use shared::edge_api::IdentityKind;

use crate::components::{Glyph, icon};
use crate::contexts::use_session;
use crate::dom::{El, el};
use crate::text;

/// The caller, and whether they may write.
pub(super) fn who_am_i(parent: El) -> El {
    let session = use_session();
    parent.live_child(move || {
        let session = session.known()?;
        let words = text::shell();
        let kind = match session.identity.kind {
            IdentityKind::Local => words.local,
            IdentityKind::User => words.user,
            IdentityKind::Service => words.service,
            IdentityKind::Key => words.own_key,
        };
        let name = session.identity.name.unwrap_or(session.identity.id);
        let rights = if session.can_write { "" } else { words.read_only };
        let name = el("span", "who-name").text(&name).text(" ").text(rights);
        Some(el("span", "who").attr("title", kind).add(icon(Glyph::USER)).add(name))
    })
}
