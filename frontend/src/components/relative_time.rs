//! A time as "3 days ago", with the exact one on hover.

use leptos::prelude::*;

use crate::contexts::Clock;
use crate::time;

/// A time of the API. What is no time is shown as it came.
#[component]
pub fn RelativeTime(
    /// ISO 8601.
    #[prop(into)]
    at: String,
) -> impl IntoView {
    let clock = expect_context::<Clock>();
    match time::parse(&at) {
        None => view! { <span>{at}</span> }.into_any(),
        Some(then) => view! {
            <time datetime=at title=time::exact(then)>
                {move || time::relative(clock.now(), then)}
            </time>
        }
        .into_any(),
    }
}
