//! Shortcuts: what is pressed anywhere in the dashboard.

use leptos::prelude::*;
use shared::scope::Scope;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use crate::dom::listen;
use crate::place::Place;
use crate::shortcuts::{Act, Pressed};
use crate::storage;

use super::clock::Clock;
use super::location::use_navigator;
use super::overlay::{Overlay, Overlays};

const KEY: &str = "scalr-images.single-keys";
const OFF: &str = "off";

/// Whether keys without a modifier do something.
#[derive(Clone, Copy)]
pub struct SingleKeys(RwSignal<bool>);

impl SingleKeys {
    /// True unless they are switched off.
    pub fn get(self) -> bool {
        self.0.get()
    }

    /// Switches them on or off, and remembers it.
    pub fn choose(self, on: bool) {
        self.0.set(on);
        storage::set(KEY, if on { "on" } else { OFF });
    }
}

/// Listens to the keyboard from now on. Call once, below the contexts of place and overlays.
pub fn provide_keyboard() {
    let single = SingleKeys(RwSignal::new(storage::get(KEY).as_deref() != Some(OFF)));
    provide_context(single);
    let navigator = use_navigator();
    let overlays: Overlays = expect_context();
    let pressed = StoredValue::new(Pressed::default());
    listen(&window(), "keydown", move |event| {
        let event: KeyboardEvent = event.unchecked_into();
        let command = event.ctrl_key() || event.meta_key();
        let act = if command && !event.alt_key() && event.key().eq_ignore_ascii_case("k") {
            Some(Act::Palette)
        } else if command || event.alt_key() || !single.0.get_untracked() || is_for_others(&event) {
            None
        } else {
            pressed.try_update_value(|keys| keys.press(&event.key(), Clock::exact())).flatten()
        };
        let Some(act) = act else { return };
        let scope = navigator.here().scope();
        if carry_out(act, scope, overlays, |place| navigator.go(place)) {
            event.prevent_default();
        }
    });
}

/// True where the key belongs to a field that is typed in, to something open, or to nobody any more.
fn is_for_others(event: &KeyboardEvent) -> bool {
    let typed_in = |target: Element| {
        matches!(
            target.closest(
                "input:not([type=checkbox]), select, textarea, dialog, [role=grid], [popover]"
            ),
            Ok(Some(_))
        )
    };
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    event.default_prevented() || event.is_composing() || target.is_some_and(typed_in)
}

/// False where there is nothing to be done.
fn carry_out(act: Act, scope: Option<Scope>, overlays: Overlays, go: impl Fn(&Place)) -> bool {
    let to = |place: fn(Scope) -> Place| {
        if let Some(scope) = scope {
            go(&place(scope));
        }
        scope.is_some()
    };
    match act {
        Act::Palette => overlays.open(Overlay::Palette),
        Act::Help => overlays.open(Overlay::Help),
        Act::Images => return to(Place::images),
        Act::Coverage => return to(Place::coverage),
        Act::Runs => return to(Place::runs),
        Act::Activity => return to(Place::activity),
        Act::Register => return to(|scope| Place::Register { scope }),
        Act::Search => return focus("main search input"),
        Act::Next => return next_row(),
        Act::Previous => return step(-1),
        Act::Copy => return copy(),
        Act::Select => return select(),
    }
    true
}

fn focus(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    found.is_some_and(|element| element.unchecked_into::<HtmlElement>().focus().is_ok())
}

/// Moves the focus to the next row, or from elsewhere to the first; false where there is none.
pub fn next_row() -> bool {
    step(1)
}

/// Moves the focus by this many rows; from outside of the rows to the first.
fn step(by: i32) -> bool {
    let Ok(rows) = document().query_selector_all("main tbody .row-link") else {
        return false;
    };
    let row = |at: u32| rows.item(at).map(JsCast::unchecked_into::<HtmlElement>);
    let here = row_at_hand();
    let at = (0..rows.length()).find(|at| {
        row(*at).is_some_and(|link| here.as_ref().is_some_and(|here| here.contains(Some(&link))))
    });
    let to = at.map_or(Some(0), |at| u32::checked_add_signed(at, by));
    to.and_then(row).is_some_and(|row| row.focus().is_ok())
}

fn row_at_hand() -> Option<Element> {
    document().active_element()?.closest("tbody tr").ok()?
}

/// Ticks the box of the row at hand, or takes the tick away; false where it has none.
fn select() -> bool {
    let tick = row_at_hand().and_then(|row| row.query_selector(".pick input").ok().flatten());
    tick.map(|tick| tick.unchecked_into::<HtmlElement>().click()).is_some()
}

/// Follows the link that copies the image of the row at hand, or the open one.
fn copy() -> bool {
    let link = |inside: Element| inside.query_selector("a[href*='/copy']").ok().flatten();
    let open = || document().query_selector(".detail").ok().flatten();
    let Some(link) = row_at_hand().and_then(link).or_else(|| open().and_then(link)) else {
        return false;
    };
    link.unchecked_into::<HtmlElement>().click();
    true
}
