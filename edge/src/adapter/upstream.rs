//! The way to Scalr: `fetch`.

use std::cell::Cell;

use js_sys::{Array, Date};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Request;

use crate::proxy::{Answer, Loss, NoAnswer, Outbound, Upstream};

use super::glue;

/// `fetch`. A GET with a body cannot be built from parts: only a request that came in with one can
/// go out again, to another address and with other headers.
#[derive(Clone, Copy)]
pub(crate) struct Fetch<'r> {
    /// The request that came in, its body not read, where it is a GET with a body.
    pub(crate) inbound: Option<&'r Request>,
    /// Counts what is on its way.
    pub(crate) open: Option<&'r Cell<u32>>,
}

impl Upstream for Fetch<'_> {
    async fn send(&self, request: &Outbound<'_>) -> Result<Answer, NoAnswer> {
        let signed_read = request.method == "GET" && request.body.is_some();
        let sent = glue::send(
            &request.url,
            request.method,
            &glue::lines(&request.headers),
            request.body,
            self.inbound.filter(|_| signed_read),
            request.timeout_ms,
            glue::limit(request.max_bytes),
        );
        let open = self.open.map(Open::count);
        let answer = JsFuture::from(sent).await.map_err(|_| NoAnswer::Failed)?;
        drop(open);
        let Some(answer) = answer.dyn_ref::<Array>() else {
            return Err(if answer == "late" { NoAnswer::TimedOut } else { NoAnswer::Failed });
        };
        Ok(Answer {
            status: status(&answer.get(0)).ok_or(NoAnswer::Failed)?,
            date: answer.get(1).as_string().and_then(|date| unix_ms(&date)),
            body: glue::whole(&answer.get(2)).map_err(|name| loss(&name)),
        })
    }
}

/// A request on its way.
struct Open<'r>(&'r Cell<u32>);

impl<'r> Open<'r> {
    fn count(open: &'r Cell<u32>) -> Self {
        open.set(open.get().saturating_add(1));
        Self(open)
    }
}

impl Drop for Open<'_> {
    fn drop(&mut self) {
        self.0.set(self.0.get().saturating_sub(1));
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is in the range")]
fn status(value: &JsValue) -> Option<u16> {
    value.as_f64().filter(|status| (100.0..1000.0).contains(status)).map(|status| status as u16)
}

/// Reads a `Date` header; the runtime knows all the ways in which HTTP has written dates.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is in the range")]
fn unix_ms(date: &str) -> Option<u64> {
    let ms = Date::parse(date);
    // Not a number where it is no date; from 1970 to the last day that a date can be.
    (0.0..=8.64e15).contains(&ms).then_some(ms as u64)
}

/// Why there is no body, by the name that `glue.js` gives it.
fn loss(name: &str) -> Loss {
    match name {
        "late" => Loss::TimedOut,
        "large" => Loss::TooLarge,
        _ => Loss::Broken,
    }
}
