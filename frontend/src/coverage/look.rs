//! How a cell looks, and what it says.

use super::columns::Column;
use super::model::Cell;
use super::words;

/// The attributes of a cell's element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    class: String,
    label: String,
    /// Whether the gap is chosen; `None` where there is none to choose.
    selected: Option<bool>,
    /// How many copies there are, where there are several.
    copies: Option<String>,
}

impl Look {
    /// The look of a cell of this column.
    pub fn of(cell: &Cell, column: &Column, chosen: bool) -> Self {
        let drift = if cell.drifts() { " drift" } else { "" };
        let chosen_mark = if chosen && cell.is_open() { " chosen" } else { "" };
        let first = if column.first { " first" } else { "" };
        Self {
            class: ["cell ", words::class(cell), drift, chosen_mark, first].concat(),
            label: words::label(&column.region, cell),
            selected: cell.is_open().then_some(chosen),
            copies: (cell.copies.len() > 1).then(|| cell.copies.len().to_string()),
        }
    }

    /// Names and values; one without a value is not there.
    pub fn attributes(&self) -> [(&'static str, Option<&str>); 4] {
        let selected = self.selected.map(|selected| if selected { "true" } else { "false" });
        [
            ("class", Some(&self.class)),
            ("aria-label", Some(&self.label)),
            ("aria-selected", selected),
            ("data-copies", self.copies.as_deref()),
        ]
    }
}
