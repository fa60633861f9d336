//! The images that have been registered in this visit.

use leptos::prelude::*;
use shared::copy::source_region;
use shared::id::ImageId;
use shared::image::Image;

use crate::components::{CopyButton, Glyph, Icon, status_badge};
use crate::contexts::Scopes;
use crate::dom::Drawn;
use crate::images::query::ImageQuery;
use crate::place::Place;
use crate::text;

use super::sending::{DONE, Registered, Sending, headline, whereto};

/// Every image, latest first; they stay until the page is left.
#[component]
pub fn Results(sending: Sending) -> impl IntoView {
    move || {
        sending
            .results
            .get()
            .into_iter()
            .enumerate()
            .map(|(index, result)| view! { <ResultView sending result latest=index == 0/> })
            .collect_view()
    }
}

#[component]
fn ResultView(sending: Sending, result: Registered, latest: bool) -> impl IntoView {
    let Registered { scope, answer } = result;
    let scopes = expect_context::<Scopes>();
    let image = answer.image.clone();
    let name = image.name.text().to_owned();
    let warnings = answer.warnings.clone();
    let remarks = warnings
        .into_iter()
        .map(|warning| {
            view! {
                <p class="advice">
                    <Icon glyph=Glyph::WARNING/>
                    <span>{text::fill(text::register().remarks, &[("words", &warning.message)])}</span>
                </p>
            }
        })
        .collect_view();
    let open: Option<ImageId> = image.id.parse().ok();
    let open_url = Place::Images { scope, open: open.clone(), query: ImageQuery::default() }.url();
    let copyable = source_region(&image, scope).is_ok();
    let copy_url = open.filter(|_| copyable).map(|image| Place::copy(scope, image).url());
    let title = {
        let outcome = Ok(answer);
        move || headline(&name, &whereto(scope, scopes), &outcome)
    };
    let copy = move || {
        copy_url.clone().filter(|_| sending.can_write()).map(|url| {
            view! {
                <a class="button compact" href=url>
                    <Icon glyph=Glyph::COPY_PLUS/>
                    {text::register().copy_to}
                </a>
            }
        })
    };
    view! {
        <section class="notice good registered" role="status">
            <Icon glyph=Glyph::DONE/>
            <div class="notice-body">
                <h2 class="notice-title" id=latest.then_some(DONE) tabindex="-1">
                    {title}
                </h2>
                <Facts image/>
                {remarks}
                <div class="actions">
                    <a class="button compact" href=open_url>
                        {text::register().open_image}
                        <Icon glyph=Glyph::ARROW_RIGHT/>
                    </a>
                    {copy}
                    <Show when=move || latest && !sending.form_is_open()>
                        <button
                            type="button"
                            class="button compact"
                            on:click=move |_| sending.another()
                        >
                            <Icon glyph=Glyph::PLUS/>
                            {text::register().another}
                        </button>
                    </Show>
                </div>
            </div>
        </section>
    }
}

#[component]
fn Facts(image: Image) -> impl IntoView {
    let id = image.id.clone();
    let cloud_id = image.cloud_image_id.text().to_owned();
    let location = match image.cloud_location.text() {
        "" => None,
        location => Some(location.to_owned()),
    };
    view! {
        <dl class="facts-list">
            {text::said("dt", text::register().scalr_id)}
            <dd class="id-line">
                <code>{id.clone()}</code>
                <CopyButton text=id what=text::register().scalr_id/>
            </dd>
            {text::said("dt", text::register().cloud_image_id)}
            <dd class="id-line">
                <code>{cloud_id.clone()}</code>
                <CopyButton text=cloud_id what=text::register().what_cloud_image_id/>
            </dd>
            {location.map(|location| view! { <dt>{text::register().location}</dt> <dd>{location}</dd> })}
            {text::said("dt", text::register().status)}
            <dd>
                {Drawn::from(status_badge(&image))}
            </dd>
        </dl>
    }
}
