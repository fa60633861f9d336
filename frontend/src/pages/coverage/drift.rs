//! What differs among the copies of an image.

use leptos::prelude::*;

use crate::components::{Glyph, Icon};
use crate::coverage::drift::Difference;
use crate::coverage::{Entry, words};
use crate::text;

use super::desk::Desk;

/// Where copies differ from others of their name, each under its region unless it is the only one that
/// is told of.
pub fn differences<'e>(entries: impl IntoIterator<Item = &'e Entry>, named: bool) -> AnyView {
    let line = |entry: &Entry| {
        let region = named.then(|| format!("{}: ", entry.image.cloud_location.text()));
        let words: Vec<String> = entry.differences.iter().map(Difference::words).collect();
        view! {
            <li>
                <Icon glyph=Glyph::WARNING/>
                <span>
                    <strong>{region}</strong>
                    {words.join("; ")}
                </span>
            </li>
        }
    };
    let odd = entries.into_iter().filter(|entry| !entry.differences.is_empty());
    let lines: Vec<_> = odd.map(line).collect();
    (!lines.is_empty()).then(|| view! { <ul class="differences">{lines}</ul> }).into_any()
}

/// What differs in the rows that are shown, while somebody looks for just that.
#[component]
pub fn DriftList() -> impl IntoView {
    let desk = expect_context::<Desk>();
    let wanted = Memo::new(move |_| desk.looked.read().drifting);
    move || {
        wanted.get().then(|| {
            let shown = desk.shown.read();
            let rows = shown.rows.iter();
            let items = rows
                .map(|row| {
                    view! {
                        <li>
                            <p>
                                <strong>{row.key.name.clone()}</strong>
                                " "
                                <span class="muted">{words::software(&row.key)}</span>
                            </p>
                            {differences(row.entries(), true)}
                        </li>
                    }
                })
                .collect_view();
            view! {
                <section class="card drift-list" aria-label=text::coverage().what_differs>
                    {text::said("h2", text::coverage().what_differs)}
                    <ul>{items}</ul>
                </section>
            }
        })
    }
}
