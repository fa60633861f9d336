//! The browser's own functions, in the few forms that are needed here. They cannot fail for what this
//! program gives them, so that no code for failures is compiled.

use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, EventTarget};

#[wasm_bindgen]
extern "C" {
    /// An element, or the mark of a place among elements.
    #[wasm_bindgen(extends = Element, extends = EventTarget, js_name = Element)]
    #[derive(Debug, Clone, PartialEq)]
    pub(super) type Node;

    #[wasm_bindgen(js_namespace = document, js_name = createElement)]
    pub(super) fn create(tag: &str) -> Node;

    #[wasm_bindgen(js_namespace = document, js_name = createElementNS)]
    pub(super) fn create_in(namespace: &str, tag: &str) -> Node;

    #[wasm_bindgen(js_namespace = document, js_name = createComment)]
    pub(super) fn mark(text: &str) -> Node;

    #[wasm_bindgen(js_namespace = document, js_name = createTextNode)]
    pub(super) fn words(text: &str) -> Node;

    /// With all that is inside, but without what listens to it.
    #[wasm_bindgen(method, js_name = cloneNode)]
    pub(super) fn clone_node(this: &Node, deep: bool) -> Node;

    #[wasm_bindgen(method, js_name = setAttribute)]
    pub(super) fn set(this: &Node, name: &str, value: &str);

    #[wasm_bindgen(method, js_name = removeAttribute)]
    pub(super) fn unset(this: &Node, name: &str);

    #[wasm_bindgen(method, js_name = append)]
    pub(super) fn append(this: &Node, child: &Node);

    #[wasm_bindgen(method, js_name = append)]
    pub(super) fn append_text(this: &Node, text: &str);

    #[wasm_bindgen(method)]
    pub(super) fn before(this: &Node, sibling: &Node);

    #[wasm_bindgen(method)]
    pub(super) fn after(this: &Node, sibling: &Node);

    #[wasm_bindgen(method)]
    pub(super) fn prepend(this: &Node, child: &Node);

    #[wasm_bindgen(method)]
    pub(super) fn remove(this: &Node);

    #[wasm_bindgen(method, setter, js_name = textContent)]
    pub(super) fn set_text(this: &Node, text: &str);

    #[wasm_bindgen(method, setter, js_name = innerHTML)]
    pub(super) fn set_html(this: &Node, html: &str);

    #[wasm_bindgen(method, getter, js_name = nextSibling)]
    pub(super) fn next(this: &Node) -> Option<Node>;

    #[wasm_bindgen(method, getter, js_name = firstChild)]
    pub(super) fn first(this: &Node) -> Option<Node>;

    #[wasm_bindgen(method, getter, js_name = classList)]
    pub(super) fn classes(this: &Node) -> Classes;

    pub(super) type Classes;

    #[wasm_bindgen(method)]
    pub(super) fn toggle(this: &Classes, class: &str, on: bool);

    /// A property rather than an attribute: what a field holds, not what it began with.
    #[wasm_bindgen(method, indexing_setter)]
    pub(super) fn put(this: &Node, name: &str, value: &JsValue);

    #[wasm_bindgen(js_name = EventTarget, typescript_type = "EventTarget")]
    pub(super) type Target;

    #[wasm_bindgen(method, js_name = addEventListener)]
    pub(super) fn hear(this: &Target, name: &str, act: &Closure<dyn FnMut(Event)>);

    #[wasm_bindgen(method, js_name = removeEventListener)]
    pub(super) fn unhear(this: &Target, name: &str, act: &Closure<dyn FnMut(Event)>);
}
