//! From a request of the runtime to its head and body.

use wasm_bindgen_futures::JsFuture;
use web_sys::Request;

use crate::guard::{BODY_DEADLINE_MS, Body, BodyFault, MAX_BODY_BYTES};
use crate::head::Head;

use super::glue;

/// The head. The method is taken as it came: `worker::Method` turns what it does not know into GET.
pub(super) fn head(request: &Request) -> Head {
    Head::from_lines(&glue::head(request))
}

/// The body, in one piece, with a deadline that starts when it is asked for.
pub(super) struct InboundBody<'r> {
    /// The request, as long as its body has not been read.
    pub(super) unread: Option<&'r Request>,
}

impl Body for InboundBody<'_> {
    async fn chunk(&mut self) -> Result<Option<Vec<u8>>, BodyFault> {
        let Some(request) = self.unread.take() else { return Ok(None) };
        let body = glue::body(request, BODY_DEADLINE_MS, glue::limit(MAX_BODY_BYTES));
        let body = JsFuture::from(body).await.map_err(|_| BodyFault::Broken)?;
        glue::whole(&body).map(Some).map_err(|name| fault(&name))
    }
}

/// Why there is no body, by the name that `glue.js` gives it.
fn fault(name: &str) -> BodyFault {
    match name {
        "late" => BodyFault::Late,
        "large" => BodyFault::TooLarge,
        _ => BodyFault::Broken,
    }
}
