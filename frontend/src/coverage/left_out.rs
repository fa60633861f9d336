//! Images that have no place in the grid.

use std::collections::BTreeMap;

use shared::image::Image;
use shared::platform::CloudPlatform;

use crate::text;

/// How many images are left out, and why.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// By platform, for platforms other than EC2: nothing is copied there.
    pub elsewhere: BTreeMap<String, usize>,
    /// EC2 images without a name.
    pub nameless: usize,
    /// Others whose location is no region.
    pub without_region: usize,
}

impl LeftOut {
    /// Counts an image that has no place, whatever its location; false where it may have one.
    pub(super) fn counts(&mut self, image: &Image) -> bool {
        match image.cloud_platform.get() {
            Some(CloudPlatform::Ec2) => {
                let nameless = image.name.text().is_empty();
                self.nameless += usize::from(nameless);
                nameless
            }
            other => {
                let platform =
                    other.map_or(text::coverage().unknown_platform, CloudPlatform::title);
                *self.elsewhere.entry(platform.to_owned()).or_default() += 1;
                true
            }
        }
    }

    /// How many there are.
    pub fn total(&self) -> usize {
        self.elsewhere.values().sum::<usize>() + self.without_region + self.nameless
    }

    /// "6 images are not shown: 2 of Microsoft Azure, 1 without an EC2 region".
    pub fn words(&self) -> Option<String> {
        let it = text::coverage();
        let total = self.total();
        if total == 0 {
            return None;
        }
        let mut parts: Vec<String> = self
            .elsewhere
            .iter()
            .map(|(of, count)| text::fill(it.n_elsewhere, &[("count", count), ("platform", of)]))
            .collect();
        if self.without_region > 0 {
            parts.push(text::count(it.n_without_region, self.without_region));
        }
        if self.nameless > 0 {
            parts.push(text::count(it.n_without_name, self.nameless));
        }
        Some(text::fill(
            text::plural(it.not_shown, total),
            &[("n", &text::grouped(total)), ("parts", &parts.join(", "))],
        ))
    }
}
