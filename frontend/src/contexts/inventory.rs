//! The images of the scope at hand, read once for all pages.

use std::time::Duration;

use leptos::prelude::*;
use shared::inventory::InventoryLine;
use shared::scope::Scope;

use crate::api;
use crate::inventory::Inventory;
use crate::loader::Loader;
use crate::time;

use super::clock::Clock;
use super::location::use_place;

/// While images stream in, pages are drawn anew this often, not for each page of Scalr's list.
const TELL: Duration = Duration::from_millis(250);

/// Whoever comes to a page after this many milliseconds gets the images read anew.
const STALE_MS: f64 = 60_000.0;

/// The store, and the way to have it read anew.
#[derive(Clone, Copy)]
pub struct InventoryHandle {
    held: RwSignal<Inventory>,
    reading: Loader<()>,
    fresh: StoredValue<bool>,
    wanted: RwSignal<bool>,
}

impl InventoryHandle {
    /// What is known of the scope at hand.
    pub fn signal(self) -> RwSignal<Inventory> {
        self.held
    }

    /// Has the images read, unless they were a moment ago. To be called when a page is entered.
    pub fn want(self) {
        let changed = self.fresh.get_value();
        if !self.wanted.get_untracked() {
            self.wanted.set(true);
        } else if changed || is_stale(&self.held.read_untracked()) {
            self.reading.refetch();
        }
    }

    /// Something was done that makes or changes images: the next page that shows them has them read.
    pub fn outdate(self) {
        self.fresh.set_value(true);
    }

    /// Reads it anew, from Scalr.
    pub fn refresh(self) {
        self.fresh.set_value(true);
        self.reading.refetch();
    }
}

/// Makes the images known to everything below. They are read as soon as a page asks for them.
pub fn provide_inventory() {
    let place = use_place();
    let scope = Memo::new(move |_| place.read().scope());
    let held = RwSignal::new(Inventory::default());
    let wanted = RwSignal::new(false);
    let fresh = StoredValue::new(false);
    let reading = Loader::new(move || {
        let asked = wanted.get().then(|| scope.get()).flatten();
        async move {
            if let Some(scope) = asked {
                let fresh = fresh.try_update_value(std::mem::take).unwrap_or_default();
                read(held, scope, fresh).await;
            }
        }
    });
    provide_context(InventoryHandle { held, reading, fresh, wanted });
}

/// The images of the scope at hand. A page that shows them says so ([`InventoryHandle::want`]).
pub fn use_inventory() -> InventoryHandle {
    expect_context()
}

fn is_stale(inventory: &Inventory) -> bool {
    let old = inventory.read_at().is_none_or(|at| Clock::exact() - at > STALE_MS);
    old && inventory.progress().is_none()
}

async fn read(held: RwSignal<Inventory>, scope: Scope, fresh: bool) {
    if held.try_update(|inventory| inventory.begin(scope)).is_none() {
        return;
    }
    let telling = StoredValue::new(false);
    let tell = move || {
        if telling.try_update_value(|telling| std::mem::replace(telling, true)) == Some(false) {
            set_timeout(
                move || {
                    telling.try_set_value(false);
                    held.notify();
                },
                TELL,
            );
        }
    };
    let mut began = Clock::exact();
    let mut take = |line| {
        let first = held.read_untracked().images().is_empty();
        held.update_untracked(|inventory| take_line(inventory, &mut began, line));
        // The first rows are on screen as soon as they are there.
        if first { held.notify() } else { tell() }
    };
    let result = api::inventory(scope, fresh, &mut take).await;
    if let Err(error) = result {
        held.update_untracked(|inventory| inventory.fail(error));
    }
    held.notify();
}

fn take_line(inventory: &mut Inventory, began: &mut f64, line: InventoryLine) {
    match line {
        InventoryLine::Start(start) => {
            // Viewers share readings, so it may have begun before it was asked for.
            *began = time::parse(&start.at).unwrap_or(*began);
            inventory.expect_pages(start.pages);
        }
        InventoryLine::Page(page) => inventory.take(page.images),
        InventoryLine::Gap(gap) => inventory.miss(gap),
        InventoryLine::End(end) => inventory.end(end.whole, *began),
    }
}
