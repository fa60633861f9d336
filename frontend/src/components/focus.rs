//! Moving the focus.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

/// Moves the focus to the element of this id: in a group of radio buttons to the one that is chosen,
/// else to the first.
pub fn focus(id: &str) {
    let Some(element) = document().get_element_by_id(id) else {
        return;
    };
    let inside = || {
        let find = |selector| element.query_selector(selector).ok().flatten();
        find("input:checked").or_else(|| find("input"))
    };
    let target = if element.tag_name() == "FIELDSET" { inside() } else { None };
    let target = target.unwrap_or(element);
    if let Ok(target) = target.dyn_into::<web_sys::HtmlElement>() {
        // An element that cannot take the focus leaves it where it is.
        let _ = target.focus();
    }
}

/// The same for an element that is only about to appear.
pub fn focus_soon(id: &'static str) {
    leptos::task::spawn_local(async move {
        leptos::task::tick().await;
        focus(id);
    });
}
