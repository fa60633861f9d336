//! The four states of anything that is loaded, kept apart: loading, nothing yet, no match, failed.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::dom::{Drawn, El, el};
use crate::text;

use super::clipboard::copy_button;
use super::icon::{Glyph, icon};

/// Rows to come. They appear only after 300 ms, so that a quick answer does not flicker (styles).
pub fn skeleton_rows(rows: usize, columns: usize) -> Vec<El> {
    let cells = (0..columns).map(|_| el("td", "").add(el("span", "bone")));
    let row = el("tr", "skeleton").attr("aria-hidden", "true").add_all(cells);
    // A copy takes a fraction of the time of making one, and everybody waits for these.
    (0..rows).map(|_| row.copy()).collect()
}

/// The same among views.
#[component]
pub fn SkeletonRows(
    /// How many rows.
    rows: usize,
    /// How many columns.
    columns: usize,
) -> impl IntoView {
    skeleton_rows(rows, columns).into_iter().map(Drawn::from).collect_view()
}

/// A block to come, for what is no table.
pub fn skeleton_block(lines: usize) -> El {
    let bones = (0..lines).map(|_| el("span", "bone"));
    el("div", "skeleton block").attr("aria-hidden", "true").add_all(bones)
}

/// The same among views.
#[component]
pub fn SkeletonBlock(
    /// How many lines.
    lines: usize,
) -> impl IntoView {
    Drawn::from(skeleton_block(lines))
}

/// Nothing is there, for a reason, and the way on.
pub fn empty(title: &str, way: El) -> El {
    empty_with(title, el("div", "actions").add(way))
}

fn empty_with(title: &str, actions: El) -> El {
    el("div", "empty").add(el("p", "").text(title)).add(actions)
}

/// The same among views.
#[component]
pub fn Empty(
    /// One sentence why.
    #[prop(into)]
    title: String,
    /// The way on.
    children: Children,
) -> impl IntoView {
    Drawn::from(empty_with(&title, el("div", "actions").view(children())))
}

/// Something that people have to know at once: a kind (`bad`, `warn`), its icon, what it is, and what
/// there is to say and to do.
pub fn notice(kind: &str, glyph: Glyph, title: &str, inside: impl IntoIterator<Item = El>) -> El {
    let body = el("div", "notice-body").add(el("p", "notice-title").text(title)).add_all(inside);
    let notice = el("div", "notice").attr("role", "alert").add(icon(glyph)).add(body);
    notice.class(kind, true);
    notice
}

/// It went wrong: what happened, code, words, request id, and trying again.
pub fn failed(title: &str, error: &ApiError, retry: impl Fn() + 'static) -> El {
    let again = el("button", "button")
        .attr("type", "button")
        .on("click", move |_| retry())
        .add(icon(Glyph::REFRESH))
        .text(text::common().try_again);
    failed_with(title, error, Some(again))
}

fn failed_with(title: &str, error: &ApiError, again: Option<El>) -> El {
    let details = error.details();
    let copy = copy_button(move || details.clone(), text::common().details, true);
    let actions = el("div", "actions").add_all(again.into_iter().chain([copy]));
    notice("bad", Glyph::ALERT, title, error_words(error).into_iter().chain([actions]))
}

/// The same among views; without a way to try again where there is none.
#[component]
pub fn Failed(
    /// What was being done: "The images could not be loaded".
    #[prop(into)]
    title: String,
    /// What came back.
    error: ApiError,
    /// Does it again.
    #[prop(optional, into)]
    retry: Option<Callback<()>>,
) -> impl IntoView {
    Drawn::from(match retry {
        Some(retry) => failed(&title, &error, move || retry.run(())),
        None => failed_with(&title, &error, None),
    })
}

/// The words, the code and the request id of an error.
fn error_words(error: &ApiError) -> Vec<El> {
    let mut words: Vec<El> = error.words().iter().map(|words| el("p", "").text(words)).collect();
    let mut facts = vec![el("code", "").text(error.code())];
    if let Some(status) = error.status() {
        facts.push(el("span", "").text("HTTP ").text(&status.to_string()));
    }
    if let Some(id) = error.request_id() {
        let request = el("span", "").text(text::common().request).text(" ");
        facts.push(request.add(el("code", "").text(id)));
    }
    words.push(el("p", "facts").add_all(facts));
    words
}

/// The same among views.
#[component]
pub fn ErrorWords(
    /// What came back.
    error: ApiError,
) -> impl IntoView {
    error_words(&error).into_iter().map(Drawn::from).collect_view()
}
