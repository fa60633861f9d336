//! The requests that the edge will send to Scalr for a plan.

use leptos::prelude::*;
use shared::cloud_location::CopyDestination;
use shared::id::ImageId;
use shared::region::Region;
use shared::route::Route;
use shared::run::plan::{Action, Plan};
use shared::scope::Scope;

use crate::components::{PreviewTab, RequestPreview};
use crate::contexts::use_session;
use crate::preview::Preview;
use crate::text;

/// One request for each region that a copy is sent to.
#[component]
pub fn CopyPreview(
    scope: Scope,
    id: Memo<Option<ImageId>>,
    planned: Memo<Option<Plan>>,
) -> impl IntoView {
    let session = use_session();
    let title = Signal::derive(move || {
        id.get()
            .map_or_else(String::new, |id| format!("POST {}", Route::CopyImage(scope, id).path()))
    });
    let tabs = Signal::derive(move || {
        let planned = planned.read();
        let to_send = planned.iter().flat_map(|plan| &plan.regions);
        let regions: Vec<Region> = to_send
            .filter(|planned| planned.action == Action::Send)
            .filter_map(|planned| planned.region.parse().ok())
            .collect();
        match id.get() {
            Some(id) if !regions.is_empty() => {
                let sign_in = session.sign_in();
                let each = regions.into_iter().map(|region| {
                    let preview = Preview::copy(scope, id.clone(), &CopyDestination::new(region));
                    PreviewTab::all(&preview, sign_in, None)
                });
                each.reduce(PreviewTab::followed_by).unwrap_or_default()
            }
            _ => PreviewTab::nothing_yet(text::copy().request_hint),
        }
    });
    view! { <RequestPreview title tabs/> }
}
