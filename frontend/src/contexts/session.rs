//! The session: who is asking, and what the edge is set up for.

use leptos::prelude::*;
use shared::edge_api::Session;

use crate::api::{self, ApiError};
use crate::loader::Loader;
use crate::preview::SignIn;

/// The session, once it has come.
#[derive(Clone, Copy)]
pub struct SessionResource(Loader<Result<Session, ApiError>>);

impl SessionResource {
    /// The session or why there is none; `None` while it is under way.
    pub fn get(self) -> Option<Result<Session, ApiError>> {
        self.0.get()
    }

    /// The session, where there is one.
    pub fn known(self) -> Option<Session> {
        self.0.get().and_then(Result::ok)
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
        self.0.refetch();
    }
}

/// Asks for the session once, for everything below.
pub fn provide_session() -> SessionResource {
    let session = SessionResource(Loader::new(api::session));
    provide_context(session);
    session
}

/// The session.
pub fn use_session() -> SessionResource {
    expect_context()
}
