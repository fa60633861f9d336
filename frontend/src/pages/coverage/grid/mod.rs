//! The grid. One handler of each kind serves all its cells; a cell is nothing but an element.

mod cells;
mod element;
mod pointer;
mod row;

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::components::states::Empty;
use crate::components::{Glyph, Icon};
use crate::coverage::area::Area;
use crate::coverage::arrange::PAGE_SIZE;
use crate::coverage::columns::{Column, Group};
use crate::coverage::key::Tag;
use crate::coverage::steps::Spot;
use crate::coverage::{Cell, words};
use crate::text;

use super::desk::Desk;
use super::details::{Details, DetailsPanel};
use super::legend::Legend;

pub use element::Table;
use element::spot_of;
use pointer::Pointer;
use row::row;

/// What is said of the cell under the pointer or the focus, for people who see it.
#[derive(Clone, Copy)]
struct Readout(RwSignal<Option<Spot>>);

/// The rows of the page at hand, or that no row is like what is looked for.
#[component]
pub fn Grid() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let any = Memo::new(move |_| desk.shown.read().matching > 0);
    move || {
        if any.get() {
            view! {
                <Cells/>
            }
            .into_any()
        } else {
            let url = move || desk.url(desk.query().unfiltered());
            view! {
                <Empty title=text::coverage().no_match>
                    <a class="button" href=url>
                        <Icon glyph=Glyph::FILTER_X/>
                        {text::coverage().clear_filters}
                    </a>
                </Empty>
            }
            .into_any()
        }
    }
}

#[component]
fn Cells() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let details = expect_context::<Details>();
    let readout = Readout(RwSignal::new(None));
    let table = Table::new();
    let pointer = Pointer::new(desk, table, details);
    // Rows come and go: one cell of those that are there can be tabbed to.
    Effect::new(move |_| {
        desk.shown.track();
        table.settle_soon();
    });
    let columns = Memo::new(move |_| {
        desk.coverage.read().as_ref().map(|made| made.columns.clone()).unwrap_or_default()
    });
    let groups = Memo::new(move |_| {
        desk.coverage.read().as_ref().map(|made| made.groups.clone()).unwrap_or_default()
    });
    let tags = move || -> Vec<Tag> { desk.shown.read().rows.iter().map(|row| row.tag).collect() };
    let on_key = move |event: KeyboardEvent| {
        let Some(spot) = spot_of(&event) else { return };
        let key = event.key();
        if key == " " || key == "Enter" {
            event.prevent_default();
            act(desk, details, table, spot, key == " ");
        } else if let Some(next) =
            spot.after(&key, event.ctrl_key() || event.meta_key(), table.last())
        {
            event.prevent_default();
            table.focus(next);
        }
    };
    let on_focus = move |event: web_sys::FocusEvent| {
        if let Some(spot) = spot_of(&event) {
            table.make_tabbable(spot);
            readout.0.set(Some(spot));
        }
    };
    let on_over = move |event: web_sys::PointerEvent| {
        if let Some(spot) = spot_of(&event) {
            readout.0.set(Some(spot));
        }
    };
    view! {
        <div class="grid-area">
        <div class="grid-box">
            <table
                node_ref=table.node()
                class="coverage"
                role="grid"
                aria-label=text::coverage().grid
                aria-multiselectable="true"
                aria-describedby="coverage-help"
                on:keydown=on_key
                on:focusin=on_focus
                on:pointerover=on_over
                on:pointerdown=move |event| pointer.down(&event)
                on:pointermove=move |event| pointer.moved(&event)
                on:pointercancel=move |_| pointer.cancel()
                on:touchmove=move |event: web_sys::TouchEvent| pointer.touched(&event)
                on:contextmenu=move |event: web_sys::MouseEvent| pointer.menu(&event)
                on:click=move |event: web_sys::MouseEvent| pointer.click(&event)
            >
                <thead>
                    <tr>
                        <td class="corner"></td>
                        {move || groups.get().into_iter().map(group).collect_view()}
                    </tr>
                    <tr>
                        {text::said("th scope='col' tabindex='-1' class='corner'", text::coverage().image)}
                        {move || columns.get().into_iter().map(head).collect_view()}
                    </tr>
                </thead>
                <tbody>
                    <For
                        each=tags
                        key=|tag| *tag
                        children=move |tag| row(desk, columns, tag)
                    />
                </tbody>
            </table>
        </div>
        {text::said("p id='coverage-help' class='visually-hidden'", text::coverage().grid_help)}
        <div class="grid-foot"><Spoken readout/><Steps/></div>
        </div>
        <Legend/>
        <DetailsPanel/>
    }
}

/// What Space and Enter do at a cell.
fn act(desk: Desk, details: Details, table: Table, spot: Spot, space: bool) {
    let area = match (spot.row.checked_sub(1), spot.column.checked_sub(1)) {
        (None, None) => Area::ALL,
        (None, Some(column)) => Area::column(column),
        (Some(row), None) if space => Area::row(row),
        (Some(row), Some(column)) if space && is_open(desk, row, column) => {
            Area::between((row, column), (row, column))
        }
        _ => return details.open_at(table, spot),
    };
    desk.toggle_area(&area);
}

/// Whether a copy can be ordered for a cell of the rows that are shown.
fn is_open(desk: Desk, row: usize, column: usize) -> bool {
    let shown = desk.shown.read_untracked();
    shown.rows.get(row).and_then(|row| row.cells.get(column)).is_some_and(Cell::is_open)
}

/// Letters of a heading that a column has room for.
const LETTERS: usize = 4;

fn group(group: Group) -> impl IntoView {
    let shown = group.fitting(LETTERS).to_owned();
    view! {
        <th
            scope="colgroup"
            colspan=group.span.to_string()
            title=group.title.clone()
            aria-label=group.title
        >
            {shown}
        </th>
    }
}

fn head(column: Column) -> impl IntoView {
    let code = column.region.to_string();
    let place = column.region.info().map_or("", |info| info.place);
    let title = if place.is_empty() { code.clone() } else { format!("{code}, {place}") };
    view! {
        <th scope="col" tabindex="-1" class:added=!column.in_use class:first=column.first aria-label=title.clone()>
            <span class="turned">{code.clone()}</span>
            <button
                type="button"
                tabindex="-1"
                class="fill-column"
                data-fill="column"
                title=text::fill(text::coverage().fill_column, &[("region", &title)])
                aria-label=text::fill(text::coverage().fill_column, &[("region", &code)])
            >
                <Icon glyph=Glyph::PLUS/>
            </button>
        </th>
    }
}

/// The cell under the pointer or the focus, in words.
#[component]
fn Spoken(readout: Readout) -> impl IntoView {
    let desk = expect_context::<Desk>();
    let words = move || {
        let spot = readout.0.get()?;
        let (coverage, shown) = (desk.coverage.read(), desk.shown.read());
        let coverage = coverage.as_ref()?;
        let row = spot.row.checked_sub(1).and_then(|at| shown.rows.get(at));
        let column = spot.column.checked_sub(1);
        match (row, column) {
            (Some(row), Some(at)) => {
                let label = words::label(&coverage.columns.get(at)?.region, row.cells.get(at)?);
                Some(text::fill(
                    text::coverage().image_in,
                    &[("name", &row.key.name), ("region", &label)],
                ))
            }
            (None, Some(at)) => {
                let region = &coverage.columns.get(at)?.region;
                let place = region.info().map_or("", |info| info.place);
                Some(format!("{region} {place}"))
            }
            (Some(row), None) => Some(text::fill(
                text::coverage().in_of,
                &[
                    ("name", &row.key.name),
                    ("present", &row.present()),
                    ("regions", &(text::count(text::coverage().regions, row.cells.len()))),
                ],
            )),
            (None, None) => None,
        }
    };
    view! {
        <p class="readout" aria-hidden="true">
            {words}
        </p>
    }
}

/// The way to the other pages.
#[component]
fn Steps() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let step = move |to: usize, glyph: Glyph, name: &'static str| {
        let url = desk.url(desk.query().at_page(to));
        view! {
            <a class="button compact" href=url>
                <Icon glyph/>
                {name}
            </a>
        }
    };
    let words = move || {
        let shown = desk.shown.read();
        let first = (shown.page - 1) * PAGE_SIZE;
        let all = text::count(text::coverage().images, shown.matching);
        if shown.pages > 1 {
            text::fill(
                text::coverage().from_to,
                &[("first", &(first + 1)), ("last", &(first + shown.rows.len())), ("images", &all)],
            )
        } else {
            all
        }
    };
    view! {
        <nav class="pager" aria-label=text::coverage().grid_pages>
            <span class="muted">{words}</span>
            <span class="pager-steps">
                {move || {
                    let page = desk.shown.read().page;
                    (page > 1).then(|| step(page - 1, Glyph::CHEVRON_LEFT, text::coverage().previous))
                }}
                {move || {
                    let (page, pages) = (desk.shown.read().page, desk.shown.read().pages);
                    (page < pages).then(|| step(page + 1, Glyph::CHEVRON_RIGHT, text::coverage().next))
                }}
            </span>
        </nav>
    }
}
