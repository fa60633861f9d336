//! Selecting rows, and what can be done with those that are.

use std::sync::Arc;

use leptos::prelude::*;
use shared::id::ImageId;
use shared::image::Image;
use shared::scope::Scope;

use crate::components::{Glyph, copy_button, icon};
use crate::contexts::{Navigator, use_inventory, use_navigator};
use crate::coverage::query::CoverageQuery;
use crate::dom::{El, el};
use crate::images::query::ImageQuery;
use crate::images::view::Shown;
use crate::place::Place;
use crate::text;

/// The selection, which stands in the URL. Cheap to copy into event handlers.
#[derive(Clone, Copy)]
pub struct Selection {
    scope: Memo<Option<Scope>>,
    query: Memo<ImageQuery>,
    open: Memo<Option<ImageId>>,
    navigator: Navigator,
}

impl Selection {
    /// Of the list at hand.
    pub fn of(
        scope: Memo<Option<Scope>>,
        query: Memo<ImageQuery>,
        open: Memo<Option<ImageId>>,
    ) -> Self {
        Self { scope, query, open, navigator: use_navigator() }
    }

    /// Whether an image is selected.
    pub fn has(self, id: Option<&ImageId>) -> bool {
        id.is_some_and(|id| self.query.read().selected().contains(id))
    }

    /// Selects images, or takes them out. That is no step of its own in the history.
    pub fn select(self, images: &[ImageId], on: bool) {
        let mut query = self.query.get_untracked();
        query.select(images, on);
        self.look(query);
    }

    fn clear(self) {
        self.look(self.query.get_untracked().unselected());
    }

    fn look(self, query: ImageQuery) {
        if let Some(scope) = self.scope.get_untracked() {
            let open = self.open.get_untracked();
            self.navigator.replace(&Place::Images { scope, open, query });
        }
    }
}

fn ids(images: &[Arc<Image>]) -> Vec<ImageId> {
    images.iter().filter_map(|image| image.id.parse().ok()).collect()
}

/// The box that selects all rows of the page, or none.
pub fn select_all(selection: Selection, shown: Memo<Shown>) -> El {
    el("input", "")
        .attr("type", "checkbox")
        .attr("aria-label", text::images().select_all)
        .live(move |tick| {
            let rows = ids(&shown.read().rows);
            let selected = rows.iter().filter(|id| selection.has(Some(id))).count();
            tick.put("checked", selected > 0 && selected == rows.len());
            tick.put("indeterminate", selected > 0 && selected < rows.len());
        })
        .on("change", move |event| {
            let rows = ids(&shown.read_untracked().rows);
            selection.select(&rows, event_target_checked(&event));
        })
}

/// Adds what is selected, on this page or another, and what can be done with it.
pub fn selection_bar(page: El, selection: Selection) -> El {
    let inventory = use_inventory().signal();
    let Selection { scope, query, .. } = selection;
    let words = move || text::count(text::images().selected, query.read().selected().len());
    let coverage = move || {
        let images = query.read().selected().to_vec();
        let query = CoverageQuery { images, ..CoverageQuery::default() };
        scope.get().map(|scope| Place::Coverage { scope, query }.url())
    };
    // The ids in their clouds, a line each, in the order of the selection.
    let cloud_ids = move || {
        let (inventory, query) = (inventory.read_untracked(), query.read_untracked());
        let mut lines = String::new();
        for id in query.selected() {
            let image = inventory.find(id.as_str());
            let cloud_id = image.map_or("", |image| image.cloud_image_id.text());
            if !cloud_id.is_empty() {
                lines.extend([cloud_id, "\n"]);
            }
        }
        lines
    };
    let clear = el("button", "button quiet")
        .attr("type", "button")
        .named(text::images().clear_selection)
        .on("click", move |_| selection.clear())
        .add(icon(Glyph::X))
        .add(el("span", "").text(text::images().clear_selection));
    let show =
        el("a", "button primary").live_attr("href", coverage).text(text::images().show_coverage);
    let actions = el("span", "actions")
        .add(copy_button(cloud_ids, text::images().what_cloud_image_ids, true))
        .add(clear)
        .add(show);
    let bar = el("section", "action-bar")
        .attr("aria-label", text::images().selected_images)
        .add(el("strong", "").live_text(words))
        .add(actions);
    // The bar stays the same while something else changes, and with it the focus on its buttons.
    page.add_while(bar, move || !query.read().selected().is_empty())
}
