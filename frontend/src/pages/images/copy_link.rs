//! The way from an image to copying it, or why there is none.

use shared::copy::{SourceObstacle, source_region};
use shared::id::ImageId;
use shared::image::Image;
use shared::scope::Scope;

use crate::components::{Glyph, icon};
use crate::dom::{El, el};
use crate::place::Place;
use crate::text;

/// Why an image cannot be copied.
pub fn obstacle_words(obstacle: &SourceObstacle) -> &'static str {
    let it = text::images();
    match obstacle {
        SourceObstacle::Scope => it.obstacle_scope,
        SourceObstacle::Platform => it.obstacle_platform,
        SourceObstacle::NoRegion => it.obstacle_region,
        SourceObstacle::Status => it.obstacle_status,
        SourceObstacle::Name => it.obstacle_name,
    }
}

/// The way to copying, or why there is none.
pub fn copy_link(image: &Image, scope: Scope, can_write: bool) -> El {
    let it = text::images();
    let obstacle = source_region(image, scope).err().map(|obstacle| obstacle_words(&obstacle));
    let reason = obstacle.or((!can_write).then_some(it.read_only));
    let name = image.name.text();
    let inside = |way: El| way.add(icon(Glyph::COPY_PLUS)).text(it.copy_to);
    match (reason, image.id.parse::<ImageId>().ok()) {
        (None, Some(id)) => inside(
            el("a", "button compact")
                .attr("href", &Place::copy(scope, id).url())
                .attr("aria-label", &text::fill(it.copy_to_other, &[("name", &name)])),
        ),
        (reason, _) => {
            let reason = reason.unwrap_or(it.no_id);
            let label = text::fill(it.copy_not_possible, &[("name", &name), ("reason", &reason)]);
            inside(
                el("button", "button compact")
                    .attr("type", "button")
                    .attr("aria-disabled", "true")
                    .attr("title", reason)
                    .attr("aria-label", &label),
            )
        }
    }
}
