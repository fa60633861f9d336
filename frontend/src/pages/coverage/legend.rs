//! What the signs of the grid mean.

use leptos::prelude::*;

use crate::coverage::words::{Sign, signs};
use crate::text;

/// All signs with their words. The rules of style that draw a cell draw these too, so that they look the
/// same (`styles/coverage-cells.css`).
#[component]
pub fn Legend() -> impl IntoView {
    let sign = |(class, number, words): Sign| {
        view! {
            <li>
                <i class=format!("cell {class}") data-copies=number aria-hidden="true"></i>
                <span>{words}</span>
            </li>
        }
    };
    view! {
        <ul class="legend" aria-label=text::coverage().legend>
            {signs().map(sign).collect_view()}
        </ul>
    }
}
