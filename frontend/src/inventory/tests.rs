use proptest::prelude::*;
use serde_json::json;

use super::*;

const SCOPE: Scope = Scope::Global;

fn image(number: usize, name: &str) -> Image {
    serde_json::from_value(
        json!({"id": format!("id-{number}"), "name": name, "cloudPlatform": "ec2",
        "cloudLocation": "eu-west-1", "cloudImageId": format!("ami-{number}"),
        "os": {"id": "ubuntu-14-04"}}),
    )
    .expect("an image")
}

fn images(numbers: impl IntoIterator<Item = usize>) -> Vec<Image> {
    numbers.into_iter().map(|number| image(number, "golden-web")).collect()
}

fn ids(inventory: &Inventory) -> Vec<String> {
    let mut ids: Vec<_> = inventory.images().iter().map(|image| image.id.clone()).collect();
    ids.sort();
    ids
}

fn read(inventory: &mut Inventory, pages: Vec<Vec<Image>>, whole: bool, at: f64) {
    inventory.begin(SCOPE);
    inventory.expect_pages(u32::try_from(pages.len()).expect("few pages"));
    for page in pages {
        inventory.take(page);
    }
    inventory.end(whole, at);
}

#[test]
fn the_first_reading_shows_what_has_come_so_far() {
    let mut inventory = Inventory::default();
    inventory.begin(SCOPE);
    inventory.expect_pages(3);
    inventory.take(images([1, 2]));
    assert_eq!(ids(&inventory), ["id-1", "id-2"]);
    assert_eq!(inventory.progress(), Some(Progress { read: 1, pages: 3 }));
    assert!(!inventory.is_whole());
    assert_eq!(inventory.changes(), &Changes::default());
}

#[test]
fn renewing_keeps_what_is_shown_until_the_end_and_tells_what_changed() {
    let mut inventory = Inventory::default();
    read(&mut inventory, vec![images([1, 2, 3])], true, 1.0);
    inventory.begin(SCOPE);
    inventory.take(vec![image(1, "golden-web"), image(2, "golden-db"), image(4, "golden-web")]);
    assert_eq!(ids(&inventory), ["id-1", "id-2", "id-3"], "not before the end");
    inventory.end(true, 2.0);
    assert_eq!(ids(&inventory), ["id-1", "id-2", "id-4"]);
    let changes = inventory.changes();
    assert_eq!(
        (&*changes.new, &*changes.changed, changes.gone),
        (&["id-4".to_owned()][..], &["id-2".to_owned()][..], 1)
    );
    assert_eq!(changes.words().as_deref(), Some("1 new, 1 changed, 1 gone"));
    assert!(changes.is_about("id-4") && !changes.is_about("id-1"));
}

#[test]
fn an_image_that_a_lost_page_may_hold_is_not_gone() {
    let mut inventory = Inventory::default();
    read(&mut inventory, vec![images([1, 2]), images([3])], true, 1.0);
    inventory.begin(SCOPE);
    inventory.take(images([1, 2]));
    let gap = Gap { page: 2, code: "UpstreamTimeout".into(), message: String::new() };
    inventory.miss(gap.clone());
    inventory.end(false, 2.0);
    assert_eq!(ids(&inventory), ["id-1", "id-2", "id-3"]);
    assert_eq!(inventory.changes().words(), None);
    assert_eq!(inventory.gaps(), [gap]);
    assert!(!inventory.is_whole());
}

#[test]
fn a_reading_that_breaks_off_takes_nothing_away() {
    let mut inventory = Inventory::default();
    read(&mut inventory, vec![images([1, 2])], true, 1.0);
    inventory.begin(SCOPE);
    inventory.take(images([1]));
    inventory.fail(ApiError::Unreachable);
    assert_eq!(ids(&inventory), ["id-1", "id-2"]);
    assert_eq!(inventory.failed(), Some(&ApiError::Unreachable));
    assert!(!inventory.is_whole());
    read(&mut inventory, vec![images([2])], true, 3.0);
    assert!(inventory.is_whole());
}

#[test]
fn another_scope_begins_with_nothing() {
    let mut inventory = Inventory::default();
    read(&mut inventory, vec![images([1])], true, 1.0);
    inventory.begin("user/5".parse().expect("a scope"));
    assert_eq!((inventory.images().len(), inventory.read_at()), (0, None));
}

#[test]
fn a_search_finds_name_ids_region_place_and_system() {
    let mut inventory = Inventory::default();
    read(&mut inventory, vec![images([7])], true, 1.0);
    for part in ["golden-web", "id-7", "ami-7", "eu-west-1", "ireland", "ubuntu-14", "ec2"] {
        assert!(inventory.texts()[0].contains(part), "{part}");
    }
}

proptest! {
    /// Whatever the order of pages and however often an image comes, each is there once; where pages
    /// are lost, what is left is honest about it and never more than there is.
    #[test]
    fn any_order_of_pages_gives_the_same_images(
        order in Just((0..8usize).collect::<Vec<_>>()).prop_shuffle(),
        overlap in 0..3usize,
        lost in prop::collection::btree_set(0..8usize, 0..4),
        renewed in any::<bool>(),
    ) {
        let mut inventory = Inventory::default();
        if renewed {
            read(&mut inventory, vec![images(0..80)], true, 1.0);
        }
        inventory.begin(SCOPE);
        inventory.expect_pages(8);
        for page in order {
            if lost.contains(&page) {
                let page = u32::try_from(page).expect("few pages") + 1;
                inventory.miss(Gap { page, code: "UpstreamTimeout".into(), message: String::new() });
            } else {
                inventory.take(images((page * 10).saturating_sub(overlap)..page * 10 + 10));
            }
        }
        inventory.end(lost.is_empty(), 2.0);
        prop_assert_eq!(inventory.is_whole(), lost.is_empty());
        let ids = ids(&inventory);
        let mut once = ids.clone();
        once.dedup();
        prop_assert_eq!(&ids, &once);
        if lost.is_empty() || renewed {
            prop_assert_eq!(ids.len(), 80);
        } else {
            prop_assert!(ids.len() < 80 && ids.len() >= 80 - lost.len() * 10);
        }
    }
}
