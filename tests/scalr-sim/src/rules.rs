//! Scalr's rules on bodies alone, without a server, a store or a cloud: for tests that put the
//! product's rules beside them.

use crate::envelope::ApiError;
use crate::routes;
use crate::scope::Scope;

/// The one error that Scalr would answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Its code.
    pub code: &'static str,
    /// Its words.
    pub message: String,
}

/// Looks at the body of a create in a kind of scope, as images call it: `scalr`, `account` or
/// `environment`.
pub fn create(scope: &str, body: &[u8]) -> Result<(), Refusal> {
    let scope = [Scope::Global, Scope::Account(1), Scope::Environment(5)]
        .into_iter()
        .find(|known| known.word() == scope);
    match scope {
        Some(scope) => routes::check_create(body, scope).map_err(refusal),
        None => Err(Refusal { code: "EndpointNotFound", message: "No such scope".into() }),
    }
}

/// Looks at the body of a copy.
pub fn copy(body: &[u8]) -> Result<(), Refusal> {
    routes::check_copy(body).map_err(refusal)
}

fn refusal(error: ApiError) -> Refusal {
    Refusal { code: error.code, message: error.message }
}
