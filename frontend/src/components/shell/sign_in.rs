//! What is said when the sign-in has expired.

use leptos::prelude::*;

use crate::components::{Glyph, Icon, reload};
use crate::contexts::use_session;
use crate::text;

/// Offers to sign in again. What was filled in is kept for as long as the tab is open.
#[component]
pub fn SignInAgain() -> impl IntoView {
    let session = use_session();
    view! {
        <Show when=move || session.has_expired()>
            <div class="notice warn banner" role="alert">
                <Icon glyph=Glyph::User/>
                <div class="notice-body">
                    {text::said("p class='notice-title'", text::shell().expired)}
                    {text::said("p", text::shell().expired_hint)}
                    <div class="actions">
                        <button type="button" class="button primary" on:click=|_| reload()>
                            {text::shell().sign_in}
                        </button>
                        <button type="button" class="button" on:click=move |_| session.refetch()>
                            {text::shell().signed_in}
                        </button>
                    </div>
                </div>
            </div>
        </Show>
    }
}
