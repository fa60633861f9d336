//! Copying an image to other EC2 regions: the plan of a run.

mod chooser;
mod preview;
mod review;
mod sets;
mod source;

use leptos::prelude::*;
use shared::copy::source_region;
use shared::id::ImageId;
use shared::image::Image;
use shared::scope::Scope;

use crate::components::states::{Failed, SkeletonBlock};
use crate::components::{CopyButton, Glyph, Icon};
use crate::contexts::{Scopes, use_place};
use crate::images::query::ImageQuery;
use crate::loader::Loader;
use crate::place::Place;
use crate::text;

use super::images::obstacle_words;
use super::use_title;
use chooser::Chooser;
pub use preview::CopyPreview;
pub use review::plan_list;
use source::Source;

/// The region picker beside the plan and the requests that will be sent.
#[component]
pub fn CopyPage() -> impl IntoView {
    let place = use_place();
    let what = Memo::new(move |_| match &*place.read() {
        Place::Copy { scope, image, .. } => Some((*scope, image.clone())),
        _ => None,
    });
    use_title(|| text::copy().copy_image.to_owned());
    let source = Loader::new(move || {
        let what = what.get();
        async move {
            let (scope, id) = what?;
            Some(source::load(scope, id).await)
        }
    });
    let image = Memo::new(move |_| source.get().flatten().and_then(Result::ok));
    let failed = Memo::new(move |_| source.get().flatten().and_then(Result::err));
    // The form stays when the image is read again: what it says of an order must not go.
    let shown = Memo::new(move |_| (what.get(), image.read().is_some(), failed.read().is_some()));
    view! {
        <div class="page">
            {move || {
                what.get()
                    .map(|(scope, id)| view! { <Heading scope id image/> })
            }}
            {move || {
                failed
                    .get()
                    .map(|error| {
                        view! {
                            <Failed
                                title=text::copy().not_loaded
                                error
                                retry=move || source.refetch()
                            />
                        }
                    })
            }}
            {move || match shown.get() {
                (Some((scope, _)), true, _) => {
                    view! { <CopyForm scope image reload=move || source.refetch()/> }
                        .into_any()
                }
                (_, _, true) => ().into_any(),
                _ => view! { <SkeletonBlock lines=12/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Heading(scope: Scope, id: ImageId, image: Memo<Option<Source>>) -> impl IntoView {
    let back = Place::Images { scope, open: Some(id), query: ImageQuery::default() }.url();
    let title = move || match image.read().as_ref() {
        Some(source) => text::fill(text::copy().copy, &[("image", &source.image.name.text())]),
        None => text::copy().copy_image.to_owned(),
    };
    view! {
        <header class="page-head">
            <div>
                <a class="crumb" href=back>
                    <Icon glyph=Glyph::ARROW_LEFT/>
                    {text::copy().image}
                </a>
                <h1>{title}</h1>
                {move || image.get().map(|source| view! { <Origin image=source.image/> })}
            </div>
        </header>
    }
}

/// The way to copying in the scope that the image belongs to, where that is known.
#[component]
fn HomeLink(scope: Scope, image: Memo<Option<Source>>) -> impl IntoView {
    let scopes = expect_context::<Scopes>();
    move || {
        let image = image.get()?.image;
        let home = scopes.only_one(image.scope.get()?)?;
        let id: ImageId = image.id.parse().ok()?;
        (home != scope).then(|| {
            let url = Place::copy(home, id).url();
            view! {
                <div class="actions">
                    <a class="button compact" href=url>
                        {text::fill(text::copy().copy_in, &[("scope", &scopes.name(home))])}
                        <Icon glyph=Glyph::ARROW_RIGHT/>
                    </a>
                </div>
            }
        })
    }
}

/// From where it would be copied.
#[component]
fn Origin(image: Image) -> impl IntoView {
    let ami = image.cloud_image_id.text().to_owned();
    view! {
        <p class="id-line muted">
            <span>{text::fill(text::copy().from, &[("place", &image.cloud_location.text())])}</span>
            <code>{ami.clone()}</code>
            <CopyButton text=ami what=text::copy().what_ami/>
        </p>
    }
}

#[component]
fn CopyForm(
    scope: Scope,
    image: Memo<Option<Source>>,
    reload: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let obstacle = Memo::new(move |_| {
        image.read().as_ref().and_then(|source| source_region(&source.image, scope).err())
    });
    move || match obstacle.get() {
        Some(obstacle) => view! {
            <div class="notice warn">
                <Icon glyph=Glyph::BAN/>
                <div class="notice-body">
                    {text::said("p class='notice-title'", text::copy().not_from_here)}
                    <p>{obstacle_words(&obstacle)} "."</p>
                    <HomeLink scope image/>
                </div>
            </div>
        }
        .into_any(),
        None => view! { <Chooser scope image reload/> }.into_any(),
    }
}
