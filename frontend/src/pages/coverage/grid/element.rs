//! The table as the browser has it: cells by their place, and the focus among them.

use leptos::html;
use leptos::prelude::*;
use leptos::task::tick;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, HtmlElement, HtmlTableCellElement, HtmlTableRowElement};

use crate::coverage::steps::{Last, Spot};

/// Rows of the head above the one with the regions.
const ABOVE: usize = 1;

/// The table. One cell at a time can be tabbed to; the others are reached from there.
#[derive(Clone, Copy)]
pub struct Table {
    node: NodeRef<html::Table>,
    at: StoredValue<Spot>,
}

impl Table {
    pub fn new() -> Self {
        Self { node: NodeRef::new(), at: StoredValue::new(Spot { row: 1, column: 1 }) }
    }

    pub fn node(self) -> NodeRef<html::Table> {
        self.node
    }

    /// The cell at a place of the window.
    pub fn spot_at(self, x: i32, y: i32) -> Option<Spot> {
        let (x, y) = (f32::from(i16::try_from(x).ok()?), f32::from(i16::try_from(y).ok()?));
        let element = document().element_from_point(x, y)?;
        let table = self.node.get_untracked()?;
        table.contains(Some(&element)).then(|| spot(&element))?
    }

    /// The element of a cell.
    pub fn cell(self, Spot { row, column }: Spot) -> Option<HtmlElement> {
        let rows = self.node.get_untracked()?.rows();
        let row = rows.item(u32::try_from(row + ABOVE).ok()?)?;
        let cells = row.dyn_into::<HtmlTableRowElement>().ok()?.cells();
        cells.item(u32::try_from(column).ok()?)?.dyn_into().ok()
    }

    /// The last row and column.
    pub fn last(self) -> Last {
        let count = |count: u32| usize::try_from(count).unwrap_or_default();
        let Some(table) = self.node.get_untracked() else { return Last::default() };
        let rows = table.rows();
        let heads = rows.item(1).and_then(|row| row.dyn_into::<HtmlTableRowElement>().ok());
        let columns = heads.map_or(0, |row| count(row.cells().length()));
        Last {
            row: count(rows.length()).saturating_sub(ABOVE + 1),
            column: columns.saturating_sub(1),
        }
    }

    /// Moves the focus.
    pub fn focus(self, spot: Spot) {
        if let Some(cell) = self.cell(spot) {
            self.make_tabbable(spot);
            // A cell that cannot take the focus leaves it where it is.
            let _ = cell.focus();
        }
    }

    /// Makes one cell the way into the grid.
    pub fn make_tabbable(self, spot: Spot) {
        let Some(table) = self.node.get_untracked() else { return };
        if let Ok(Some(before)) = table.query_selector("[tabindex='0']") {
            set_tabbable(&before, false);
        }
        self.at.set_value(spot);
        if let Some(cell) = self.cell(spot) {
            set_tabbable(&cell, true);
        }
    }

    /// The same once the rows are drawn, for the cell that was it before, or the nearest.
    pub fn settle_soon(self) {
        leptos::task::spawn_local(async move {
            tick().await;
            if let Some(at) = self.at.try_get_value() {
                self.make_tabbable(at.within(self.last()));
            }
        });
    }
}

fn set_tabbable(cell: &Element, tabbable: bool) {
    // An element of the page always takes an attribute.
    let _ = cell.set_attribute("tabindex", if tabbable { "0" } else { "-1" });
}

fn spot(element: &Element) -> Option<Spot> {
    let cell = element.closest("td, th").ok()??.dyn_into::<HtmlTableCellElement>().ok()?;
    let row = cell.parent_element()?.dyn_into::<HtmlTableRowElement>().ok()?;
    let row = usize::try_from(row.row_index()).ok()?.checked_sub(ABOVE)?;
    Some(Spot { row, column: usize::try_from(cell.cell_index()).ok()? })
}

/// The cell that an event is about.
pub fn spot_of(event: &Event) -> Option<Spot> {
    spot(&event.target()?.dyn_into().ok()?)
}

/// The button or link inside of a cell that an event comes from.
pub fn control_of(event: &Event) -> Option<Element> {
    event.target()?.dyn_into::<Element>().ok()?.closest("button, a").ok()?
}
