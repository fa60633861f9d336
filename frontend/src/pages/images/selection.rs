//! Selecting rows, and what can be done with those that are.

use std::fmt::Write as _;
use std::sync::Arc;

use leptos::prelude::*;
use shared::id::ImageId;
use shared::image::Image;
use shared::scope::Scope;

use crate::components::{CopyButton, Glyph, Icon};
use crate::contexts::{Navigator, use_inventory, use_navigator};
use crate::coverage::query::CoverageQuery;
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

/// The head of the column: selects all rows of the page, or none.
#[component]
pub fn SelectAll(selection: Selection, shown: Memo<Shown>) -> impl IntoView {
    // How many of the rows are selected, and how many there are.
    let state = move || {
        let shown = shown.read();
        let rows = ids(&shown.rows);
        (rows.iter().filter(|id| selection.has(Some(id))).count(), rows.len())
    };
    let all = move || matches!(state(), (selected, rows) if selected == rows && rows > 0);
    let some = move || matches!(state(), (selected, rows) if selected > 0 && selected < rows);
    view! {
        <th scope="col" class="pick">
            <input
                type="checkbox"
                aria-label=text::images().select_all
                prop:checked=all
                prop:indeterminate=some
                on:change=move |event| {
                    let rows = ids(&shown.read_untracked().rows);
                    selection.select(&rows, event_target_checked(&event));
                }
            />
        </th>
    }
}

/// What is selected, on this page or another, and what can be done with it.
#[component]
pub fn SelectionBar(selection: Selection) -> impl IntoView {
    let inventory = use_inventory().signal();
    let Selection { scope, query, .. } = selection;
    let selected = Memo::new(move |_| query.read().selected().len());
    let coverage = move || {
        let images = query.read().selected().to_vec();
        let query = CoverageQuery { images, ..CoverageQuery::default() };
        scope.get().map(|scope| Place::Coverage { scope, query }.url())
    };
    // The ids in their clouds, a line each, in the order of the selection.
    let cloud_ids = Signal::derive(move || {
        let (inventory, query) = (inventory.read(), query.read());
        let mut lines = String::new();
        for id in query.selected() {
            let image = inventory.images().iter().find(|image| image.id == id.as_str());
            let cloud_id = image.map_or("", |image| image.cloud_image_id.text());
            if !cloud_id.is_empty() {
                let _ = writeln!(lines, "{cloud_id}");
            }
        }
        lines
    });
    move || {
        let selected = selected.get();
        (selected > 0).then(|| {
            view! {
                <section class="action-bar" aria-label=text::images().selected_images>
                    <strong>{text::count(text::images().selected, selected)}</strong>
                    <span class="actions">
                        <CopyButton text=cloud_ids what=text::images().what_cloud_image_ids labelled=true/>
                        <button type="button" class="button quiet" on:click=move |_| selection.clear()>
                            <Icon glyph=Glyph::X/>
                            {text::images().clear_selection}
                        </button>
                        <a class="button primary" href=coverage>{text::images().show_coverage}</a>
                    </span>
                </section>
            }
        })
    }
}
