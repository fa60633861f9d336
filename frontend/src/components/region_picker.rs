//! Choosing the regions of a copy: boxes under their geography, with what each region is.

use leptos::prelude::*;
use shared::copy::Destination;
use shared::region::Region;

use crate::images::destinations::{Choice, Group};
use crate::text;

use super::icon::{Glyph, Icon};

/// All regions at once, so that one sees where the image is and where it is not. What Scalr would
/// refuse is disabled and says why.
#[component]
pub fn RegionPicker(
    /// The regions.
    #[prop(into)]
    groups: Signal<Vec<Group>>,
    /// The chosen ones.
    #[prop(into)]
    chosen: Signal<Vec<Region>>,
    /// Chooses a region, or no longer.
    #[prop(into)]
    toggle: Callback<Region>,
) -> impl IntoView {
    let shown = move || {
        groups.get().into_iter().map(|group| group_view(group, chosen, toggle)).collect_view()
    };
    view! { <div class="regions">{shown}</div> }
}

fn group_view(
    group: Group,
    chosen: Signal<Vec<Region>>,
    toggle: Callback<Region>,
) -> impl IntoView {
    let open =
        group.choices.iter().filter(|choice| choice.destination == Destination::Open).count();
    // An image cannot be copied to where it is, so that region is none of those to choose among.
    let is_source = |choice: &&Choice| choice.destination == Destination::Source;
    let total = group.choices.len() - group.choices.iter().filter(is_source).count();
    let count = (total > 0)
        .then(|| text::fill(text::copy().open_of, &[("open", &open), ("total", &total)]));
    let choices =
        group.choices.into_iter().map(|choice| choice_view(choice, chosen, toggle)).collect_view();
    view! {
        <fieldset class="region-group">
            <legend>
                {group.title}
                {count.map(|count| view! { <span class="muted">" " {count}</span> })}
            </legend>
            <div class="region-grid">{choices}</div>
        </fieldset>
    }
}

fn choice_view(
    choice: Choice,
    chosen: Signal<Vec<Region>>,
    toggle: Callback<Region>,
) -> impl IntoView {
    let selectable = choice.is_selectable();
    let code = choice.region.to_string();
    let whole = words(&choice.destination);
    let (glyph, tone) = match &choice.destination {
        Destination::Open => (None, ""),
        Destination::Source => return source_view(code, &whole, choice.place).into_any(),
        Destination::Partition { .. } => (Some(Glyph::BAN), "closed"),
        Destination::Present { .. } => (Some(Glyph::CHECK), "present"),
    };
    let state = match &choice.destination {
        Destination::Open => choice.place.to_owned(),
        Destination::Present { .. } => {
            text::fill(text::copy().there_already, &[("place", &choice.place)])
        }
        Destination::Source | Destination::Partition { .. } => whole.clone(),
    };
    let region = choice.region.clone();
    let checked = move || chosen.read().contains(&region);
    view! {
        <label class=format!("region {tone}") title=whole>
            <input
                type="checkbox"
                name="region"
                value=code.clone()
                disabled=!selectable
                prop:checked=checked
                on:change=move |_| toggle.run(choice.region.clone())
            />
            <span class="region-code">{code}</span>
            <span class="region-state">
                {glyph.map(|glyph| view! { <Icon glyph/> })}
                {state}
            </span>
        </label>
    }
    .into_any()
}

/// Where the image is copied from: nothing to choose, so there is no box.
fn source_view(code: String, words: &str, place: &'static str) -> impl IntoView + use<> {
    view! {
        <div class="region source">
            <Icon glyph=Glyph::MAP_PIN/>
            <span class="region-code">{code}</span>
            <span class="region-state">
                {text::said("strong", words)} " " {place}
            </span>
        </div>
    }
}

/// What a region is to the copy.
fn words(destination: &Destination) -> String {
    let it = text::copy();
    match destination {
        Destination::Open => it.open.to_owned(),
        Destination::Source => it.source.to_owned(),
        Destination::Partition { from, to } => {
            text::fill(it.partition, &[("from", &from.as_str()), ("to", &to.as_str())])
        }
        Destination::Present { cloud_image_ids } => match cloud_image_ids.as_slice() {
            [only] => text::fill(it.present_as, &[("ami", only)]),
            many => text::fill(it.present_often, &[("count", &many.len())]),
        },
    }
}
