//! What the parts of the page share: the grid, what of it is shown, what is chosen.

use std::ops::Deref;
use std::sync::Arc;

use leptos::prelude::*;
use shared::scope::Scope;

use crate::components::announce;
use crate::contexts::{Navigator, use_navigator, use_place};
use crate::coverage::area::{Area, filled, is_filled, open_and_left};
use crate::coverage::arrange::{matching, page, pages};
use crate::coverage::columns::Column;
use crate::coverage::query::CoverageQuery;
use crate::coverage::selection::{MOST_IMAGES, Selection};
use crate::coverage::{Coverage, Row};
use crate::place::Place;
use crate::text;

/// A grid that is made once and looked at often: two are the same where they are one.
#[derive(Debug, Clone)]
pub struct Made(Arc<Coverage>);

impl Made {
    pub fn new(coverage: Coverage) -> Self {
        Self(Arc::new(coverage))
    }
}

impl PartialEq for Made {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Deref for Made {
    type Target = Coverage;

    fn deref(&self) -> &Coverage {
        &self.0
    }
}

/// The rows of the page at hand.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shown {
    pub rows: Vec<Arc<Row>>,
    /// How many rows the filters let through.
    pub matching: usize,
    /// The page, from 1.
    pub page: usize,
    /// How many there are.
    pub pages: usize,
}

/// Cheap to copy into event handlers.
#[derive(Clone, Copy)]
pub struct Desk {
    pub scope: Memo<Option<Scope>>,
    /// What is looked at, without what is chosen.
    pub looked: Memo<CoverageQuery>,
    /// What is chosen, as far as a pointer has been drawn.
    pub chosen: Memo<Selection>,
    /// The same without what is only being drawn.
    pub kept: Memo<Selection>,
    /// The grid; `None` before anything is known.
    pub coverage: Memo<Option<Made>>,
    /// What is shown of it.
    pub shown: Memo<Shown>,
    query: Memo<CoverageQuery>,
    draft: RwSignal<Option<Selection>>,
    navigator: Navigator,
}

/// What the place says, before there is a grid.
#[derive(Clone, Copy)]
pub struct Asked {
    pub scope: Memo<Option<Scope>>,
    pub query: Memo<CoverageQuery>,
    pub looked: Memo<CoverageQuery>,
}

impl Asked {
    pub fn here() -> Self {
        let place = use_place();
        let scope = Memo::new(move |_| place.read().scope());
        let query = Memo::new(move |_| match &*place.read() {
            Place::Coverage { query, .. } => query.clone(),
            _ => CoverageQuery::default(),
        });
        let looked = Memo::new(move |_| query.read().choosing(String::new()));
        Self { scope, query, looked }
    }
}

impl Desk {
    pub fn new(asked: Asked, coverage: Memo<Option<Made>>) -> Self {
        let Asked { scope, query, looked } = asked;
        let draft = RwSignal::new(None::<Selection>);
        let kept = Memo::new(move |_| Selection::read(&query.read().gaps));
        let chosen = Memo::new(move |_| draft.get().unwrap_or_else(|| kept.get()));
        let shown = Memo::new(move |_| {
            let (coverage, looked) = (coverage.read(), looked.read());
            let Some(coverage) = coverage.as_ref() else { return Shown::default() };
            let rows = matching(coverage, &looked);
            Shown {
                matching: rows.len(),
                pages: pages(rows.len()),
                page: looked.page.clamp(1, pages(rows.len())),
                rows: page(&rows, looked.page).to_vec(),
            }
        });
        let navigator = use_navigator();
        Self { scope, looked, chosen, kept, coverage, shown, query, draft, navigator }
    }

    /// The URL of the same place with another query.
    pub fn url(self, query: CoverageQuery) -> String {
        self.place(query).map_or_else(String::new, |place| place.url())
    }

    fn place(self, query: CoverageQuery) -> Option<Place> {
        Some(Place::Coverage { scope: self.scope.get()?, query })
    }

    /// What the URL says, chosen gaps included.
    pub fn query(self) -> CoverageQuery {
        self.query.get()
    }

    /// Changes what is looked at. Back returns, unless it is one of many small steps.
    pub fn look(self, step: Step, change: impl FnOnce(&mut CoverageQuery)) {
        untrack(|| {
            let mut query = self.query();
            query.page = 1;
            change(&mut query);
            let Some(place) = self.place(query) else { return };
            match step {
                Step::Own => self.navigator.go(&place),
                Step::Small => self.navigator.replace(&place),
            }
        });
    }

    /// Chooses these gaps and no others.
    pub fn choose(self, chosen: Selection) {
        untrack(|| {
            self.draft.set(None);
            if let Some(place) = self.place(self.query().choosing(chosen.write())) {
                self.navigator.replace(&place);
            }
        });
    }

    /// Whether somebody still looks at the coverage of this scope.
    pub fn is_at(self, scope: Scope) -> bool {
        self.scope.try_get_untracked() == Some(Some(scope))
    }

    /// Shows what would be chosen while a pointer is drawn; `None` shows what is.
    pub fn try_out(self, chosen: Option<Selection>) {
        self.draft.set(chosen);
    }

    /// Keeps what was tried out.
    pub fn keep(self) {
        if let Some(chosen) = self.draft.get_untracked() {
            self.choose(chosen);
        }
    }

    /// Fills an area of the rows that are shown, or empties it where it is full, and says so.
    pub fn toggle_area(self, area: &Area) {
        let before = self.chosen.get_untracked();
        let (after, has_room) = self.with_area(&before, area, !self.is_filled(&before, area));
        let change = after.gaps().abs_diff(before.gaps());
        let it = text::coverage();
        let done = if after.gaps() < before.gaps() { it.taken_back } else { it.taken };
        let mut said =
            text::fill(done, &[("gaps", &text::count(it.gaps, change)), ("all", &words(&after))]);
        if !has_room {
            said.extend([". ", &text::fill(it.no_room, &[("count", &MOST_IMAGES)])]);
        }
        announce(said);
        self.choose(after);
    }

    /// How many open gaps the rows that are shown have, and how many of them are not chosen.
    pub fn open_and_left(self) -> (usize, usize) {
        let (coverage, shown) = (self.coverage.read(), self.shown.read());
        open_and_left(&self.kept.read(), &shown.rows, columns(coverage.as_ref()), &Area::ALL)
    }

    /// A selection with all of an area, or without it, and whether there was room.
    pub fn with_area(self, base: &Selection, area: &Area, choose: bool) -> (Selection, bool) {
        let (coverage, shown) = (self.coverage.read_untracked(), self.shown.read_untracked());
        match filled(base, &shown.rows, columns(coverage.as_ref()), area, choose) {
            Ok(selection) => (selection, true),
            Err(selection) => (selection, false),
        }
    }

    fn is_filled(self, selection: &Selection, area: &Area) -> bool {
        let (coverage, shown) = (self.coverage.read_untracked(), self.shown.read_untracked());
        is_filled(selection, &shown.rows, columns(coverage.as_ref()), area)
    }
}

/// None before there is a grid.
fn columns(coverage: Option<&Made>) -> &[Column] {
    coverage.map_or(&[], |coverage| &coverage.columns)
}

/// Whether a change is a step that Back should return from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Own,
    Small,
}

/// "18 gaps in 5 images".
pub fn words(chosen: &Selection) -> String {
    let it = text::coverage();
    text::fill(
        it.gaps_in,
        &[
            ("gaps", &text::count(it.gaps, chosen.gaps())),
            ("images", &text::count(it.images, chosen.images())),
        ],
    )
}
