//! The regions of a run as a table whose rows change in place.

use leptos::prelude::*;
use shared::id::ImageId;
use shared::region::Region;
use shared::run::{ImageIds, RunRegion, Step};
use shared::scope::Scope;

use crate::components::{Badge, CopyButton, RelativeTime, TableHead};
use crate::contexts::use_session;
use crate::images::query::ImageQuery;
use crate::place::Place;
use crate::runs::words;
use crate::text;

use super::live::Live;
use super::steps::{Steps, title};

/// Title and class of each column; the class says where the column gives way (styles).
fn columns() -> Vec<(&'static str, &'static str)> {
    vec![
        (text::run().region, ""),
        (text::run().state, ""),
        (text::run().since, "at-medium"),
        (text::run().ami, ""),
        (text::run().request_id, "at-large"),
    ]
}

/// The table.
#[component]
pub fn Regions(scope: Scope, live: Live) -> impl IntoView {
    let rows = move || {
        let rows = live.rows.get();
        rows.into_iter().map(|row| view! { <Row scope row/> }).collect_view()
    };
    view! {
        <div class="table-box" role="region" aria-label=text::run().regions tabindex="0">
            <table class="run stacked">
                <TableHead columns=columns()/>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(scope: Scope, row: ArcRwSignal<RunRegion>) -> impl IntoView {
    let row = RwSignal::from(row);
    let name = row.read_untracked().region.clone();
    let place = name.parse().ok().and_then(|region: Region| Some(region.info()?.place));
    let state = Memo::new(move |_| row.read().state.clone());
    let badge = move || {
        let (tone, glyph, word) = words::region(&state.read());
        view! {
            <Badge tone glyph word/>
        }
    };
    let detail = Memo::new(move |_| {
        let row = row.read();
        (words::detail(&row), row.code.clone())
    });
    let detail = move || {
        let (words, code) = detail.get();
        words.map(|words| {
            view! {
                <span class="run-detail">
                    {words}
                    {code.map(|code| view! { " " <code>{code}</code> })}
                </span>
            }
        })
    };
    let since = Memo::new(move |_| row.read().since.clone());
    let ami = Memo::new(move |_| {
        let row = row.read();
        row.new_image.clone().or_else(|| row.present_image.clone())
    });
    let request = Memo::new(move |_| row.read().request_id.clone());
    let request = move || {
        let id = request.get();
        (!id.is_empty()).then(|| {
            view! {
                <span class="id-line">
                    <code>{id.clone()}</code>
                    <CopyButton text=id what=text::run().what_request_id/>
                </span>
            }
        })
    };
    view! {
        <tr>
            <th scope="row">
                <code>{name}</code>
                <span class="run-place muted">{place}</span>
            </th>
            <td class="run-state">
                {badge} {detail} <RowSteps row/>
            </td>
            <td class="at-medium when">{move || view! { <RelativeTime at=since.get()/> }}</td>
            <td>{move || ami.get().map(|image| new_image(scope, image))}</td>
            <td class="at-large">{request}</td>
        </tr>
    }
}

/// The AMI, and the way to its image in Scalr.
fn new_image(scope: Scope, image: ImageIds) -> AnyView {
    let ImageIds { id, cloud_image_id: ami } = image;
    let open: Option<ImageId> = id.parse().ok();
    let url = Place::Images { scope, open, query: ImageQuery::default() }.url();
    let words = if ami.is_empty() { text::run().open_image.to_owned() } else { ami.clone() };
    view! {
        <span class="id-line">
            <a href=url>
                <code>{words}</code>
            </a>
            {(!ami.is_empty()).then(|| view! { <CopyButton text=ami what=text::run().what_ami/> })}
        </span>
    }
    .into_any()
}

/// What can be done about this region alone.
#[component]
fn RowSteps(row: RwSignal<RunRegion>) -> impl IntoView {
    let steps = expect_context::<Steps>();
    let session = use_session();
    let state = Memo::new(move |_| row.read().state.clone());
    let button = move |step: Step| {
        let region = row.read_untracked().region.clone();
        let label = format!("{} {region}", title(step).trim_end_matches([' ', '…']));
        let act = move |_| match step {
            _ if !session.can_write() => {}
            Step::Resend => steps.ask(region.clone()),
            step => steps.take(step, vec![region.clone()]),
        };
        view! {
            <button
                type="button"
                class="button compact"
                aria-label=label
                aria-disabled=move || (!session.can_write()).to_string()
                on:click=act
            >
                {title(step)}
            </button>
        }
    };
    let shown = move || {
        let state = state.read();
        Step::ALL.into_iter().filter(|step| state.allows(*step)).map(button).collect_view()
    };
    view! { <span class="actions row-steps">{shown}</span> }
}
