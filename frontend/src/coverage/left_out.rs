//! Images that have no place in the grid.

use std::collections::BTreeMap;

use shared::image::Image;
use shared::platform::CloudPlatform;
use shared::region::Region;

/// How many images are left out, and why.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LeftOut {
    /// By platform, for platforms other than EC2: nothing is copied there.
    pub elsewhere: BTreeMap<String, usize>,
    /// EC2 images whose location is no region.
    pub without_region: usize,
    /// EC2 images without a name.
    pub nameless: usize,
}

impl LeftOut {
    /// The region of an image that has a place in the grid. Any other is counted here.
    pub(super) fn or_region(&mut self, image: &Image) -> Option<Region> {
        match image.cloud_platform.get() {
            Some(CloudPlatform::Ec2) => {}
            other => {
                let platform = other.map_or("an unknown platform", CloudPlatform::title);
                *self.elsewhere.entry(platform.to_owned()).or_default() += 1;
                return None;
            }
        }
        let region = image.region();
        let nameless = image.name.text().is_empty();
        match &region {
            None => self.without_region += 1,
            Some(_) if nameless => self.nameless += 1,
            Some(_) => {}
        }
        region.filter(|_| !nameless)
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
