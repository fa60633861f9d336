//! What is said when the sign-in has expired.

use leptos::prelude::*;

use crate::components::{Glyph, Icon, reload};
use crate::contexts::use_session;

/// Offers to sign in again. What was filled in is kept for as long as the tab is open.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let session = use_session();
    view! {
        <Show when=move || session.has_expired()>
            <div class="notice warn banner" role="alert">
                <Icon glyph=Glyph::User/>
                <div class="notice-body">
                    <p class="notice-title">"Your sign-in has expired"</p>
                    <p>"What you have filled in is kept. Nothing is sent until you sign in again."</p>
                    <div class="actions">
                        <button type="button" class="button primary" on:click=|_| reload()>
                            "Sign in again"
                        </button>
                        <button type="button" class="button" on:click=move |_| session.refetch()>
                            "I am signed in"
                        </button>
                    </div>
                </div>
            </div>
        </Show>
    }
}
