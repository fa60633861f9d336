//! Who is asking.

use leptos::prelude::*;
use shared::edge_api::IdentityKind;

use crate::components::{Glyph, Icon};
use crate::contexts::use_session;

/// The caller, and whether they may write.
#[component]
pub fn WhoAmI() -> impl IntoView {
    let session = use_session();
    let shown = move || {
        session.known().map(|session| {
            let kind = match session.identity.kind {
                IdentityKind::Local => "This computer, without sign-in",
                IdentityKind::User => "Signed in by Cloudflare Access",
                IdentityKind::Service => "Service token",
                IdentityKind::Key => "Own Scalr key",
            };
            let name = session.identity.name.unwrap_or(session.identity.id);
            let rights = if session.can_write { "" } else { " (read only)" };
            view! {
                <span class="who" title=kind>
                    <Icon glyph=Glyph::User/>
                    <span class="who-name">{name} {rights}</span>
                </span>
            }
        })
    };
    view! { {shown} }
}
