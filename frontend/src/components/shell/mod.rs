//! What surrounds every page: the rail, the top bar, the skip link.

mod identity;
mod language_switch;
mod rail;
mod scope_switcher;
mod sign_in;
mod theme_switch;

use leptos::prelude::*;

use crate::contexts::{Overlay, Overlays, use_place, use_session};
use crate::dom::{El, el};
use crate::lazy;
use crate::text;

use super::announcer::announcer;
use super::focus::focus;
use super::icon::{Glyph, icon};
use identity::who_am_i;
use language_switch::language_switch;
use rail::rail;
use scope_switcher::scope_switcher;
use sign_in::sign_in_again;
use theme_switch::theme_switch;

/// Adds the frame to the page's body, and to its main part what `page` adds there.
pub fn shell(body: El, page: impl FnOnce(El) -> El) -> El {
    let overlays: Overlays = expect_context();
    let scope = {
        let place = use_place();
        Memo::new(move |_| place.read().scope())
    };
    let skip = el("a", "skip").attr("href", "#main").text(text::shell().skip);
    // The browser would only scroll there; the focus has to go along.
    let skip = skip.on("click", |event| {
        event.prevent_default();
        focus("main");
    });
    let header = el("header", "top")
        .with(|header| scope_switcher(header, scope))
        .add(jump(overlays))
        .add(top_end());
    let main = el("main", "").attr("id", "main").attr("tabindex", "-1");
    let main = main.with(sign_in_again).with(page);
    body.add(skip)
        .add(el("div", "app").add(rail(scope)).add(header).add(main))
        .add(el("div", "overlays").live_child(move || overlays.get().map(lazy::overlay)))
        .add(announcer())
}

/// Opens the palette.
fn jump(overlays: Overlays) -> El {
    let words = text::shell();
    el("button", "jump")
        .attr("type", "button")
        .attr("aria-keyshortcuts", "Control+K")
        .add(icon(Glyph::SEARCH))
        .add(el("span", "jump-words").text(words.jump))
        .add(el("kbd", "").attr("aria-hidden", "true").text(words.jump_keys))
        .on("click", move |_| overlays.open(Overlay::Palette))
}

/// What stands at the end of the top bar.
fn top_end() -> El {
    let session = use_session();
    el("div", "top-end")
        .live_child(move || {
            let words = text::shell();
            session.known()?.demo.then(|| {
                el("span", "badge demo")
                    .attr("title", words.demo_hint)
                    .add(icon(Glyph::FLASK))
                    .add(el("span", "demo-word").text(words.demo))
            })
        })
        .add(language_switch())
        .add(theme_switch())
        .with(who_am_i)
}
