//! What happens to an object in which the code panics.
//!
//! A panic ends the WebAssembly instance, and with it every answer that it was about to give: whoever
//! waits for one would wait for ever. So the object is reset, which tells its callers at once. What
//! they had sent has left a row.

use std::cell::OnceCell;
use std::panic::{set_hook, take_hook};

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use worker::State;

thread_local! {
    /// Any object of this isolate: it is the one that is at work that is reset.
    static OBJECT: OnceCell<JsValue> = const { OnceCell::new() };
}

/// From now on a panic resets the object in which it happens.
pub(super) fn reset_objects(state: &State) {
    let first = OBJECT.with(|object| object.set(JsValue::from(state.as_raw())).is_ok());
    if first {
        let report = take_hook();
        set_hook(Box::new(move |info| {
            report(info);
            OBJECT.with(|object| object.get().map(reset));
        }));
    }
}

fn reset(object: &JsValue) {
    let abort = Reflect::get(object, &"abort".into()).ok();
    if let Some(abort) = abort.and_then(|abort| abort.dyn_into::<Function>().ok()) {
        // Outside an object there is nothing to reset, and it says so.
        let _ = abort.call1(object, &"panic".into());
    }
}
