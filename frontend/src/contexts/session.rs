//! The session: who is asking, and what the edge is set up for.

use leptos::prelude::*;
use shared::edge_api::Session;

use crate::api::{self, ApiError, SignedOut};
use crate::dom::listen;
use crate::loader::Loader;
use crate::preview::SignIn;

/// The session, once it has come.
#[derive(Clone, Copy)]
pub struct SessionResource {
    answer: Loader<Result<Session, ApiError>>,
    signed_out: RwSignal<bool>,
}

impl SessionResource {
    /// The session or why there is none; `None` while it is under way.
    pub fn get(self) -> Option<Result<Session, ApiError>> {
        self.answer.get()
    }

    /// The session, where there is one.
    pub fn known(self) -> Option<Session> {
        self.answer.get().and_then(Result::ok)
    }

    /// True unless the session says that this caller only reads.
    pub fn can_write(self) -> bool {
        self.known().is_none_or(|session| session.can_write)
    }

    /// What a command outside the browser needs to be let in.
    pub fn sign_in(self) -> SignIn {
        self.known().map_or(SignIn::None, |session| session.identity.kind.into())
    }

    /// Asks again.
    pub fn refetch(self) {
        self.answer.refetch();
    }

    /// True once a sign-in that there was has expired.
    pub fn has_expired(self) -> bool {
        self.signed_out.get()
    }
}

/// Asks for the session once, for everything below.
pub fn provide_session() -> SessionResource {
    let signed_out = RwSignal::new(false);
    // Before anything is asked: every request looks for it.
    provide_context(SignedOut(Callback::new(move |()| signed_out.set(true))));
    let answer = Loader::new(move || async move {
        let answer = api::session().await;
        if answer.is_ok() {
            signed_out.try_set(false);
        }
        answer
    });
    // Somebody who comes back from signing in elsewhere goes on where they were.
    listen(&window(), "focus", move |_| {
        if signed_out.get_untracked() {
            answer.refetch();
        }
    });
    let session = SessionResource { answer, signed_out };
    provide_context(session);
    session
}

/// The session.
pub fn use_session() -> SessionResource {
    expect_context()
}
