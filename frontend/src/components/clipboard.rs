//! Copying a text to the clipboard.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen_futures::JsFuture;

use crate::text;

use super::icon::{Glyph, Icon};

/// How long the button says that it worked.
const SHOWN: Duration = Duration::from_millis(1600);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Ready,
    Copied,
    Failed,
}

/// A button that copies a text and says whether it did.
#[component]
pub fn CopyButton(
    /// The text.
    #[prop(into)]
    text: Signal<String>,
    /// What is copied, for the button's name: "Copy AMI id".
    #[prop(into)]
    what: String,
    /// Shows the name beside the icon.
    #[prop(optional)]
    labelled: bool,
) -> impl IntoView {
    let state = RwSignal::new(State::Ready);
    let copy = move |_| {
        let text = text.get_untracked();
        leptos::task::spawn_local(async move {
            let written = JsFuture::from(window().navigator().clipboard().write_text(&text)).await;
            // The button may be gone by now.
            state.try_set(if written.is_ok() { State::Copied } else { State::Failed });
            set_timeout(
                move || {
                    state.try_set(State::Ready);
                },
                SHOWN,
            );
        });
    };
    let glyph = move || match state.get() {
        State::Ready => Glyph::Copy,
        State::Copied => Glyph::Check,
        State::Failed => Glyph::X,
    };
    let name = move || match state.get() {
        State::Ready => text::fill(text::common().copy_what, &[("what", &what)]),
        State::Copied => text::common().copied.to_owned(),
        State::Failed => text::common().not_copied.to_owned(),
    };
    let label = name.clone();
    view! {
        <button
            type="button"
            class=if labelled { "button quiet" } else { "icon-button small" }
            title=name.clone()
            aria-label=name
            on:click=copy
        >
            {move || view! { <Icon glyph=glyph()/> }}
            {labelled.then(|| view! { <span>{label}</span> })}
        </button>
    }
}
