//! Copy runs of what is chosen: one for each image that is copied from.

use std::sync::Arc;

use shared::copy::Seen;
use shared::image::Image;
use shared::region::Region;
use shared::run::plan::{Plan, plan};

use super::key::RowKey;
use super::model::Coverage;
use super::selection::Selection;

/// A run to be ordered.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// The row.
    pub key: RowKey,
    /// What is copied.
    pub source: Arc<Image>,
    /// Where to.
    pub regions: Vec<Region>,
    /// What would be done about each of them.
    pub plan: Plan,
}

/// All runs that come of a selection.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Orders {
    /// By row.
    pub runs: Vec<Order>,
    /// Chosen gaps whose image is no longer there.
    pub lost: usize,
}

impl Orders {
    /// How many copies would be sent.
    pub fn copies(&self) -> usize {
        let copies = self.runs.iter().map(|order| order.plan.counts.send);
        copies.sum::<u32>().try_into().unwrap_or(usize::MAX)
    }
}

/// Makes a plan for each image that is copied from. A partition has a source of its own, because no copy
/// goes from one to another.
pub fn orders(coverage: &Coverage, selection: &Selection) -> Orders {
    let mut orders = Orders::default();
    for (tag, chosen) in selection.rows() {
        let Some(row) = coverage.row(tag) else {
            orders.lost += chosen.len();
            continue;
        };
        let mut by_source: Vec<(&Arc<Image>, Vec<Region>)> = Vec::new();
        for region in chosen {
            let source = row.source_for(region);
            match by_source.iter_mut().find(|(known, _)| known.id == source.id) {
                Some((_, regions)) => regions.push(region.clone()),
                None => by_source.push((source, vec![region.clone()])),
            }
        }
        let known: Vec<Seen<'_>> = coverage.of_name(row).collect();
        for (source, regions) in by_source {
            let plan = plan(&row.wish(coverage.scope, source, &regions, &known));
            orders.runs.push(Order {
                key: row.key.clone(),
                source: Arc::clone(source),
                regions,
                plan,
            });
        }
    }
    orders.runs.sort_by(|a, b| (&a.key, &a.source.id).cmp(&(&b.key, &b.source.id)));
    orders
}
