//! Moving through the grid by the keyboard: which cell a key leads to.

/// A cell of the grid with its heads: row 0 is that of the regions, column 0 that of the images.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Spot {
    /// Row.
    pub row: usize,
    /// Column.
    pub column: usize,
}

/// The last row and the last column.
pub type Last = Spot;

/// Rows that a page key goes.
const PAGE: usize = 10;

impl Spot {
    /// The cell that a key leads to from here, in a grid that ends there; `None` where the key does not
    /// move. `control` is the control or command key.
    #[must_use]
    pub fn after(self, key: &str, control: bool, last: Last) -> Option<Self> {
        let Self { row, column } = self;
        let (row, column) = match (key, control) {
            ("ArrowUp", false) => (row.saturating_sub(1), column),
            ("ArrowDown", false) => (row + 1, column),
            ("ArrowLeft", false) => (row, column.saturating_sub(1)),
            ("ArrowRight", false) => (row, column + 1),
            ("PageUp", false) => (row.saturating_sub(PAGE), column),
            ("PageDown", false) => (row + PAGE, column),
            ("Home", false) => (row, 0),
            ("End", false) => (row, usize::MAX),
            ("Home", true) => (0, 0),
            ("End", true) => (usize::MAX, usize::MAX),
            _ => return None,
        };
        Some(Self { row, column }.within(last))
    }

    /// The nearest cell that is there.
    #[must_use]
    pub fn within(self, last: Last) -> Self {
        Self { row: self.row.min(last.row), column: self.column.min(last.column) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_lead_through_the_grid_and_never_out_of_it() {
        let last = Spot { row: 25, column: 4 };
        let after = |row, column, key: &str, control| {
            Spot { row, column }.after(key, control, last).map(|spot| (spot.row, spot.column))
        };
        for (from, key, control, to) in [
            ((1, 1), "ArrowUp", false, (0, 1)),
            ((0, 1), "ArrowUp", false, (0, 1)),
            ((24, 1), "ArrowDown", false, (25, 1)),
            ((25, 1), "ArrowDown", false, (25, 1)),
            ((1, 1), "ArrowLeft", false, (1, 0)),
            ((1, 0), "ArrowLeft", false, (1, 0)),
            ((1, 4), "ArrowRight", false, (1, 4)),
            ((12, 3), "PageUp", false, (2, 3)),
            ((3, 3), "PageUp", false, (0, 3)),
            ((12, 3), "PageDown", false, (22, 3)),
            ((22, 3), "PageDown", false, (25, 3)),
            ((7, 3), "Home", false, (7, 0)),
            ((7, 3), "End", false, (7, 4)),
            ((7, 3), "Home", true, (0, 0)),
            ((7, 3), "End", true, (25, 4)),
        ] {
            assert_eq!(after(from.0, from.1, key, control), Some(to), "{key} from {from:?}");
        }
        // The browser's own keys stay its own.
        for (key, control) in [("ArrowUp", true), ("a", false), (" ", false), ("Tab", false)] {
            assert_eq!(after(1, 1, key, control), None, "{key}");
        }
        assert_eq!(Spot { row: 30, column: 9 }.within(last), last);
    }
}
