//! What surrounds every page: the rail, the top bar, the skip link.

mod identity;
mod language_switch;
mod rail;
mod scope_switcher;
mod sign_in;
mod theme_switch;

use leptos::prelude::*;

use crate::contexts::{Overlay, Overlays, use_place, use_session};
use crate::lazy;
use crate::text;

use super::announcer::Announcer;
use super::focus::focus;
use super::icon::{Glyph, Icon};
use identity::WhoAmI;
use language_switch::LanguageSwitch;
use rail::Rail;
use scope_switcher::ScopeSwitcher;
use sign_in::SignInAgain;
use theme_switch::ThemeSwitch;

/// The frame around a page.
#[component]
pub fn Shell(
    /// The page.
    children: Children,
) -> impl IntoView {
    let session = use_session();
    let overlays: Overlays = expect_context();
    let demo = move || session.known().is_some_and(|session| session.demo);
    let scope = {
        let place = use_place();
        Memo::new(move |_| place.read().scope())
    };
    // The router would only scroll there; the focus has to go along.
    let to_content = |event: web_sys::MouseEvent| {
        event.prevent_default();
        focus("main");
    };
    view! {
        <a class="skip" href="#main" on:click=to_content>
            {text::shell().skip}
        </a>
        <div class="app">
            <Rail scope/>
            <header class="top">
                <ScopeSwitcher scope/>
                <button
                    type="button"
                    class="jump"
                    aria-keyshortcuts="Control+K"
                    on:click=move |_| overlays.open(Overlay::Palette)
                >
                    <Icon glyph=Glyph::Search/>
                    {text::said("span class='jump-words'", text::shell().jump)}
                    {text::said("kbd aria-hidden='true'", text::shell().jump_keys)}
                </button>
                <div class="top-end">
                    <Show when=demo>
                        <span
                            class="badge demo"
                            title=text::shell().demo_hint
                        >
                            <Icon glyph=Glyph::Flask/>
                            {text::shell().demo}
                        </span>
                    </Show>
                    <LanguageSwitch/>
                    <ThemeSwitch/>
                    <WhoAmI/>
                </div>
            </header>
            <main id="main" tabindex="-1">
                <SignInAgain/>
                {children()}
            </main>
        </div>
        <div class="overlays">{move || overlays.get().map(lazy::overlay)}</div>
        <Announcer/>
    }
}
