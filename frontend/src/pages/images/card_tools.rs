//! What the heads of the table do, for small screens, where rows are cards without heads (styles).

use leptos::prelude::*;
use shared::scope::Scope;

use crate::dom::{El, el};
use crate::images::query::ImageQuery;
use crate::images::sort::Sort;
use crate::images::view::Shown;
use crate::text;

use super::choice::{choice, option};
use super::selection::{Selection, select_all};
use super::table::columns;

/// The order, and the box that selects all rows of the page.
pub(super) fn card_tools(
    scope: Memo<Option<Scope>>,
    query: Memo<ImageQuery>,
    shown: Memo<Shown>,
    selection: Selection,
) -> El {
    let it = text::images();
    let mut select = el("select", "");
    for (title, column, _) in columns() {
        let Some(column) = column else { continue };
        for (descending, direction) in [(false, it.ascending), (true, it.descending)] {
            let words = [title, ", ", direction].concat();
            select = option(select, &Sort { column, descending }.write(), &words);
        }
    }
    let order = choice(
        it.order,
        select,
        scope,
        query,
        |query| query.sort.write(),
        |query, value| Sort::read(value).map(|sort| query.sorted(sort)),
    );
    let all = el("label", "").add(select_all(selection, shown)).text(it.select_all);
    el("div", "card-tools").add(order).add(all)
}
