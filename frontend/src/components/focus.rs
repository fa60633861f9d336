//! Moving the focus.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

/// Moves the focus to the element of an id, where there is one.
pub fn focus(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|e| e.dyn_into::<web_sys::HtmlElement>().ok()) {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}
