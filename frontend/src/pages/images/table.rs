//! A page of images as a table.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use shared::id::ImageId;
use shared::image::Image;
use shared::scope::Scope;

use crate::components::states::skeleton_rows;
use crate::components::{Glyph, icon};
use crate::contexts::{Clock, use_inventory, use_session};
use crate::dom::{El, el, follow, once_drawn};
use crate::images::query::ImageQuery;
use crate::images::sort::Column;
use crate::images::view::Shown;
use crate::place::Place;
use crate::text;

use super::row::{Row, Told};
use super::selection::{Selection, select_all};
use super::view_options::ListView;

/// Columns of the table.
const COLUMNS: usize = 8;

/// Rows that are drawn at once. The others follow when these are on screen: so many fill it, and the time
/// it takes to see what a letter of a search leads to is as good as that of drawing them.
const FIRST: usize = 12;

/// Rows of the skeleton.
const BONES: usize = 12;

/// Title of each column, what it is ordered by, and its class, which says where the column gives way
/// (styles).
pub(super) fn columns() -> [(&'static str, Option<Column>, &'static str); COLUMNS] {
    [
        (text::common().name, Some(Column::Name), ""),
        (text::images().place, Some(Column::Place), ""),
        (text::common().os, Some(Column::Os), "at-medium col-os"),
        (text::common().architecture, Some(Column::Architecture), "at-large col-architecture"),
        (text::common().scope, Some(Column::Scope), "at-medium col-scope"),
        (text::common().status, Some(Column::Status), "col-status"),
        (text::images().added, Some(Column::Added), "right at-wide col-added"),
        (text::images().actions, None, "right"),
    ]
}

/// The table. While images are read anew the rows stay as they are.
pub fn image_table(
    scope: Memo<Option<Scope>>,
    query: Memo<ImageQuery>,
    open: Memo<Option<ImageId>>,
    shown: Memo<Shown>,
    view: ListView,
    selection: Selection,
) -> El {
    let inventory = use_inventory().signal();
    let session = use_session();
    let clock = expect_context::<Clock>();
    let heads = columns()
        .into_iter()
        .map(|(title, column, class)| head(title, column, class, scope, query));
    let rows: Rc<RefCell<Vec<Row>>> = Rc::default();
    let bones = skeleton_rows(BONES, COLUMNS + 1);
    let body = el("tbody", "").add_all(bones.iter().cloned());
    // One that follows everything for all rows: each row is told of what has become of it, and changes
    // only what is another.
    let draw = Rc::new({
        let (body, rows) = (body.clone(), Rc::clone(&rows));
        move |at_once: usize| {
            let Some(scope) = scope.get() else { return };
            let (shown, query, open) = (shown.read(), query.read(), open.read());
            let (inventory, can_write) = (inventory.read(), session.can_write());
            let mut rows = rows.borrow_mut();
            if rows.is_empty() != shown.rows.is_empty() {
                body.fill(bones.iter().filter(|_| shown.rows.is_empty()).cloned());
                rows.clear();
            }
            arrange(&body, &mut rows, &shown.rows, at_once, clock, selection);
            for row in rows.iter_mut().take(at_once) {
                row.catch_up(clock);
            }
            for row in rows.iter_mut().filter(|row| row.due.is_none()) {
                let fresh = inventory.changes().is_about(&row.image.borrow().id);
                row.tell(Told {
                    url: Place::Images { scope, open: row.id.clone(), query: query.clone() }.url(),
                    picked: row.id.as_ref().is_some_and(|id| query.selected().contains(id)),
                    open: row.id.is_some() && *open == row.id,
                    fresh,
                    way: (scope, can_write),
                });
            }
        }
    });
    follow(move || {
        draw(FIRST);
        if shown.read().rows.len() > FIRST {
            let draw = Rc::clone(&draw);
            once_drawn(move || untrack(|| draw(usize::MAX)));
        }
    });
    follow(move || {
        let now = clock.now();
        for row in rows.borrow_mut().iter_mut() {
            row.tell_age(now);
        }
    });
    let all = el("th", "pick").attr("scope", "col").add(select_all(selection, shown));
    let head = el("thead", "").add(el("tr", "").add(all).add_all(heads));
    let busy = move || inventory.read().progress().is_some();
    let table = el("table", "")
        .live_attr("class", move || Some("images stacked ".to_owned() + &view.classes()))
        .live_attr("aria-busy", move || Some(busy().to_string()))
        .add(head)
        .add(body);
    el("div", "table-box")
        .attr("role", "region")
        .attr("aria-label", text::images().images)
        .attr("tabindex", "0")
        .add(table)
}

/// Makes the rows those of these images, in this order. An image is the same object for as long as
/// nothing about it has changed: its row stays. The rows of others are due to
/// become those of what has come, and where there are not enough, so many are drawn `at_once`.
fn arrange(
    body: &El,
    rows: &mut Vec<Row>,
    images: &[Arc<Image>],
    at_once: usize,
    clock: Clock,
    selection: Selection,
) {
    if rows.len() == images.len() && rows.iter().zip(images).all(|(row, image)| row.is_of(image)) {
        return;
    }
    let (mut stay, mut free): (Vec<Row>, Vec<Row>) = std::mem::take(rows)
        .into_iter()
        .partition(|row| images.iter().any(|image| row.is_of(image)));
    // Nobody is left on a row that means another image all of a sudden.
    let focused = document().active_element().and_then(|at| at.closest("tr").ok().flatten());
    free.retain(|row| {
        let is_left = focused.as_ref() == Some(row.el.element());
        // Rows that stay are not moved, which would take the focus from them, because others go.
        if is_left || !stay.is_empty() {
            row.el.remove();
        }
        !is_left
    });
    for (place, image) in images.iter().enumerate() {
        let row = if let Some(place) = stay.iter().position(|row| row.is_of(image)) {
            stay.remove(place)
        } else if !free.is_empty() {
            let mut row = free.remove(0);
            row.due = Some(Arc::clone(image));
            row
        } else if place < at_once {
            Row::draw(image, clock, selection)
        } else {
            continue;
        };
        row.el.settle(body, rows.last().map(|row| &row.el));
        rows.push(row);
    }
    for gone in free {
        gone.el.remove();
    }
}

/// The head of a column, which orders the list.
fn head(
    title: &str,
    column: Option<Column>,
    class: &str,
    scope: Memo<Option<Scope>>,
    query: Memo<ImageQuery>,
) -> El {
    let head = el("th", class).attr("scope", "col");
    let Some(column) = column else { return head.text(title) };
    let direction = move || {
        let sort = query.read().sort;
        let word = if sort.descending { "descending" } else { "ascending" };
        (sort.column == column).then(|| word.to_owned())
    };
    let url = move || {
        let query = query.get();
        let sort = query.sort.clicked(column);
        let query = query.sorted(sort);
        scope.get().map(|scope| Place::Images { scope, open: None, query }.url())
    };
    let link = el("a", "sort").live_attr("href", url).text(title).add(icon(Glyph::CHEVRON_DOWN));
    head.live_attr("aria-sort", direction).add(link)
}
