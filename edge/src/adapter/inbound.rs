//! From a request of the runtime to its head and body.

use std::pin::pin;
use std::time::Duration;

use futures_util::future::{Either, select};
use wasm_bindgen::JsValue;
use web_sys::Request;
use worker::Delay;

use crate::guard::{BODY_DEADLINE_MS, Body, BodyFault};
use crate::head::Head;

use super::stream::Reader;

/// The head. The method is taken as it came: `worker::Method` turns what it does not know into GET.
pub(super) fn head(request: &Request) -> Head {
    let headers = request.headers();
    Head::new(request.method(), &request.url(), |name| headers.get(name).ok().flatten())
}

/// The body, with a deadline that starts when the first bytes are asked for.
pub(super) struct StreamedBody {
    reader: Option<Reader>,
    deadline: Delay,
}

impl StreamedBody {
    pub(super) fn of(request: &Request) -> Result<Self, JsValue> {
        let reader = request.body().map(|stream| Reader::of(&stream)).transpose()?;
        Ok(Self { reader, deadline: Duration::from_millis(BODY_DEADLINE_MS).into() })
    }
}

impl Body for StreamedBody {
    async fn chunk(&mut self) -> Result<Option<Vec<u8>>, BodyFault> {
        let Some(reader) = &self.reader else { return Ok(None) };
        match select(pin!(reader.next()), &mut self.deadline).await {
            Either::Left((chunk, _)) => chunk.map_err(|_| BodyFault::Broken),
            Either::Right(((), _)) => Err(BodyFault::Late),
        }
    }
}
