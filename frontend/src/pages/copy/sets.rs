//! Choosing many regions at once: the sets that everybody has, and one's own.

use leptos::prelude::*;
use shared::region::Region;
use shared::run::sets::SETS;

use crate::components::{Glyph, Icon};
use crate::images::destinations::{self, Group};
use crate::runs::sets::{self, NAME_LENGTH, OwnSet};
use crate::storage;
use crate::text;

use super::chooser::Chosen;

/// Where own sets are kept.
const KEPT: &str = "scalr-images.region-sets";

/// Buttons that add a set to what is chosen.
#[component]
pub fn SetsBar(
    groups: Memo<Vec<Group>>,
    chosen: Memo<Chosen>,
    choose: Callback<Chosen>,
) -> impl IntoView {
    let own = RwSignal::new(sets::read(&storage::get(KEPT).unwrap_or_default()));
    // What a copy can go to at all; sets of another partition come to nothing here.
    let open = Memo::new(move |_| {
        let groups = groups.read();
        let choices = groups.iter().flat_map(|group| &group.choices);
        let open = choices.filter(|choice| choice.is_selectable());
        open.map(|choice| choice.region.clone()).collect::<Vec<Region>>()
    });
    let add = move |regions: &[Region]| {
        let mut next = chosen.get_untracked();
        for region in regions {
            if !next.regions.contains(region) {
                next.regions.push(region.clone());
            }
        }
        choose.run(next);
    };
    let button = move |title: String, regions: Vec<Region>| {
        let name = text::fill(
            text::plural(text::copy().add_set, regions.len()),
            &[("set", &title), ("n", &regions.len())],
        );
        view! {
            <button type="button" class="button compact" title=name.clone() on:click=move |_| add(&regions)>
                <Icon glyph=Glyph::PLUS/>
                {title}
            </button>
        }
    };
    let common = move || {
        let open = open.read();
        SETS.iter()
            .filter_map(|set| {
                let codes: Vec<&str> = set.regions().map(|info| info.code).collect();
                let regions: Vec<Region> = open
                    .iter()
                    .filter(|region| codes.contains(&region.as_str()))
                    .cloned()
                    .collect();
                (!regions.is_empty()).then(|| button(destinations::set(set).to_owned(), regions))
            })
            .collect_view()
    };
    let keep = move |sets: Vec<OwnSet>| {
        storage::set(KEPT, &sets::write(&sets));
        own.set(sets);
    };
    let owned = move || {
        let open = open.read();
        own.get()
            .into_iter()
            .map(|set| {
                let there = set.regions.iter().filter(|region| open.contains(region));
                let regions: Vec<Region> = there.cloned().collect();
                let (name, title) = (set.name.clone(), text::fill(text::copy().forget_set, &[("set", &set.name)]));
                let forget = move |_| {
                    let kept = own.get_untracked().into_iter().filter(|set| set.name != name);
                    keep(kept.collect());
                };
                view! {
                    <span class="own-set">
                        {button(set.name, regions)}
                        <button type="button" class="icon-button small" title=title.clone() aria-label=title on:click=forget>
                            <Icon glyph=Glyph::X/>
                        </button>
                    </span>
                }
            })
            .collect_view()
    };
    let any = Memo::new(move |_| !chosen.read().regions.is_empty());
    let clear = move |_| choose.run(Chosen { regions: Vec::new(), ..chosen.get_untracked() });
    view! {
        <div class="sets" role="group" aria-label=text::copy().sets>
            <div class="actions">
                {common} {owned}
                {move || {
                    any.get()
                        .then(|| {
                            view! {
                                <button type="button" class="button compact quiet" on:click=clear>
                                    {text::copy().clear}
                                </button>
                            }
                        })
                }}
            </div>
            {move || any.get().then(|| view! { <SaveSet own chosen keep=Callback::new(keep)/> })}
        </div>
    }
}

/// Saving what is chosen under a name, in this browser.
#[component]
fn SaveSet(
    own: RwSignal<Vec<OwnSet>>,
    chosen: Memo<Chosen>,
    keep: Callback<Vec<OwnSet>>,
) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let problem = RwSignal::new(None::<&'static str>);
    let save = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let regions = chosen.get_untracked().regions;
        match sets::with(own.get_untracked(), &name.get_untracked(), &regions) {
            Some(sets) => {
                keep.run(sets);
                name.set(String::new());
                problem.set(None);
            }
            None => problem.set(Some(text::copy().set_needs_name)),
        }
    };
    view! {
        <details class="more">
            {text::said("summary", text::copy().save_set)}
            <form class="save-set" on:submit=save novalidate>
                {text::said("label class='visually-hidden' for='set-name'", text::copy().set_name)}
                <input
                    id="set-name"
                    maxlength=NAME_LENGTH.to_string()
                    placeholder=text::copy().set_name
                    prop:value=name
                    on:input=move |event| name.set(event_target_value(&event))
                />
                {text::said("button type='submit' class='button'", text::copy().save)}
                <p class="field-error" role="alert">
                    {problem}
                </p>
            </form>
            {text::said("p class='hint'", text::copy().kept_here)}
        </details>
    }
}
