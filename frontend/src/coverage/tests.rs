//! The grid of whole inventories.

mod area;
mod export;
mod orders;
#[cfg(not(target_arch = "wasm32"))]
mod properties;

use std::sync::Arc;

use serde_json::{Value, json};
use shared::image::Image;
use shared::region::Region;
use shared::run::CopyRun;
use shared::run::plan::Reason;

use crate::place::ids;

use super::arrange::{matching, page, pages};
use super::drift::Difference;
use super::query::{CoverageQuery, Sort};
use super::summary::Summary;
use super::{Cell, Coverage, Fill, Gap, Known, Row, State, words};

/// An image of an environment: name, region, and what is different.
fn image(name: &str, region: &str, changes: &Value) -> Arc<Image> {
    let mut value = json!({
        "id": format!("{name} in {region}"), "name": name, "os": {"id": "ubuntu-22-04"},
        "architecture": "x86_64", "cloudPlatform": "ec2", "cloudLocation": region,
        "cloudImageId": format!("ami-{name}-{region}"), "scope": "environment", "status": "active",
        "type": "ebs-hvm", "size": 8, "scalrAgentInstalled": true, "cloudInitInstalled": false,
        "deprecated": false, "added": "2026-01-01T00:00:00Z",
    });
    for (name, change) in changes.as_object().expect("an object") {
        value[name] = change.clone();
    }
    Arc::new(serde_json::from_value(value).expect("an image"))
}

fn plain(name: &str, region: &str) -> Arc<Image> {
    image(name, region, &json!({}))
}

fn region(code: &str) -> Region {
    code.parse().expect("a region")
}

fn run(image: &Image, at: &str, regions: &[(&str, &str)]) -> CopyRun {
    let regions: Vec<Value> = regions
        .iter()
        .map(|(region, state)| {
            json!({"region": region, "state": state, "since": at, "message": "The words."})
        })
        .collect();
    serde_json::from_value(json!({
        "id": format!("run at {at}"), "scope": "user/5", "createdAt": at, "createdBy": "ana",
        "image": {"id": image.id, "name": image.name.text(), "cloudLocation": "us-east-1",
            "cloudImageId": "ami-1"},
        "state": "running", "version": 1, "counts": {}, "regions": regions,
    }))
    .expect("a run")
}

fn with_runs(images: &[Arc<Image>], added: &[&str], runs: &[CopyRun]) -> Coverage {
    let added: Vec<Region> = added.iter().map(|code| region(code)).collect();
    let scope = "user/5".parse().expect("a scope");
    let as_of = Some("2026-11-22T12:00:00.000Z");
    Coverage::of(&Known { scope, images, as_of, added: &added, runs })
}

fn coverage(images: &[Arc<Image>], added: &[&str]) -> Coverage {
    with_runs(images, added, &[])
}

fn cell<'a>(coverage: &'a Coverage, name: &str, code: &str) -> &'a Cell {
    let row = coverage.rows.iter().find(|row| row.key.name == name).expect("a row");
    let column = coverage.columns.iter().position(|column| column.region.as_str() == code);
    &row.cells[column.expect("a column")]
}

/// Each row in short: its name and system, and the state of each cell.
fn states(coverage: &Coverage) -> Vec<String> {
    let row = |row: &Arc<Row>| {
        let cells: Vec<String> = row.cells.iter().map(words::state).collect();
        format!("{} {}: {}", row.key.name, row.key.os, cells.join("; "))
    };
    coverage.rows.iter().map(row).collect()
}

#[test]
fn rows_are_name_system_and_architecture_and_columns_the_regions_in_use() {
    let images = [
        plain("golden-web", "us-east-1"),
        plain("golden-web", "eu-west-1"),
        plain("golden-db", "eu-west-1"),
        image("golden-db", "eu-west-2", &json!({"architecture": "i386"})),
    ];
    let coverage = coverage(&images, &["ap-east-1"]);
    let columns: Vec<&str> = coverage.columns.iter().map(|c| c.region.as_str()).collect();
    assert_eq!(columns, ["us-east-1", "eu-west-1", "eu-west-2", "ap-east-1"]);
    let keys: Vec<(&str, &str)> =
        coverage.rows.iter().map(|row| (&*row.key.name, &*row.key.architecture)).collect();
    assert_eq!(keys, [("golden-db", "i386"), ("golden-db", "x86_64"), ("golden-web", "x86_64")]);
    let summary = Summary::of(&coverage, &coverage.rows);
    assert_eq!(summary.words(true), "3 images, 4 regions, 8 gaps, 2 drifting");
}

#[test]
fn a_cell_says_what_is_known_of_its_copies() {
    let images = [
        plain("aa", "us-east-1"),
        image("aa", "us-east-2", &json!({"status": "failed"})),
        image("aa", "us-west-1", &json!({"status": "pending_delete"})),
        image("aa", "us-west-2", &json!({"status": "resting"})),
    ];
    assert_eq!(
        states(&coverage(&images, &["eu-west-1"])),
        ["aa ubuntu-22-04: present; there, could not be deleted; being deleted; present; missing"]
    );
}

#[test]
fn the_legend_has_every_sign_that_a_cell_can_bear() {
    let source = plain("aa", "us-east-1");
    let images = [
        source.clone(),
        image("aa", "us-east-2", &json!({"status": "failed", "size": 20})),
        image("aa", "us-west-1", &json!({"status": "pending_delete"})),
    ];
    let runs = [run(
        &source,
        "2026-11-22T12:30:00.000Z",
        &[("eu-west-1", "accepted"), ("eu-west-2", "unknown"), ("eu-west-3", "rejected")],
    )];
    let added = ["eu-west-1", "eu-west-2", "eu-west-3", "eu-north-1", "cn-north-1"];
    let coverage = with_runs(&images, &added, &runs);
    let signs: Vec<&str> = words::signs().iter().map(|(class, _, _)| *class).collect();
    let mut borne: Vec<&str> =
        coverage.rows.iter().flat_map(|row| &row.cells).map(words::class).collect();
    borne.sort_unstable();
    borne.dedup();
    assert_eq!(
        borne,
        [
            "closed",
            "failed",
            "gap",
            "gap refused",
            "pending",
            "present",
            "under-way",
            "under-way unknown"
        ]
    );
    assert!(borne.iter().all(|class| signs.contains(class)));
}

#[test]
fn several_copies_in_one_region_are_counted_and_the_best_speaks_for_them() {
    let images = [
        image("aa", "us-east-1", &json!({"id": "1", "status": "pending_delete"})),
        image("aa", "us-east-1", &json!({"id": "2", "added": "2026-01-02T00:00:00Z"})),
        image("aa", "us-east-1", &json!({"id": "3", "added": "2026-01-03T00:00:00Z"})),
    ];
    let coverage = coverage(&images, &[]);
    let cell = cell(&coverage, "aa", "us-east-1");
    let ids: Vec<&str> = cell.copies.iter().map(|entry| &*entry.image.id).collect();
    assert_eq!((ids, &cell.state), (vec!["3", "2", "1"], &State::Present));
    assert_eq!(words::label(&region("us-east-1"), cell), "us-east-1: present, 3 copies");
    assert_eq!(Summary::of(&coverage, &coverage.rows).doubled, 1);
}

#[test]
fn what_has_no_place_is_counted_and_told() {
    let images = [
        plain("aa", "us-east-1"),
        image("bb", "", &json!({"cloudPlatform": "gce"})),
        image("cc", "RegionOne", &json!({"cloudPlatform": "openstack"})),
        image("dd", "RegionTwo", &json!({"cloudPlatform": "openstack"})),
        plain("ee", "nowhere"),
        image("ff", "us-east-1", &json!({"name": null})),
        image("gg", "us-east-1", &json!({"cloudPlatform": null})),
    ];
    let coverage = coverage(&images, &[]);
    assert_eq!(coverage.rows.len(), 1);
    assert_eq!(coverage.left_out.total(), 6);
    assert_eq!(
        coverage.left_out.words().as_deref(),
        Some(
            "6 images are not shown: 1 of Google Compute Engine, 2 of OpenStack, \
             1 of an unknown platform, 1 without an EC2 region, 1 without a name. \
             Only EC2 has copies by region."
        )
    );
    assert_eq!(super::left_out::LeftOut::default().words(), None);
}

#[test]
fn drift_is_found_across_rows_of_one_name() {
    let images = [
        plain("aa", "us-east-1"),
        plain("aa", "us-east-2"),
        image("aa", "us-west-1", &json!({"os": {"id": "debian-12-x"}, "size": 20})),
        // What is about to go need not be like the others.
        image("aa", "us-west-2", &json!({"size": 99, "status": "pending_delete"})),
        plain("bb", "us-west-2"),
    ];
    let coverage = coverage(&images, &[]);
    let drifting: Vec<(&str, bool)> =
        coverage.rows.iter().map(|row| (&*row.key.os, row.drifts())).collect();
    assert_eq!(drifting, [("debian-12-x", true), ("ubuntu-22-04", false), ("ubuntu-22-04", false)]);
    let odd = cell(&coverage, "aa", "us-west-1");
    let told: Vec<String> = odd.copies[0].differences.iter().map(Difference::words).collect();
    assert_eq!(
        told,
        ["OS: debian-12-x (2 of 3 copies: ubuntu-22-04)", "Size: 20 GB (2 of 3 copies: 8 GB)"]
    );
    // The name is there with another system: a plan would skip it.
    let gap = &coverage.rows[1].cells[2].state;
    assert_eq!(gap, &State::Missing(Gap { fill: Fill::Closed(Reason::Present), refused: None }));
}

#[test]
fn a_gap_is_open_only_where_a_copy_can_be_sent() {
    let fill =
        |images: &[Arc<Image>], code: &str| match &cell(&coverage(images, &[code]), "aa", code)
            .state
        {
            State::Missing(Gap { fill, .. }) => fill.clone(),
            other => panic!("{other:?}"),
        };
    let one = |changes: &Value| [image("aa", "us-east-1", changes)];
    let closed = Fill::Closed;
    assert_eq!(fill(&one(&json!({})), "eu-west-1"), Fill::Open);
    assert_eq!(fill(&one(&json!({})), "cn-north-1"), closed(Reason::Partition));
    assert_eq!(fill(&one(&json!({"scope": "account"})), "eu-west-1"), closed(Reason::Scope));
    assert_eq!(
        fill(&one(&json!({"status": "pending_delete"})), "eu-west-1"),
        closed(Reason::Status)
    );
    // One source in each partition is enough.
    let both = [plain("aa", "us-east-1"), plain("aa", "cn-north-1")];
    assert_eq!(fill(&both, "cn-northwest-1"), Fill::Open);
    // A copy of another scope cannot be copied from here, one of this scope can.
    let mixed = [image("aa", "us-east-1", &json!({"scope": "account"})), plain("aa", "us-west-1")];
    assert_eq!(fill(&mixed, "eu-west-1"), Fill::Open);
}

#[test]
fn runs_show_where_the_inventory_has_nothing_yet() {
    let source = plain("aa", "us-east-1");
    let other = image("aa", "us-west-2", &json!({"id": "other", "os": {"id": "debian-12-x"}}));
    let early = run(
        &source,
        "2026-11-22T11:00:00.000Z",
        &[
            ("eu-west-1", "accepted"),
            ("eu-west-2", "rejected"),
            ("eu-west-3", "unknown"),
            ("eu-north-1", "listed"),
            ("eu-south-1", "cancelled"),
            ("us-east-1", "sending"),
        ],
    );
    let late = run(
        &source,
        "2026-11-22T12:30:00.000Z",
        &[
            ("eu-west-1", "rejected"),
            ("eu-west-2", "planned"),
            ("ap-east-1", "listed"),
            ("ap-south-1", "rejected"),
        ],
    );
    let added = [
        "eu-west-1",
        "eu-west-2",
        "eu-west-3",
        "eu-north-1",
        "eu-south-1",
        "ap-east-1",
        "ap-south-1",
    ];
    let images = [source, other];
    let runs = [late.clone(), early.clone()];
    let coverage = with_runs(&images, &added, &runs);
    assert_eq!(coverage, with_runs(&images, &added, &[early, late]));
    let row = coverage.rows.iter().find(|row| row.key.os == "ubuntu-22-04").expect("a row");
    let told: Vec<String> = coverage
        .columns
        .iter()
        .zip(&row.cells)
        .map(|(column, cell)| words::label(&column.region, cell))
        .collect();
    assert_eq!(
        told,
        [
            "us-east-1: present, differs from others of its name",
            "us-west-2: missing, cannot be copied: An image of this name is there",
            "eu-north-1: missing",
            "eu-south-1: missing",
            "eu-west-1: accepted in a copy run",
            "eu-west-2: waiting in a copy run",
            "eu-west-3: unknown, a copy run lost the answer",
            "ap-east-1: accepted in a copy run and listed by Scalr",
            "ap-south-1: missing, the last copy was rejected",
        ]
    );
}

#[test]
fn filters_and_orders_choose_the_rows() {
    const ID: &str = "5a1a3fd0-1111-4222-8333-000000000001";
    let images = [
        plain("golden-web", "us-east-1"),
        plain("golden-web", "eu-west-1"),
        image("golden-db", "us-east-1", &json!({"id": ID})),
        image("golden-api", "us-east-1", &json!({"size": 20, "added": "2026-06-01T00:00:00Z"})),
        plain("golden-api", "eu-west-1"),
    ];
    let coverage = coverage(&images, &[]);
    let names = |query: &CoverageQuery| -> Vec<String> {
        matching(&coverage, query).into_iter().map(|row| row.key.name.clone()).collect()
    };
    let plain = CoverageQuery::default();
    assert_eq!(names(&plain), ["golden-api", "golden-db", "golden-web"]);
    for (text, found) in [
        ("GOLDEN  web", vec!["golden-web"]),
        ("ubuntu db", vec!["golden-db"]),
        ("ami-golden-api-eu-west-1", vec!["golden-api"]),
        ("i386", vec![]),
    ] {
        assert_eq!(
            names(&CoverageQuery { text: text.to_owned(), ..plain.clone() }),
            found,
            "{text}"
        );
    }
    let picked = CoverageQuery { images: ids(ID), ..plain.clone() };
    assert_eq!(names(&picked), ["golden-db"]);
    assert_eq!(names(&picked.unfiltered()).len(), 3);
    assert_eq!(names(&CoverageQuery { missing: true, ..plain.clone() }), ["golden-db"]);
    assert_eq!(names(&CoverageQuery { drifting: true, ..plain.clone() }), ["golden-api"]);
    assert_eq!(
        names(&CoverageQuery { sort: Sort::Missing, ..plain.clone() }),
        ["golden-db", "golden-api", "golden-web"]
    );
    assert_eq!(
        names(&CoverageQuery { sort: Sort::Newest, ..plain }),
        ["golden-api", "golden-db", "golden-web"]
    );
}

#[test]
fn pages_are_never_left_behind() {
    let rows: Vec<usize> = (0..101).collect();
    assert_eq!((pages(0), pages(50), pages(51), pages(101)), (1, 1, 2, 3));
    assert_eq!(page(&rows, 3), [100]);
    assert_eq!(page(&rows, 9), [100]);
    assert_eq!(page(&rows, 0), &rows[..50]);
    assert!(page(&[] as &[usize], 1).is_empty());
}
