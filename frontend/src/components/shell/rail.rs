//! The pages, at the left side or, on small screens, at the bottom.

use leptos::prelude::*;
use shared::scope::Scope;

use crate::components::{Glyph, Icon};
use crate::contexts::use_place;
use crate::place::Place;
use crate::text;

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
        <nav class="rail" aria-label=text::shell().pages>
            <a class="brand" href="/">
                <span class="brand-mark" aria-hidden="true"></span>
                <span class="rail-label">"scalr-images"</span>
            </a>
            <a class="rail-link" href=to(Place::images) aria-current=on_images>
                <Icon glyph=Glyph::Layers/>
                {text::said("span class='rail-label'", text::shell().images)}
            </a>
            <a class="rail-link" href=to(Place::coverage) aria-current=on_coverage>
                <Icon glyph=Glyph::Grid/>
                {text::said("span class='rail-label'", text::shell().coverage)}
            </a>
            <a class="rail-link" href=to(Place::runs) aria-current=on_runs>
                <Icon glyph=Glyph::Workflow/>
                {text::said("span class='rail-label'", text::shell().runs)}
            </a>
            <a class="rail-link" href=to(Place::activity) aria-current=on_activity>
                <Icon glyph=Glyph::Activity/>
                {text::said("span class='rail-label'", text::shell().activity)}
            </a>
            <a
                class="rail-link primary"
                href=to(|scope| Place::Register { scope })
                aria-current=on_register
            >
                <Icon glyph=Glyph::Plus/>
                {text::said("span class='rail-label'", text::shell().register)}
            </a>
        </nav>
    }
}
