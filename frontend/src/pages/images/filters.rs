//! Search and filters. The filters are those of the API, plain equality; the URL holds it all.

use std::cell::{Cell, RefCell};

use leptos::prelude::*;
use shared::image::{Architecture, ImageScope, ImageSource, ImageStatus};
use shared::platform::{CloudPlatform, LocationRule};
use shared::scope::Scope;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use crate::components::{Glyph, icon};
use crate::contexts::{Navigator, next_row, use_inventory, use_navigator};
use crate::dom::{El, el};
use crate::images::filter::Filter;
use crate::images::query::ImageQuery;
use crate::images::view::{self, Shown};
use crate::place::Place;
use crate::text;

use super::pager::count;

/// What is filled into a filter.
#[derive(Clone, Copy)]
enum Kind {
    Text { hint: &'static str, list: Option<&'static str> },
    Choice(&'static [&'static str]),
}

/// Filters that are always in sight.
const MAIN: [Filter; 5] = [
    Filter::CloudPlatform,
    Filter::CloudLocation,
    Filter::Os,
    Filter::Architecture,
    Filter::Status,
];
/// Filters that unfold.
const MORE: [Filter; 7] = [
    Filter::Name,
    Filter::CloudImageId,
    Filter::Scope,
    Filter::Source,
    Filter::Deprecated,
    Filter::ScalrAgentInstalled,
    Filter::CloudInitInstalled,
];
const YES_NO: &[&str] = &["true", "false"];

fn kind(filter: Filter) -> Kind {
    match filter {
        Filter::Name => Kind::Text { hint: text::images().exact_name, list: None },
        Filter::CloudImageId => Kind::Text { hint: "ami-…", list: None },
        Filter::CloudLocation => Kind::Text { hint: "eu-west-1", list: Some("filter-locations") },
        Filter::Os => Kind::Text { hint: "ubuntu-14-04", list: Some("filter-systems") },
        Filter::CloudPlatform => Kind::Choice(CloudPlatform::NAMES),
        Filter::Architecture => Kind::Choice(Architecture::NAMES),
        Filter::Status => Kind::Choice(ImageStatus::NAMES),
        Filter::Scope => Kind::Choice(ImageScope::NAMES),
        Filter::Source => Kind::Choice(ImageSource::NAMES),
        Filter::Deprecated | Filter::ScalrAgentInstalled | Filter::CloudInitInstalled => {
            Kind::Choice(YES_NO)
        }
    }
}

/// How a value of a closed list is said.
fn word(filter: Filter, value: &str) -> String {
    match (filter, value) {
        (Filter::CloudPlatform, name) => CloudPlatform::from(name.to_owned()).title().to_owned(),
        (Filter::Scope, "scalr") => text::common().global.to_owned(),
        (Filter::Scope, "account") => text::common().account.to_owned(),
        (Filter::Scope, "environment") => text::common().environment.to_owned(),
        (Filter::Status, "active") => text::common().active.to_owned(),
        (Filter::Status, "pending_delete") => text::common().being_deleted.to_owned(),
        (Filter::Status, "failed") => text::common().deletion_failed.to_owned(),
        (_, "true") => text::images().yes.to_owned(),
        (_, "false") => text::images().no.to_owned(),
        (_, other) => other.to_owned(),
    }
}

/// The list that is narrowed, and the way to narrow it.
#[derive(Clone, Copy)]
struct Setter {
    scope: Memo<Option<Scope>>,
    query: Memo<ImageQuery>,
    navigator: Navigator,
}

impl Setter {
    /// Searches for a text. Letters are no steps to go back by.
    fn search(self, text: &str) {
        if let Some(scope) = self.scope.get_untracked() {
            let query = self.query.get_untracked().searched(text);
            self.navigator.replace(&Place::Images { scope, open: None, query });
        }
    }

    /// Sets a filter, or clears it with `""`.
    fn set(self, filter: Filter, value: &str) {
        if let Some(scope) = self.scope.get_untracked() {
            let mut query = self.query.get_untracked();
            query.set(filter, value);
            self.navigator.go(&Place::Images { scope, open: None, query });
        }
    }

    /// Clears the filter at this place among those that are on.
    fn clear(self, at: usize) {
        let active = self.query.read_untracked().active();
        if let Some((filter, _)) = active.get(at) {
            self.set(*filter, "");
        }
    }
}

/// The bar of filters and what is set in it.
pub fn filters(scope: Memo<Option<Scope>>, query: Memo<ImageQuery>, shown: Memo<Shown>) -> El {
    let setter = Setter { scope, query, navigator: use_navigator() };
    let row = move |class: &str, filters: &[Filter]| {
        let row = el("div", class);
        filters.iter().fold(row, |row, filter| row.add(control(*filter, setter)))
    };
    // What is set among them is told below: they take the room of the rows only when somebody wants them, and
    // are not drawn before.
    let drawn = Cell::new(false);
    let more = el("details", "more").add(el("summary", "").text(text::images().more_filters)).on(
        "toggle",
        move |event| {
            if let Some(more) = event.current_target().filter(|_| !drawn.replace(true)) {
                let more = El::of(more.unchecked_into());
                more.add(row("filter-row", &MORE)).add(show_matches(shown));
            }
        },
    );
    el("search", "filters")
        .add(search(setter))
        .add(row("filter-row main", &MAIN))
        .add(more)
        .with(|bar| chips(bar, setter))
        .add(known("filter-systems", Filter::Os))
        .add(known("filter-locations", Filter::CloudLocation))
}

/// Folds the filters up again, from their end; for small screens, which they fill (styles).
fn show_matches(shown: Memo<Shown>) -> El {
    let words = move || {
        text::fill(text::images().show_matches, &[("images", &count(shown.read().matches))])
    };
    el("button", "button show-matches").attr("type", "button").live_text(words).on(
        "click",
        |event| {
            let clicked: Option<Element> = event.current_target().map(JsCast::unchecked_into);
            let more = clicked.and_then(|button| button.parent_element());
            if let Some(summary) = more.and_then(|more| more.first_element_child()) {
                let summary: HtmlElement = summary.unchecked_into();
                summary.click();
                // What has the focus goes out of sight, and the rows come in.
                let _ = summary.focus();
            }
        },
    )
}

/// What images have for a filter, so that nobody has to know it.
fn known(id: &str, filter: Filter) -> El {
    let inventory = use_inventory().signal();
    // Images come in often, and seldom with something new.
    let last = RefCell::new(Vec::<String>::new());
    el("datalist", "").attr("id", id).live(move |list| {
        let values = view::values(&inventory.read(), filter);
        if *last.borrow() != values {
            list.fill(values.iter().map(|value| el("option", "").attr("value", value)));
            last.replace(values);
        }
    })
}

/// The search, which takes effect with each letter.
fn search(setter: Setter) -> El {
    let field = el("input", "")
        .attr("id", "search")
        .attr("type", "search")
        .attr("placeholder", text::images().search_hint)
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .live_value(move || setter.query.read().search().to_owned())
        .on("input", move |event| setter.search(&event_target_value(&event)))
        .on("keydown", |event| {
            if event.unchecked_ref::<KeyboardEvent>().key() == "Enter" && next_row() {
                event.prevent_default();
            }
        });
    el("label", "search")
        .add(el("span", "visually-hidden").text(text::images().search))
        .add(icon(Glyph::SEARCH))
        .add(field)
}

fn control(filter: Filter, setter: Setter) -> El {
    let query = setter.query;
    // Images of these clouds have no location to filter by.
    let off = move || {
        filter == Filter::CloudLocation
            && CloudPlatform::known(query.read().get(Filter::CloudPlatform))
                .is_some_and(|platform| platform.location_rule() == LocationRule::Global)
    };
    let field = match kind(filter) {
        Kind::Text { hint, list } => el("input", "")
            .attr("type", "text")
            .attr("placeholder", hint)
            .maybe_attr("list", list)
            .attr("autocomplete", "off")
            .attr("spellcheck", "false")
            .live_attr("disabled", move || off().then(String::new)),
        Kind::Choice(values) => {
            let any = el("option", "").attr("value", "").text(text::images().any);
            values.iter().fold(el("select", "").add(any), |field, value| {
                field.add(el("option", "").attr("value", value).text(&word(filter, value)))
            })
        }
    };
    let id = ["filter-", filter.name()].concat();
    let field = field.attr("id", &id).live_value(move || query.read().get(filter).to_owned()).on(
        "change",
        move |event| {
            setter.set(filter, &event_target_value(&event));
            // What cannot be filtered by is not left standing as if it were.
            if let Some(field) = event.current_target() {
                El::of(field.unchecked_into()).put("value", query.read_untracked().get(filter));
            }
        },
    );
    el("div", "filter")
        .live_class("on", move || !query.read().get(filter).is_empty())
        .add(el("label", "filter-title").attr("for", &id).text(filter.title()))
        .add(field)
}

/// A filter that is on, with a way to take it off.
struct Chip {
    button: El,
    title: El,
    value: El,
}

impl Chip {
    /// The chip at this place.
    fn new(at: usize, setter: Setter) -> Self {
        let (title, value) = (el("span", "muted"), el("span", ""));
        let button = el("button", "chip")
            .attr("type", "button")
            .on("click", move |_| setter.clear(at))
            .add(el("span", "visually-hidden").text(text::images().remove_filter).text(" "))
            .add(title.clone())
            .add(value.clone())
            .add(icon(Glyph::X));
        Self { button, title, value }
    }
}

/// The filters that are on. A chip belongs to a place rather than to a filter: the focus then stays
/// among them when one is taken off.
fn chips(bar: El, setter: Setter) -> El {
    let Setter { scope, query, .. } = setter;
    let clear = el("a", "chip clear")
        .live_attr("href", move || {
            let query = query.read().cleared();
            scope.get().map(|scope| Place::Images { scope, open: None, query }.url())
        })
        .add(icon(Glyph::FILTER_X))
        .text(text::images().clear_filters);
    let made = RefCell::new(Vec::<Chip>::new());
    let chips = el("div", "chips").add(clear).live(move |chips| {
        let active = query.read().active();
        let mut made = made.borrow_mut();
        for (at, (filter, value)) in active.iter().enumerate() {
            if at == made.len() {
                let chip = Chip::new(at, setter);
                chip.button.settle(chips, made.last().map(|last| &last.button));
                made.push(chip);
            }
            made[at].title.set_text(filter.title());
            made[at].value.set_text(&word(*filter, value));
        }
        for chip in made.split_off(active.len()) {
            chip.button.remove();
        }
    });
    bar.add_while(chips, move || scope.get().is_some() && !query.read().active().is_empty())
}
