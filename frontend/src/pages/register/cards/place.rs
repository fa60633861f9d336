//! In which cloud the image is.

use leptos::prelude::*;
use shared::cloud_location::CloudLocation;
use shared::platform::{CloudPlatform, LocationRule};
use shared::region::{REGIONS, Region};
use shared::scope::Scope;

use crate::api;
use crate::components::form::{Choice, RadioField, TextField};
use crate::loader::Loader;
use crate::register::{Draft, Field, Need, image_id_hint, location_hint, location_need};
use crate::text;

use super::super::form::Form;

/// Platform, location and id: together they say which image is meant.
#[component]
pub fn PlaceCard(form: Form) -> impl IntoView {
    let platforms = CloudPlatform::KNOWN
        .iter()
        .map(|platform| Choice {
            value: platform.as_str().to_owned(),
            title: platform.title().to_owned(),
            note: platform.as_str().to_owned(),
        })
        .collect::<Vec<_>>();
    let chosen =
        form.part(|draft| draft.platform.as_ref().map(ToString::to_string).unwrap_or_default());
    let id_hint = form.part(|draft| image_id_hint(draft.platform.as_ref()).to_owned());
    view! {
        <section class="card" aria-labelledby="card-place">
            {text::said("h2 id='card-place'", text::register().place_card)}
            <RadioField
                control=form.control(Field::Platform)
                choices=platforms
                value=chosen
                change=form.change(Field::Platform, |draft: &mut Draft, name: String| {
                    draft.platform = Some(name.into());
                })
                need=Need::Required.word()
                required=true
                layout="cards"
            />
            <div class="field-grid">
                <LocationField form/>
                <TextField
                    control=form.control(Field::CloudImageId)
                    value=form.part(|draft| draft.cloud_image_id.clone())
                    input=form.change(Field::CloudImageId, |draft, text| draft.cloud_image_id = text)
                    hint=id_hint
                    need=Need::Required.word()
                    required=true
                    mono=true
                />
            </div>
        </section>
    }
}

#[component]
fn LocationField(form: Form) -> impl IntoView {
    let platform = form.part(|draft| draft.platform.clone());
    let live = Loader::new(move || {
        let (scope, platform) = (form.scope.get(), platform.get());
        async move { live_locations(scope, platform?).await }
    });
    let suggestions = Signal::derive(move || match live.get().flatten() {
        Some(live) => live.into_iter().map(|place| named(place.cloud_location)).collect(),
        None if platform.get() == Some(CloudPlatform::Ec2) => {
            REGIONS.iter().map(|info| (info.code.to_owned(), info.place.to_owned())).collect()
        }
        None => Vec::new(),
    });
    let need = form.part(|draft| location_need(draft.platform.as_ref()));
    view! {
        <TextField
            control=form.control(Field::CloudLocation)
            value=form.part(|draft| match location_need(draft.platform.as_ref()) {
                Need::Nothing => String::new(),
                _ => draft.cloud_location().to_owned(),
            })
            input=form.change(Field::CloudLocation, Draft::set_cloud_location)
            hint=form.part(|draft| {
                location_hint(draft.platform.as_ref(), draft.cloud_location())
            })
            need=Signal::derive(move || need.get().word())
            disabled=Signal::derive(move || need.get() == Need::Nothing)
            suggestions
            mono=true
        />
    }
}

/// The locations that Scalr lists. Only environments have such a list; that it cannot be had now
/// stops nobody from typing.
async fn live_locations(scope: Scope, platform: CloudPlatform) -> Option<Vec<CloudLocation>> {
    match scope {
        Scope::Environment(id) if platform.location_rule() != LocationRule::Global => {
            api::cloud_locations(id, &platform).await.ok()
        }
        _ => None,
    }
}

/// A location with its place, where it is a public region.
fn named(location: String) -> (String, String) {
    let info = location.parse::<Region>().ok().and_then(|region| region.info());
    (location, info.map(|info| info.place.to_owned()).unwrap_or_default())
}
