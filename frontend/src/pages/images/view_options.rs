//! How the list is shown: dense or not, and which columns. The browser remembers it.

use leptos::prelude::*;

use crate::components::{Glyph, icon};
use crate::dom::{El, el};
use crate::storage;
use crate::text;

const KEY: &str = "scalr-images.list";
const PANEL: &str = "list-view";

/// Each option: the class of the table where it is chosen, and whether the box is ticked where the
/// class is on.
const OPTIONS: [(&str, bool); 6] = [
    ("compact", true),
    ("no-os", false),
    ("no-architecture", false),
    ("no-scope", false),
    ("no-status", false),
    ("no-added", false),
];

/// What each of them is called.
fn titles() -> [&'static str; OPTIONS.len()] {
    let (common, images) = (text::common(), text::images());
    [images.compact, common.os, common.architecture, common.scope, common.status, images.added]
}

/// The classes that are on, with spaces between them.
#[derive(Clone, Copy)]
pub struct ListView(RwSignal<String>);

impl ListView {
    /// As it was the last time.
    pub fn remembered() -> Self {
        let stored = storage::get(KEY).unwrap_or_default();
        let known = |class: &&str| OPTIONS.iter().any(|(known, ..)| known == class);
        Self(RwSignal::new(stored.split(' ').filter(known).collect::<Vec<_>>().join(" ")))
    }

    /// Classes for the table.
    pub fn classes(self) -> String {
        self.0.get()
    }

    fn has(self, class: &str) -> bool {
        self.0.read().split(' ').any(|known| known == class)
    }

    fn toggle(self, class: &'static str) {
        self.0.update(|classes| {
            let had = classes.split(' ').any(|known| known == class);
            let others = classes.split(' ').filter(|known| !known.is_empty() && *known != class);
            *classes = others.chain((!had).then_some(class)).collect::<Vec<_>>().join(" ");
        });
        storage::set(KEY, &self.0.read_untracked());
    }
}

/// Adds the choices and the button that opens them.
pub fn view_options(tools: El, view: ListView) -> El {
    let button = el("button", "icon-button")
        .attr("type", "button")
        .attr("popovertarget", PANEL)
        .attr("title", text::images().view)
        .attr("aria-label", text::images().view_label)
        .add(icon(Glyph::SLIDERS));
    let panel = el("div", "popover list-view")
        .attr("id", PANEL)
        .attr("popover", "auto")
        .attr("role", "dialog")
        .attr("aria-label", text::images().view);
    let options = OPTIONS.into_iter().zip(titles());
    let panel = options.fold(panel, |panel, ((class, on), title)| {
        let tick = el("input", "")
            .attr("type", "checkbox")
            .live_checked(move || view.has(class) == on)
            .on("change", move |_| view.toggle(class));
        panel.add(el("label", "check").add(tick).text(title))
    });
    tools.add(button).add(panel)
}
