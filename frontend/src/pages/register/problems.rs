//! Why there is no image yet, above the form.

use leptos::prelude::*;
use shared::scope::Scope;

use crate::api::ApiError;
use crate::components::focus;
use crate::components::states::ErrorWords;
use crate::components::{CopyButton, Glyph, Icon};
use crate::contexts::Scopes;
use crate::place::Place;
use crate::register::{Field, field_of};
use crate::text;

use super::super::settle::Settle;
use super::sending::{PROBLEMS, Request, Sending, Trouble, headline, whereto};

/// Scalr's code for an image that it has already (API reference, create).
const ALREADY_THERE: &str = "UnicityViolation";

/// What the latest attempt failed at. Takes the focus when it appears.
#[component]
pub fn Problems(sending: Sending) -> impl IntoView {
    move || match sending.trouble.get() {
        None => ().into_any(),
        Some(Trouble::Rules) => view! { <Summary sending/> }.into_any(),
        Some(Trouble::Answer(request, error)) if error.leaves_outcome_unknown() => {
            view! { <Unknown sending request=*request error/> }.into_any()
        }
        Some(Trouble::Answer(request, error)) => {
            view! { <Refused request=*request error/> }.into_any()
        }
    }
}

/// Every error of the form, each with a link to its field; gone when all are mended.
#[component]
fn Summary(sending: Sending) -> impl IntoView {
    let form = sending.form;
    let errors = Memo::new(move |_| form.shown.read().summary(&form.checked.read()));
    // What is about no field cannot be linked to, and must not get lost either.
    let other = Memo::new(move |_| form.checked.read().errors.other().to_vec());
    let count = move || errors.read().len() + other.read().len();
    let title = move || text::count(text::register().to_mend, count());
    let linked = move || {
        let scope = form.scope.get();
        let entry = |(field, words): (Field, String)| {
            let words = format!("{}: {words}", field.label());
            view! { <li><FieldLink scope field words/></li> }
        };
        errors.get().into_iter().map(entry).collect_view()
    };
    let unlinked =
        move || other.get().into_iter().map(|words| view! { <li>{words}</li> }).collect_view();
    // The list follows every key; only the count is worth being read out.
    view! {
        <Show when=move || 0 < count()>
            <div class="notice bad" role="alert" tabindex="-1" id=PROBLEMS>
                <Icon glyph=Glyph::ALERT/>
                <div class="notice-body">
                    <p class="notice-title">{title}</p>
                    <ul class="summary-list" aria-live="off">
                        {linked} {unlinked}
                    </ul>
                </div>
            </div>
        </Show>
    }
}

#[component]
fn FieldLink(scope: Scope, field: Field, words: String) -> impl IntoView {
    let url = format!("{}#{}", Place::Register { scope }.url(), field.id());
    let go = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        focus(field.id());
    };
    view! { <a href=url on:click=go>{words}</a> }
}

/// The server said no.
#[component]
fn Refused(request: Request, error: ApiError) -> impl IntoView {
    let scope = request.scope;
    let there = (error.code() == ALREADY_THERE).then(|| {
        let url = Place::Images { scope, open: None, query: request.twins.clone() }.url();
        view! {
            <a class="button compact" href=url>
                <Icon glyph=Glyph::LAYERS/>
                {text::register().show_twin}
            </a>
        }
    });
    let fields = match &error {
        ApiError::Refused(refusal) => refusal.errors.iter().filter_map(field_of).collect(),
        ApiError::Unreachable | ApiError::Unreadable { .. } | ApiError::SignedOut { .. } => {
            Vec::new()
        }
    };
    let links = fields
        .into_iter()
        .map(|field| {
            let words = text::fill(text::register().go_to, &[("field", &field.label())]);
            view! { <FieldLink scope field words/> }
        })
        .collect_view();
    view! {
        <Notice tone="bad" glyph=Glyph::ALERT request error>
            {there}
            {links}
        </Notice>
    }
}

/// The answer was lost. Where the edge has none either, a look at the list settles it; where only the
/// way to the edge was lost, the edge can be asked again.
#[component]
fn Unknown(sending: Sending, request: Request, error: ApiError) -> impl IntoView {
    let scope = request.scope;
    let query = request.twins.clone();
    let can_be_sent_again = !error.says_what_became_of_it();
    let again = {
        let request = request.clone();
        move |_| sending.send_again(request.clone())
    };
    let advice = if can_be_sent_again {
        text::register().lost_on_the_way
    } else {
        text::register().lost_at_scalr
    };
    view! {
        <Notice tone="warn" glyph=Glyph::QUESTION request error advice>
            <Settle scope query before=Vec::new()/>
            {can_be_sent_again
                .then(|| {
                    view! {
                        <button type="button" class="button compact" on:click=again>
                            <Icon glyph=Glyph::REFRESH/>
                            {text::register().send_again}
                        </button>
                    }
                })}
        </Notice>
    }
}

#[component]
fn Notice(
    tone: &'static str,
    glyph: Glyph,
    request: Request,
    error: ApiError,
    #[prop(optional)] advice: Option<&'static str>,
    /// What can be done.
    children: Children,
) -> impl IntoView {
    let scopes = expect_context::<Scopes>();
    let details = error.details();
    let title = {
        let outcome = Err(error.clone());
        move || headline(&request.name, &whereto(request.scope, scopes), &outcome)
    };
    view! {
        <div class=format!("notice {tone}") role="alert" tabindex="-1" id=PROBLEMS>
            <Icon glyph/>
            <div class="notice-body">
                <p class="notice-title">{title}</p>
                {advice.map(|advice| view! { <p>{advice}</p> })}
                <ErrorWords error/>
                <div class="actions">
                    {children()} <CopyButton text=details what=text::register().details labelled=true/>
                </div>
            </div>
        </div>
    }
}
