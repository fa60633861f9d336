//! Keys by which the edge knows a request again.
//!
//! The edge carries out one `Idempotency-Key` at most once. A key belongs to one request as it
//! stands, and is used again until the edge has said what became of it: a lost connection, a second
//! click and a reload of the page never make a second image.

use std::fmt::Write as _;

use crate::storage;

/// Random bytes of a key: as many as a UUID has.
const KEY_BYTES: usize = 16;

/// One request, from its first sending to its answer.
pub(super) struct Attempt {
    slot: String,
    key: String,
}

impl Attempt {
    /// The open attempt at this very request in this tab, else a new one.
    pub(super) fn at(path: &str, body: &str) -> Self {
        let slot = format!("scalr-images.attempt {path} {body}");
        let key = storage::get_for_tab(&slot).unwrap_or_else(|| {
            let key = random_key();
            storage::set_for_tab(&slot, Some(&key));
            key
        });
        Self { slot, key }
    }

    /// Its key.
    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// The edge has said what became of it: the same request is another one from now on.
    pub(super) fn close(self) {
        storage::set_for_tab(&self.slot, None);
    }
}

fn random_key() -> String {
    let mut bytes = [0; KEY_BYTES];
    // Not `randomUUID`, which browsers have only behind https.
    if let Ok(crypto) = leptos::prelude::window().crypto() {
        // It fails only for far longer arrays.
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    bytes.iter().fold(String::new(), |mut key, byte| {
        // Writing to a text does not fail.
        let _ = write!(key, "{byte:02x}");
        key
    })
}
