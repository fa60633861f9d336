//! Reading a stream of the runtime chunk by chunk.

use js_sys::Uint8Array;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStream, ReadableStreamDefaultReader, ReadableStreamReadResult};

pub(super) struct Reader(ReadableStreamDefaultReader);

impl Reader {
    /// Takes the stream; it fails where somebody else has.
    pub(super) fn of(stream: &ReadableStream) -> Result<Self, JsValue> {
        ReadableStreamDefaultReader::new(stream).map(Self)
    }

    /// The next bytes; `None` at the end.
    pub(super) async fn next(&self) -> Result<Option<Vec<u8>>, JsValue> {
        let result: ReadableStreamReadResult =
            JsFuture::from(self.0.read()).await?.unchecked_into();
        if result.get_done().unwrap_or(false) {
            return Ok(None);
        }
        Ok(Some(Uint8Array::new(&result.get_value()).to_vec()))
    }

    /// Tells the sender that the rest is not wanted.
    pub(super) async fn cancel(self) {
        // Whether the sender could be told makes no difference to anybody.
        let _ = JsFuture::from(self.0.cancel()).await;
    }
}
