//! Who is asking.

use leptos::prelude::*;
use shared::edge_api::IdentityKind;

use crate::components::{Glyph, Icon};
use crate::contexts::use_session;
use crate::text;

/// The caller, and whether they may write.
#[component]
pub fn WhoAmI() -> impl IntoView {
    let session = use_session();
    let shown = move || {
        session.known().map(|session| {
            let kind = match session.identity.kind {
                IdentityKind::Local => text::shell().local,
                IdentityKind::User => text::shell().user,
                IdentityKind::Service => text::shell().service,
                IdentityKind::Key => text::shell().own_key,
            };
            let name = session.identity.name.unwrap_or(session.identity.id);
            let rights = if session.can_write { "" } else { text::shell().read_only };
            view! {
                <span class="who" title=kind>
                    <Icon glyph=Glyph::User/>
                    <span class="who-name">{name} " " {rights}</span>
                </span>
            }
        })
    };
    view! { {shown} }
}
