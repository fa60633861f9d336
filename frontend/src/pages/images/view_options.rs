//! How the list is shown: dense or not, and which columns. The browser remembers it.

use leptos::prelude::*;

use crate::components::{Glyph, Icon};
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

/// The button that opens the choices.
#[component]
pub fn ViewOptions(view: ListView) -> impl IntoView {
    let option = |((class, on), title): ((&'static str, bool), &'static str)| {
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || view.has(class) == on
                    on:change=move |_| view.toggle(class)
                />
                {title}
            </label>
        }
    };
    view! {
        <button
            type="button"
            class="icon-button"
            popovertarget=PANEL
            title=text::images().view
            aria-label=text::images().view_label
        >
            <Icon glyph=Glyph::Sliders/>
        </button>
        <div id=PANEL class="popover list-view" popover="auto" role="dialog" aria-label=text::images().view>
            {OPTIONS.into_iter().zip(titles()).map(option).collect_view()}
        </div>
    }
}
