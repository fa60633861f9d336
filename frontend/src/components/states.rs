//! The four states of anything that is loaded, kept apart: loading, nothing yet, no match, failed.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::text;

use super::clipboard::CopyButton;
use super::icon::{Glyph, Icon};

/// Rows to come. Appears only after 300 ms, so that a quick answer does not flicker (styles).
#[component]
pub fn SkeletonRows(
    /// How many rows.
    rows: usize,
    /// How many columns.
    columns: usize,
) -> impl IntoView {
    let cells =
        move || (0..columns).map(|_| view! { <td><span class="bone"></span></td> }).collect_view();
    (0..rows)
        .map(|_| view! { <tr class="skeleton" aria-hidden="true">{cells()}</tr> })
        .collect_view()
}

/// A block to come, for what is no table.
#[component]
pub fn SkeletonBlock(
    /// How many lines.
    lines: usize,
) -> impl IntoView {
    view! {
        <div class="skeleton block" aria-hidden="true">
            {(0..lines).map(|_| view! { <span class="bone"></span> }).collect_view()}
        </div>
    }
}

/// Nothing is there, for a reason, and what one can do.
#[component]
pub fn Empty(
    /// One sentence why.
    #[prop(into)]
    title: String,
    /// The way on.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="empty">
            <p>{title}</p>
            <div class="actions">{children()}</div>
        </div>
    }
}

/// It went wrong: what happened, code, words, request id, and trying again.
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
    view! {
        <div class="notice bad" role="alert">
            <Icon glyph=Glyph::Alert/>
            <div class="notice-body">
                <p class="notice-title">{title}</p>
                <ErrorWords error=error.clone()/>
                <div class="actions">
                    {retry
                        .map(|retry| {
                            view! {
                                <button type="button" class="button" on:click=move |_| retry.run(())>
                                    <Icon glyph=Glyph::Refresh/>
                                    {text::common().try_again}
                                </button>
                            }
                        })}
                    <CopyButton text=error.details() what=text::common().details labelled=true/>
                </div>
            </div>
        </div>
    }
}

/// The words, the code and the request id of an error.
#[component]
pub fn ErrorWords(
    /// What came back.
    error: ApiError,
) -> impl IntoView {
    let words = error.words().into_iter().map(|text| view! { <p>{text}</p> }).collect_view();
    let status = error.status().map(|status| format!("HTTP {status}"));
    let request = error.request_id().map(str::to_owned);
    view! {
        {words}
        <p class="facts">
            <code>{error.code().to_owned()}</code>
            {status.map(|status| view! { <span>{status}</span> })}
            {request.map(|id| view! { <span>{text::common().request} " " <code>{id}</code></span> })}
        </p>
    }
}
