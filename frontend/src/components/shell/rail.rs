//! The pages, at the left side or, on small screens, at the bottom.

use leptos::prelude::*;
use shared::scope::Scope;

use crate::components::{Glyph, Icon};
use crate::contexts::use_place;
use crate::place::Place;

/// Links to the pages of the scope at hand.
#[component]
pub fn Rail(
    /// The scope at hand.
    scope: Memo<Option<Scope>>,
) -> impl IntoView {
    let place = use_place();
    let to = move |go: fn(Scope) -> Place| {
        move || scope.get().map_or_else(|| "/".to_owned(), |scope| go(scope).url())
    };
    let on_images = move || {
        matches!(*place.read(), Place::Images { .. } | Place::Copy { .. }).then_some("page")
    };
    let on_coverage = move || matches!(*place.read(), Place::Coverage { .. }).then_some("page");
    let on_runs =
        move || matches!(*place.read(), Place::Runs { .. } | Place::Run { .. }).then_some("page");
    let on_activity = move || matches!(*place.read(), Place::Activity { .. }).then_some("page");
    let on_register = move || matches!(*place.read(), Place::Register { .. }).then_some("page");
    view! {
        <nav class="rail" aria-label="Pages">
            <a class="brand" href="/">
                <span class="brand-mark" aria-hidden="true"></span>
                <span class="rail-label">"scalr-images"</span>
            </a>
            <a class="rail-link" href=to(Place::images) aria-current=on_images>
                <Icon glyph=Glyph::Layers/>
                <span class="rail-label">"Images"</span>
            </a>
            <a class="rail-link" href=to(Place::coverage) aria-current=on_coverage>
                <Icon glyph=Glyph::Grid/>
                <span class="rail-label">"Coverage"</span>
            </a>
            <a class="rail-link" href=to(Place::runs) aria-current=on_runs>
                <Icon glyph=Glyph::Workflow/>
                <span class="rail-label">"Runs"</span>
            </a>
            <a class="rail-link" href=to(Place::activity) aria-current=on_activity>
                <Icon glyph=Glyph::Activity/>
                <span class="rail-label">"Activity"</span>
            </a>
            <a
                class="rail-link primary"
                href=to(|scope| Place::Register { scope })
                aria-current=on_register
            >
                <Icon glyph=Glyph::Plus/>
                <span class="rail-label">"Register"</span>
            </a>
        </nav>
    }
}
