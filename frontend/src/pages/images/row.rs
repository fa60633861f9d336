//! A row of the table: one image.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::prelude::*;
use shared::id::ImageId;
use shared::image::{Architecture, Image};
use shared::platform::CloudPlatform;
use shared::scope::Scope;
use wasm_bindgen::JsCast as _;

use crate::components::{copy_button, exact_time, reset_copy_button, scope_mark, status_badge};
use crate::contexts::Clock;
use crate::dom::{El, el};
use crate::text;
use crate::time;

use super::copy_link::copy_link;
use super::selection::Selection;

/// A row: what of it changes, be it with its image or with what is told of it.
pub(super) struct Row {
    /// Shared with what the button beside the id copies.
    pub(super) image: Rc<RefCell<Arc<Image>>>,
    pub(super) id: Option<ImageId>,
    pub(super) el: El,
    tick: El,
    link: El,
    cloud_id: El,
    copy: El,
    platform: El,
    location: El,
    system: El,
    architecture: El,
    scope: El,
    status: El,
    added: El,
    age: El,
    then: Option<f64>,
    told_age: String,
    way: El,
    told: Option<Told>,
}

/// What there is to know of a row beside its image.
#[derive(PartialEq)]
pub(super) struct Told {
    /// Where it leads.
    pub(super) url: String,
    /// Selected.
    pub(super) picked: bool,
    /// Shown beside the list.
    pub(super) open: bool,
    /// Came, or became another, with the last reading.
    pub(super) fresh: bool,
    /// What decides whether it can be copied: the scope at hand and whether the visitor may write.
    pub(super) way: (Scope, bool),
}

impl Row {
    /// A row of this image.
    pub(super) fn draw(image: &Arc<Image>, clock: Clock, selection: Selection) -> Self {
        let shown = Rc::new(RefCell::new(Arc::clone(image)));
        let tick = el("input", "").attr("type", "checkbox").on("change", {
            let shown = Rc::clone(&shown);
            move |event| {
                let id: Option<ImageId> = shown.borrow().id.parse().ok();
                selection.select(id.as_slice(), event_target_checked(&event));
                // There may be as many as can be selected already.
                if let Some(tick) = event.current_target() {
                    El::of(tick.unchecked_into()).put("checked", selection.has(id.as_ref()));
                }
            }
        });
        let copied = Rc::clone(&shown);
        let copy = copy_button(
            move || copied.borrow().cloud_image_id.text().to_owned(),
            text::images().what_cloud_image_id,
            false,
        );
        let cell = |class: &str| el("td", class);
        let (link, cloud_id) = (el("a", "row-link"), el("code", ""));
        let (platform, location) = (el("span", "platform"), el("span", "location"));
        let system = cell("col-os");
        let architecture = cell("at-large col-architecture");
        let scope = cell("at-medium col-scope");
        let status = cell("at-medium col-status");
        let added = cell("right at-wide col-added");
        let way = cell("right row-action");
        let ids = el("span", "id-line").add(cloud_id.clone()).add(copy.clone());
        let place = el("span", "platform-cell").add(platform.clone()).add(location.clone());
        let head = el("th", "name-cell").attr("scope", "row").add(link.clone()).add(ids);
        let row = el("tr", "")
            .add(cell("pick").add(tick.clone()))
            .add(head)
            .add(cell("").add(place))
            .add(system.clone())
            .add(architecture.clone())
            .add(scope.clone())
            .add(status.clone())
            .add(added.clone())
            .add(way.clone());
        let (age, _) = exact_time("");
        let mut row = Self {
            image: shown,
            id: None,
            el: row,
            tick,
            link,
            cloud_id,
            copy,
            platform,
            location,
            system,
            architecture,
            scope,
            status,
            added,
            age,
            then: None,
            told_age: String::new(),
            way,
            told: None,
        };
        row.fill(image, None, clock);
        row
    }

    /// Becomes the row of another image. To make a row anew takes several times as long.
    pub(super) fn turn_to(&mut self, image: &Arc<Image>, clock: Clock) {
        let before = self.image.replace(Arc::clone(image));
        self.fill(image, Some(&before), clock);
    }

    /// Says what the image says. Marks are drawn anew only where the image `before` had others.
    fn fill(&mut self, image: &Image, before: Option<&Image>, clock: Clock) {
        let it = text::images();
        self.id = image.id.parse().ok();
        let name = or(image.name.text(), it.no_name);
        self.tick
            .clone()
            .attr("aria-label", &text::fill(it.select, &[("name", &name)]))
            .maybe_attr("disabled", self.id.is_none().then_some(""));
        self.link.set_text(name);
        self.cloud_id.set_text(image.cloud_image_id.text());
        reset_copy_button(&self.copy, it.what_cloud_image_id);
        self.platform.set_text(image.cloud_platform.get().map_or("", CloudPlatform::as_str));
        self.location.set_text(or(image.cloud_location.text(), it.everywhere));
        self.system.set_text(image.os_id());
        self.architecture.set_text(image.architecture.get().map_or("", Architecture::as_str));
        if before.is_none_or(|before| before.scope != image.scope) {
            self.scope.fill([scope_mark(image.scope.get())]);
        }
        let is_same = |it: &Image| it.status == image.status && it.deprecated == image.deprecated;
        if !before.is_some_and(is_same) {
            self.status.fill([status_badge(image)]);
        }
        if before.is_none_or(|before| before.added != image.added) {
            (self.age, self.then) = exact_time(image.added.text());
            self.told_age.clear();
            self.added.fill([self.age.clone()]);
            self.tell_age(untrack(|| clock.now()));
        }
        // What was told was of another image.
        self.told = None;
    }

    pub(super) fn tell(&mut self, new: Told) {
        let before = self.told.as_ref();
        let changed = |known: fn(&Told) -> bool| before.is_none_or(|it| known(it) != known(&new));
        if before.is_none_or(|before| before.url != new.url) {
            self.link.clone().attr("href", &new.url);
        }
        if changed(|it| it.picked) {
            self.el.class("picked", new.picked);
            self.tick.put("checked", new.picked);
        }
        if changed(|it| it.open) {
            self.el.class("selected", new.open);
        }
        if changed(|it| it.fresh) {
            self.el.class("fresh", new.fresh);
        }
        if before.is_none_or(|before| before.way != new.way) {
            self.way.fill([copy_link(&self.image.borrow(), new.way.0, new.way.1)]);
        }
        self.told = Some(new);
    }

    pub(super) fn tell_age(&mut self, now: f64) {
        if let Some(then) = self.then {
            let age = time::relative(now, then);
            if self.told_age != age {
                self.age.set_text(&age);
                self.told_age = age;
            }
        }
    }
}

fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.is_empty() { otherwise } else { text }
}
