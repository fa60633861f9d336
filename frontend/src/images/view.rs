//! Which images of an inventory a list shows, and in which order. Looking through 10,000 images takes
//! no request: all is decided here.

use std::sync::Arc;

use shared::image::Image;

use crate::inventory::Inventory;

use super::filter::Filter;
use super::query::ImageQuery;
use super::sort::Sort;

/// Places in [`Inventory::images`], in this order. To be made anew only when images come or the order
/// is another one, not for each letter of a search.
pub fn order(inventory: &Inventory, sort: Sort) -> Vec<usize> {
    let images = inventory.images();
    let mut places: Vec<usize> = (0..images.len()).collect();
    places.sort_unstable_by(|one, other| sort.compare(&images[*one], &images[*other]));
    places
}

/// A page of a list.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shown {
    /// The images on the page.
    pub rows: Vec<Arc<Image>>,
    /// How many match in all.
    pub matches: usize,
    /// The page at hand, from 1: the last where the one asked for is not there.
    pub page: usize,
    /// How many pages there are, at least one.
    pub pages: usize,
}

/// The page that a query asks for, out of images in the order at hand.
pub fn page(inventory: &Inventory, order: &[usize], query: &ImageQuery) -> Shown {
    let images = inventory.images();
    let texts = inventory.texts();
    let search = query.search().to_ascii_lowercase();
    let words: &[&str] = &search.split_whitespace().collect::<Vec<_>>();
    let filters = query.active();
    // The order may be older than the images for a moment.
    let matching: Vec<usize> = order
        .iter()
        .copied()
        .filter(|place| {
            images.get(*place).is_some_and(|image| {
                filters.iter().all(|(filter, value)| filter.value(image) == value)
            }) && has_all(&texts[*place], words)
        })
        .collect();
    let size = query.page_size() as usize;
    let pages = matching.len().div_ceil(size).max(1);
    let page = (query.page as usize).clamp(1, pages);
    let rows = matching.iter().skip((page - 1) * size).take(size);
    Shown {
        rows: rows.map(|place| Arc::clone(&images[*place])).collect(),
        matches: matching.len(),
        page,
        pages,
    }
}

/// Whether every word is somewhere in a text. Looks for the first letter and then for the rest: what
/// `str::contains` prepares for each text takes longer than the search itself, ten thousand times for each
/// letter that is typed.
pub fn has_all(text: &str, words: &[&str]) -> bool {
    let text = text.as_bytes();
    words.iter().map(|word| word.as_bytes()).all(|word| {
        let Some(first) = word.first() else { return true };
        text.windows(word.len()).any(|part| part[0] == *first && part == word)
    })
}

/// Every value that images have for a filter, in alphabetical order.
pub fn values(inventory: &Inventory, filter: Filter) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for value in inventory.images().iter().map(|image| filter.value(image)) {
        match values.binary_search_by(|known| (**known).cmp(value)) {
            Err(place) if !value.is_empty() => values.insert(place, value.to_owned()),
            _ => {}
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use shared::scope::Scope;

    fn inventory() -> Inventory {
        let image = |number: usize, name: &str, region: &str, deprecated: bool| -> Image {
            serde_json::from_value(json!({"id": format!("id-{number}"), "name": name,
                "cloudPlatform": "ec2", "cloudLocation": region, "deprecated": deprecated,
                "cloudImageId": format!("ami-{number}"), "os": "ubuntu-14-04",
                "added": format!("2026-01-0{number}T00:00:00Z")}))
            .expect("an image")
        };
        let mut inventory = Inventory::default();
        inventory.begin(Scope::Global);
        inventory.take(vec![
            image(1, "golden-web", "us-east-1", false),
            image(2, "golden-web", "eu-west-1", false),
            image(3, "golden-db", "eu-west-1", true),
            image(4, "Legacy", "ap-southeast-2", true),
        ]);
        inventory.end(true, 1.0);
        inventory
    }

    fn ids(search: &str) -> Vec<String> {
        let inventory = inventory();
        let query = ImageQuery::read(&shared::query::parse(search).expect("a query"));
        let order = order(&inventory, query.sort);
        page(&inventory, &order, &query).rows.iter().map(|image| image.id.clone()).collect()
    }

    #[test]
    fn without_a_query_the_newest_are_first() {
        assert_eq!(ids(""), ["id-4", "id-3", "id-2", "id-1"]);
    }

    #[test]
    fn every_word_of_a_search_has_to_be_somewhere() {
        assert_eq!(ids("q=golden+eu-"), ["id-3", "id-2"]);
        assert_eq!(ids("q=LEGACY"), ["id-4"]);
        assert_eq!(ids("q=ireland+web"), ["id-2"]);
        assert_eq!(ids("q=AMI-3"), ["id-3"]);
        assert_eq!(ids("q=golden+nothing"), Vec::<String>::new());
    }

    #[test]
    fn a_word_is_found_at_the_start_in_the_middle_and_at_the_end() {
        for words in
            [&["golden"][..], &["den-w"], &["web"], &["golden-web"], &["w", "go"], &[""], &[]]
        {
            assert!(has_all("golden-web", words), "{words:?}");
        }
        for words in [&["webx"][..], &["golden-webs"], &["go", "x"], &["gw"]] {
            assert!(!has_all("golden-web", words), "{words:?}");
        }
    }

    #[test]
    fn filters_are_equal_or_nothing() {
        assert_eq!(ids("name=golden"), Vec::<String>::new());
        assert_eq!(ids("deprecated=true&sort=name"), ["id-3", "id-4"]);
        assert_eq!(ids("cloudLocation=eu-west-1&q=web"), ["id-2"]);
    }

    #[test]
    fn a_page_that_is_not_there_is_the_last() {
        let inventory = inventory();
        let query = ImageQuery::default().sized(3).at_page(9);
        let shown = page(&inventory, &order(&inventory, query.sort), &query);
        assert_eq!((shown.page, shown.pages, shown.matches, shown.rows.len()), (2, 2, 4, 1));
    }

    #[test]
    fn an_order_of_fewer_or_more_images_than_there_are_does_no_harm() {
        let shown = page(&inventory(), &[3, 17, 0], &ImageQuery::default());
        assert_eq!(shown.matches, 2);
    }

    #[test]
    fn values_are_those_that_images_have() {
        assert_eq!(
            values(&inventory(), Filter::CloudLocation),
            ["ap-southeast-2", "eu-west-1", "us-east-1"]
        );
        assert_eq!(values(&inventory(), Filter::Source), Vec::<String>::new());
    }
}
