//! Copy runs of what is chosen.

use super::super::orders::{Orders, orders};
use super::super::selection::Selection;
use super::*;

fn chosen(coverage: &Coverage, gaps: &[(&str, &str)]) -> Selection {
    let mut selection = Selection::default();
    for (name, code) in gaps {
        let row = coverage.rows.iter().find(|row| row.key.name == *name).expect("a row");
        selection.add(row.tag, region(code)).expect("room");
    }
    selection
}

fn short(orders: &Orders) -> Vec<String> {
    let order = |order: &super::super::orders::Order| {
        let regions: Vec<String> = order
            .plan
            .regions
            .iter()
            .map(|it| {
                let reason = it.reason.as_ref().map_or("", Reason::as_str);
                format!("{} {} {reason}", it.region, it.action).trim_end().to_owned()
            })
            .collect();
        format!("{}: {}", order.source.id, regions.join(", "))
    };
    orders.runs.iter().map(order).collect()
}

#[test]
fn the_source_is_active_like_its_siblings_new_and_of_the_partition() {
    let images = [
        image("aa", "us-east-1", &json!({"added": "2026-02-01T00:00:00Z"})),
        image("aa", "us-east-2", &json!({"added": "2026-03-01T00:00:00Z"})),
        image("aa", "us-west-1", &json!({"added": "2026-04-01T00:00:00Z", "size": 20})),
        image("aa", "us-west-2", &json!({"added": "2026-05-01T00:00:00Z", "status": "failed"})),
        image("aa", "cn-north-1", &json!({"added": "2026-01-01T00:00:00Z"})),
        plain("bb", "us-east-1"),
    ];
    let coverage = coverage(&images, &["cn-northwest-1", "eu-west-1", "eu-west-2"]);
    let selection = chosen(
        &coverage,
        &[("bb", "us-east-2"), ("aa", "eu-west-1"), ("aa", "cn-northwest-1"), ("aa", "eu-west-2")],
    );
    let orders = orders(&coverage, &selection);
    assert_eq!(
        short(&orders),
        [
            "aa in cn-north-1: cn-northwest-1 send",
            "aa in us-east-2: eu-west-1 send, eu-west-2 send",
            "bb in us-east-1: us-east-2 send"
        ]
    );
    assert_eq!((orders.copies(), orders.lost), (4, 0));
}

#[test]
fn what_has_changed_since_it_was_chosen_is_told_and_not_sent() {
    let source = plain("aa", "us-east-1");
    let before = coverage(&[Arc::clone(&source)], &["eu-west-1", "eu-west-2", "cn-north-1"]);
    let mut selection = chosen(
        &before,
        &[("aa", "eu-west-1"), ("aa", "eu-west-2"), ("aa", "cn-north-1"), ("aa", "ap-east-1")],
    );
    selection.add("00000000".parse().expect("a tag"), region("eu-west-1")).expect("room");
    let busy = [run(&source, "2026-11-22T11:00:00.000Z", &[("eu-west-2", "accepted")])];
    let now = with_runs(&[source, plain("aa", "eu-west-1")], &[], &busy);
    let orders = orders(&now, &selection);
    assert_eq!(
        short(&orders),
        ["aa in eu-west-1: ap-east-1 send, cn-north-1 block partition, eu-west-1 skip source, \
             eu-west-2 block in_flight"]
    );
    assert_eq!((orders.copies(), orders.lost), (1, 1));
}
