//! The plan: what would be done about each region, and why.

use leptos::prelude::*;
use shared::run::plan::{Plan, PlannedRegion};

use crate::components::Icon;
use crate::runs::words;

/// The plan of what is chosen.
#[component]
pub fn Review(planned: Memo<Option<Plan>>) -> impl IntoView {
    let shown = move || {
        let plan = planned.get().filter(|plan| plan.counts.total > 0)?;
        let regions = plan.regions.into_iter().map(region).collect_view();
        Some(view! {
            <p class="plan-counts">{words::plan(&plan.counts)}</p>
            <ul class="plan">{regions}</ul>
        })
    };
    let nothing = move || planned.read().as_ref().is_none_or(|plan| plan.counts.total == 0);
    view! {
        <section class="card plan-card" aria-label="Plan">
            <h2>"Plan"</h2>
            {shown}
            {move || nothing().then(|| view! { <p class="muted">"No region chosen yet."</p> })}
        </section>
    }
}

fn region(planned: PlannedRegion) -> impl IntoView {
    let (tone, glyph, words) = words::planned(&planned);
    view! {
        <li>
            <code>{planned.region}</code>
            <span class=format!("plan-state {tone}")>
                <Icon glyph/>
                {words}
            </span>
        </li>
    }
}
