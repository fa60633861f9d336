//! Choosing a scope, by name or by number.

use leptos::prelude::*;
use shared::edge_api::SessionScope;
use shared::scope::Scope;
use wasm_bindgen::JsCast as _;

use crate::components::{Glyph, icon, scope_glyph};
use crate::contexts::{Scopes, use_navigator, use_place};
use crate::dom::{El, el};
use crate::place::Place;
use crate::text;

const PANEL: &str = "scope-panel";

/// The scope at hand, and a panel with the others.
pub(super) fn scope_switcher(parent: El, scope: Memo<Option<Scope>>) -> El {
    let scopes: Scopes = expect_context();
    let place = use_place();
    let choose = text::shell().choose_scope;
    let current = move || {
        let Some(scope) = scope.get() else {
            return vec![name(choose)];
        };
        let kind = el("span", "scope-kind").text(kind(scope));
        vec![icon(scope_glyph(scope)), kind, name(&scopes.name(scope))]
    };
    let button = el("button", "scope-button")
        .attr("type", "button")
        .attr("popovertarget", PANEL)
        .attr("aria-haspopup", "dialog")
        .live_children(current)
        .add(icon(Glyph::CHEVRON_DOWN));
    let entries = move || scopes.all().iter().map(|known| entry(known, place, scope)).collect();
    let panel = el("div", "popover")
        .attr("id", PANEL)
        .attr("popover", "auto")
        .attr("role", "dialog")
        .attr("aria-label", choose)
        .add(el("ul", "scope-list").live_children(entries))
        .add(typed_scope(scopes));
    parent.add(button).add(panel)
}

fn entry(known: &SessionScope, place: ReadSignal<Place>, current: Memo<Option<Scope>>) -> El {
    let scope = known.scope;
    let about = el("span", "muted").text(kind(scope));
    let about = match scope {
        Scope::Global => about,
        Scope::Account(id) | Scope::Environment(id) => about.text(" ").text(&id.to_string()),
    };
    let link = el("a", "scope-entry")
        .live_attr("href", move || Some(place.read().in_scope(scope).url()))
        .live_attr("aria-current", move || {
            (current.get() == Some(scope)).then(|| "true".to_owned())
        })
        .on("click", |_| close())
        .add(icon(scope_glyph(scope)))
        .add(name(&known.name))
        .add(about);
    let link = if known.keys {
        link
    } else {
        link.add(el("span", "badge warn").text(text::shell().no_keys))
    };
    el("li", "").add(link.add(icon(Glyph::CHECK)))
}

/// Any other environment or account, by its number.
fn typed_scope(scopes: Scopes) -> El {
    let navigator = use_navigator();
    let words = text::shell();
    let prefix = RwSignal::new("user".to_owned());
    let number = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    let option = |value, name| el("option", "").attr("value", value).text(name);
    let label = |id, name| el("label", "visually-hidden").attr("for", id).text(name);
    let kinds = el("select", "")
        .attr("id", "scope-prefix")
        .add(option("user", words.environment))
        .add(option("account", words.account))
        .on("input", move |event| prefix.set(event_target_value(&event)));
    let field = el("input", "")
        .attr("id", "scope-number")
        .attr("inputmode", "numeric")
        .attr("placeholder", words.number)
        .attr("autocomplete", "off")
        .attr("aria-describedby", "scope-error")
        .live_attr("aria-invalid", move || Some(wrong.get().to_string()))
        .on("input", move |event| number.set(event_target_value(&event)));
    let said = move || if wrong.get() { words.number_wrong } else { "" };
    let error = el("p", "field-error")
        .attr("id", "scope-error")
        .attr("role", "alert")
        .live_text(move || said().to_owned());
    el("form", "scope-form")
        .add(label("scope-prefix", words.scope_kind))
        .add(kinds)
        .add(label("scope-number", words.scope_number))
        .add(field)
        .add(el("button", "button").attr("type", "submit").text(words.go))
        .add(error)
        .on("submit", move |event| {
            event.prevent_default();
            let text = prefix.get_untracked() + "/" + number.get_untracked().trim();
            match text.parse::<Scope>() {
                Ok(scope) => {
                    wrong.set(false);
                    scopes.add(scope);
                    close();
                    navigator.go(&Place::images(scope));
                }
                Err(_) => wrong.set(true),
            }
        })
}

/// A name, with a number at its end apart, which stays whole where there is no room for all (styles): of
/// "Environment 778" it is what tells.
fn name(name: &str) -> El {
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let at = name.rfind(' ').map_or(name.len(), |space| space + 1);
    let (word, number) = name.split_at(if is_number(&name[at..]) { at } else { name.len() });
    let part = |text| el("span", "").text(text);
    el("span", "scope-name").add(part(word)).add(part(number))
}

fn kind(scope: Scope) -> &'static str {
    match scope {
        Scope::Global => text::shell().whole_scalr,
        Scope::Account(_) => text::shell().account,
        Scope::Environment(_) => text::shell().environment,
    }
}

fn close() {
    let panel = document().get_element_by_id(PANEL);
    if let Some(panel) = panel.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        // A panel that is closed already stays so.
        let _ = panel.hide_popover();
    }
}
