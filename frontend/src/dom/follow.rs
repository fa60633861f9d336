//! What goes on for as long as the owner at hand lives: following signals, and listening.

use std::time::Duration;

use leptos::prelude::*;
use leptos::reactive::effect::RenderEffect;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, EventTarget};

use super::browser::Target;

/// Carries something out, and again whenever what it has read changes.
pub fn follow(act: impl FnMut() + 'static) {
    follow_boxed(Box::new(act));
}

pub(super) fn follow_boxed(mut act: Box<dyn FnMut()>) {
    // The owner keeps it.
    StoredValue::new_local(RenderEffect::new(move |_| act()));
}

/// Carries something out when what was drawn by now is on screen. Not if the owner at hand is gone by
/// then, or has begun anew.
pub fn once_drawn(act: impl FnOnce() + 'static) {
    let still = StoredValue::new(());
    request_animation_frame(move || {
        let act = move || {
            if still.try_get_value().is_some() {
                act();
            }
        };
        set_timeout(act, Duration::ZERO);
    });
}

/// Listens to an event of the window or the document.
pub fn listen(target: &EventTarget, name: &'static str, act: impl Fn(Event) + 'static) {
    let heard = closure(Box::new(act));
    let target: Target = target.clone().unchecked_into();
    target.hear(name, &heard);
    let held = StoredValue::new_local(Some((target, heard)));
    on_cleanup(move || {
        if let Some((target, heard)) = held.try_update_value(Option::take).flatten() {
            target.unhear(name, &heard);
        }
    });
}

/// What is heard happens where it was asked for: with the contexts of that place.
pub(super) fn closure(act: Box<dyn Fn(Event)>) -> Closure<dyn FnMut(Event)> {
    let owner = Owner::current().unwrap_or_default();
    Closure::wrap(Box::new(move |event| owner.with(|| act(event))))
}
