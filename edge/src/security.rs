//! Headers that keep a browser on the safe side. Every answer of the worker carries them.

use crate::reply::Header;

/// Only the site's own files; WebAssembly may be compiled; nothing inline, nothing framed.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
    style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
    manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// Off, all of it, but writing to the clipboard: the dashboard has copy buttons.
const PERMISSIONS_POLICY: &str = "accelerometer=(), autoplay=(), camera=(), clipboard-read=(), \
    clipboard-write=(self), display-capture=(), encrypted-media=(), fullscreen=(), \
    geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), microphone=(), \
    midi=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), \
    screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()";

/// One year.
const STRICT_TRANSPORT_SECURITY: &str = "max-age=31536000";

/// The headers for an answer; `secure` says that the request came by https, without which browsers
/// ignore `Strict-Transport-Security` (RFC 6797, section 8.1).
pub fn headers(secure: bool) -> impl Iterator<Item = Header> {
    let always = [
        ("content-security-policy", CONTENT_SECURITY_POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("permissions-policy", PERMISSIONS_POLICY),
    ];
    let transport = secure.then_some(("strict-transport-security", STRICT_TRANSPORT_SECURITY));
    always.into_iter().chain(transport).map(|(name, value)| (name, value.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_is_the_documented_one_on_a_single_line() {
        let policy = headers(false).find(|(name, _)| *name == "content-security-policy");
        assert_eq!(
            policy.map(|(_, value)| value.into_owned()).as_deref(),
            Some(
                "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                 img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
                 base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
            )
        );
    }

    #[test]
    fn transport_security_is_for_https_only() {
        let has = |secure| headers(secure).any(|(name, _)| name == "strict-transport-security");
        assert!(has(true));
        assert!(!has(false));
    }
}
