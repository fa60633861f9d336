//! Whether an image in a listing is the one that a lost copy made, and when to look again.

use serde_json::Value;
use shared::copy::Seen;
use shared::run::{ImageIds, RegionState};

use super::row::Row;

/// Shortest and longest time between two looks for one image, in milliseconds.
const SOONEST_MS: u64 = 500;
const LATEST_MS: u64 = 15_000;

/// What a listing says about a row that is looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Finding {
    /// The image of the copy is there.
    There(ImageIds),
    /// It is not.
    NotThere,
    /// Another copy of the same image to the same region is on its way: what is new may be its own.
    NotYet,
}

/// Images of a name in a region, by a listing.
pub(super) fn in_region<'v>(
    listing: &'v [Value],
    name: &'v str,
    region: &'v str,
) -> impl Iterator<Item = Seen<'v>> {
    let seen = listing.iter().map(Seen::from);
    seen.filter(move |image| image.name == name && image.is_in(region))
}

/// Looks for the image that a row's copy has made. `rivals` are all rows for this name and region: an
/// image that one of them has is not new, so that one new image settles only one lost answer.
pub(super) fn find(row: &Row, rivals: &[Row], listing: &[Value]) -> Finding {
    let mut there = in_region(listing, &row.name, &row.told.region);
    if let Some(image) = row.told.new_image.as_ref().filter(|image| !image.id.is_empty()) {
        let known = there.find(|seen| seen.id == image.id);
        return known.map_or(Finding::NotThere, |seen| Finding::There(ids(&seen)));
    }
    let others = || rivals.iter().filter(|rival| rival.spot() != row.spot());
    if others().any(|rival| rival.told.state == RegionState::Sending) {
        return Finding::NotYet;
    }
    let before = row.before.as_deref().unwrap_or_default();
    let is_taken = |id: &str| {
        others().any(|rival| rival.told.new_image.as_ref().is_some_and(|image| image.id == id))
    };
    there
        .find(|seen| !before.iter().any(|id| id == seen.id) && !is_taken(seen.id))
        .map_or(Finding::NotThere, |seen| Finding::There(ids(&seen)))
}

/// An image by its two ids.
pub(super) fn ids(image: &Seen<'_>) -> ImageIds {
    ImageIds { id: image.id.to_owned(), cloud_image_id: image.cloud_image_id.to_owned() }
}

/// When to look again for what is looked for since then: soon at first, and more and more seldom.
pub(super) fn next_look(since_ms: u64, now_ms: u64) -> u64 {
    let pause = now_ms.saturating_sub(since_ms) / 2;
    now_ms.saturating_add(pause.clamp(SOONEST_MS, LATEST_MS))
}
