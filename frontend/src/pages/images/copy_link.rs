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

/// The way to copying, or a button that says why there is none.
pub(super) struct CopyLink {
    pub(super) el: El,
    leads: bool,
}

impl CopyLink {
    /// Of this image.
    pub(super) fn draw(image: &Image, scope: Scope, can_write: bool) -> Self {
        let way = way(image, scope, can_write);
        let el = match way {
            Ok(_) => el("a", "button compact"),
            Err(_) => {
                el("button", "button compact").attr("type", "button").attr("aria-disabled", "true")
            }
        };
        let el = el.add(icon(Glyph::COPY_PLUS)).text(text::images().copy_to);
        let link = Self { el, leads: way.is_ok() };
        link.say(image, scope, way);
        link
    }

    /// Becomes that of another image. False where that takes another element.
    pub(super) fn turn_to(&self, image: &Image, scope: Scope, can_write: bool) -> bool {
        let way = way(image, scope, can_write);
        let fits = way.is_ok() == self.leads;
        if fits {
            self.say(image, scope, way);
        }
        fits
    }

    fn say(&self, image: &Image, scope: Scope, way: Result<ImageId, &str>) {
        let it = text::images();
        let name = image.name.text();
        let el = self.el.clone();
        let (el, label) = match way {
            Ok(id) => (
                el.attr("href", &Place::copy(scope, id).url()),
                text::fill(it.copy_to_other, &[("name", &name)]),
            ),
            Err(reason) => (
                el.attr("title", reason),
                text::fill(it.copy_not_possible, &[("name", &name), ("reason", &reason)]),
            ),
        };
        el.attr("aria-label", &label);
    }
}

/// What is to be copied, or why it cannot be.
fn way(image: &Image, scope: Scope, can_write: bool) -> Result<ImageId, &'static str> {
    let it = text::images();
    source_region(image, scope).map_err(|obstacle| obstacle_words(&obstacle))?;
    if !can_write {
        return Err(it.read_only);
    }
    image.id.parse().map_err(|_| it.no_id)
}
