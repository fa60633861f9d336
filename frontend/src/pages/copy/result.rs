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

use super::super::settle::Settle;

/// One request and its answer.
#[derive(Debug, Clone, PartialEq)]
pub struct CopyResult {
    /// Where to.
    pub region: Region,
    /// Name of the image, which its copy has too.
    pub name: String,
    /// Ids of the images of this name that were known before the request was sent.
    pub before: Vec<String>,
    /// What came back.
    pub outcome: Result<Answer, ApiError>,
}

impl CopyResult {
    /// True where another request may make a second copy and nothing tells whether it would: not
    /// where only the way to the edge was lost, because the edge knows a request again.
    pub fn is_unsettled(&self) -> bool {
        let unknown =
            |error: &ApiError| error.leaves_outcome_unknown() && error.says_what_became_of_it();
        self.outcome.as_ref().err().is_some_and(unknown)
    }

    /// What lists the image and its copies in the region.
    fn copies_query(&self) -> ImageQuery {
        let mut query = ImageQuery::default();
        query.set(Filter::Name, &self.name);
        query.set(Filter::CloudPlatform, "ec2");
        query.set(Filter::CloudLocation, self.region.as_str());
        query
    }

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
    match result.outcome.clone() {
        Ok(answer) => view! { <Accepted title answer scope/> }.into_any(),
        Err(error) if error.leaves_outcome_unknown() => {
            let query = result.copies_query();
            view! { <Unknown title error scope query before=result.before/> }.into_any()
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
fn Unknown(
    title: String,
    error: ApiError,
    scope: Scope,
    query: ImageQuery,
    before: Vec<String>,
) -> impl IntoView {
    let advice = if error.says_what_became_of_it() {
        "Scalr's answer was lost. Send again only when the image is not there: a second request makes a second AMI."
    } else {
        "The answer was lost on its way here. Sending the same request again is safe: the edge carries it out only once."
    };
    view! {
        <div class="notice warn" role="alert">
            <Icon glyph=Glyph::Question/>
            <div class="notice-body">
                <p class="notice-title">{title}</p>
                <p>{advice}</p>
                <ErrorWords error=error.clone()/>
                <div class="actions">
                    <Settle scope query before/>
                    <CopyButton text=error.details() what="details" labelled=true/>
                </div>
            </div>
        </div>
    }
}
