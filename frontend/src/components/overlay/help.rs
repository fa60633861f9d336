//! The shortcuts, and the switch that turns them off.

use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::contexts::SingleKeys;
use crate::shortcuts::SHORTCUTS;
use crate::text;

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
    let keys = |keys: Vec<&'static str>| -> Vec<AnyView> {
        keys.into_iter().map(|it| key(it).into_any()).collect()
    };
    let shortcuts =
        SHORTCUTS.map(|shortcut| line(keys(shortcut.keys.to_vec()), (shortcut.words)()));
    view! {
        <header class="overlay-head">
            {text::said("h2", text::overlay().shortcuts)}
            <button
                type="button"
                class="icon-button"
                title=text::overlay().close_esc
                aria-label=text::overlay().close
                on:click=move |_| close.run(())
            >
                <Icon glyph=Glyph::X/>
            </button>
        </header>
        <dl class="keys">
            {line(keys(vec![text::overlay().key_ctrl, "K"]), text::overlay().search_anything)}
            {line(keys(vec!["Esc"]), text::overlay().close_open)}
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
            {text::overlay().single_keys}
        </label>
    }
}
