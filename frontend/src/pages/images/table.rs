//! A page of images as a table.

use std::sync::Arc;

use leptos::prelude::*;
use shared::copy::{SourceObstacle, source_region};
use shared::id::ImageId;
use shared::image::Image;
use shared::platform::CloudPlatform;
use shared::scope::Scope;

use crate::components::states::SkeletonRows;
use crate::components::{CopyButton, Glyph, Icon, RelativeTime, ScopeMark, status_badge};
use crate::contexts::{use_inventory, use_session};
use crate::images::query::ImageQuery;
use crate::images::sort::Column;
use crate::images::view::Shown;
use crate::place::Place;
use crate::text;

use super::selection::{SelectAll, Selection};
use super::view_options::ListView;

/// Columns of the table.
const COLUMNS: usize = 8;

/// Rows of the skeleton.
const BONES: usize = 12;

/// Title of each column, what it is ordered by, and its class, which says where the column gives way
/// (styles).
fn columns() -> [(&'static str, Option<Column>, &'static str); COLUMNS] {
    [
        (text::common().name, Some(Column::Name), ""),
        (text::images().place, Some(Column::Place), ""),
        (text::common().os, Some(Column::Os), "col-os"),
        (text::common().architecture, Some(Column::Architecture), "at-large col-architecture"),
        (text::common().scope, Some(Column::Scope), "at-medium col-scope"),
        (text::common().status, Some(Column::Status), "at-medium col-status"),
        (text::images().added, Some(Column::Added), "right at-wide col-added"),
        (text::images().actions, None, "right"),
    ]
}

/// The table. While images are read anew the rows stay as they are.
#[component]
pub fn ImageTable(
    scope: Memo<Option<Scope>>,
    query: Memo<ImageQuery>,
    open: Memo<Option<ImageId>>,
    shown: Memo<Shown>,
    busy: Signal<bool>,
    view: ListView,
    selection: Selection,
) -> impl IntoView {
    let waits = Memo::new(move |_| shown.read().rows.is_empty());
    let bones =
        move || waits.get().then(|| view! { <SkeletonRows rows=BONES columns={COLUMNS + 1}/> });
    // An image is the same object for as long as nothing about it has changed: its row stays.
    let row = move |image: Arc<Image>| {
        scope.get_untracked().map(|scope| view! { <Row image scope query open selection/> })
    };
    let heads = columns()
        .into_iter()
        .map(|(title, column, class)| view! { <Head title column class scope query/> })
        .collect_view();
    view! {
        <div class="table-box" role="region" aria-label=text::images().images tabindex="0">
            <table class=move || format!("images {}", view.classes()) aria-busy=move || busy.get().to_string()>
                <thead>
                    <tr>
                        <SelectAll selection shown/>
                        {heads}
                    </tr>
                </thead>
                <tbody>
                    <For each=move || shown.get().rows key=|image| Arc::as_ptr(image).addr() children=row/>
                    {bones}
                </tbody>
            </table>
        </div>
    }
}

/// The head of a column, which orders the list.
#[component]
fn Head(
    title: &'static str,
    column: Option<Column>,
    class: &'static str,
    scope: Memo<Option<Scope>>,
    query: Memo<ImageQuery>,
) -> impl IntoView {
    let Some(column) = column else {
        return view! { <th scope="col" class=class>{title}</th> }.into_any();
    };
    let direction = move || {
        let sort = query.read().sort;
        (sort.column == column).then_some(if sort.descending { "descending" } else { "ascending" })
    };
    let url = move || {
        let query = query.get();
        let sort = query.sort.clicked(column);
        let query = query.sorted(sort);
        scope.get().map(|scope| Place::Images { scope, open: None, query }.url())
    };
    view! {
        <th scope="col" class=class aria-sort=direction>
            <a href=url class="sort">
                {title}
                <Icon glyph=Glyph::ChevronDown/>
            </a>
        </th>
    }
    .into_any()
}

#[component]
fn Row(
    image: Arc<Image>,
    scope: Scope,
    query: Memo<ImageQuery>,
    open: Memo<Option<ImageId>>,
    selection: Selection,
) -> impl IntoView {
    let session = use_session();
    let inventory = use_inventory().signal();
    let id: Option<ImageId> = image.id.parse().ok();
    let url = {
        let id = id.clone();
        move || Place::Images { scope, open: id.clone(), query: query.get() }.url()
    };
    let is_picked = {
        let id = id.clone();
        move || selection.has(id.as_ref())
    };
    let pick = {
        let id = id.clone();
        move |event| selection.select(id.as_slice(), event_target_checked(&event))
    };
    let cannot_be_picked = id.is_none();
    let is_open = move || id.is_some() && open.get() == id;
    let name = match image.name.text() {
        "" => text::images().no_name.to_owned(),
        name => name.to_owned(),
    };
    // Came, or became another, with the last reading.
    let fresh = {
        let image = Arc::clone(&image);
        move || inventory.read().changes().is_about(&image.id)
    };
    let copy = {
        let image = Arc::clone(&image);
        move || copy_link(&image, scope, session.can_write())
    };
    let ami = image.cloud_image_id.text().to_owned();
    let architecture = image.architecture.get().map(ToString::to_string);
    let added = image.added.text().to_owned();
    view! {
        <tr class:selected=is_open class:picked=is_picked class:fresh=fresh>
            <td class="pick">
                <input
                    type="checkbox"
                    aria-label=text::fill(text::images().select, &[("name", &name)])
                    disabled=cannot_be_picked
                    prop:checked=is_picked.clone()
                    on:change=pick
                />
            </td>
            <th scope="row" class="name-cell">
                <a href=url class="row-link">{name}</a>
                <span class="id-line">
                    <code>{ami.clone()}</code>
                    <CopyButton text=ami what=text::images().what_cloud_image_id/>
                </span>
            </th>
            <td>{platform_cell(&image)}</td>
            <td class="col-os">{image.os_id().to_owned()}</td>
            <td class="at-large col-architecture">{architecture}</td>
            <td class="at-medium col-scope"><ScopeMark scope=image.scope.get().cloned()/></td>
            <td class="at-medium col-status">{status_badge(&image)}</td>
            <td class="right at-wide col-added"><RelativeTime at=added/></td>
            <td class="right row-action">{copy}</td>
        </tr>
    }
}

fn platform_cell(image: &Image) -> impl IntoView + use<> {
    let platform = image.cloud_platform.get().map_or("", CloudPlatform::as_str).to_owned();
    let location = match image.cloud_location.text() {
        "" => text::images().everywhere.to_owned(),
        location => location.to_owned(),
    };
    view! {
        <span class="platform-cell">
            <span class="platform">{platform}</span>
            <span class="location">{location}</span>
        </span>
    }
}

/// Why an image cannot be copied.
pub fn obstacle_words(obstacle: &SourceObstacle) -> &'static str {
    let it = text::images();
    match obstacle {
        SourceObstacle::Scope => it.obstacle_scope,
        SourceObstacle::Platform => it.obstacle_platform,
        SourceObstacle::NoRegion => it.obstacle_region,
        SourceObstacle::Status => it.obstacle_status,
        SourceObstacle::Name => it.obstacle_name,
    }
}

/// The way to copying, or why there is none.
pub fn copy_link(image: &Image, scope: Scope, can_write: bool) -> impl IntoView + use<> {
    let obstacle = source_region(image, scope).err().map(|it| obstacle_words(&it).to_owned());
    let read_only = (!can_write).then(|| text::images().read_only.to_owned());
    let name = image.name.text();
    match (obstacle.or(read_only), image.id.parse::<ImageId>().ok()) {
        (None, Some(id)) => {
            let url = Place::copy(scope, id).url();
            view! {
                <a class="button compact" href=url aria-label=text::fill(text::images().copy_to_other, &[("name", &name)])>
                    <Icon glyph=Glyph::CopyPlus/>
                    {text::images().copy_to}
                </a>
            }
            .into_any()
        }
        (reason, _) => {
            let reason = reason.unwrap_or_else(|| text::images().no_id.to_owned());
            let label = text::fill(
                text::images().copy_not_possible,
                &[("name", &name), ("reason", &reason)],
            );
            view! {
                <button
                    type="button"
                    class="button compact"
                    aria-disabled="true"
                    title=reason
                    aria-label=label
                >
                    <Icon glyph=Glyph::CopyPlus/>
                    {text::images().copy_to}
                </button>
            }
            .into_any()
        }
    }
}
