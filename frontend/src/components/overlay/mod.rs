//! What lies over the page: a native dialog, so that the focus stays in it and comes back.

mod help;
mod palette;
#[cfg(all(test, target_arch = "wasm32"))]
mod tests;

use leptos::html;
use leptos::prelude::*;

use crate::contexts::{Overlay, Overlays};
use crate::text;

use help::Help;
use palette::Palette;

/// The overlay of this kind.
#[component]
pub fn OverlayDialog(
    /// Which.
    kind: Overlay,
) -> impl IntoView {
    let overlays: Overlays = expect_context();
    let dialog = NodeRef::<html::Dialog>::new();
    dialog.on_load(|dialog| {
        // A dialog that has just come into the page can be shown.
        let _ = dialog.show_modal();
    });
    // Beside the dialog is its backdrop, which is the dialog to events.
    let beside = move |event: web_sys::MouseEvent| {
        let on = event.target();
        if on.is_some() && on == dialog.get_untracked().map(Into::into) {
            close(dialog);
        }
    };
    let (name, class) = match kind {
        Overlay::Palette => (text::overlay().search, "overlay palette"),
        Overlay::Help => (text::overlay().shortcuts, "overlay help"),
    };
    view! {
        <dialog
            class=class
            aria-label=name
            node_ref=dialog
            on:click=beside
            on:close=move |_| overlays.close()
        >
            {match kind {
                Overlay::Palette => view! { <Palette close=Callback::new(move |()| close(dialog))/> }.into_any(),
                Overlay::Help => view! { <Help close=Callback::new(move |()| close(dialog))/> }.into_any(),
            }}
        </dialog>
    }
}

/// Closes it as Esc does, which gives the focus back.
fn close(dialog: NodeRef<html::Dialog>) {
    if let Some(dialog) = dialog.get_untracked() {
        dialog.close();
    }
}
