//! What holds for every inventory.

use proptest::prelude::*;

use super::super::selection::Selection;
use super::*;

const REGIONS: [&str; 7] =
    ["us-east-1", "us-west-2", "eu-west-1", "cn-north-1", "us-gov-west-1", "zz-west-1", "nowhere"];

/// Images that meet one another in rows and cells.
fn any_image() -> impl Strategy<Value = Value> {
    let name = prop_oneof![4 => Just(json!("aa")), 2 => Just(json!("b_c")), 1 => Just(Value::Null)];
    let platform = prop_oneof![8 => Just("ec2"), 1 => Just("gce")];
    let os = prop_oneof![4 => Just("ubuntu-22-04"), 1 => Just("debian-12-x")];
    let status = prop_oneof![
        6 => Just("active"), 2 => Just("pending_delete"), 1 => Just("failed"), 1 => Just("resting")
    ];
    let scope = prop_oneof![6 => Just("environment"), 1 => Just("account")];
    let details = (0_u8..3, any::<bool>(), 0_u8..4);
    (name, platform, 0..REGIONS.len(), os, status, scope, details).prop_map(
        |(name, platform, region, os, status, scope, (size, agent, day))| {
            json!({"name": name, "cloudPlatform": platform, "cloudLocation": REGIONS[region],
                "os": {"id": os}, "status": status, "scope": scope, "size": size,
                "scalrAgentInstalled": agent, "added": format!("2026-01-0{day}T00:00:00Z")})
        },
    )
}

fn inventory() -> impl Strategy<Value = (Vec<Arc<Image>>, Vec<Arc<Image>>)> {
    let images = prop::collection::vec(any_image(), 0..30).prop_map(|images| {
        let image = |(at, changes): (usize, Value)| {
            let mut changes = changes;
            changes["id"] = format!("5a1a3fd0-1111-4222-8333-{at:012}").into();
            image("aa", "us-east-1", &changes)
        };
        images.into_iter().enumerate().map(image).collect::<Vec<_>>()
    });
    images.prop_flat_map(|images| (Just(images.clone()), Just(images).prop_shuffle()))
}

proptest! {
    #[test]
    fn any_order_of_images_gives_the_same_grid((one, other) in inventory()) {
        prop_assert_eq!(coverage(&one, &["ap-east-1"]), coverage(&other, &["ap-east-1"]));
    }

    #[test]
    fn every_image_is_in_one_cell_or_told_as_left_out((images, _) in inventory()) {
        let coverage = coverage(&images, &[]);
        let mut shown: Vec<&str> =
            coverage.rows.iter().flat_map(|row| row.images()).map(|image| &*image.id).collect();
        let total = shown.len();
        shown.sort_unstable();
        shown.dedup();
        prop_assert_eq!(shown.len(), total);
        prop_assert_eq!(total + coverage.left_out.total(), images.len());
        for row in &coverage.rows {
            for (column, cell) in coverage.columns.iter().zip(&row.cells) {
                for entry in &cell.copies {
                    prop_assert_eq!(entry.image.region(), Some(column.region.clone()));
                    prop_assert_eq!(&super::super::key::RowKey::of(&entry.image), &row.key);
                }
            }
        }
    }

    #[test]
    fn states_add_up_to_the_whole_grid((images, _) in inventory()) {
        let coverage = coverage(&images, &["ap-east-1"]);
        let sum = Summary::of(&coverage, &coverage.rows);
        prop_assert!(coverage.rows.iter().all(|row| row.cells.len() == coverage.columns.len()));
        prop_assert_eq!(
            sum.present + sum.deletion_failed + sum.pending_delete + sum.under_way + sum.gaps,
            sum.images * sum.regions
        );
        prop_assert!(sum.closed <= sum.gaps && sum.drifting <= sum.images);
        let spans: usize = coverage.groups.iter().map(|group| group.span).sum();
        prop_assert_eq!(spans, coverage.columns.len());
        for row in &coverage.rows {
            prop_assert_eq!(coverage.row(row.tag).map(|found| &found.key), Some(&row.key));
        }
    }

    #[test]
    fn of_all_gaps_exactly_the_open_ones_are_sent((images, _) in inventory()) {
        let coverage = coverage(&images, &["ap-east-1"]);
        let mut selection = Selection::default();
        let mut open = 0;
        for row in &coverage.rows {
            for (column, cell) in coverage.columns.iter().zip(&row.cells) {
                open += usize::from(cell.is_open());
                if matches!(cell.state, State::Missing(_)) {
                    selection.add(row.tag, column.region.clone()).expect("room");
                }
            }
        }
        let orders = super::super::orders::orders(&coverage, &selection);
        prop_assert_eq!((orders.copies(), orders.lost), (open, 0));
        let back = Selection::read(&selection.write());
        prop_assert_eq!(back, selection);
    }
}
