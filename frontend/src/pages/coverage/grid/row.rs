//! A row of the grid.

use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::coverage::columns::Column;
use crate::coverage::key::Tag;
use crate::coverage::look::Look;
use crate::coverage::{Cell, Row, words};
use crate::text;

use super::super::desk::Desk;
use super::cells::Cells;

/// One image over all regions.
pub fn row(desk: Desk, columns: Memo<Vec<Column>>, tag: Tag) -> impl IntoView {
    let node = NodeRef::<html::Tr>::new();
    let row = Memo::new(move |_| {
        desk.shown.read().rows.iter().find(|row| row.tag == tag).map(Arc::clone)
    });
    let chosen = Memo::new(move |_| desk.chosen.read().of(tag).cloned());
    Effect::new(move |drawn: Option<Option<Cells>>| {
        let mut cells = drawn.flatten().or_else(|| Some(Cells::of(node.get()?.into())))?;
        let (row, columns, chosen) = (row.read(), columns.read(), chosen.read());
        let is_chosen =
            |column: &Column| chosen.as_ref().is_some_and(|chosen| chosen.contains(&column.region));
        let looks = row.iter().flat_map(|row| &row.cells).zip(columns.iter());
        cells.draw(looks.map(|(cell, column)| Look::of(cell, column, is_chosen(column))).collect());
        Some(cells)
    });
    let label = move || row.read().as_ref().map(|row| words::row(row));
    view! {
        <tr node_ref=node>
            <th scope="row" tabindex="-1" aria-label=label>
                {move || row.get().map(|row| head(&row))}
            </th>
        </tr>
    }
}

fn head(row: &Row) -> impl IntoView + use<> {
    let key = &row.key;
    let name = key.name.clone();
    let software = words::software(key);
    let of = text::fill(
        text::coverage().of_all,
        &[("present", &row.present()), ("all", &row.cells.len())],
    );
    let fill = row.cells.iter().any(Cell::is_open).then(|| {
        let title = text::fill(text::coverage().fill_row, &[("name", &name)]);
        view! {
            <button
                type="button"
                tabindex="-1"
                class="icon-button small fill-row"
                data-fill="row"
                title=title.clone()
                aria-label=title
            >
                <Icon glyph=Glyph::PLUS/>
            </button>
        }
    });
    let drifts = row.drifts().then(|| {
        view! {
            <span class="drift-mark" title=text::coverage().row_differs>
                <Icon glyph=Glyph::WARNING/>
            </span>
        }
    });
    view! {
        <span class="row-name">
            <button type="button" tabindex="-1" class="row-more" data-more="row" title=name.clone()>
                {name.clone()}
            </button>
            {drifts}
        </span>
        <span class="row-facts">
            <span class="row-software">{software}</span>
            <span>{of}</span>
        </span>
        {fill}
    }
}
