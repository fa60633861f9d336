//! One image with everything that is known of it.

use leptos::ev;
use leptos::prelude::*;
use serde_json::Value;
use shared::id::ImageId;
use shared::image::Image;
use shared::platform::CloudPlatform;
use shared::scope::Scope;

use crate::api::{self, ApiError};
use crate::components::states::{ErrorWords, Failed, SkeletonBlock};
use crate::components::{CopyButton, Glyph, Icon, RelativeTime, scope_mark, status_badge};
use crate::contexts::{Scopes, use_inventory, use_session};
use crate::dom::Drawn;
use crate::images::filter::Filter;
use crate::images::query::ImageQuery;
use crate::loader::Loader;
use crate::place::Place;
use crate::text;

use super::copy_link::CopyLink;

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
        <aside class="detail" aria-label=text::detail().label>
            <button
                type="button"
                class="icon-button detail-close"
                title=text::detail().close_esc
                aria-label=text::detail().close
                on:click=move |_| close.run(())
            >
                <Icon glyph=Glyph::X/>
            </button>
            {move || match image.get() {
                None => view! { <SkeletonBlock lines=14/> }.into_any(),
                Some(Ok(image)) => view! { <Facts image scope/> }.into_any(),
                Some(Err(error)) => {
                    let retry = Callback::new(move |()| image.refetch());
                    if error.status() == Some(404) {
                        view! { <Gone error scope id=id.clone() close retry/> }.into_any()
                    } else {
                        view! { <Failed title=text::detail().not_loaded error retry/> }.into_any()
                    }
                }
            }}
        </aside>
    }
}

/// Scalr has no image of this id here.
#[component]
fn Gone(
    error: ApiError,
    scope: Scope,
    id: ImageId,
    close: Callback<()>,
    retry: Callback<()>,
) -> impl IntoView {
    let inventory = use_inventory();
    let scopes = expect_context::<Scopes>();
    let title = move || text::fill(text::detail().gone, &[("scope", &scopes.name(scope))]);
    let details = error.details();
    let shown = id.to_string();
    let back = move |_| {
        // A list that still has it is older than what Scalr has just said.
        let listed = inventory.signal().read_untracked().find(id.as_str()).is_some();
        if listed {
            inventory.refresh();
        }
        close.run(());
    };
    view! {
        <div class="notice warn" role="alert">
            <Icon glyph=Glyph::WARNING/>
            <div class="notice-body">
                <p class="notice-title">{title}</p>
                <p class="id-line">
                    <code>{shown.clone()}</code>
                    <CopyButton text=shown what=text::detail().what_scalr_id/>
                </p>
                {text::said("p", text::detail().gone_hint)}
                <ErrorWords error/>
                <div class="actions">
                    <button type="button" class="button" on:click=back>
                        <Icon glyph=Glyph::ARROW_LEFT/>
                        {text::detail().to_list}
                    </button>
                    <button type="button" class="button" on:click=move |_| retry.run(())>
                        <Icon glyph=Glyph::REFRESH/>
                        {text::common().try_again}
                    </button>
                    <CopyButton text=details what=text::common().details labelled=true/>
                </div>
            </div>
        </div>
    }
}

#[component]
fn Facts(image: Image, scope: Scope) -> impl IntoView {
    let can_write = use_session().can_write();
    let platform = image.cloud_platform.get().cloned();
    let title = platform.as_ref().map(CloudPlatform::title).unwrap_or_default().to_owned();
    let copies = copies_url(&image, scope);
    let json = serde_json::to_string_pretty(&image).unwrap_or_default();
    let flag = |flag: Option<&bool>| match flag {
        Some(true) => text::detail().yes,
        Some(false) => text::detail().no,
        None => text::detail().not_told,
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
        {Drawn::from(status_badge(&image))}
        {status_error
            .map(|error| {
                view! {
                    <div class="notice bad">
                        <Icon glyph=Glyph::ALERT/>
                        <div class="notice-body">
                            {text::said("p class='notice-title'", text::detail().not_deleted)}
                            <p>{error}</p>
                        </div>
                    </div>
                }
            })}
        <div class="actions">
            {Drawn::from(CopyLink::draw(&image, scope, can_write).el)}
            {copies
                .map(|url| {
                    view! {
                        <a class="button compact" href=url>
                            <Icon glyph=Glyph::MAP_PIN/>
                            {text::detail().other_regions}
                        </a>
                    }
                })}
        </div>
        <dl class="facts-list">
            <Fact term=text::detail().scalr_id what=text::detail().what_scalr_id id=image.id.clone()/>
            <Fact term=text::common().cloud_image_id what=text::detail().what_cloud_image_id id=image.cloud_image_id.text().to_owned()/>
            <Entry term=text::common().platform>{title}</Entry>
            <Entry term=text::common().location>{location}</Entry>
            <Entry term=text::detail().operating_system>{system}</Entry>
            <Entry term=text::common().architecture>{architecture}</Entry>
            <Entry term=text::detail().kind>{storage}</Entry>
            <Entry term=text::detail().size>{size.unwrap_or_else(|| text::detail().not_told.to_owned())}</Entry>
            <Entry term=text::common().scope>{Drawn::from(scope_mark(owner.as_ref()))}</Entry>
            <Entry term=text::common().source>{source}</Entry>
            <Entry term=text::common().scalr_agent>{agent}</Entry>
            <Entry term=text::common().cloud_init>{cloud_init}</Entry>
            <Entry term=text::common().deprecated>{deprecated}</Entry>
            <Entry term=text::detail().cloud_features>{features.unwrap_or_else(|| text::detail().none.to_owned())}</Entry>
            <Entry term=text::detail().added><When at=added never=text::detail().not_told/></Entry>
            <Entry term=text::detail().last_used><When at=last_used never=text::detail().never/></Entry>
            {further}
        </dl>
        <details class="raw">
            {text::said("summary", text::detail().as_json)}
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
    if text.is_empty() { text::detail().none.to_owned() } else { text.to_owned() }
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
fn Fact(term: &'static str, what: &'static str, id: String) -> impl IntoView {
    view! {
        <dt>{term}</dt>
        <dd class="id-line">
            <code>{id.clone()}</code>
            <CopyButton text=id what/>
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
