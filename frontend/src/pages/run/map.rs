//! Region → AMI, in the forms that other tools take.

use leptos::prelude::*;
use shared::run::RunId;
use shared::run::map::{MapFormat, render};

use crate::api;
use crate::components::{CopyButton, Glyph, Icon};
use crate::text;

use super::live::Live;

/// The name of a format for people.
pub fn map_title(format: MapFormat) -> &'static str {
    match format {
        MapFormat::Json => "JSON",
        MapFormat::Csv => "CSV",
        MapFormat::Terraform => "Terraform",
        MapFormat::CloudFormation => "CloudFormation",
        MapFormat::Packer => "region:ami",
    }
}

/// The map as it is known by now.
#[component]
pub fn AmiMap(id: RunId, live: Live) -> impl IntoView {
    let format = RwSignal::new(MapFormat::Json);
    let text = Signal::derive(move || {
        live.whole().map(|run| render(&run, format.get())).unwrap_or_default()
    });
    let choose = move |event| {
        let name = event_target_value(&event);
        if let Some(chosen) = MapFormat::named(&name) {
            format.set(chosen);
        }
    };
    let options = MapFormat::ALL
        .into_iter()
        .map(|format| view! { <option value=format.name()>{map_title(format)}</option> })
        .collect_view();
    let stem = format!("amis-{id}");
    let file = move || format!("{stem}.{}", format.get().extension());
    let url = move || api::map_url(&id, format.get());
    view! {
        <section class="preview ami-map" aria-label=text::run().map>
            <header>
                {text::said("h2", text::run().ami_by_region)}
                <div class="actions">
                    {text::said("label class='visually-hidden' for='map-format'", text::run().format)}
                    <select id="map-format" on:change=choose>
                        {options}
                    </select>
                    <CopyButton text what=text::run().what_map labelled=true/>
                    <a class="button quiet" href=url download=file>
                        <Icon glyph=Glyph::DOWNLOAD/>
                        {text::run().download}
                    </a>
                </div>
            </header>
            <pre tabindex="0" aria-label=text::run().the_map>
                <code>{text}</code>
            </pre>
        </section>
    }
}
