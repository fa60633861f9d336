//! Words for cells. They never say more than is known: "accepted", not "copied".

use shared::region::Region;
use shared::run::RegionState;

use crate::runs;
use crate::text;

use super::key::RowKey;
use super::model::{Cell, Fill, Gap, Row, State};

/// The class of a cell, by its state.
pub fn class(cell: &Cell) -> &'static str {
    match &cell.state {
        State::Present => "present",
        State::DeletionFailed => "failed",
        State::PendingDelete => "pending",
        State::UnderWay(flight) => match flight.state {
            RegionState::Unknown => "under-way unknown",
            _ => "under-way",
        },
        State::Missing(Gap { fill: Fill::Closed(_), .. }) => "closed",
        State::Missing(Gap { refused: Some(_), .. }) => "gap refused",
        State::Missing(_) => "gap",
    }
}

/// A sign of the grid: the class of a cell that bears it, a number in its place, and what it means.
pub type Sign = (&'static str, Option<&'static str>, &'static str);

/// Every sign, for the legend. A cell that has one says the same, or more exactly what it is.
pub fn signs() -> [Sign; 11] {
    let it = text::coverage();
    [
        ("present", None, it.present),
        ("present", Some("2"), it.several),
        ("present drift", None, it.differs),
        ("under-way", None, it.in_a_run),
        ("under-way unknown", None, it.run_unknown),
        ("gap", None, it.missing),
        ("gap chosen", None, it.missing_chosen),
        ("gap refused", None, it.missing_rejected),
        ("closed", None, it.cannot_be_copied),
        ("pending", None, it.being_deleted),
        ("failed", None, it.not_deleted),
    ]
}

/// What a cell says to people who do not see it: "eu-west-1: missing".
pub fn label(region: &Region, cell: &Cell) -> String {
    let mut label = format!("{region}: {}", state(cell));
    if cell.copies.len() > 1 {
        label.extend([", ", &text::count(text::coverage().copies, cell.copies.len())]);
    }
    if cell.drifts() {
        label.extend([", ", text::coverage().differs]);
    }
    label
}

/// Operating system and architecture of a row.
pub fn software(key: &RowKey) -> String {
    let known = |text: &str| {
        if text.is_empty() { text::coverage().unknown.to_owned() } else { text.to_owned() }
    };
    format!("{} · {}", known(&key.os), known(&key.architecture))
}

/// A row as it is told to people who do not see it.
pub fn row(row: &Row) -> String {
    let it = text::coverage();
    let mut told = text::fill(
        it.row,
        &[
            ("name", &row.key.name),
            ("software", &software(&row.key)),
            ("present", &row.present()),
            ("regions", &text::count(it.regions, row.cells.len())),
        ],
    );
    if row.drifts() {
        told.extend([", ", it.copies_differ]);
    }
    told
}

/// The state of a cell in words.
pub fn state(cell: &Cell) -> String {
    match &cell.state {
        State::Present => text::coverage().present.to_owned(),
        State::DeletionFailed => text::coverage().not_deleted.to_owned(),
        State::PendingDelete => text::coverage().being_deleted.to_owned(),
        State::UnderWay(flight) => match &flight.state {
            RegionState::Planned => text::coverage().run_waiting.to_owned(),
            RegionState::Sending => text::coverage().run_sending.to_owned(),
            RegionState::Accepted => text::coverage().run_accepted.to_owned(),
            RegionState::Listed => text::coverage().run_listed.to_owned(),
            RegionState::Unknown => text::coverage().run_unknown.to_owned(),
            other => text::fill(text::coverage().run_other, &[("state", &other)]),
        },
        State::Missing(Gap { fill: Fill::Closed(reason), .. }) => text::fill(
            text::coverage().missing_closed,
            &[("reason", &(runs::words::reason(Some(reason))))],
        ),
        State::Missing(Gap { refused: Some(_), .. }) => {
            text::coverage().missing_rejected.to_owned()
        }
        State::Missing(_) => text::coverage().missing.to_owned(),
    }
}

/// The state of a cell in one word, for a file.
pub fn code(cell: &Cell) -> &'static str {
    match &cell.state {
        State::Present => "present",
        State::DeletionFailed => "failed",
        State::PendingDelete => "pending_delete",
        State::UnderWay(_) => "under_way",
        State::Missing(_) => "missing",
    }
}
