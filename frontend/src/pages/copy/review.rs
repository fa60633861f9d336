//! The plan: what would be done about each region, and why.

use leptos::prelude::*;
use shared::run::plan::{Plan, PlannedRegion};

use crate::components::Icon;
use crate::runs::words;
use crate::text;

/// The plan of what is chosen.
#[component]
pub fn Review(planned: Memo<Option<Plan>>) -> impl IntoView {
    let shown = move || {
        let plan = planned.get().filter(|plan| plan.counts.total > 0)?;
        Some(plan_list(plan))
    };
    let nothing = move || planned.read().as_ref().is_none_or(|plan| plan.counts.total == 0);
    view! {
        <section class="card plan-card" aria-label=text::copy().plan>
            {text::said("h2", text::copy().plan)}
            {shown}
            {move || nothing().then(|| view! { <p class="muted">{text::copy().no_region}</p> })}
        </section>
    }
}

/// What would be done, counted and region by region.
pub fn plan_list(plan: Plan) -> impl IntoView {
    let regions = plan.regions.into_iter().map(region).collect_view();
    view! {
        <p class="plan-counts">{words::plan(&plan.counts)}</p>
        <ul class="plan">{regions}</ul>
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

#[cfg(all(test, target_arch = "wasm32"))]
mod tests {
    use leptos::mount::mount_to;
    use leptos::task::tick;
    use shared::copy::Seen;
    use shared::region::Region;
    use shared::run::plan::{Wish, plan};
    use shared::scope::Scope;
    use wasm_bindgen::JsCast as _;
    use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
    use web_sys::HtmlElement;

    use super::*;

    wasm_bindgen_test_configure!(run_in_browser);

    const IMAGE: Seen<'_> = Seen {
        id: "5a1a3fd0-1111-4222-8333-000000000001",
        name: "golden-web",
        scope: Some("environment"),
        platform: "ec2",
        location: "us-east-1",
        cloud_image_id: "ami-1",
        status: "active",
    };

    fn plan_to(regions: &[&str]) -> Plan {
        let regions: Vec<Region> =
            regions.iter().map(|region| region.parse().expect("a region")).collect();
        plan(&Wish {
            image: IMAGE,
            scope: Scope::Environment("5".parse().expect("an id")),
            regions: &regions,
            known: &[Seen { location: "eu-west-1", id: "b", ..IMAGE }],
            in_flight: &["eu-west-2".to_owned()],
            allow_duplicates: false,
        })
    }

    #[wasm_bindgen_test]
    async fn the_plan_says_for_each_region_what_and_why() {
        let stage: HtmlElement =
            document().create_element("div").expect("an element").unchecked_into();
        let owner = Owner::new();
        let regions = owner.with(|| RwSignal::new(Vec::<&str>::new()));
        mount_to(stage.clone(), move || {
            let planned = Memo::new(move |_| Some(plan_to(&regions.read())));
            view! { <Review planned/> }
        })
        .forget();
        let text = || stage.text_content().unwrap_or_default();
        tick().await;
        assert!(text().contains(text::copy().no_region), "{}", text());
        regions.set(vec!["us-east-1", "eu-west-1", "eu-west-2", "eu-west-3", "cn-north-1"]);
        tick().await;
        assert!(text().contains("1 copy to send, 2 skipped, 2 blocked"), "{}", text());
        for (region, why) in [
            ("us-east-1", "The image is copied from here"),
            ("eu-west-1", "An image of this name is there"),
            ("eu-west-2", "Another run sends, or may have sent, this image there"),
            ("eu-west-3", "A copy is sent"),
            ("cn-north-1", "Another partition: no copy reaches it"),
        ] {
            assert!(text().contains(&format!("{region}{why}")), "{region}: {}", text());
        }
        drop(owner);
    }
}
