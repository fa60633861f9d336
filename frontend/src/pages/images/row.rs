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

use crate::components::{Age, copy_button, reset_copy_button, scope_mark, status_badge};
use crate::contexts::Clock;
use crate::dom::{El, Text, el};
use crate::text;

use super::copy_link::CopyLink;
use super::selection::Selection;

/// A row: what of it changes, be it with its image or with what is told of it.
pub(super) struct Row {
    /// Shared with what the button beside the id copies.
    pub(super) image: Rc<RefCell<Arc<Image>>>,
    /// The image that it is to become the row of, when there is time for it.
    pub(super) due: Option<Arc<Image>>,
    pub(super) id: Option<ImageId>,
    pub(super) el: El,
    tick: El,
    link: El,
    name: Text,
    cloud_id: Text,
    copy: El,
    platform: Text,
    location: Text,
    system: Text,
    architecture: Text,
    scope: El,
    status: El,
    added: Age,
    action: El,
    way: Option<CopyLink>,
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
        let system = cell("at-medium col-os");
        let architecture = cell("at-large col-architecture");
        let scope = cell("at-medium col-scope");
        let status = cell("col-status");
        let added = cell("right at-wide col-added");
        let action = cell("right row-action");
        let words = [&link, &cloud_id, &platform, &location, &system, &architecture];
        let [name, cloud_text, platform_text, location_text, system_text, architecture_text] =
            words.map(Text::at_end_of);
        let ids = el("span", "id-line").add(cloud_id).add(copy.clone());
        let place = el("span", "platform-cell").add(platform).add(location);
        let head = el("th", "name-cell").attr("scope", "row").add(link.clone()).add(ids);
        let row = el("tr", "")
            .add(cell("pick").add(tick.clone()))
            .add(head)
            .add(cell("").add(place))
            .add(system)
            .add(architecture)
            .add(scope.clone())
            .add(status.clone())
            .add(added.clone())
            .add(action.clone());
        let mut row = Self {
            image: shown,
            due: None,
            id: None,
            el: row,
            tick,
            link,
            name,
            cloud_id: cloud_text,
            copy,
            platform: platform_text,
            location: location_text,
            system: system_text,
            architecture: architecture_text,
            scope,
            status,
            added: Age::in_place(added),
            action,
            way: None,
            told: None,
        };
        row.fill(image, None, clock);
        row
    }

    /// Whether this is the row of an image, or will be.
    pub(super) fn is_of(&self, image: &Arc<Image>) -> bool {
        Arc::ptr_eq(self.due.as_ref().unwrap_or(&self.image.borrow()), image)
    }

    /// Becomes the row of the image that is due. To make a row anew takes several times as long.
    pub(super) fn catch_up(&mut self, clock: Clock) {
        if let Some(image) = self.due.take() {
            let before = self.image.replace(Arc::clone(&image));
            self.fill(&image, Some(&before), clock);
        }
    }

    /// Says what the image says. Marks are drawn anew only where the image `before` had others.
    fn fill(&mut self, image: &Image, before: Option<&Image>, clock: Clock) {
        let it = text::images();
        let name = or(image.name.text(), it.no_name);
        let had_id = self.id.is_some() || before.is_none();
        self.id = image.id.parse().ok();
        if had_id != self.id.is_some() {
            self.tick.clone().maybe_attr("disabled", self.id.is_none().then_some(""));
        }
        if before.is_none_or(|before| before.name != image.name) {
            self.tick.clone().attr("aria-label", &text::fill(it.select, &[("name", &name)]));
        }
        self.name.say(name);
        self.cloud_id.say(image.cloud_image_id.text());
        reset_copy_button(&self.copy, it.what_cloud_image_id);
        self.platform.say(image.cloud_platform.get().map_or("", CloudPlatform::as_str));
        self.location.say(or(image.cloud_location.text(), it.everywhere));
        self.system.say(image.os_id());
        self.architecture.say(image.architecture.get().map_or("", Architecture::as_str));
        if before.is_none_or(|before| before.scope != image.scope) {
            self.scope.fill([scope_mark(image.scope.get())]);
        }
        let is_same = |it: &Image| it.status == image.status && it.deprecated == image.deprecated;
        if !before.is_some_and(is_same) {
            self.status.fill([status_badge(image)]);
        }
        if before.is_none_or(|before| before.added != image.added) {
            self.added.turn_to(image.added.text(), untrack(|| clock.now()));
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
            self.lead(new.way);
        }
        self.told = Some(new);
    }

    /// Shows the way to copying.
    fn lead(&mut self, (scope, can_write): (Scope, bool)) {
        let image = self.image.borrow();
        if !self.way.as_ref().is_some_and(|way| way.turn_to(&image, scope, can_write)) {
            let way = CopyLink::draw(&image, scope, can_write);
            self.action.fill([way.el.clone()]);
            self.way = Some(way);
        }
    }

    pub(super) fn tell_age(&mut self, now: f64) {
        self.added.tell(now);
    }
}

fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.is_empty() { otherwise } else { text }
}
