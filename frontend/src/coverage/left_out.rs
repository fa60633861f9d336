//! Images that have no place in the grid.

use std::collections::BTreeMap;

use shared::image::Image;
use shared::platform::CloudPlatform;

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
                let platform = other.map_or("an unknown platform", CloudPlatform::title);
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
        let mut parts: Vec<String> = self
            .elsewhere
            .iter()
            .map(|(platform, count)| format!("{count} of {platform}"))
            .collect();
        if self.without_region > 0 {
            parts.push(format!("{} without an EC2 region", self.without_region));
        }
        if self.nameless > 0 {
            parts.push(format!("{} without a name", self.nameless));
        }
        let head = match self.total() {
            0 => return None,
            1 => "1 image is".to_owned(),
            many => format!("{many} images are"),
        };
        Some(format!("{head} not shown: {}. Only EC2 has copies by region.", parts.join(", ")))
    }
}
