//! The cells of a row, drawn by hand. Views would take every attribute of every cell off and put it on
//! again whenever one of them changes, and the focus with them; a grid has thousands of cells.

use leptos::prelude::document;
use web_sys::Element;

use crate::coverage::look::Look;

/// The cells behind the head of a row.
pub struct Cells {
    row: Element,
    drawn: Vec<(Element, Look)>,
}

impl Cells {
    /// No cell yet.
    pub fn of(row: Element) -> Self {
        Self { row, drawn: Vec::new() }
    }

    /// Makes the cells look like this; touches nothing that looks so already.
    pub fn draw(&mut self, looks: Vec<Look>) {
        for (gone, _) in self.drawn.drain(looks.len().min(self.drawn.len())..) {
            gone.remove();
        }
        for (at, look) in looks.into_iter().enumerate() {
            if let Some((cell, drawn)) = self.drawn.get_mut(at) {
                draw(cell, Some(drawn), &look);
                *drawn = look;
            } else if let Ok(cell) = document().create_element("td") {
                set(&cell, "tabindex", Some("-1"));
                draw(&cell, None, &look);
                // A row takes any cell.
                let _ = self.row.append_child(&cell);
                self.drawn.push((cell, look));
            }
        }
    }
}

fn draw(cell: &Element, before: Option<&Look>, look: &Look) {
    let attributes = look.attributes();
    let before = before.map(Look::attributes);
    for (at, (name, value)) in attributes.into_iter().enumerate() {
        if before.is_none_or(|before| before[at].1 != value) {
            set(cell, name, value);
        }
    }
}

fn set(cell: &Element, name: &str, value: Option<&str>) {
    // An element takes every attribute that is named here.
    let _ = match value {
        Some(value) => cell.set_attribute(name, value),
        None => cell.remove_attribute(name),
    };
}
