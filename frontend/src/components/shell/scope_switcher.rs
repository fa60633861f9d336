//! Choosing a scope, by name or by number.

use leptos::prelude::*;
use shared::edge_api::SessionScope;
use shared::scope::Scope;
use wasm_bindgen::JsCast as _;

use crate::components::{Glyph, Icon, scope_glyph};
use crate::contexts::{Scopes, use_navigator, use_place};
use crate::place::Place;
use crate::text;

const PANEL: &str = "scope-panel";

/// The scope at hand, and a panel with the others.
#[component]
pub fn ScopeSwitcher(
    /// The scope at hand.
    scope: Memo<Option<Scope>>,
) -> impl IntoView {
    let scopes = expect_context::<Scopes>();
    let place = use_place();
    let current = move || match scope.get() {
        Some(scope) => view! {
            <Icon glyph=scope_glyph(scope)/>
            <span class="scope-kind">{kind(scope)}</span>
            <span class="scope-name">{scopes.name(scope)}</span>
        }
        .into_any(),
        None => view! { <span class="scope-name">{text::shell().choose_scope}</span> }.into_any(),
    };
    let entries = move || {
        scopes
            .all()
            .into_iter()
            .map(|known| {
                let url = place.read().in_scope(known.scope).url();
                entry(known, url, scope)
            })
            .collect_view()
    };
    view! {
        <button type="button" class="scope-button" popovertarget=PANEL aria-haspopup="dialog">
            {current}
            <Icon glyph=Glyph::ChevronDown/>
        </button>
        <div id=PANEL class="popover" popover="auto" role="dialog" aria-label=text::shell().choose_scope>
            <ul class="scope-list">{entries}</ul>
            <TypedScope/>
        </div>
    }
}

fn entry(known: SessionScope, url: String, current: Memo<Option<Scope>>) -> impl IntoView {
    let scope = known.scope;
    view! {
        <li>
            <a
                href=url
                class="scope-entry"
                aria-current=move || (current.get() == Some(scope)).then_some("true")
                on:click=|_| close()
            >
                <Icon glyph=scope_glyph(scope)/>
                <span class="scope-name">{known.name}</span>
                <span class="muted">{kind(scope)} {number(scope)}</span>
                {(!known.keys).then(|| view! { <span class="badge warn">{text::shell().no_keys}</span> })}
            </a>
        </li>
    }
}

/// Any other environment or account, by its number.
#[component]
fn TypedScope() -> impl IntoView {
    let scopes = expect_context::<Scopes>();
    let navigator = use_navigator();
    let prefix = RwSignal::new("user".to_owned());
    let number = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    let go = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let text = format!("{}/{}", prefix.get_untracked(), number.get_untracked().trim());
        match text.parse::<Scope>() {
            Ok(scope) => {
                wrong.set(false);
                scopes.add(scope);
                close();
                navigator.go(&Place::images(scope));
            }
            Err(_) => wrong.set(true),
        }
    };
    view! {
        <form class="scope-form" on:submit=go>
            {text::said("label class='visually-hidden' for='scope-prefix'", text::shell().scope_kind)}
            <select id="scope-prefix" bind:value=prefix>
                {text::said("option value='user'", text::shell().environment)}
                {text::said("option value='account'", text::shell().account)}
            </select>
            {text::said("label class='visually-hidden' for='scope-number'", text::shell().scope_number)}
            <input
                id="scope-number"
                inputmode="numeric"
                placeholder=text::shell().number
                autocomplete="off"
                bind:value=number
                aria-invalid=move || wrong.get().to_string()
                aria-describedby="scope-error"
            />
            {text::said("button type='submit' class='button'", text::shell().go)}
            <p id="scope-error" class="field-error" role="alert">
                {move || wrong.get().then_some(text::shell().number_wrong)}
            </p>
        </form>
    }
}

fn kind(scope: Scope) -> &'static str {
    match scope {
        Scope::Global => text::shell().whole_scalr,
        Scope::Account(_) => text::shell().account,
        Scope::Environment(_) => text::shell().environment,
    }
}

fn number(scope: Scope) -> String {
    match scope {
        Scope::Global => String::new(),
        Scope::Account(id) | Scope::Environment(id) => format!(" {id}"),
    }
}

fn close() {
    let panel = document().get_element_by_id(PANEL);
    if let Some(panel) = panel.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        // A panel that is closed already stays so.
        let _ = panel.hide_popover();
    }
}
