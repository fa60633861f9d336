//! The grid.

use std::collections::BTreeMap;
use std::sync::Arc;

use shared::copy::Seen;
use shared::image::{Architecture, Image, ImageStatus};
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
    pub rows: Vec<Arc<Row>>,
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
        let Sorted { names, places, left_out } = Sorted::of(known.images);
        let in_use = places.iter().map(|place| place.region.clone()).collect();
        let columns = columns(&in_use, known.added);
        let making = Making {
            known,
            flights: &Flights::of(known.runs, known.as_of, |run| row_of(&names, run)),
            partitions: places.iter().map(|place| place.region.partition()).collect(),
            column_of: places
                .iter()
                .map(|place| {
                    columns.iter().position(|column| column.region == place.region).unwrap_or(0)
                })
                .collect(),
            columns: &columns,
        };
        let mut rows = Vec::new();
        for (name, of_name) in names {
            making.rows_of(name, of_name, &mut rows);
        }
        Self { scope: known.scope, groups: groups(&columns), columns, rows, left_out }
    }

    /// The row of a tag; `None` where there is none, or two.
    pub fn row(&self, tag: Tag) -> Option<&Arc<Row>> {
        let mut found = self.rows.iter().filter(|row| row.tag == tag);
        found.next().filter(|_| found.next().is_none())
    }

    /// All copies of the name of a row, which is what a plan for it has to know.
    pub fn of_name<'a>(&'a self, row: &'a Row) -> impl Iterator<Item = Seen<'a>> {
        let name = &row.key.name;
        let from = self.rows.partition_point(|other| other.key.name < *name);
        let same = self.rows[from..].iter().take_while(move |other| other.key.name == *name);
        same.flat_map(|row| row.images()).map(Seen::from)
    }
}

/// A region that images were found in. There are few, so that an image needs to be told only the number
/// of its own.
struct FoundRegion {
    code: String,
    region: Region,
}

/// Images of one name: by system and architecture, each with the number of its region.
type OfName<'a> = BTreeMap<(&'a str, &'a str), Vec<(usize, &'a Arc<Image>)>>;

/// The images that have a place in the grid, by name.
struct Sorted<'a> {
    names: BTreeMap<&'a str, OfName<'a>>,
    places: Vec<FoundRegion>,
    left_out: LeftOut,
}

impl<'a> Sorted<'a> {
    fn of(images: &'a [Arc<Image>]) -> Self {
        let mut sorted =
            Self { names: BTreeMap::new(), places: Vec::new(), left_out: LeftOut::default() };
        for image in images {
            if let Some(place) = sorted.place(image) {
                let name = sorted.names.entry(image.name.text()).or_default();
                name.entry(software(image)).or_default().push((place, image));
            }
        }
        sorted
    }

    /// The number of an image's region; `None` where the image has no place.
    fn place(&mut self, image: &Image) -> Option<usize> {
        let code = image.cloud_location.text();
        let is_told = self.left_out.counts(image);
        if is_told {
            return None;
        }
        let known = self.places.iter().position(|place| place.code == code);
        known.or_else(|| {
            let Ok(region) = code.parse() else {
                self.left_out.without_region += 1;
                return None;
            };
            self.places.push(FoundRegion { code: code.to_owned(), region });
            Some(self.places.len() - 1)
        })
    }
}

fn software(image: &Image) -> (&str, &str) {
    (image.os_id(), image.architecture.get().map_or("", Architecture::as_str))
}

fn key(name: &str, (os, architecture): (&str, &str)) -> RowKey {
    let [name, os, architecture] = [name, os, architecture].map(str::to_owned);
    RowKey { name, os, architecture }
}

/// The row of a run's image: that of the image itself, else the only one of its name.
fn row_of(names: &BTreeMap<&str, OfName<'_>>, run: &CopyRun) -> Option<RowKey> {
    let rows = names.get(run.image.name.as_str())?;
    let is_own = |copies: &[(usize, &Arc<Image>)]| copies.iter().any(|(_, c)| c.id == run.image.id);
    let own = rows.iter().find(|(_, copies)| is_own(copies));
    let (software, _) = own.or_else(|| rows.first_key_value().filter(|_| rows.len() == 1))?;
    Some(key(&run.image.name, *software))
}

/// What is needed to make rows.
struct Making<'a> {
    known: &'a Known<'a>,
    flights: &'a Flights,
    columns: &'a [Column],
    /// By the number of a region.
    partitions: Vec<Partition>,
    /// The same: which column it is.
    column_of: Vec<usize>,
}

impl Making<'_> {
    /// The rows of one name.
    fn rows_of(&self, name: &str, of_name: OfName<'_>, rows: &mut Vec<Arc<Row>>) {
        // What is about to go need not be like what stays.
        let compared = |image: &Image| !image.is_pending_delete();
        let images = of_name.values().flatten().map(|(_, image)| &***image);
        let images: Vec<&Image> = images.filter(|image| compared(image)).collect();
        let mut told = differences(&images).into_iter();
        let made: Vec<(RowKey, Vec<(usize, Entry)>)> = of_name
            .into_iter()
            .map(|(software, copies)| {
                let mut entries: Vec<(usize, Entry)> = copies
                    .into_iter()
                    .map(|(place, image)| {
                        let differences = if compared(image) {
                            told.next().unwrap_or_default()
                        } else {
                            Vec::new()
                        };
                        (place, Entry { image: Arc::clone(image), differences })
                    })
                    .collect();
                entries.sort_by(|(_, a), (_, b)| better(a.ranked(), b.ranked()));
                (key(name, software), entries)
            })
            .collect();
        let of = |entries: &[(usize, Entry)]| -> Vec<Arc<Image>> {
            entries.iter().map(|(_, entry)| Arc::clone(&entry.image)).collect()
        };
        let of_rows: Vec<Vec<Arc<Image>>> = made.iter().map(|(_, entries)| of(entries)).collect();
        for (at, (key, entries)) in made.into_iter().enumerate() {
            let others = of_rows.iter().enumerate().filter(|(other, _)| *other != at);
            let others: Vec<Seen<'_>> =
                others.flat_map(|(_, images)| images).map(|image| Seen::from(&**image)).collect();
            rows.push(Arc::new(self.row(key, entries, &others)));
        }
    }

    fn row(&self, key: RowKey, entries: Vec<(usize, Entry)>, others: &[Seen<'_>]) -> Row {
        let scope = self.known.scope;
        let mut sources: Vec<(Partition, Arc<Image>)> = Vec::new();
        for (place, entry) in &entries {
            let partition = self.partitions[*place];
            let is_new = sources.iter().all(|(there, _)| *there != partition);
            if is_new && Seen::from(&*entry.image).source_region(scope).is_ok() {
                sources.push((partition, Arc::clone(&entry.image)));
            }
        }
        let mut row = Row {
            tag: key.tag(),
            cells: Vec::with_capacity(self.columns.len()),
            // The first of the sources can be copied, if not to everywhere.
            best: sources.first().map_or_else(|| &entries[0].1.image, |(_, image)| image).clone(),
            sources,
            busy: self.flights.of_name(&key.name).to_vec(),
            key,
        };
        let mut copies: Vec<Vec<Entry>> = vec![Vec::new(); self.columns.len()];
        for (place, entry) in entries {
            copies[self.column_of[place]].push(entry);
        }
        for (Column { region, .. }, copies) in self.columns.iter().zip(copies) {
            let state = match copies.first().map(|entry| entry.image.status.get()) {
                Some(Some(ImageStatus::PendingDelete)) => State::PendingDelete,
                Some(Some(ImageStatus::Failed)) => State::DeletionFailed,
                Some(_) => State::Present,
                None => match self.flights.get(&row.key, region) {
                    Some(flight) if flight.is_under_way() => State::UnderWay(flight.clone()),
                    refused => State::Missing(Gap {
                        fill: row.fill(scope, others, region),
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
