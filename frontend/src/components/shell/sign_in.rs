//! What is said when the sign-in has expired.

use crate::components::{Glyph, icon, reload};
use crate::contexts::use_session;
use crate::dom::{El, el};
use crate::text;

/// Offers to sign in again. What was filled in is kept for as long as the tab is open.
pub(super) fn sign_in_again(main: El) -> El {
    let session = use_session();
    let words = text::shell();
    let button = |classes, name| el("button", classes).attr("type", "button").text(name);
    let actions = el("div", "actions")
        .add(button("button primary", words.sign_in).on("click", |_| reload()))
        .add(button("button", words.signed_in).on("click", move |_| session.refetch()));
    let body = el("div", "notice-body")
        .add(el("p", "notice-title").text(words.expired))
        .add(el("p", "").text(words.expired_hint))
        .add(actions);
    let notice =
        el("div", "notice warn banner").attr("role", "alert").add(icon(Glyph::USER)).add(body);
    // Every request that is refused says so again. A notice that is shown stays as it is: drawn anew,
    // it would be read out again, and whoever is on one of its buttons would lose their place.
    main.live(move |main| {
        if session.has_expired() {
            notice.settle(main, None);
        } else {
            notice.remove();
        }
    })
}
