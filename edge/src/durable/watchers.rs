//! Who watches a run: streams of events that stay open.

use std::cell::RefCell;

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::ReadableStream;
use worker::{Response, Result};

use crate::runs::events_since;
use crate::trace::NO_CALLS;

use super::message;
use super::storage::ScopeStorage;

/// The content type of events.
pub(super) const EVENTS: &str = "text/event-stream";

#[wasm_bindgen(module = "/src/durable/stream.js")]
extern "C" {
    type Stream;

    #[wasm_bindgen(constructor)]
    fn new() -> Stream;

    #[wasm_bindgen(method, getter)]
    fn readable(this: &Stream) -> ReadableStream;

    #[wasm_bindgen(method)]
    fn write(this: &Stream, text: &str) -> bool;
}

/// One who watches.
struct Watcher {
    run: String,
    /// Up to where they know the run.
    version: u64,
    stream: Stream,
}

/// All who watch runs of one scope. A restart forgets them; they come back and say how far they know.
#[derive(Default)]
pub(super) struct Watchers(RefCell<Vec<Watcher>>);

impl Watchers {
    /// A response that goes on for as long as somebody reads it.
    pub(super) fn add(&self, storage: &ScopeStorage, run: &str, version: u64) -> Result<Response> {
        let watcher = Watcher { run: run.to_owned(), version, stream: Stream::new() };
        let body = watcher.stream.readable();
        self.0.borrow_mut().push(watcher);
        self.tell(storage, run);
        message::of_stream(&body, EVENTS, NO_CALLS)
    }

    /// Tells whoever watches a run what they do not know yet, and forgets those who have gone.
    pub(super) fn tell(&self, storage: &ScopeStorage, run: &str) {
        self.0.borrow_mut().retain_mut(|watcher| {
            if watcher.run != run {
                return true;
            }
            match events_since(storage, run, watcher.version) {
                Ok(Some((text, version))) => {
                    watcher.version = version;
                    watcher.stream.write(&text)
                }
                // What cannot be read now is told with the next change.
                Ok(None) | Err(_) => true,
            }
        });
    }
}
