//! How much of the images is known, and how old it is.

use leptos::prelude::*;

use crate::components::states::Failed;
use crate::components::{Glyph, Icon};
use crate::contexts::{Clock, use_inventory};
use crate::text;
use crate::time;

/// "Reading page 17 of 100", or "Updated 12 s ago" with what has changed.
#[component]
pub fn Freshness() -> impl IntoView {
    let clock = expect_context::<Clock>();
    let inventory = use_inventory().signal();
    let words = move || {
        let inventory = inventory.read();
        match (inventory.progress(), inventory.read_at()) {
            (Some(progress), _) if progress.pages > 1 => Some(text::fill(
                text::images().pages_read,
                &[("read", &progress.read), ("pages", &progress.pages)],
            )),
            (_, Some(at)) => Some(text::fill(
                text::images().updated,
                &[("when", &time::relative(clock.now(), at))],
            )),
            _ => None,
        }
    };
    let changes = move || {
        let words = inventory.read().changes().words()?;
        Some(view! { <span class="changes">{words}</span> })
    };
    view! {
        {changes}
        <span class="muted age">{words}</span>
    }
}

/// What is missing from the list, and why.
#[component]
pub fn Caveats() -> impl IntoView {
    let handle = use_inventory();
    let inventory = handle.signal();
    let failed = move || {
        let error = inventory.read().failed().cloned()?;
        let title = if inventory.read().images().is_empty() {
            text::images().not_loaded
        } else {
            text::images().not_all_loaded
        };
        Some(view! { <Failed title error retry=move || handle.refresh()/> })
    };
    let gaps = move || {
        let inventory = inventory.read();
        if inventory.progress().is_some() {
            return None;
        }
        if inventory.is_whole() || inventory.read_at().is_none() || inventory.failed().is_some() {
            return None;
        }
        let pages: Vec<String> = inventory.gaps().iter().map(|gap| gap.page.to_string()).collect();
        let words = match inventory.gaps().first() {
            Some(first) => text::fill(
                text::images().page_not_read,
                &[("pages", &pages.join(", ")), ("code", &first.code), ("message", &first.message)],
            ),
            None => text::images().list_changed.to_owned(),
        };
        Some(view! {
            <div class="notice warn" role="alert">
                <Icon glyph=Glyph::Warning/>
                <div class="notice-body">
                    {text::said("p class='notice-title'", text::images().some_missing)}
                    <p>{words}</p>
                    <div class="actions">
                        <button type="button" class="button" on:click=move |_| handle.refresh()>
                            <Icon glyph=Glyph::Refresh/>
                            {text::images().read_again}
                        </button>
                    </div>
                </div>
            </div>
        })
    };
    view! {
        {failed}
        {gaps}
    }
}
