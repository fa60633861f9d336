//! Sending the request, once, and what came of it.

use leptos::prelude::*;
use shared::scope::Scope;

use crate::api::{self, Answer, ApiError};
use crate::components::announce;
use crate::components::focus_soon;
use crate::contexts::{InventoryHandle, Scopes, use_inventory, use_navigator, use_session};
use crate::images::query::ImageQuery;
use crate::loader::send;
use crate::register::{Checked, Field, Shown, twins};
use crate::text;

use super::draft_store;
use super::form::Form;

/// Id of what says why there is no image.
pub const PROBLEMS: &str = "register-problems";
/// Id of the heading of the latest image.
pub const DONE: &str = "register-done";

/// A request as it was sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Where to.
    pub scope: Scope,
    /// Name of the image.
    pub name: String,
    /// The bytes.
    pub body: String,
    /// What lists the image, where it is registered.
    pub twins: ImageQuery,
}

/// An image that Scalr has taken.
#[derive(Debug, Clone, PartialEq)]
pub struct Registered {
    /// Where to.
    pub scope: Scope,
    /// What Scalr said.
    pub answer: Answer,
}

/// Why there is no image.
#[derive(Debug, Clone, PartialEq)]
pub enum Trouble {
    /// The rules do not let the request out. What they say is in the form's state.
    Rules,
    /// It was sent and something else than an image came back.
    Answer(Box<Request>, ApiError),
}

/// The form's request and its results.
#[derive(Clone, Copy)]
pub struct Sending {
    /// What is sent.
    pub form: Form,
    /// The images of this visit, latest first.
    pub results: RwSignal<Vec<Registered>>,
    /// Why the latest attempt gave no image.
    pub trouble: RwSignal<Option<Trouble>>,
    open: RwSignal<bool>,
    pending: RwSignal<bool>,
    can_write: Memo<bool>,
    scopes: Scopes,
    inventory: StoredValue<InventoryHandle>,
}

impl Sending {
    /// Ready to send the form.
    pub fn new(form: Form) -> Self {
        let session = use_session();
        let scopes = expect_context::<Scopes>();
        let results = RwSignal::new(Vec::new());
        let trouble = RwSignal::new(None);
        // The same image in another scope is a new request: the form comes back as it is.
        let open = RwSignal::new(true);
        Effect::watch(move || form.scope.get(), move |_, _, _| open.set(true), false);
        let sending = Self {
            form,
            results,
            trouble,
            open,
            pending: RwSignal::new(false),
            can_write: Memo::new(move |_| session.can_write()),
            scopes,
            inventory: StoredValue::new(use_inventory()),
        };
        // Whoever asks for the page while a result stands in the form's place wants another form.
        let navigator = use_navigator();
        Effect::watch(
            move || navigator.track_again(),
            move |(), _, _| {
                if !open.get_untracked() {
                    sending.another();
                }
            },
            false,
        );
        sending
    }

    /// False while the latest image stands in the form's place.
    pub fn form_is_open(self) -> bool {
        self.open.get()
    }

    /// True while a request is under way.
    pub fn is_pending(self) -> bool {
        self.pending.get()
    }

    /// True where nobody knows what became of the latest request, the edge included: then there is
    /// something to look at before anything is sent.
    pub fn outcome_is_open(self) -> bool {
        matches!(
            &*self.trouble.read(),
            Some(Trouble::Answer(_, error))
                if error.leaves_outcome_unknown() && error.says_what_became_of_it()
        )
    }

    /// False where the session only reads.
    pub fn can_write(self) -> bool {
        self.can_write.get()
    }

    /// Sends the form, unless the rules refuse it or a request is under way: a double click and a
    /// held Enter key send once.
    pub fn submit(self) {
        if self.pending.get_untracked() || !self.can_write.get_untracked() {
            return;
        }
        let checked = self.form.checked.get_untracked();
        self.form.shown.update(|shown| {
            shown.submitted();
            shown.server(Vec::new());
        });
        if checked.ok {
            self.trouble.set(None);
            self.pending.set(true);
            send(self.carry_out(self.request(checked)));
        } else {
            self.trouble.set(Some(Trouble::Rules));
            focus_soon(PROBLEMS);
        }
    }

    /// Sends a request once more whose answer did not arrive; the edge knows it by its key.
    pub fn send_again(self, request: Request) {
        if !self.pending.get_untracked() {
            self.trouble.set(None);
            self.pending.set(true);
            send(self.carry_out(request));
        }
    }

    async fn carry_out(self, request: Request) {
        let outcome = api::create_image(request.scope, request.body.clone()).await;
        announce(headline(&request.name, &whereto(request.scope, self.scopes), &outcome));
        self.inventory.try_with_value(|inventory| inventory.outdate());
        // The page may be gone by now.
        self.pending.try_set(false);
        match outcome {
            Ok(answer) => {
                draft_store::forget(request.scope);
                let result = Registered { scope: request.scope, answer };
                self.results.try_update(|results| results.insert(0, result));
                self.open.try_set(false);
                focus_soon(DONE);
            }
            Err(error) => {
                if let ApiError::Refused(refusal) = &error {
                    self.form.shown.try_update(|shown| shown.server(refusal.errors.clone()));
                }
                self.trouble.try_set(Some(Trouble::Answer(Box::new(request), error)));
                focus_soon(PROBLEMS);
            }
        }
    }

    /// Opens the form for another image of the same kind.
    pub fn another(self) {
        self.trouble.set(None);
        self.form.shown.set(Shown::default());
        self.form.draft.update(|draft| *draft = draft.another());
        self.open.set(true);
        focus_soon(Field::CloudImageId.id());
    }

    fn request(self, checked: Checked) -> Request {
        let draft = self.form.draft.read_untracked();
        Request {
            scope: self.form.scope.get_untracked(),
            name: draft.name.trim().to_owned(),
            body: checked.body_text,
            twins: twins(&draft),
        }
    }
}

/// Where a request registers an image: "globally", "in Production".
pub fn whereto(scope: Scope, scopes: Scopes) -> String {
    match scope {
        Scope::Global => text::register().globally.to_owned(),
        scope => text::fill(text::register().in_scope, &[("scope", &scopes.name(scope))]),
    }
}

/// What came of a request, in one sentence that never says more than is known.
pub fn headline(name: &str, whereto: &str, outcome: &Result<Answer, ApiError>) -> String {
    match outcome {
        Ok(answer) if answer.status == 202 => {
            text::fill(text::register().accepted, &[("name", &name), ("whereto", &whereto)])
        }
        Ok(_) => text::fill(text::register().registered, &[("name", &name), ("whereto", &whereto)]),
        Err(error) if error.leaves_outcome_unknown() => {
            text::fill(text::register().unknown, &[("name", &name), ("whereto", &whereto)])
        }
        Err(ApiError::Refused(refusal)) if !refusal.by_edge => {
            text::fill(text::register().refused, &[("name", &name), ("whereto", &whereto)])
        }
        Err(_) => text::fill(text::register().failed, &[("name", &name), ("whereto", &whereto)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Refusal;

    fn refused(by_edge: bool, outcome_unknown: bool) -> ApiError {
        ApiError::Refused(Refusal {
            status: 400,
            errors: Vec::new(),
            request_id: None,
            by_edge,
            outcome_unknown,
        })
    }

    fn accepted(status: u16) -> Answer {
        let image = serde_json::from_str(r#"{"id":"x"}"#).expect("an image");
        Answer { status, image, warnings: Vec::new() }
    }

    #[test]
    fn the_headline_says_no_more_than_is_known() {
        for (outcome, words) in [
            (Ok(accepted(201)), "web is registered in Production"),
            (
                Ok(accepted(202)),
                "Scalr has accepted to register web in Production and is still at work",
            ),
            (Err(refused(false, false)), "Scalr refused to register web in Production"),
            (Err(refused(true, false)), "web could not be registered in Production"),
            (Err(refused(true, true)), "Nobody knows yet whether web is registered in Production"),
            (
                Err(ApiError::Unreachable),
                "Nobody knows yet whether web is registered in Production",
            ),
        ] {
            assert_eq!(headline("web", "in Production", &outcome), words);
        }
    }
}
