//! The grid.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use shared::copy::Seen;
use shared::image::{Image, ImageStatus};
use shared::region::{Partition, Region};
use shared::run::CopyRun;
use shared::run::plan::{Action, Reason, Wish, verdict};
use shared::scope::Scope;

use super::columns::{Column, Group, columns, groups};
use super::drift::{Difference, differences};
use super::flights::{Flight, Flights};
use super::key::{RowKey, Tag};
use super::left_out::LeftOut;
use super::rank::better;

/// What a grid is made of.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The scope at hand, from which copies would be ordered.
    pub scope: Scope,
    /// All images of the scope, in any order.
    pub images: &'a [Arc<Image>],
    /// When that was so, as the edge writes times; `None` where it is not known.
    pub as_of: Option<&'a str>,
    /// Regions to be shown besides those in use.
    pub added: &'a [Region],
    /// Copy runs with their regions, in any order.
    pub runs: &'a [CopyRun],
}

/// The grid: which image is in which region.
#[derive(Debug, Clone, PartialEq)]
pub struct Coverage {
    /// The scope.
    pub scope: Scope,
    /// The regions.
    pub columns: Vec<Column>,
    /// The headings over them.
    pub groups: Vec<Group>,
    /// The images, by name, operating system and architecture.
    pub rows: Vec<Row>,
    /// What has no place here.
    pub left_out: LeftOut,
}

/// An image over all regions.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What its copies have in common.
    pub key: RowKey,
    /// The key in short.
    pub tag: Tag,
    /// A cell for each column.
    pub cells: Vec<Cell>,
    /// Its best copy, whatever it is good for.
    best: Arc<Image>,
    /// The best copy to start from in each partition.
    sources: Vec<(Partition, Arc<Image>)>,
    /// Regions where a run sends, or may have sent, an image of this name.
    busy: Vec<String>,
}

/// An image in a region.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The copies that are there, the best first; usually one or none.
    pub copies: Vec<Entry>,
    /// What is to be seen.
    pub state: State,
}

/// A copy.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The image.
    pub image: Arc<Image>,
    /// Where it differs from others of its name.
    pub differences: Vec<Difference>,
}

/// What a cell shows.
#[derive(Debug, Clone, PartialEq)]
pub enum State {
    /// A copy is there.
    Present,
    /// A copy is there, and Scalr could not delete it.
    DeletionFailed,
    /// A copy is there and about to go.
    PendingDelete,
    /// A run is about it: a copy is, or may be, on its way.
    UnderWay(Flight),
    /// Nothing is there.
    Missing(Gap),
}

/// Where an image is missing.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// What could fill it.
    pub fill: Fill,
    /// Of a copy that was ordered lately and refused: the run, and what was said.
    pub refused: Option<Flight>,
}

/// Whether a gap can be filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fill {
    /// By a copy.
    Open,
    /// Not from here, and why.
    Closed(Reason),
}

impl Coverage {
    /// Makes the grid. The same images and runs give the same one in whatever order they come.
    pub fn of(known: &Known<'_>) -> Self {
        let mut left_out = LeftOut::default();
        let mut rows: BTreeMap<RowKey, Vec<(Region, Arc<Image>)>> = BTreeMap::new();
        let mut in_use = BTreeSet::new();
        for image in known.images {
            if let Some(region) = left_out.or_region(image) {
                if !in_use.contains(&region) {
                    in_use.insert(region.clone());
                }
                rows.entry(RowKey::of(image)).or_default().push((region, Arc::clone(image)));
            }
        }
        let flights = Flights::of(known.runs, known.as_of, |run| row_of(&rows, run));
        let columns = columns(&in_use, known.added);
        let told = Told { known, flights: &flights, columns: &columns };
        let mut made = Vec::with_capacity(rows.len());
        let mut rest: Vec<_> = rows.into_iter().collect();
        // Rows of one name stand together: the key begins with it.
        while let Some((key, _)) = rest.last() {
            let name = &key.name;
            let from = rest.partition_point(|(key, _)| key.name < *name);
            let same_name = rest.split_off(from);
            made.extend(told.rows_of_name(same_name).into_iter().rev());
        }
        made.reverse();
        Self { scope: known.scope, groups: groups(&columns), columns, rows: made, left_out }
    }

    /// The row of a tag; `None` where there is none, or two.
    pub fn row(&self, tag: Tag) -> Option<&Row> {
        let mut found = self.rows.iter().filter(|row| row.tag == tag);
        found.next().filter(|_| found.next().is_none())
    }

    /// All copies of the name of a row, which is what a plan for it has to know.
    pub fn of_name<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = Seen<'a>> {
        let name = &row.key.name;
        let from = self.rows.partition_point(|other| other.key.name < *name);
        let same = self.rows[from..].iter().take_while(move |other| other.key.name == *name);
        same.flat_map(Row::images).map(Seen::from)
    }
}

/// The row of a run's image: that of the image itself, else the only one of its name.
fn row_of(rows: &BTreeMap<RowKey, Vec<(Region, Arc<Image>)>>, run: &CopyRun) -> Option<RowKey> {
    let first =
        RowKey { name: run.image.name.clone(), os: String::new(), architecture: String::new() };
    let of_name: Vec<_> =
        rows.range(first..).take_while(|(key, _)| key.name == run.image.name).collect();
    let own = of_name.iter().find(|(_, copies)| copies.iter().any(|(_, c)| c.id == run.image.id));
    let (key, _) = own.or(if let [only] = of_name.as_slice() { Some(only) } else { None })?;
    Some((*key).clone())
}

struct Told<'a> {
    known: &'a Known<'a>,
    flights: &'a Flights,
    columns: &'a [Column],
}

type Copies = Vec<(Region, Arc<Image>)>;

impl Told<'_> {
    /// The rows of one name.
    fn rows_of_name(&self, rows: Vec<(RowKey, Copies)>) -> Vec<Row> {
        // What is about to go need not be like what stays.
        let compared = |image: &Image| !image.is_pending_delete();
        let mut told = {
            let images = rows.iter().flat_map(|(_, copies)| copies).map(|(_, image)| &**image);
            let images: Vec<&Image> = images.filter(|image| compared(image)).collect();
            differences(&images).into_iter()
        };
        let entries = rows.into_iter().map(|(key, copies)| {
            let mut entries: Vec<(Region, Entry)> = copies
                .into_iter()
                .map(|(region, image)| {
                    let differences =
                        if compared(&image) { told.next().unwrap_or_default() } else { Vec::new() };
                    (region, Entry { image, differences })
                })
                .collect();
            entries.sort_by(|(_, a), (_, b)| better(a.ranked(), b.ranked()));
            (key, entries)
        });
        let rows: Vec<(RowKey, Vec<(Region, Entry)>)> = entries.collect();
        rows.iter().map(|(key, entries)| self.row(key, entries, &rows)).collect()
    }

    fn row(
        &self,
        key: &RowKey,
        entries: &[(Region, Entry)],
        same_name: &[(RowKey, Vec<(Region, Entry)>)],
    ) -> Row {
        let others = same_name.iter().filter(|(other, _)| other != key);
        let others: Vec<Seen<'_>> = others
            .flat_map(|(_, entries)| entries)
            .map(|(_, entry)| Seen::from(&*entry.image))
            .collect();
        let mut sources: Vec<(Partition, Arc<Image>)> = Vec::new();
        for (region, entry) in entries {
            let is_new = sources.iter().all(|(partition, _)| *partition != region.partition());
            if is_new && Seen::from(&*entry.image).source_region(self.known.scope).is_ok() {
                sources.push((region.partition(), Arc::clone(&entry.image)));
            }
        }
        let mut row = Row {
            key: key.clone(),
            tag: key.tag(),
            cells: Vec::with_capacity(self.columns.len()),
            // The first of the sources can be copied, if not to everywhere.
            best: sources
                .first()
                .map_or_else(|| Arc::clone(&entries[0].1.image), |(_, i)| Arc::clone(i)),
            sources,
            busy: self.flights.of_name(&key.name).to_vec(),
        };
        for Column { region, .. } in self.columns {
            let copies: Vec<Entry> = entries
                .iter()
                .filter(|(there, _)| there == region)
                .map(|(_, entry)| entry.clone())
                .collect();
            let state = match copies.first().map(|entry| entry.image.status.get()) {
                Some(Some(ImageStatus::PendingDelete)) => State::PendingDelete,
                Some(Some(ImageStatus::Failed)) => State::DeletionFailed,
                Some(_) => State::Present,
                None => match self.flights.get(key, region) {
                    Some(flight) if flight.is_under_way() => State::UnderWay(flight.clone()),
                    refused => State::Missing(Gap {
                        fill: row.fill(self.known.scope, &others, region),
                        refused: refused.cloned(),
                    }),
                },
            };
            row.cells.push(Cell { copies, state });
        }
        row
    }
}

impl Row {
    /// All copies.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.cells.iter().flat_map(|cell| &cell.copies)
    }

    /// All copies' images.
    pub fn images(&self) -> impl Iterator<Item = &Image> {
        self.entries().map(|entry| &*entry.image)
    }

    /// The image that a copy to this region starts from: the best of the region's partition. Where there
    /// is none, the best at all, which tells why there can be no copy.
    pub fn source_for(&self, region: &Region) -> &Arc<Image> {
        let partition = region.partition();
        let source = self.sources.iter().find(|(there, _)| *there == partition);
        source.map_or(&self.best, |(_, image)| image)
    }

    /// What a plan is made of for copies from one of the row's images.
    pub fn wish<'a>(
        &'a self,
        scope: Scope,
        source: &'a Image,
        regions: &'a [Region],
        known: &'a [Seen<'a>],
    ) -> Wish<'a> {
        Wish {
            image: source.into(),
            scope,
            regions,
            known,
            in_flight: &self.busy,
            allow_duplicates: false,
        }
    }

    /// What a plan would say of a gap.
    fn fill(&self, scope: Scope, others: &[Seen<'_>], region: &Region) -> Fill {
        match verdict(&self.wish(scope, self.source_for(region), &[], others), region) {
            (Action::Send, _) => Fill::Open,
            (_, reason) => Fill::Closed(reason.unwrap_or(Reason::Other(String::new()))),
        }
    }

    /// True where one of its copies differs from others of its name.
    pub fn drifts(&self) -> bool {
        self.entries().any(|entry| !entry.differences.is_empty())
    }

    /// How many regions have it, in whatever state.
    pub fn present(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.copies.is_empty()).count()
    }

    /// How many regions lack it.
    pub fn missing(&self) -> usize {
        self.cells.iter().filter(|cell| matches!(cell.state, State::Missing(_))).count()
    }

    /// When the newest of its copies was registered, as Scalr writes it; empty where it does not tell.
    pub fn newest(&self) -> &str {
        self.images().map(|image| image.added.text()).max().unwrap_or_default()
    }
}

impl Cell {
    /// True where a copy can be ordered.
    pub fn is_open(&self) -> bool {
        matches!(&self.state, State::Missing(Gap { fill: Fill::Open, .. }))
    }

    /// True where a copy differs from others of its name.
    pub fn drifts(&self) -> bool {
        self.copies.iter().any(|entry| !entry.differences.is_empty())
    }
}

impl Entry {
    fn ranked(&self) -> (&Image, bool) {
        (&self.image, !self.differences.is_empty())
    }
}
