//! One image with everything that is known of it.

use leptos::ev;
use leptos::prelude::*;
use serde_json::Value;
use shared::id::ImageId;
use shared::image::Image;
use shared::platform::CloudPlatform;
use shared::scope::Scope;

use crate::api::{self, ApiError};
use crate::components::states::{Failed, SkeletonBlock};
use crate::components::{CopyButton, Glyph, Icon, RelativeTime, ScopeMark, status_badge};
use crate::contexts::use_session;
use crate::images::query::{Filter, ImageQuery};
use crate::loader::Loader;
use crate::place::Place;

use super::table::copy_link;

/// The panel beside the list; a page of its own on small screens.
#[component]
pub fn ImageDetail(
    /// The scope at hand.
    scope: Scope,
    /// Which image.
    id: ImageId,
    /// Closes the panel.
    close: Callback<()>,
) -> impl IntoView {
    let asked = id.clone();
    let image = Loader::new(move || {
        let id = asked.clone();
        async move { api::get_image(scope, id).await }
    });
    let on_key = window_event_listener(ev::keydown, move |event| {
        if event.key() == "Escape" && !event.default_prevented() {
            close.run(());
        }
    });
    on_cleanup(move || on_key.remove());
    view! {
        <aside class="detail" aria-label="Image details">
            <button
                type="button"
                class="icon-button detail-close"
                title="Close (Esc)"
                aria-label="Close details"
                on:click=move |_| close.run(())
            >
                <Icon glyph=Glyph::X/>
            </button>
            {move || match image.get() {
                None => view! { <SkeletonBlock lines=14/> }.into_any(),
                Some(Ok(image)) => view! { <Facts image scope/> }.into_any(),
                Some(Err(error)) => {
                    view! { <NotShown error id=id.clone() retry=move || image.refetch()/> }.into_any()
                }
            }}
        </aside>
    }
}

#[component]
fn NotShown(
    error: ApiError,
    id: ImageId,
    retry: impl Fn() + Send + Sync + 'static,
) -> impl IntoView {
    let title = if error.status() == Some(404) {
        format!("There is no image {id} in this scope")
    } else {
        "The image could not be loaded".to_owned()
    };
    view! { <Failed title error retry=move || retry()/> }
}

#[component]
fn Facts(image: Image, scope: Scope) -> impl IntoView {
    let can_write = use_session().can_write();
    let platform = image.cloud_platform.get().cloned();
    let title = platform.as_ref().map(CloudPlatform::title).unwrap_or_default().to_owned();
    let copies = copies_url(&image, scope);
    let json = serde_json::to_string_pretty(&image).unwrap_or_default();
    let flag = |flag: Option<&bool>| match flag {
        Some(true) => "Yes",
        Some(false) => "No",
        None => "Not told",
    };
    let size = image.size.get().map(|size| format!("{size} GB"));
    let features = image.cloud_features.get().map(|features| match features.virtualization() {
        Some(virtualization) => format!("{} ({virtualization})", features.kind),
        None => features.kind.clone(),
    });
    let status_error = image.status_error.get().cloned();
    let further = further(&image);
    let agent = flag(image.scalr_agent_installed.get());
    let cloud_init = flag(image.cloud_init_installed.get());
    let deprecated = flag(image.deprecated.get());
    let architecture = image.architecture.get().map(ToString::to_string);
    let source = image.source.get().map(ToString::to_string);
    let location = or_none(image.cloud_location.text());
    let system = or_none(image.os_id());
    let storage = or_none(image.kind.text());
    let owner = image.scope.get().cloned();
    let added = image.added.text().to_owned();
    let last_used = image.last_used.text().to_owned();
    view! {
        <h2 class="detail-title">{image.name.text().to_owned()}</h2>
        {status_badge(&image)}
        {status_error
            .map(|error| {
                view! {
                    <div class="notice bad">
                        <Icon glyph=Glyph::Alert/>
                        <div class="notice-body">
                            <p class="notice-title">"Scalr could not delete it"</p>
                            <p>{error}</p>
                        </div>
                    </div>
                }
            })}
        <div class="actions">
            {copy_link(&image, scope, can_write)}
            {copies
                .map(|url| {
                    view! {
                        <a class="button compact" href=url>
                            <Icon glyph=Glyph::MapPin/>
                            "In other regions"
                        </a>
                    }
                })}
        </div>
        <dl class="facts-list">
            <Fact term="Scalr id" id=image.id.clone()/>
            <Fact term="Cloud image id" id=image.cloud_image_id.text().to_owned()/>
            <Entry term="Platform">{title}</Entry>
            <Entry term="Location">{location}</Entry>
            <Entry term="Operating system">{system}</Entry>
            <Entry term="Architecture">{architecture}</Entry>
            <Entry term="Type">{storage}</Entry>
            <Entry term="Size">{size.unwrap_or_else(|| "Not told".to_owned())}</Entry>
            <Entry term="Scope"><ScopeMark scope=owner/></Entry>
            <Entry term="Source">{source}</Entry>
            <Entry term="Scalr agent">{agent}</Entry>
            <Entry term="Cloud-init">{cloud_init}</Entry>
            <Entry term="Deprecated">{deprecated}</Entry>
            <Entry term="Cloud features">{features.unwrap_or_else(|| "None".to_owned())}</Entry>
            <Entry term="Added"><When at=added never="Not told"/></Entry>
            <Entry term="Last used"><When at=last_used never="Never"/></Entry>
            {further}
        </dl>
        <details class="raw">
            <summary>"As JSON"</summary>
            <CopyButton text=json.clone() what="JSON" labelled=true/>
            <pre tabindex="0"><code>{json}</code></pre>
        </details>
    }
}

/// The images of this name, which are its copies in other regions.
fn copies_url(image: &Image, scope: Scope) -> Option<String> {
    let name = image.name.get()?;
    let mut query = ImageQuery::default();
    query.set(Filter::Name, name);
    Some(Place::Images { scope, open: None, query }.url())
}

/// Members that this dashboard does not know are shown all the same.
fn further(image: &Image) -> impl IntoView + use<> {
    let entry = |(name, value): (&String, &Value)| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let name = name.clone();
        view! {
            <dt>{name}</dt>
            <dd>
                <code>{text}</code>
            </dd>
        }
    };
    image.more.iter().map(entry).collect_view()
}

fn or_none(text: &str) -> String {
    if text.is_empty() { "None".to_owned() } else { text.to_owned() }
}

#[component]
fn When(at: String, never: &'static str) -> impl IntoView {
    if at.is_empty() {
        view! { <span>{never}</span> }.into_any()
    } else {
        view! { <RelativeTime at/> }.into_any()
    }
}

#[component]
fn Fact(term: &'static str, id: String) -> impl IntoView {
    view! {
        <dt>{term}</dt>
        <dd class="id-line">
            <code>{id.clone()}</code>
            <CopyButton text=id what=term.to_lowercase()/>
        </dd>
    }
}

#[component]
fn Entry(term: &'static str, children: Children) -> impl IntoView {
    view! {
        <dt>{term}</dt>
        <dd>{children()}</dd>
    }
}
