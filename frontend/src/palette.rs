//! What the palette finds: pages, scopes and actions by their words, images by everything that a search
//! of the list looks through.

use std::sync::Arc;

use shared::id::ImageId;
use shared::image::Image;
use shared::scope::Scope;

use crate::images::query::ImageQuery;
use crate::images::sort::Sort;
use crate::images::view;
use crate::inventory::Inventory;
use crate::place::Place;
use crate::text;

/// What happens when an entry is chosen.
#[derive(Debug, Clone, PartialEq)]
pub enum Goal {
    /// Going there.
    Go(Place),
    /// Doing something; the number is that of the action in the list that was given.
    Do(usize),
}

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A page of the scope at hand.
    Page,
    /// The same page of another scope.
    Scope,
    /// Something to do.
    Action,
    /// An image of the scope at hand.
    Image,
}

impl Kind {
    /// The word for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Page => text::overlay().page,
            Self::Scope => text::overlay().scope,
            Self::Action => text::overlay().action,
            Self::Image => text::overlay().image,
        }
    }
}

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub title: String,
    /// What tells it from others of the name.
    pub note: String,
    /// What happens.
    pub goal: Goal,
}

/// How many images are offered: whoever does not find one among them goes on typing.
const IMAGES: usize = 20;

/// The entries that a text finds: those whose title begins with it, then those with a word that does,
/// then the rest; then images, the newest first. Without a text everything but images.
pub fn find(
    entries: &[Entry],
    inventory: &Inventory,
    scope: Option<Scope>,
    text: &str,
) -> Vec<Entry> {
    let text = text.to_ascii_lowercase();
    let words: &[&str] = &text.split_whitespace().collect::<Vec<_>>();
    let ranked = |wanted: u8| {
        entries.iter().filter(move |entry| rank(&entry.title, words) == Some(wanted)).cloned()
    };
    let mut found: Vec<Entry> = (0..RANKS).flat_map(ranked).collect();
    if let Some(scope) =
        scope.filter(|scope| !words.is_empty() && inventory.scope() == Some(*scope))
    {
        found.extend(images(inventory, words).into_iter().filter_map(|image| entry(image, scope)));
    }
    found
}

/// How many ranks there are.
const RANKS: u8 = 3;

/// 0 where the title begins with the words, 1 where one of its words begins with the first, 2 where they
/// are in it somewhere; none where one is missing.
fn rank(title: &str, words: &[&str]) -> Option<u8> {
    let title = title.to_ascii_lowercase();
    if !words.iter().all(|word| title.contains(word)) {
        return None;
    }
    Some(match words.first() {
        Some(first) if !title.starts_with(first) => {
            if title.split_whitespace().any(|word| word.starts_with(first)) { 1 } else { 2 }
        }
        _ => 0,
    })
}

fn images<'a>(inventory: &'a Inventory, words: &[&str]) -> Vec<&'a Arc<Image>> {
    let (images, texts) = (inventory.images(), inventory.texts());
    view::order(inventory, Sort::default())
        .into_iter()
        .filter(|place| view::has_all(&texts[*place], words))
        .map(|place| &images[place])
        .take(IMAGES)
        .collect()
}

fn entry(image: &Arc<Image>, scope: Scope) -> Option<Entry> {
    let open: ImageId = image.id.parse().ok()?;
    Some(Entry {
        kind: Kind::Image,
        title: image.name.text().to_owned(),
        note: format!("{} {}", image.cloud_location.text(), image.cloud_image_id.text()),
        goal: Goal::Go(Place::Images { scope, open: Some(open), query: ImageQuery::default() }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn entries() -> Vec<Entry> {
        ["Images", "Copy runs", "Register an image", "Theme: dark"]
            .iter()
            .enumerate()
            .map(|(number, title)| Entry {
                kind: Kind::Action,
                title: (*title).to_owned(),
                note: String::new(),
                goal: Goal::Do(number),
            })
            .collect()
    }

    fn titles(text: &str) -> Vec<String> {
        let mut inventory = Inventory::default();
        inventory.begin(Scope::Global);
        let image = |number: usize| -> Image {
            serde_json::from_value(json!({"id": format!("5a1a3fd0-1111-4222-8333-{number:012}"),
                "name": format!("golden-{number}"), "cloudImageId": format!("ami-{number}"),
                "added": format!("2026-01-01T00:00:{number:02}Z")}))
            .expect("an image")
        };
        inventory.take((0..30).map(image).collect());
        let found = find(&entries(), &inventory, Some(Scope::Global), text);
        found.into_iter().map(|entry| entry.title).collect()
    }

    #[test]
    fn without_a_text_everything_but_images_is_offered() {
        assert_eq!(titles(" "), ["Images", "Copy runs", "Register an image", "Theme: dark"]);
    }

    #[test]
    fn what_begins_with_the_text_comes_first() {
        assert_eq!(titles("image"), ["Images", "Register an image"]);
        assert_eq!(titles("RUNS"), ["Copy runs"]);
        assert_eq!(titles("nothing of the kind"), Vec::<String>::new());
    }

    #[test]
    fn the_newest_images_are_offered_up_to_a_number() {
        let found = titles("golden");
        assert_eq!((found.len(), &*found[0]), (IMAGES, "golden-29"));
        assert_eq!(titles("ami-7"), ["golden-7"]);
    }

    #[test]
    fn images_of_another_scope_are_not_offered() {
        let mut inventory = Inventory::default();
        inventory.begin(Scope::Global);
        inventory.take(vec![
            serde_json::from_value(json!({"id": "5a1a3fd0-1111-4222-8333-000000000001",
                "name": "golden-web"}))
            .expect("an image"),
        ]);
        let other = "user/5".parse().ok();
        assert_eq!(find(&[], &inventory, other, "golden"), []);
    }
}
