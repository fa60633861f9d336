//! How much of the images is known, and how old it is.

use leptos::prelude::*;

use crate::components::states::{failed, notice};
use crate::components::{Glyph, icon};
use crate::contexts::{Clock, use_inventory, use_session};
use crate::dom::{El, el};
use crate::text;
use crate::time;

/// Adds "17 of 100 pages read", or "Updated 12 s ago" with what has changed.
pub fn freshness(tools: El) -> El {
    let clock = expect_context::<Clock>();
    let inventory = use_inventory().signal();
    let words = move || {
        let inventory = inventory.read();
        match (inventory.progress(), inventory.read_at()) {
            (Some(progress), _) if progress.pages > 1 => text::fill(
                text::images().pages_read,
                &[("read", &progress.read), ("pages", &progress.pages)],
            ),
            (_, Some(at)) => {
                text::fill(text::images().updated, &[("when", &time::relative(clock.now(), at))])
            }
            _ => String::new(),
        }
    };
    tools
        .live_child(move || {
            let words = inventory.read().changes().words()?;
            Some(el("span", "changes").text(&words))
        })
        .add(el("span", "muted age").live_text(words))
}

/// Adds what is missing from the list, and why.
pub fn caveats(page: El) -> El {
    let handle = use_inventory();
    let inventory = handle.signal();
    let session = use_session();
    let failure = move || {
        // That the sign-in has expired is said for all pages, with the way out.
        if session.has_expired() {
            return None;
        }
        let inventory = inventory.read();
        let title = if inventory.images().is_empty() {
            text::images().not_loaded
        } else {
            text::images().not_all_loaded
        };
        inventory.failed().map(|error| (title, error.clone()))
    };
    let missing = move || {
        let inventory = inventory.read();
        if inventory.progress().is_some() {
            return None;
        }
        if inventory.is_whole() || inventory.read_at().is_none() || inventory.failed().is_some() {
            return None;
        }
        let pages: Vec<String> = inventory.gaps().iter().map(|gap| gap.page.to_string()).collect();
        Some(match inventory.gaps().first() {
            Some(first) => text::fill(
                text::images().page_not_read,
                &[("pages", &pages.join(", ")), ("code", &first.code), ("message", &first.message)],
            ),
            None => text::images().list_changed.to_owned(),
        })
    };
    page.live_notice(failure, move |(title, error)| failed(title, error, move || handle.refresh()))
        .live_notice(missing, move |words| {
            let again = el("button", "button")
                .attr("type", "button")
                .on("click", move |_| handle.refresh())
                .add(icon(Glyph::REFRESH))
                .text(text::images().read_again);
            let words = el("p", "").text(words);
            let actions = el("div", "actions").add(again);
            notice("warn", Glyph::WARNING, text::images().some_missing, [words, actions])
        })
}
