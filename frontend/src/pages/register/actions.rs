//! The button that sends, and why it would not.

use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::contexts::Scopes;
use crate::text;

use super::sending::{Sending, whereto};

const REASON: &str = "register-reason";

/// The button says what it does. It is never off because of what is filled in: pressing it is how
/// one learns what is missing.
#[component]
pub fn Actions(sending: Sending) -> impl IntoView {
    let scopes = expect_context::<Scopes>();
    let scope = sending.form.scope;
    let label = move || {
        if sending.is_pending() {
            text::register().sending.to_owned()
        } else {
            text::fill(text::register().submit, &[("whereto", &(whereto(scope.get(), scopes)))])
        }
    };
    let without_keys = move || {
        let scope = scope.get();
        scopes.all().iter().any(|known| known.scope == scope && !known.keys)
    };
    let is_open = Memo::new(move |_| sending.outcome_is_open());
    let reason = move || {
        if !sending.can_write() {
            text::register().may_not_write
        } else if sending.is_pending() {
            text::register().under_way
        } else if without_keys() {
            text::register().no_keys
        } else if is_open.get() {
            text::register().look_first
        } else {
            text::register().sent_once
        }
    };
    let blocked = move || sending.is_pending() || !sending.can_write();
    view! {
        <div class="form-actions">
            // Taking the focus would leave the field first: what that shows moves the button away
            // from under the pointer, and the click is lost.
            <button
                type="submit"
                class="button"
                class:primary=move || !is_open.get()
                aria-disabled=move || blocked().to_string()
                aria-describedby=REASON
                on:mousedown=|event| event.prevent_default()
            >
                <Icon glyph=Glyph::PLUS/>
                {label}
            </button>
            <p class="hint" id=REASON>
                {reason}
            </p>
        </div>
    }
}
