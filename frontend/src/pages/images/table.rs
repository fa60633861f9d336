//! A page of images as a table.

use leptos::prelude::*;
use shared::copy::source_region;
use shared::envelope::Listing;
use shared::id::ImageId;
use shared::image::Image;
use shared::platform::CloudPlatform;
use shared::scope::Scope;

use crate::components::states::SkeletonRows;
use crate::components::{CopyButton, Glyph, Icon, RelativeTime, ScopeMark, StatusBadge};
use crate::contexts::use_session;
use crate::images::query::ImageQuery;
use crate::place::Place;

/// Title and class of each column; the class says where the column gives way (styles).
const COLUMNS: [(&str, &str); 8] = [
    ("Name", ""),
    ("Platform and location", ""),
    ("OS", ""),
    ("Architecture", "at-large"),
    ("Scope", "at-medium"),
    ("Status", "at-medium"),
    ("Added", "right at-wide"),
    ("Actions", "right"),
];
/// Rows of the skeleton.
const BONES: usize = 12;

/// The table. While a page is loading the rows of the one before stay, dimmed.
#[component]
pub fn ImageTable(
    scope: Memo<Option<Scope>>,
    query: Memo<ImageQuery>,
    open: Memo<Option<ImageId>>,
    page: Signal<Option<Listing<Image>>>,
    busy: RwSignal<bool>,
) -> impl IntoView {
    let rows = move || match (page.get(), scope.get()) {
        (Some(listing), Some(scope)) => listing
            .data
            .into_iter()
            .map(|image| view! { <Row image scope query open/> })
            .collect_view()
            .into_any(),
        _ => view! { <SkeletonRows rows=BONES columns=COLUMNS.len()/> }.into_any(),
    };
    let heads = COLUMNS
        .into_iter()
        .map(|(title, class)| {
            view! {
                <th scope="col" class=class>
                    {title}
                </th>
            }
        })
        .collect_view();
    view! {
        <div class="table-box" role="region" aria-label="Images" tabindex="0">
            <table
                class="images"
                class:dim=move || busy.get() && page.read().is_some()
                aria-busy=move || busy.get().to_string()
            >
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(
    image: Image,
    scope: Scope,
    query: Memo<ImageQuery>,
    open: Memo<Option<ImageId>>,
) -> impl IntoView {
    let id: Option<ImageId> = image.id.parse().ok();
    let url = {
        let id = id.clone();
        move || Place::Images { scope, open: id.clone(), query: query.get() }.url()
    };
    let is_open = move || id.is_some() && open.get() == id;
    let name = match image.name.text() {
        "" => "(no name)".to_owned(),
        name => name.to_owned(),
    };
    let ami = image.cloud_image_id.text().to_owned();
    let architecture = image.architecture.get().map(ToString::to_string);
    let added = image.added.text().to_owned();
    view! {
        <tr class:selected=is_open>
            <th scope="row" class="name-cell">
                <a href=url class="row-link">{name}</a>
                <span class="id-line">
                    <code>{ami.clone()}</code>
                    <CopyButton text=ami what="cloud image id"/>
                </span>
            </th>
            <td><PlatformCell image=image.clone()/></td>
            <td>{image.os_id().to_owned()}</td>
            <td class="at-large">{architecture}</td>
            <td class="at-medium"><ScopeMark scope=image.scope.get().cloned()/></td>
            <td class="at-medium"><StatusBadge image=image.clone()/></td>
            <td class="right at-wide"><RelativeTime at=added/></td>
            <td class="right row-action"><CopyLink image scope/></td>
        </tr>
    }
}

#[component]
fn PlatformCell(image: Image) -> impl IntoView {
    let platform = image.cloud_platform.get().map_or("", CloudPlatform::as_str).to_owned();
    let location = match image.cloud_location.text() {
        "" => "everywhere".to_owned(),
        location => location.to_owned(),
    };
    view! {
        <span class="platform-cell">
            <span class="platform">{platform}</span>
            <span class="location">{location}</span>
        </span>
    }
}

/// The way to copying, or why there is none.
#[component]
pub fn CopyLink(
    /// What to copy.
    image: Image,
    /// The scope at hand.
    scope: Scope,
) -> impl IntoView {
    let session = use_session();
    let obstacle = source_region(&image, scope).err().map(|obstacle| obstacle.to_string());
    let id: Option<ImageId> = image.id.parse().ok();
    let name = image.name.text().to_owned();
    move || {
        let read_only = (!session.can_write()).then(|| "You may only read here".to_owned());
        match (obstacle.clone().or(read_only), id.clone()) {
            (None, Some(image)) => {
                let url = Place::copy(scope, image).url();
                view! {
                    <a class="button compact" href=url aria-label=format!("Copy to… another region: {name}")>
                        <Icon glyph=Glyph::CopyPlus/>
                        "Copy to…"
                    </a>
                }
                .into_any()
            }
            (reason, _) => {
                let reason = reason.unwrap_or_else(|| "It has no id that Scalr takes".to_owned());
                view! {
                    <button
                        type="button"
                        class="button compact"
                        aria-disabled="true"
                        title=reason.clone()
                        aria-label=format!("Copy to… another region: {name}. Not possible: {reason}")
                    >
                        <Icon glyph=Glyph::CopyPlus/>
                        "Copy to…"
                    </button>
                }
                .into_any()
            }
        }
    }
}
