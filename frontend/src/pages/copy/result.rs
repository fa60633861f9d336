//! What came of a copy request, in words that never say more than is known.

use leptos::prelude::*;
use shared::id::ImageId;
use shared::region::Region;
use shared::scope::Scope;

use crate::api::{Answer, ApiError};
use crate::components::states::{ErrorWords, Failed};
use crate::components::{CopyButton, Glyph, Icon};
use crate::images::query::{Filter, ImageQuery};
use crate::place::Place;

/// One request and its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct CopyResult {
    /// Where to.
    pub region: Region,
    /// What came back.
    pub outcome: Result<Answer, ApiError>,
}

impl CopyResult {
    /// The result in one sentence.
    pub fn headline(&self) -> String {
        let region = &self.region;
        match &self.outcome {
            Ok(_) => format!("Accepted by Scalr; AWS is still copying to {region}"),
            Err(error) if error.leaves_outcome_unknown() => {
                format!("Nobody knows yet whether Scalr copies to {region}")
            }
            Err(_) => format!("The copy to {region} was refused"),
        }
    }
}

/// One result; it stays until the page is left.
#[component]
pub fn ResultView(
    /// The result.
    result: CopyResult,
    /// The scope of the endpoint.
    scope: Scope,
) -> impl IntoView {
    let title = result.headline();
    match result.outcome {
        Ok(answer) => view! { <Accepted title answer scope/> }.into_any(),
        Err(error) if error.leaves_outcome_unknown() => {
            view! { <Unknown title error scope region=result.region/> }.into_any()
        }
        Err(error) => view! { <Failed title error/> }.into_any(),
    }
}

#[component]
fn Accepted(title: String, answer: Answer, scope: Scope) -> impl IntoView {
    let ami = answer.image.cloud_image_id.text().to_owned();
    let open: Option<ImageId> = answer.image.id.parse().ok();
    let url = Place::Images { scope, open, query: ImageQuery::default() }.url();
    let warnings = answer
        .warnings
        .into_iter()
        .map(|warning| {
            view! {
                <p>
                    <strong>"Scalr remarks: "</strong>
                    {warning.message}
                </p>
            }
        })
        .collect_view();
    view! {
        <div class="notice good">
            <Icon glyph=Glyph::Done/>
            <div class="notice-body">
                <p class="notice-title">{title}</p>
                <p class="id-line">
                    <span>"New AMI"</span>
                    <code>{ami.clone()}</code>
                    <CopyButton text=ami what="AMI id"/>
                </p>
                {warnings}
                <div class="actions">
                    <a class="button compact" href=url>
                        "Open the new image"
                        <Icon glyph=Glyph::ArrowRight/>
                    </a>
                </div>
            </div>
        </div>
    }
}

/// The answer was lost. What settles it is a look at the list, never a second request.
#[component]
fn Unknown(title: String, error: ApiError, scope: Scope, region: Region) -> impl IntoView {
    let mut query = ImageQuery::default();
    query.set(Filter::CloudPlatform, "ec2");
    query.set(Filter::CloudLocation, region.as_str());
    let url = Place::Images { scope, open: None, query }.url();
    view! {
        <div class="notice warn" role="alert">
            <Icon glyph=Glyph::Question/>
            <div class="notice-body">
                <p class="notice-title">{title}</p>
                <p>
                    "The answer was lost. Look whether the image is in the region before you send again: a second request makes a second AMI."
                </p>
                <ErrorWords error=error.clone()/>
                <div class="actions">
                    <a class="button compact" href=url>{format!("Look in {region}")}</a>
                    <CopyButton text=error.details() what="details" labelled=true/>
                </div>
            </div>
        </div>
    }
}
