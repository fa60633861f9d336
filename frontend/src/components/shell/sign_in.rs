//! What is said when the sign-in has expired.

use crate::components::states::notice;
use crate::components::{Glyph, reload};
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
    let hint = el("p", "").text(words.expired_hint);
    let notice = notice("warn", Glyph::USER, words.expired, [hint, actions]);
    notice.class("banner", true);
    // Every request that is refused says so again. A notice that is shown stays as it is: drawn anew,
    // it would be read out again, and whoever is on one of its buttons would lose their place.
    main.add_while(notice, move || session.has_expired())
}
