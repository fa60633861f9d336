//! What rises when gaps are chosen.

use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::coverage::selection::{MOST_IMAGES, Selection};
use crate::text;

use super::desk::{Desk, words};

/// How much is chosen, and what can be done with it.
#[component]
pub fn PlanBar() -> impl IntoView {
    let desk = expect_context::<Desk>();
    // Not while something is being drawn: it would rise under the pointer.
    let any = Memo::new(move |_| !desk.kept.read().is_empty());
    let full = Memo::new(move |_| desk.chosen.read().images() >= MOST_IMAGES);
    let review = move || {
        let mut query = desk.query();
        query.review = true;
        desk.url(query)
    };
    move || {
        any.get().then(|| {
            view! {
                <section class="action-bar" aria-label=text::coverage().chosen>
                    <p>
                        <strong>{move || words(&desk.chosen.read())}</strong>
                        {move || {
                            full.get()
                                .then(|| {
                                    view! {
                                        <span class="muted">
                                            " " {text::fill(text::coverage().room_for, &[("count", &MOST_IMAGES)])}
                                        </span>
                                    }
                                })
                        }}
                    </p>
                    <div class="actions">
                        <button
                            type="button"
                            class="button"
                            on:click=move |_| desk.choose(Selection::default())
                        >
                            {text::coverage().clear}
                        </button>
                        <a class="button primary" href=review>
                            {text::coverage().review}
                            <Icon glyph=Glyph::ARROW_RIGHT/>
                        </a>
                    </div>
                </section>
            }
        })
    }
}
