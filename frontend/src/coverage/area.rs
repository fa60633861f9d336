//! Choosing many gaps at once: a row, a column, what a pointer was drawn over.

use std::ops::RangeInclusive;
use std::sync::Arc;

use super::columns::Column;
use super::key::Tag;
use super::model::Row;
use super::selection::{Full, Selection};

/// The open gaps in these rows and columns, by their places from 0. Places that are not there have none.
pub fn open_gaps<'a>(
    rows: &'a [Arc<Row>],
    columns: &'a [Column],
    area: &Area,
) -> impl Iterator<Item = (Tag, &'a Column)> {
    let Area { rows: in_rows, columns: in_columns } = area.clone();
    let rows = rows.iter().enumerate().filter(move |(at, _)| in_rows.contains(at));
    rows.flat_map(move |(_, row)| {
        let cells = columns.iter().zip(&row.cells).enumerate();
        let in_columns = in_columns.clone();
        let cells = cells.filter(move |(at, (_, cell))| in_columns.contains(at) && cell.is_open());
        cells.map(|(_, (column, _))| (row.tag, column))
    })
}

/// Rows and columns by their places from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Which rows.
    pub rows: RangeInclusive<usize>,
    /// Which columns.
    pub columns: RangeInclusive<usize>,
}

/// All places there can be.
const ALL: RangeInclusive<usize> = 0..=usize::MAX;

impl Area {
    /// Everything.
    pub const ALL: Self = Self { rows: ALL, columns: ALL };

    /// One row.
    pub fn row(at: usize) -> Self {
        Self { rows: at..=at, columns: ALL }
    }

    /// One column.
    pub fn column(at: usize) -> Self {
        Self { rows: ALL, columns: at..=at }
    }

    /// What lies between two cells, each given as row and column.
    pub fn between(a: (usize, usize), b: (usize, usize)) -> Self {
        let range = |a: usize, b: usize| a.min(b)..=a.max(b);
        Self { rows: range(a.0, b.0), columns: range(a.1, b.1) }
    }
}

/// The selection with all open gaps of an area, or without them. `Err` has as many as there is room for.
pub fn filled(
    selection: &Selection,
    rows: &[Arc<Row>],
    columns: &[Column],
    area: &Area,
    choose: bool,
) -> Result<Selection, Selection> {
    let mut filled = selection.clone();
    let mut full = false;
    for (tag, column) in open_gaps(rows, columns, area) {
        if choose {
            full |= filled.add(tag, column.region.clone()) == Err(Full);
        } else {
            filled.remove(tag, &column.region);
        }
    }
    if full { Err(filled) } else { Ok(filled) }
}

/// How many open gaps an area has, and how many of them are not chosen.
pub fn open_and_left(
    selection: &Selection,
    rows: &[Arc<Row>],
    columns: &[Column],
    area: &Area,
) -> (usize, usize) {
    open_gaps(rows, columns, area).fold((0, 0), |(open, left), (tag, column)| {
        (open + 1, left + usize::from(!selection.contains(tag, &column.region)))
    })
}

/// Whether all open gaps of an area are chosen, and there are some: filling it again takes them back.
pub fn is_filled(
    selection: &Selection,
    rows: &[Arc<Row>],
    columns: &[Column],
    area: &Area,
) -> bool {
    matches!(open_and_left(selection, rows, columns, area), (1.., 0))
}
