//! Settling an unknown outcome: looking whether the image is there.

use leptos::prelude::*;
use shared::id::ImageId;
use shared::image::Image;
use shared::scope::Scope;

use crate::api;
use crate::components::states::ErrorWords;
use crate::components::{Glyph, Icon, RelativeTime};
use crate::images::query::ImageQuery;
use crate::loader::Loader;
use crate::place::Place;
use crate::text;

/// Asks Scalr for the images that the request would have made, and says what there is. Looking never
/// sends the request again.
#[component]
pub fn Settle(
    /// Scope of the request.
    scope: Scope,
    /// What lists the image, if it is there.
    query: ImageQuery,
    /// Ids of the images that were there before the request was sent, as far as they are known.
    before: Vec<String>,
) -> impl IntoView {
    let found = Loader::new(move || {
        let pairs = query.request_pairs();
        async move { api::list_images(scope, &pairs).await }
    });
    let words = move || match found.get() {
        None => view! { <p>{text::register().looking}</p> }.into_any(),
        Some(Err(error)) => view! {
            <p>{text::register().not_looked_up}</p>
            <ErrorWords error/>
        }
        .into_any(),
        Some(Ok(listing)) => {
            let new = listing.data.into_iter().filter(|image| !before.contains(&image.id));
            told(scope, new.collect())
        }
    };
    view! {
        <div class="settle" role="status">
            {words}
        </div>
        <button type="button" class="button compact" on:click=move |_| found.refetch()>
            <Icon glyph=Glyph::REFRESH/>
            {text::register().look_again}
        </button>
    }
}

fn told(scope: Scope, images: Vec<Image>) -> AnyView {
    if images.is_empty() {
        return view! {
            <p>
                {text::register().not_listed}
            </p>
        }
        .into_any();
    }
    let entry = |image: Image| {
        let open: Option<ImageId> = image.id.parse().ok();
        let url = Place::Images { scope, open, query: ImageQuery::default() }.url();
        view! {
            <li>
                <a href=url>{image.name.text().to_owned()}</a>
                " "
                <code>{image.cloud_image_id.text().to_owned()}</code>
                ", " {text::register().added} " "
                <RelativeTime at=image.added.text().to_owned()/>
            </li>
        }
    };
    view! {
        <p>{text::register().is_listed}</p>
        <ul class="summary-list">{images.into_iter().map(entry).collect_view()}</ul>
    }
    .into_any()
}
