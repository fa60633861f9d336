//! Every image of a scope, as they come in: one store that the list, coverage, plans and the palette
//! read from.
//!
//! The first reading shows what has come so far. A later one keeps what is on screen until it has come
//! to its end, and then tells what has changed. Where pages could not be read, images that were known
//! before are kept: that nobody saw them does not mean that they are gone.

mod changes;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

use std::sync::Arc;

use shared::image::Image;
use shared::inventory::Gap;
use shared::platform::CloudPlatform;
use shared::region::Region;
use shared::scope::Scope;

use crate::api::ApiError;

pub use changes::Changes;

/// How far a reading has come, in pages of Scalr's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Pages that have been read, or given up.
    pub read: u32,
    /// All pages; 0 before it is known.
    pub pages: u32,
}

/// Images with the text of each that a search looks through.
#[derive(Debug, Default)]
struct Collection {
    images: Vec<Arc<Image>>,
    texts: Vec<String>,
    /// Places of the images in the order of their ids.
    by_id: Vec<usize>,
}

impl Collection {
    /// Adds an image unless it is there: a list that changes while it is read may hold one twice.
    fn add(&mut self, image: Arc<Image>) {
        if let Err(place) = self.search(&image.id) {
            self.by_id.insert(place, self.images.len());
            self.texts.push(search_text(&image));
            self.images.push(image);
        }
    }

    /// Where this id is in the order of ids, or where it would be.
    fn search(&self, id: &str) -> Result<usize, usize> {
        self.by_id.binary_search_by(|place| (*self.images[*place].id).cmp(id))
    }

    fn find(&self, id: &str) -> Option<&Arc<Image>> {
        self.search(id).ok().map(|place| &self.images[self.by_id[place]])
    }
}

/// The images of one scope.
#[derive(Debug, Default)]
pub struct Inventory {
    scope: Option<Scope>,
    shown: Collection,
    /// What a reading that renews has brought so far.
    coming: Option<Collection>,
    progress: Option<Progress>,
    gaps: Vec<Gap>,
    whole: bool,
    read_at: Option<f64>,
    changes: Changes,
    failed: Option<ApiError>,
}

impl Inventory {
    /// Starts reading a scope. What is known of the same scope stays until the end.
    pub fn begin(&mut self, scope: Scope) {
        if self.scope != Some(scope) {
            *self = Self { scope: Some(scope), ..Self::default() };
        }
        // A first reading that was cut off is begun again, not renewed.
        self.coming = self.read_at.is_some().then(Collection::default);
        if self.coming.is_none() {
            self.shown = Collection::default();
        }
        self.progress = Some(Progress { read: 0, pages: 0 });
        self.gaps.clear();
        self.failed = None;
    }

    /// How many pages there are to read.
    pub fn expect_pages(&mut self, pages: u32) {
        if let Some(progress) = &mut self.progress {
            progress.pages = pages;
        }
    }

    /// Images of a page that was read, or what was found by looking again.
    pub fn take(&mut self, images: Vec<Image>) {
        let into = self.coming.as_mut().unwrap_or(&mut self.shown);
        for image in images {
            into.add(Arc::new(image));
        }
        self.step();
    }

    /// A page that could not be read.
    pub fn miss(&mut self, gap: Gap) {
        self.gaps.push(gap);
        self.step();
    }

    fn step(&mut self) {
        if let Some(progress) = &mut self.progress {
            progress.read += 1;
            progress.pages = progress.pages.max(progress.read);
        }
    }

    /// The end of a reading: `whole` where every image of the scope is among those that came.
    /// `at` is the time since when nothing that came has been looked at again, in milliseconds since 1970.
    pub fn end(&mut self, whole: bool, at: f64) {
        self.progress = None;
        self.read_at = Some(at);
        self.whole = whole;
        let Some(mut coming) = self.coming.take() else {
            return;
        };
        if !whole {
            for image in &self.shown.images {
                coming.add(Arc::clone(image));
            }
        }
        // What stays as it was stays the same object, so that nobody draws it anew.
        for image in &mut coming.images {
            if let Some(old) = self.shown.find(&image.id).filter(|old| *old == image) {
                *image = Arc::clone(old);
            }
        }
        self.changes = Changes::between(&self.shown, &coming);
        self.shown = coming;
    }

    /// The reading broke off. What is known stays.
    pub fn fail(&mut self, error: ApiError) {
        self.progress = None;
        self.coming = None;
        self.failed = Some(error);
    }

    /// Whose images these are.
    pub fn scope(&self) -> Option<Scope> {
        self.scope
    }

    /// The images, in the order in which they came.
    pub fn images(&self) -> &[Arc<Image>] {
        &self.shown.images
    }

    /// The image with this id.
    pub fn find(&self, id: &str) -> Option<&Arc<Image>> {
        self.shown.find(id)
    }

    /// For each image what a search looks through, in lower case.
    pub fn texts(&self) -> &[String] {
        &self.shown.texts
    }

    /// How far the reading under way has come.
    pub fn progress(&self) -> Option<Progress> {
        self.progress
    }

    /// How old what is shown may be, in milliseconds since 1970; `None` while the first is under way.
    pub fn read_at(&self) -> Option<f64> {
        self.read_at
    }

    /// Pages that could not be read the last time.
    pub fn gaps(&self) -> &[Gap] {
        &self.gaps
    }

    /// Why the last reading broke off.
    pub fn failed(&self) -> Option<&ApiError> {
        self.failed.as_ref()
    }

    /// What the last reading brought that was not known before.
    pub fn changes(&self) -> &Changes {
        &self.changes
    }

    /// True where every image of the scope is known, as of [`Self::read_at`].
    pub fn is_whole(&self) -> bool {
        self.read_at.is_some() && self.whole && self.failed.is_none()
    }
}

/// Name, ids, platform, region and its place, and operating system, in lower case. All of them are ASCII
/// by Scalr's rules.
fn search_text(image: &Image) -> String {
    let region = image.region();
    let place = region.as_ref().and_then(Region::info).map_or("", |info| info.place);
    let parts = [
        image.name.text(),
        &image.id,
        image.cloud_image_id.text(),
        image.cloud_platform.get().map_or("", CloudPlatform::as_str),
        image.cloud_location.text(),
        place,
        image.os_id(),
    ];
    parts.join("\n").to_ascii_lowercase()
}
