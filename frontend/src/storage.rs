//! What the browser remembers for a visitor: across visits, or for as long as the tab is open. A
//! browser may forbid it; then nothing is remembered.

fn local() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn session() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}

/// The text under a key.
pub fn get(key: &str) -> Option<String> {
    local()?.get_item(key).ok()?
}

/// Remembers a text, as far as the browser allows it.
pub fn set(key: &str, text: &str) {
    if let Some(storage) = local() {
        // Storage may be full or forbidden; the dashboard works without it.
        let _ = storage.set_item(key, text);
    }
}

/// The text that this tab keeps under a key.
pub fn get_for_tab(key: &str) -> Option<String> {
    session()?.get_item(key).ok()?
}

/// Remembers a text until the tab is closed, or forgets the key where there is none, as far as the
/// browser allows it.
pub fn set_for_tab(key: &str, text: Option<&str>) {
    if let Some(storage) = session() {
        // Storage may be full or forbidden; the dashboard works without it.
        let _ = match text {
            Some(text) => storage.set_item(key, text),
            None => storage.remove_item(key),
        };
    }
}
