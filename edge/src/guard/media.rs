//! The rung content type.

use crate::fault::Fault;
use crate::head::Head;

/// Checks that a body is announced as JSON in UTF-8, and as it is.
pub(super) fn check(head: &Head) -> Result<(), Fault> {
    if !head.content_type.as_deref().is_some_and(is_json) {
        return Err(Fault::ContentType);
    }
    let encoding = head.content_encoding.as_deref().map_or("identity", str::trim);
    if encoding.eq_ignore_ascii_case("identity") { Ok(()) } else { Err(Fault::ContentEncoding) }
}

/// `application/json`, alone or with `charset=utf-8`. JSON is UTF-8 anyway (RFC 8259, section 8.1);
/// any other parameter means something that would be lost on the way.
fn is_json(content_type: &str) -> bool {
    let mut parts = content_type.split(';').map(str::trim);
    let json = parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"));
    json && parts.all(|parameter| parameter.is_empty() || is_utf8(parameter))
}

fn is_utf8(parameter: &str) -> bool {
    ["charset=utf-8", "charset=\"utf-8\""].iter().any(|known| parameter.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_in_utf_8_is_taken_in_every_spelling() {
        for right in [
            "application/json",
            "Application/JSON",
            "application/json; charset=utf-8",
            "application/json;charset=UTF-8",
            "application/json; Charset=\"utf-8\"",
            "application/json;",
        ] {
            assert!(is_json(right), "{right}");
        }
        for wrong in [
            "",
            "text/json",
            "text/plain; application/json",
            "application/jsonp",
            "application/json, text/plain",
            "application/json; charset=latin1",
            "application/json; charset=utf-8; version=2",
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
        ] {
            assert!(!is_json(wrong), "{wrong}");
        }
    }
}
