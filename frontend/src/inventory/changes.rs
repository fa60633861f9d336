//! What is different from the reading before.

use std::sync::Arc;

use crate::text;

use super::Collection;

/// Images that came, went, or are not what they were.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Ids of images that were not there.
    pub new: Vec<String>,
    /// Ids of images that have other values now.
    pub changed: Vec<String>,
    /// How many are there no more.
    pub gone: usize,
}

impl Changes {
    /// What `after` has that `before` had not, and the other way round. An image that is the same is the
    /// same object in both.
    pub(super) fn between(before: &Collection, after: &Collection) -> Self {
        let mut changes = Self::default();
        let mut stayed = 0;
        for image in &after.images {
            match before.find(&image.id) {
                None => changes.new.push(image.id.clone()),
                Some(old) => {
                    stayed += 1;
                    if !Arc::ptr_eq(old, image) {
                        changes.changed.push(image.id.clone());
                    }
                }
            }
        }
        changes.gone = before.images.len() - stayed;
        changes
    }

    /// True where this image came, or became another.
    pub fn is_about(&self, id: &str) -> bool {
        self.new.iter().chain(&self.changed).any(|changed| changed == id)
    }

    /// "3 new, 1 gone"; `None` where nothing has changed.
    pub fn words(&self) -> Option<String> {
        let it = text::images();
        let counts =
            [(self.new.len(), it.new), (self.changed.len(), it.changed), (self.gone, it.gone)];
        let words: Vec<String> = counts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| text::count(word, count))
            .collect();
        (!words.is_empty()).then(|| words.join(", "))
    }
}
