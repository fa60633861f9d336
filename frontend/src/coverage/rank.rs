//! Which of several copies speaks for them, and which one is copied from.

use std::cmp::{Ordering, Reverse};

use shared::image::{Image, ImageStatus};

/// The order of two images and whether they differ from others of their name, the better source first:
/// active before anything else, then one that does not differ, then the newest. The id decides between
/// equals, so that everybody sees the same.
pub fn better((a, a_differs): (&Image, bool), (b, b_differs): (&Image, bool)) -> Ordering {
    // All dates of one Scalr are written alike, so that the text says which is later.
    let one = (status(a), a_differs, Reverse(a.added.text()), &a.id);
    one.cmp(&(status(b), b_differs, Reverse(b.added.text()), &b.id))
}

fn status(image: &Image) -> u8 {
    match image.status.get() {
        Some(ImageStatus::Active) => 0,
        Some(ImageStatus::Other(_)) | None => 1,
        Some(ImageStatus::Failed) => 2,
        Some(ImageStatus::PendingDelete) => 3,
    }
}
