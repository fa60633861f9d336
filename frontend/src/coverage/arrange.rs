//! Which rows are shown, in which order, on which page.

use std::sync::Arc;

use shared::id::ImageId;
use shared::image::Image;

use super::model::{Coverage, Row};
use super::query::{CoverageQuery, Sort};

/// Rows of a page. With thirty regions that is as many cells as a browser scrolls without effort.
pub const PAGE_SIZE: usize = 50;

/// The rows that the filters let through, in the order that is asked for.
pub fn matching(coverage: &Coverage, query: &CoverageQuery) -> Vec<Arc<Row>> {
    let text = query.text.to_ascii_lowercase();
    let words: Vec<&str> = text.split_whitespace().collect();
    let passes = |row: &&Arc<Row>| {
        (!query.missing || row.missing() > 0)
            && (!query.drifting || row.drifts())
            && (query.images.is_empty() || row.images().any(|image| is_among(image, &query.images)))
            && words.iter().all(|word| says(row, word))
    };
    let mut rows: Vec<Arc<Row>> = coverage.rows.iter().filter(passes).cloned().collect();
    // Stable: rows that are equal stay in the order of their names.
    match query.sort {
        Sort::Name => {}
        Sort::Missing => rows.sort_by_cached_key(|row| std::cmp::Reverse(row.missing())),
        Sort::Newest => rows.sort_by(|a, b| b.newest().cmp(a.newest())),
    }
    rows
}

fn is_among(image: &Image, ids: &[ImageId]) -> bool {
    ids.iter().any(|id| id.as_str() == image.id)
}

/// Whether a row has a word in its name, system or architecture, or in an id of one of its copies.
fn says(row: &Row, word: &str) -> bool {
    let has = |text: &str| text.to_ascii_lowercase().contains(word);
    let key = &row.key;
    has(&key.name)
        || has(&key.os)
        || has(&key.architecture)
        || row.images().any(|image| has(image.cloud_image_id.text()) || has(&image.id))
}

/// How many pages so many rows have; at least one.
pub fn pages(rows: usize) -> usize {
    rows.div_ceil(PAGE_SIZE).max(1)
}

/// The rows of a page, from 1; a page behind the last shows the last.
pub fn page<T>(rows: &[T], page: usize) -> &[T] {
    let page = page.clamp(1, pages(rows.len()));
    rows.chunks(PAGE_SIZE).nth(page - 1).unwrap_or_default()
}
