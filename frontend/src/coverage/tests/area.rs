//! Choosing many gaps at once.

use super::super::area::{Area, filled, is_filled, open_and_left};
use super::super::selection::{MOST_IMAGES, Selection};
use super::*;

fn sample() -> Coverage {
    let images = [
        plain("aa", "us-east-1"),
        plain("bb", "us-east-2"),
        image("cc", "us-east-1", &json!({"scope": "account"})),
    ];
    coverage(&images, &["us-west-1", "us-west-2"])
}

/// The chosen gaps as row and column.
fn chosen(coverage: &Coverage, selection: &Selection) -> Vec<String> {
    let rows = coverage.rows.iter();
    rows.flat_map(|row| {
        let regions = selection.of(row.tag).into_iter().flatten();
        regions.map(|region| format!("{} {region}", row.key.name))
    })
    .collect()
}

#[test]
fn an_area_has_its_open_gaps_and_nothing_else() {
    let coverage = sample();
    let fill = |area: Area| {
        let (rows, columns) = (&coverage.rows, &coverage.columns);
        let none = Selection::default();
        let some = filled(&none, rows, columns, &area, true).expect("room");
        assert_eq!(is_filled(&some, rows, columns, &area), !some.is_empty());
        assert!(!is_filled(&none, rows, columns, &area));
        assert!(filled(&some, rows, columns, &area, false).expect("room").is_empty());
        chosen(&coverage, &some)
    };
    assert_eq!(fill(Area::row(0)), ["aa us-east-2", "aa us-west-1", "aa us-west-2"]);
    assert_eq!(fill(Area::row(2)), [] as [&str; 0]);
    assert_eq!(fill(Area::column(2)), ["aa us-west-1", "bb us-west-1"]);
    assert_eq!(
        fill(Area::between((1, 2), (0, 1))),
        ["aa us-east-2", "aa us-west-1", "bb us-west-1"]
    );
    assert_eq!(fill(Area::ALL).len(), 6);
    assert_eq!(fill(Area::between((7, 7), (9, 9))), [] as [&str; 0]);
}

#[test]
fn what_is_open_is_counted_apart_from_what_is_left_to_choose() {
    let coverage = sample();
    let left = |rows: &[Arc<Row>], area: &Area| {
        let columns = &coverage.columns;
        let none = Selection::default();
        let some = filled(&none, &coverage.rows, columns, area, true).expect("room");
        open_and_left(&some, rows, columns, &Area::ALL)
    };
    assert_eq!(left(&coverage.rows, &Area::row(0)), (6, 3));
    assert_eq!(left(&coverage.rows, &Area::ALL), (6, 0));
    assert_eq!(left(&coverage.rows[..1], &Area::row(1)), (3, 3));
    assert_eq!(left(&[], &Area::ALL), (0, 0));
}

#[test]
fn an_area_that_is_too_large_is_filled_as_far_as_there_is_room() {
    let images: Vec<_> =
        (0..=MOST_IMAGES).map(|number| plain(&format!("image-{number}"), "us-east-1")).collect();
    let coverage = coverage(&images, &["us-east-2"]);
    let full = filled(&Selection::default(), &coverage.rows, &coverage.columns, &Area::ALL, true);
    assert_eq!(full.expect_err("no room").images(), MOST_IMAGES);
}
