//! The palette in a browser.

use leptos::mount::mount_to;
use leptos::prelude::*;
use leptos::task::tick;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Event, HtmlElement, HtmlInputElement, KeyboardEvent, KeyboardEventInit};

use super::palette::Palette;
use crate::contexts::{
    provide_clock, provide_inventory, provide_location, provide_overlays, provide_scopes,
    provide_session, provide_theme,
};

wasm_bindgen_test_configure!(run_in_browser);

fn stage(closed: RwSignal<bool>) -> HtmlElement {
    let stage: HtmlElement = document().create_element("div").expect("an element").unchecked_into();
    document().body().expect("a body").append_child(&stage).expect("a child");
    mount_to(stage.clone(), move || {
        provide_theme();
        provide_clock();
        provide_session();
        provide_scopes();
        provide_location();
        provide_inventory();
        provide_overlays();
        view! { <Palette close=Callback::new(move |()| closed.set(true))/> }
    })
    .forget();
    stage
}

fn titles(stage: &HtmlElement, selector: &str) -> Vec<String> {
    let found = stage.query_selector_all(selector).expect("a selector");
    let text = |at| found.item(at).and_then(|node| node.text_content()).unwrap_or_default();
    (0..found.length()).map(text).collect()
}

fn press(field: &HtmlInputElement, key: &str) {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    let event =
        KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).expect("an event");
    field.dispatch_event(&event).expect("dispatched");
}

#[wasm_bindgen_test]
async fn typing_finds_arrows_choose_and_enter_carries_out() {
    let closed = RwSignal::new(false);
    let stage = stage(closed);
    let field = stage.query_selector("input").expect("a selector").expect("a field");
    let field: HtmlInputElement = field.unchecked_into();
    field.set_value("theme");
    field.dispatch_event(&Event::new("input").expect("an event")).expect("dispatched");
    tick().await;
    assert_eq!(titles(&stage, ".palette-title"), ["Theme: Light", "Theme: Dark", "Theme: System"]);
    press(&field, "ArrowDown");
    tick().await;
    assert_eq!(titles(&stage, "[aria-selected=true] .palette-title"), ["Theme: Dark"]);
    assert_eq!(field.get_attribute("aria-activedescendant").as_deref(), Some("palette-1"));
    press(&field, "Enter");
    tick().await;
    assert!(closed.get_untracked());
    let root = document().document_element().expect("a root");
    assert_eq!(root.get_attribute("data-theme").as_deref(), Some("dark"));
}
