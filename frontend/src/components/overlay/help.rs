//! The shortcuts, and the switch that turns them off.

use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::contexts::SingleKeys;
use crate::shortcuts::SHORTCUTS;

#[component]
pub fn Help(close: Callback<()>) -> impl IntoView {
    let single: SingleKeys = expect_context();
    let key = |key: &'static str| view! { <kbd>{key}</kbd> };
    let line = |keys: Vec<AnyView>, words: &'static str| {
        view! {
            <dt>{words}</dt>
            <dd>{keys}</dd>
        }
    };
    let keys = |keys: &'static [&'static str]| -> Vec<AnyView> {
        keys.iter().map(|it| key(it).into_any()).collect()
    };
    let shortcuts = SHORTCUTS.map(|shortcut| line(keys(shortcut.keys), shortcut.words));
    view! {
        <header class="overlay-head">
            <h2>"Keyboard shortcuts"</h2>
            <button
                type="button"
                class="icon-button"
                title="Close (Esc)"
                aria-label="Close"
                on:click=move |_| close.run(())
            >
                <Icon glyph=Glyph::X/>
            </button>
        </header>
        <dl class="keys">
            {line(keys(&["Ctrl", "K"]), "Search or jump to anything")}
            {line(keys(&["Esc"]), "Close what is open")}
        </dl>
        <dl class="keys" class:off=move || !single.get()>
            {shortcuts.collect_view()}
        </dl>
        <label class="check">
            <input
                type="checkbox"
                prop:checked=move || single.get()
                on:change=move |event| single.choose(event_target_checked(&event))
            />
            "Single-key shortcuts"
        </label>
    }
}
