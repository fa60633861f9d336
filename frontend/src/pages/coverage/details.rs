//! What is known of one cell or one image, in a panel beside it.

use leptos::html;
use leptos::prelude::*;
use shared::id::ImageId;
use shared::image::ImageScope;
use shared::region::Region;
use shared::run::RunId;
use shared::run::plan::Reason;
use shared::scope::Scope;
use web_sys::DomRect;

use crate::components::{Badge, CopyButton, Glyph, Icon, RelativeTime, status_badge};
use crate::contexts::Scopes;
use crate::coverage::flights::Flight;
use crate::coverage::key::Tag;
use crate::coverage::steps::Spot;
use crate::coverage::{Cell, Entry, Fill, Gap, Row, State, words};
use crate::dom::Drawn;
use crate::images::filter::Filter;
use crate::images::query::ImageQuery;
use crate::place::Place;
use crate::runs;
use crate::text;

use super::desk::Desk;
use super::drift::differences;
use super::grid::Table;

/// Width of the panel (styles) and room kept around it, in pixels.
const WIDTH: f64 = 340.0;
const MARGIN: f64 = 8.0;
/// Less room than this below a cell, and the panel opens above it.
const HEIGHT: f64 = 320.0;

/// What is told of: an image over all regions, or in one of them.
#[derive(Debug, Clone, PartialEq)]
struct About {
    tag: Tag,
    region: Option<Region>,
}

/// Where the panel stands in the window: from the left, and from the top or the bottom.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Where {
    left: f64,
    top: Option<f64>,
    bottom: Option<f64>,
}

/// The panel, opened from anywhere in the grid.
#[derive(Clone, Copy)]
pub struct Details {
    desk: Desk,
    about: RwSignal<Option<About>>,
    at: RwSignal<Where>,
    node: NodeRef<html::Div>,
}

/// Makes the panel known to everything below.
pub fn provide_details() {
    let desk = expect_context::<Desk>();
    let (about, at) = (RwSignal::new(None), RwSignal::new(Where::default()));
    provide_context(Details { desk, about, at, node: NodeRef::new() });
}

impl Details {
    /// Opens it for a cell, or for the image at the head of a row.
    pub fn open_at(self, table: Table, spot: Spot) {
        let (coverage, shown) =
            (self.desk.coverage.read_untracked(), self.desk.shown.read_untracked());
        let row = spot.row.checked_sub(1).and_then(|at| shown.rows.get(at));
        let (Some(coverage), Some(row), Some(cell)) = (coverage.as_ref(), row, table.cell(spot))
        else {
            return;
        };
        let column = spot.column.checked_sub(1).and_then(|at| coverage.columns.get(at));
        let region = column.map(|column| column.region.clone());
        self.about.set(Some(About { tag: row.tag, region }));
        self.at.set(beside(&cell.get_bounding_client_rect()));
        if let Some(panel) = self.node.get_untracked() {
            // A panel that is open already stays so.
            let _ = panel.show_popover();
            // Closing it gives the focus back to the cell.
            let _ = panel.focus();
        }
    }

    fn close(self) {
        if let Some(panel) = self.node.get_untracked() {
            // A panel that is closed already stays so.
            let _ = panel.hide_popover();
        }
    }
}

/// Beside a cell, and inside of the window.
fn beside(cell: &DomRect) -> Where {
    let size = |value: Result<wasm_bindgen::JsValue, _>| {
        value.ok().and_then(|value| value.as_f64()).unwrap_or_default()
    };
    let (width, height) = (size(window().inner_width()), size(window().inner_height()));
    let left = cell.left().min(width - WIDTH - MARGIN).max(MARGIN);
    let below = cell.bottom() + MARGIN / 2.0;
    if below + HEIGHT > height && cell.top() > height / 2.0 {
        Where { left, top: None, bottom: Some(height - cell.top() + MARGIN / 2.0) }
    } else {
        Where { left, top: Some(below), bottom: None }
    }
}

/// The panel itself.
#[component]
pub fn DetailsPanel() -> impl IntoView {
    let details = expect_context::<Details>();
    let toggled = move |_| {
        let open =
            details.node.get_untracked().and_then(|panel| panel.matches(":popover-open").ok());
        if open == Some(false) {
            details.about.set(None);
        }
    };
    let content = move || {
        let about = details.about.get()?;
        let coverage = details.desk.coverage.read();
        let coverage = coverage.as_ref()?;
        let row = coverage.row(about.tag)?;
        Some(match about.region {
            None => about_row(details, row).into_any(),
            Some(region) => {
                let at = coverage.columns.iter().position(|column| column.region == region)?;
                about_cell(details, coverage.scope, row, row.cells.get(at)?, region).into_any()
            }
        })
    };
    let pixels =
        |length: Option<f64>| length.map_or_else(|| "auto".to_owned(), |px| format!("{px}px"));
    view! {
        <div
            node_ref=details.node
            id="coverage-details"
            class="popover coverage-details"
            popover="auto"
            role="dialog"
            aria-label=text::coverage().details
            tabindex="-1"
            style:left=move || pixels(Some(details.at.get().left))
            style:top=move || pixels(details.at.get().top)
            style:bottom=move || pixels(details.at.get().bottom)
            on:toggle=toggled
        >
            <button
                type="button"
                class="icon-button small details-close"
                title=text::coverage().close_esc
                aria-label=text::coverage().close
                on:click=move |_| details.close()
            >
                <Icon glyph=Glyph::X/>
            </button>
            {content}
        </div>
    }
}

fn about_row(details: Details, row: &Row) -> impl IntoView + use<> {
    let desk = details.desk;
    let key = row.key.clone();
    let images = desk.scope.get().map(|scope| {
        let mut query = ImageQuery::default();
        query.set(Filter::Name, &key.name);
        Place::Images { scope, open: None, query }.url()
    });
    let of = text::fill(
        text::coverage().in_regions,
        &[("present", &row.present()), ("all", &row.cells.len())],
    );
    view! {
        <h2>{key.name.clone()}</h2>
        <p class="muted">{words::software(&key)}</p>
        <p>{of}</p>
        {differences(row.entries(), true)}
        <div class="actions">
            {images.map(|url| view! { <a class="button compact" href=url>{text::coverage().in_list}</a> })}
        </div>
    }
}

fn about_cell(
    details: Details,
    scope: Scope,
    row: &Row,
    cell: &Cell,
    region: Region,
) -> impl IntoView + use<> {
    let place = region.info().map_or("", |info| info.place);
    let title =
        text::fill(text::coverage().image_in, &[("name", &row.key.name), ("region", &region)]);
    let copies = cell.copies.iter().map(|entry| copy(scope, entry)).collect_view();
    let state = match &cell.state {
        State::Missing(gap) => Some(about_gap(details, row, gap, &region).into_any()),
        State::UnderWay(flight) => Some(about_flight(scope, flight).into_any()),
        State::Present | State::DeletionFailed | State::PendingDelete => None,
    };
    view! {
        <h2>{title}</h2>
        <p class="muted">{place}</p>
        {copies}
        {state}
    }
}

/// One copy that is there.
fn copy(scope: Scope, entry: &Entry) -> impl IntoView + use<> {
    let image = &entry.image;
    let ami = image.cloud_image_id.text().to_owned();
    let open: Option<ImageId> = image.id.parse().ok();
    let url =
        open.map(|id| Place::Images { scope, open: Some(id), query: ImageQuery::default() }.url());
    let size = image.size.get().map(|size| format!("{size} GB"));
    let facts = [Some(image.kind.text().to_owned()).filter(|kind| !kind.is_empty()), size];
    let facts: String = facts.into_iter().flatten().map(|fact| fact + ", ").collect();
    view! {
        <div class="details-copy">
            <p class="id-line">
                <code>{ami.clone()}</code>
                <CopyButton text=ami what=text::coverage().what_ami/>
            </p>
            {Drawn::from(status_badge(image))}
            <p class="muted">
                {facts} {text::coverage().registered} " " <RelativeTime at=image.added.text()/>
            </p>
            {differences([entry], false)}
            {url.map(|url| view! { <a class="button compact" href=url>{text::coverage().open_image}</a> })}
        </div>
    }
}

/// What could fill a gap, or why nothing can.
fn about_gap(details: Details, row: &Row, gap: &Gap, region: &Region) -> impl IntoView + use<> {
    let desk = details.desk;
    let refused = gap.refused.as_ref().map(|flight| {
        let message = flight.message.clone().unwrap_or_default();
        let run = desk.scope.get().map(|scope| run_link(scope, flight));
        view! {
            <p class="details-refused">
                <Icon glyph=Glyph::ALERT/>
                <span>{text::fill(text::coverage().last_rejected, &[("words", &message)])} " " {run}</span>
            </p>
        }
    });
    let body = match &gap.fill {
        Fill::Open => {
            let source = row.source_for(region);
            let from = text::fill(
                text::coverage().would_copy,
                &[
                    ("region", &source.cloud_location.text()),
                    ("ami", &source.cloud_image_id.text()),
                ],
            );
            let (tag, there) = (row.tag, region.clone());
            let chosen = Memo::new(move |_| desk.chosen.read().contains(tag, &there));
            let toggled = region.clone();
            let toggle = move |_| {
                let mut selection = desk.chosen.get_untracked();
                if selection.contains(tag, &toggled) {
                    selection.remove(tag, &toggled);
                } else if selection.add(tag, toggled.clone()).is_err() {
                    return;
                }
                desk.choose(selection);
                details.close();
            };
            view! {
                <p>{from}</p>
                <button type="button" class="button compact" on:click=toggle>
                    {move || if chosen.get() { text::coverage().take_back } else { text::coverage().choose }}
                </button>
            }
            .into_any()
        }
        Fill::Closed(reason) => {
            let elsewhere = (*reason == Reason::Scope)
                .then(|| row.images().next().and_then(|image| image.scope.get().cloned()))
                .flatten();
            view! {
                <p>
                    {text::fill(text::coverage().no_copy, &[("reason", &runs::words::reason(Some(reason)))])}
                </p>
                {elsewhere.map(|owner| home_link(&owner))}
            }
            .into_any()
        }
    };
    view! {
        {refused}
        {body}
    }
}

/// The way to the coverage of the scope that images belong to, where that is known.
fn home_link(owner: &ImageScope) -> Option<impl IntoView + use<>> {
    let scopes = expect_context::<Scopes>();
    let home = scopes.only_one(owner)?;
    let url = Place::coverage(home).url();
    Some(view! {
        <a class="button compact" href=url>
            {text::fill(text::coverage().title, &[("scope", &scopes.name(home))])}
            <Icon glyph=Glyph::ARROW_RIGHT/>
        </a>
    })
}

fn about_flight(scope: Scope, flight: &Flight) -> impl IntoView + use<> {
    let (tone, glyph, word) = runs::words::region(&flight.state);
    view! {
        <p>
            <Badge tone glyph word/>
        </p>
        <p>{text::coverage().in_flight} " " {run_link(scope, flight)}</p>
    }
}

fn run_link(scope: Scope, flight: &Flight) -> impl IntoView + use<> {
    let id: Option<RunId> = flight.run.parse().ok();
    id.map(|id| view! { <a href=Place::Run { scope, id }.url()>{text::coverage().see_run}</a> })
}
