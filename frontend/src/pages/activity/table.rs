//! The activity as a table.

use leptos::prelude::*;
use shared::edge_api::Activity;
use shared::id::ImageId;
use shared::run::RunId;

use crate::activity::words;
use crate::components::{CopyButton, RelativeTime, TableHead};
use crate::contexts::use_inventory;
use crate::images::query::ImageQuery;
use crate::place::Place;
use crate::text;

/// Title and class of each column; the class says where the column gives way (styles).
fn columns() -> Vec<(&'static str, &'static str)> {
    vec![
        (text::activity().when, ""),
        (text::activity().what, ""),
        (text::activity().outcome, ""),
        (text::activity().image, ""),
        (text::activity().who, "at-medium"),
        (text::activity().request_id, "at-large"),
    ]
}

/// The rows of a page.
#[component]
pub fn ActivityTable(rows: Vec<Activity>) -> impl IntoView {
    view! {
        <div class="table-box" role="region" aria-label=text::activity().activity tabindex="0">
            <table class="activity stacked">
                <TableHead columns=columns()/>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(activity: Activity) -> impl IntoView {
    let (tone, word) = words::outcome(&activity.outcome);
    let code = activity.code.clone().map(|code| view! { <code class="muted">{code}</code> });
    let request = words::request(&activity);
    let run = run(&activity);
    let who = words::who(&activity.identity);
    let image = image(&activity);
    view! {
        <tr>
            <td class="when"><RelativeTime at=activity.at/></td>
            <th scope="row">{request} {run}</th>
            <td>
                <span class="id-line">
                    <span class=format!("badge {tone}")>{word}</span>
                    {code}
                </span>
            </td>
            <td>{image}</td>
            <td class="at-medium">{who}</td>
            <td class="at-large">
                <span class="id-line">
                    <code>{activity.request_id.clone()}</code>
                    <CopyButton text=activity.request_id what=text::activity().what_request_id/>
                </span>
            </td>
        </tr>
    }
}

/// The way to the run that asked for it, where one did.
fn run(activity: &Activity) -> Option<impl IntoView + use<>> {
    let id: RunId = activity.run_id.as_ref()?.parse().ok()?;
    let url = Place::Run { scope: activity.scope, id }.url();
    Some(view! {
        ", "
        <a href=url>{text::activity().in_run}</a>
    })
}

/// The image by its name, with the way to it; as much of it as is known.
fn image(activity: &Activity) -> impl IntoView + use<> {
    // The list knows it where it has been read for another page.
    let name = words::image(activity, &use_inventory().signal().read_untracked());
    let url = activity.image_id.as_ref().and_then(|id| {
        let open: ImageId = id.parse().ok()?;
        let scope = activity.scope;
        Some(Place::Images { scope, open: Some(open), query: ImageQuery::default() }.url())
    });
    let id = activity.image_id.clone();
    match (name, url) {
        (Some(name), Some(url)) => view! {
            <a class="activity-image" href=url>{name}</a>
            <code class="muted">{id}</code>
        }
        .into_any(),
        (None, Some(url)) => view! { <a href=url><code>{id}</code></a> }.into_any(),
        (_, None) => ().into_any(),
    }
}
