//! Words for cells. They never say more than is known: "accepted", not "copied".

use shared::region::Region;
use shared::run::RegionState;

use crate::runs;

use super::key::RowKey;
use super::model::{Cell, Fill, Gap, Row, State};
use super::summary::counted;

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

/// What a cell says to people who do not see it: "eu-west-1: missing".
pub fn label(region: &Region, cell: &Cell) -> String {
    let mut label = format!("{region}: {}", state(cell));
    if cell.copies.len() > 1 {
        label.extend([", ", &cell.copies.len().to_string(), " copies"]);
    }
    if cell.drifts() {
        label.push_str(", differs from others of its name");
    }
    label
}

/// Operating system and architecture of a row.
pub fn software(key: &RowKey) -> String {
    let known = |text: &str| if text.is_empty() { "unknown".to_owned() } else { text.to_owned() };
    format!("{} · {}", known(&key.os), known(&key.architecture))
}

/// A row as it is told to people who do not see it.
pub fn row(row: &Row) -> String {
    let differs = if row.drifts() { ", copies differ" } else { "" };
    let (present, regions) = (row.present(), counted(row.cells.len(), "region", "regions"));
    format!("{}, {}, in {present} of {regions}{differs}", row.key.name, software(&row.key))
}

/// The state of a cell in words.
pub fn state(cell: &Cell) -> String {
    match &cell.state {
        State::Present => "present".to_owned(),
        State::DeletionFailed => "there, could not be deleted".to_owned(),
        State::PendingDelete => "being deleted".to_owned(),
        State::UnderWay(flight) => match &flight.state {
            RegionState::Planned => "waiting in a copy run".to_owned(),
            RegionState::Sending => "being sent by a copy run".to_owned(),
            RegionState::Accepted => "accepted in a copy run".to_owned(),
            RegionState::Listed => "accepted in a copy run and listed by Scalr".to_owned(),
            RegionState::Unknown => "unknown, a copy run lost the answer".to_owned(),
            other => format!("{other} in a copy run"),
        },
        State::Missing(Gap { fill: Fill::Closed(reason), .. }) => {
            format!("missing, cannot be copied: {}", runs::words::reason(Some(reason)))
        }
        State::Missing(Gap { refused: Some(_), .. }) => {
            "missing, the last copy was rejected".to_owned()
        }
        State::Missing(_) => "missing".to_owned(),
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
