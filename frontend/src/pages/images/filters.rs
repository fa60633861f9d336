//! Search and filters. The filters are those of the API, plain equality; the URL holds it all.

use leptos::prelude::*;
use shared::image::{Architecture, ImageScope, ImageSource, ImageStatus};
use shared::platform::{CloudPlatform, LocationRule};
use shared::scope::Scope;

use crate::components::{Glyph, Icon};
use crate::contexts::{next_row, use_inventory, use_navigator};
use crate::images::query::{Filter, ImageQuery};
use crate::images::view;
use crate::place::Place;
use crate::text;

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

/// The bar of filters and what is set in it.
#[component]
pub fn Filters(scope: Memo<Option<Scope>>, query: Memo<ImageQuery>) -> impl IntoView {
    let navigator = use_navigator();
    let inventory = use_inventory().signal();
    let set = Callback::new(move |(filter, value): (Filter, String)| {
        if let Some(scope) = scope.get_untracked() {
            let mut query = query.get_untracked();
            query.set(filter, &value);
            navigator.go(&Place::Images { scope, open: None, query });
        }
    });
    let more_active = move || MORE.iter().any(|filter| !query.read().get(*filter).is_empty());
    // What images have, so that nobody has to know it.
    let options = move |filter| {
        view::values(&inventory.read(), filter)
            .into_iter()
            .map(|value| view! { <option value=value></option> })
            .collect_view()
    };
    view! {
        <search class="filters">
            <Search scope query/>
            <div class="filter-row">
                {MAIN.map(|filter| view! { <Control filter query set/> }).collect_view()}
            </div>
            <details class="more" open=more_active>
                {text::said("summary", text::images().more_filters)}
                <div class="filter-row">
                    {MORE.map(|filter| view! { <Control filter query set/> }).collect_view()}
                </div>
            </details>
            <Chips scope query set/>
            <datalist id="filter-systems">{move || options(Filter::Os)}</datalist>
            <datalist id="filter-locations">{move || options(Filter::CloudLocation)}</datalist>
        </search>
    }
}

/// The search, which takes effect with each letter. Letters are no steps to go back by.
#[component]
fn Search(scope: Memo<Option<Scope>>, query: Memo<ImageQuery>) -> impl IntoView {
    let navigator = use_navigator();
    let typed = move |event: web_sys::Event| {
        if let Some(scope) = scope.get_untracked() {
            let query = query.get_untracked().searched(&event_target_value(&event));
            navigator.replace(&Place::Images { scope, open: None, query });
        }
    };
    view! {
        <label class="search">
            {text::said("span class='visually-hidden'", text::images().search)}
            <Icon glyph=Glyph::Search/>
            <input
                id="search"
                type="search"
                placeholder=text::images().search_hint
                autocomplete="off"
                spellcheck="false"
                prop:value=move || query.read().search().to_owned()
                on:input=typed
                on:keydown=|event| {
                    if event.key() == "Enter" && next_row() {
                        event.prevent_default();
                    }
                }
            />
        </label>
    }
}

#[component]
fn Control(
    filter: Filter,
    query: Memo<ImageQuery>,
    set: Callback<(Filter, String)>,
) -> impl IntoView {
    let value = move || query.read().get(filter).to_owned();
    let changed = move |event: web_sys::Event| set.run((filter, event_target_value(&event)));
    // Images of these clouds have no location to filter by.
    let off = move || {
        filter == Filter::CloudLocation
            && CloudPlatform::known(query.read().get(Filter::CloudPlatform))
                .is_some_and(|platform| platform.location_rule() == LocationRule::Global)
    };
    let id = format!("filter-{}", filter.name());
    let control = match kind(filter) {
        Kind::Text { hint, list } => view! {
            <input
                id=id.clone()
                type="text"
                placeholder=hint
                list=list
                autocomplete="off"
                spellcheck="false"
                prop:value=value
                disabled=off
                on:change=changed
            />
        }
        .into_any(),
        Kind::Choice(values) => {
            let option = |choice: &'static str| {
                let selected = move || query.read().get(filter) == choice;
                view! {
                    <option value=choice selected=selected>
                        {word(filter, choice)}
                    </option>
                }
            };
            view! {
                <select id=id.clone() prop:value=value on:change=changed>
                    <option value="" selected=move || query.read().get(filter).is_empty()>
                        {text::images().any}
                    </option>
                    {values.iter().copied().map(option).collect_view()}
                </select>
            }
            .into_any()
        }
    };
    view! {
        <div class="filter" class:on=move || !query.read().get(filter).is_empty()>
            <label class="filter-title" for=id>
                {filter.title()}
            </label>
            {control}
        </div>
    }
}

/// The filters that are on, each with a way to take it off.
#[component]
fn Chips(
    scope: Memo<Option<Scope>>,
    query: Memo<ImageQuery>,
    set: Callback<(Filter, String)>,
) -> impl IntoView {
    let chip = move |(filter, value): (Filter, String)| {
        let word = word(filter, &value);
        view! {
            <button
                type="button"
                class="chip"
                on:click=move |_| set.run((filter, String::new()))
            >
                <span class="visually-hidden">{text::images().remove_filter} " "</span>
                <span class="muted">{filter.title()}</span>
                <span>{word}</span>
                <Icon glyph=Glyph::X/>
            </button>
        }
    };
    move || {
        let active = query.read().active();
        let scope = scope.get()?;
        if active.is_empty() {
            return None;
        }
        let cleared = Place::Images { scope, open: None, query: query.read().cleared() }.url();
        Some(view! {
            <div class="chips">
                {active.into_iter().map(chip).collect_view()}
                <a class="chip clear" href=cleared>
                    <Icon glyph=Glyph::FilterX/>
                    {text::images().clear_filters}
                </a>
            </div>
        })
    }
}
