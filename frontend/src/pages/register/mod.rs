//! Registering an image: every field of the create call beside the request that it makes.

mod actions;
mod cards;
mod draft_store;
mod form;
mod problems;
mod registered;
mod sending;

use leptos::prelude::*;
use shared::route::Route;
use shared::scope::Scope;

use crate::components::{Icon, PreviewTab, RequestPreview, scope_glyph};
use crate::contexts::{Scopes, use_place, use_session};
use crate::place::Place;
use crate::preview::Preview;
use crate::register::Field;
use crate::text;

use super::use_title;
use actions::Actions;
use cards::{DetailsCard, ImageCard, PlaceCard, SoftwareCard};
use form::Form;
use problems::Problems;
use registered::Results;
use sending::Sending;

/// The form, what is wrong with it, and what came of the images that were registered.
#[component]
pub fn RegisterPage() -> impl IntoView {
    let place = use_place();
    // While the page is being left the place is another one already; the last scope stands.
    let scope = Memo::new(move |before: Option<&Scope>| match *place.read() {
        Place::Register { scope } => scope,
        _ => before.copied().unwrap_or(Scope::Global),
    });
    let form = Form::new(scope);
    let sending = Sending::new(form);
    use_title(|| text::register().title.to_owned());
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        sending.submit();
    };
    view! {
        <div class="page">
            <Heading scope/>
            <Results sending/>
            <Show when=move || sending.form_is_open()>
                <form class="form-page" on:submit=submit novalidate>
                    <div class="form-main">
                        <Problems sending/>
                        <PlaceCard form/>
                        <ImageCard form/>
                        <SoftwareCard form/>
                        <DetailsCard form/>
                    </div>
                    <div class="form-side">
                        <LivePreview form/>
                        <Actions sending/>
                    </div>
                </form>
            </Show>
        </div>
    }
}

/// Where to, and who will see the image there.
#[component]
fn Heading(scope: Memo<Scope>) -> impl IntoView {
    let scopes = expect_context::<Scopes>();
    let reach = move || match scope.get() {
        Scope::Global => text::register().reach_global,
        Scope::Account(_) => text::register().reach_account,
        Scope::Environment(_) => text::register().reach_environment,
    };
    view! {
        <header class="page-head">
            <div>
                {text::said("h1", text::register().title)}
                <p class="register-scope">
                    <span class="mark">
                        {move || view! { <Icon glyph=scope_glyph(scope.get())/> }}
                        {move || scopes.name(scope.get())}
                    </span>
                    <span class="muted">{reach}</span>
                </p>
            </div>
        </header>
    }
}

/// The request as it stands, with the member of the field that somebody is in.
#[component]
fn LivePreview(form: Form) -> impl IntoView {
    let session = use_session();
    let title =
        Signal::derive(move || format!("POST {}", Route::CreateImage(form.scope.get()).path()));
    let tabs = Signal::derive(move || {
        let preview = Preview::register(form.scope.get(), form.draft.read().to_body());
        PreviewTab::all(&preview, session.sign_in(), form.edited.get().map(Field::member))
    });
    view! { <RequestPreview title tabs/> }
}
