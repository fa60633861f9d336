//! Copying a text to the clipboard.

use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::dom::{Drawn, El, el};
use crate::text;

use super::icon::{Glyph, icon};

/// How long the button says that it worked, in milliseconds.
const SHOWN_MS: u32 = 1600;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Ready,
    Copied,
    Failed,
}

/// A button that copies a text and says whether it did. `what` is copied, for the button's name:
/// "Copy AMI id"; `labelled` shows the name beside the icon.
pub fn copy_button(text: impl Fn() -> String + 'static, what: &str, labelled: bool) -> El {
    let name = text::fill(text::common().copy_what, &[("what", &what)]);
    let classes = if labelled { "button quiet" } else { "icon-button small" };
    let button = el("button", classes).attr("type", "button");
    show(&button, State::Ready, &name, labelled);
    button.on("click", move |event| {
        // The button keeps this, so this must not keep the button: nobody could ever free them.
        if let Some(button) = event.current_target() {
            write(text(), El::of(button.unchecked_into()), name.clone(), labelled);
        }
    })
}

/// Shows the button of an id as it is before anybody clicks on it, for when the id is another.
pub fn reset_copy_button(button: &El, what: &str) {
    let name = text::fill(text::common().copy_what, &[("what", &what)]);
    if button.element().get_attribute("title").as_ref() != Some(&name) {
        show(button, State::Ready, &name, false);
    }
}

fn show(button: &El, state: State, name: &str, labelled: bool) {
    let (glyph, said) = match state {
        State::Ready => (Glyph::COPY, name),
        State::Copied => (Glyph::CHECK, text::common().copied),
        State::Failed => (Glyph::X, text::common().not_copied),
    };
    let label = labelled.then(|| el("span", "").text(said));
    button.clone().named(said).fill([Some(icon(glyph)), label].into_iter().flatten());
}

/// Apart from the button, so that there is one of it, whatever the text comes from.
fn write(text: String, button: El, name: String, labelled: bool) {
    spawn_local(async move {
        let written = JsFuture::from(window().navigator().clipboard().write_text(&text)).await;
        let state = if written.is_ok() { State::Copied } else { State::Failed };
        show(&button, state, &name, labelled);
        TimeoutFuture::new(SHOWN_MS).await;
        show(&button, State::Ready, &name, labelled);
    });
}

/// The same among views.
#[component]
pub fn CopyButton(
    /// The text.
    #[prop(into)]
    text: Signal<String>,
    /// What is copied.
    #[prop(into)]
    what: String,
    /// Shows the name beside the icon.
    #[prop(optional)]
    labelled: bool,
) -> impl IntoView {
    // A click may come when the page of the signal is gone already.
    Drawn::from(copy_button(move || text.try_get_untracked().unwrap_or_default(), &what, labelled))
}
