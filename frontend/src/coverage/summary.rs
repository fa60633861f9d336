//! The grid in one line.

use std::sync::Arc;

use crate::text;

use super::model::{Coverage, Fill, Gap, Row, State};

/// What there is, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Rows: an image is its copies.
    pub images: usize,
    /// Columns.
    pub regions: usize,
    /// Copies.
    pub copies: usize,
    /// Cells that have a copy that is to stay.
    pub present: usize,
    /// Cells that have a copy which Scalr could not delete.
    pub deletion_failed: usize,
    /// Cells that have nothing but copies about to go.
    pub pending_delete: usize,
    /// Cells that a run is about.
    pub under_way: usize,
    /// Cells that have nothing.
    pub gaps: usize,
    /// Of the gaps, those that no copy from this scope can fill.
    pub closed: usize,
    /// Cells that have several copies.
    pub doubled: usize,
    /// Rows that have a copy which differs from others of its name.
    pub drifting: usize,
}

impl Summary {
    /// Counts these rows of a grid.
    pub fn of<'a>(coverage: &Coverage, rows: impl IntoIterator<Item = &'a Arc<Row>>) -> Self {
        let mut summary = Self { regions: coverage.columns.len(), ..Self::default() };
        for row in rows {
            summary.images += 1;
            summary.drifting += usize::from(row.drifts());
            for cell in &row.cells {
                summary.copies += cell.copies.len();
                summary.doubled += usize::from(cell.copies.len() > 1);
                let count = match &cell.state {
                    State::Present => &mut summary.present,
                    State::DeletionFailed => &mut summary.deletion_failed,
                    State::PendingDelete => &mut summary.pending_delete,
                    State::UnderWay(_) => &mut summary.under_way,
                    State::Missing(Gap { fill, .. }) => {
                        summary.closed += usize::from(matches!(fill, Fill::Closed(_)));
                        &mut summary.gaps
                    }
                };
                *count += 1;
            }
        }
        summary
    }

    /// "184 images, 12 regions, 37 gaps, 3 drifting"; `whole` is false where the inventory lacks pages,
    /// so that a gap may be none.
    pub fn words(&self, whole: bool) -> String {
        let it = text::coverage();
        let mut gaps = text::count(it.gaps, self.gaps);
        if !whole {
            gaps = text::fill(it.up_to, &[("gaps", &gaps)]);
        }
        text::fill(
            it.summary,
            &[
                ("images", &text::count(it.images, self.images)),
                ("regions", &text::count(it.regions, self.regions)),
                ("gaps", &gaps),
                ("drifting", &text::grouped(self.drifting)),
            ],
        )
    }

    /// What else there is to be known: only what there is.
    pub fn more(&self) -> Vec<String> {
        let it = text::coverage();
        let parts = [
            (self.copies, it.copies),
            (self.under_way, it.on_the_way),
            (self.pending_delete, it.n_being_deleted),
            (self.deletion_failed, it.n_not_deleted),
            (self.doubled, it.doubled),
            (self.closed, it.closed),
        ];
        let parts = parts.into_iter().filter(|(count, _)| *count > 0);
        parts.map(|(count, forms)| text::count(forms, count)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_is_one_line() {
        let summary =
            Summary { images: 184, regions: 12, gaps: 37, drifting: 3, ..Summary::default() };
        assert_eq!(summary.words(true), "184 images, 12 regions, 37 gaps, 3 drifting");
        assert_eq!(summary.words(false), "184 images, 12 regions, up to 37 gaps, 3 drifting");
        let one = Summary { images: 1, regions: 1, gaps: 1_204_001, ..Summary::default() };
        assert_eq!(one.words(true), "1 image, 1 region, 1,204,001 gaps, 0 drifting");
        let more = Summary { copies: 999, doubled: 1, ..Summary::default() };
        assert_eq!(more.more(), ["999 copies", "1 region with several copies"]);
    }
}
