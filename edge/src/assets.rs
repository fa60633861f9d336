//! Which file of the dashboard answers a path, and how long a browser may keep it.
//!
//! The files are trunk's output. A name with a hash in it never changes its content; every other
//! name does with each release.

use std::borrow::Cow;

use crate::head::Head;
use crate::paths;
use crate::reply::{Header, Reply};
use crate::security;

/// The dashboard's page.
const PAGE: &str = "/index.html";

/// For content that never changes: a year.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// For content that changes with a release: asked for each time, sent only when it did.
const ASK_FIRST: &str = "no-cache";

/// Fewest hexadecimal digits that are taken for trunk's hash. It writes 64 bits without leading
/// zeros, so fewer than sixteen are rare and fewer than eight never happen.
const FEWEST_HASH_DIGITS: usize = 8;

/// What to do with a request for a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Look for this path in the asset store.
    Fetch(String),
    /// Files are only read.
    WrongMethod,
}

/// What the asset store's answer means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Pass it on.
    File,
    /// There is no such file.
    Nothing,
    /// The asset store failed.
    Broken,
}

/// Decides about a request. A path without a dot in its last segment is one of the dashboard's
/// pages, whose router reads it; a path with one is a file, and never the page instead.
pub fn decide(head: &Head) -> Decision {
    let path = &head.location.path;
    if !matches!(head.method.as_str(), "GET" | "HEAD") {
        Decision::WrongMethod
    } else if paths::file_name(path).is_some() {
        Decision::Fetch(path.clone())
    } else {
        Decision::Fetch(PAGE.to_owned())
    }
}

/// Reads the status of the asset store.
pub fn found(status: u16) -> Found {
    match status {
        200 | 304 => Found::File,
        500.. => Found::Broken,
        _ => Found::Nothing,
    }
}

/// The headers of a file; `stored` looks up those of the asset store, of which only these go on.
pub fn file_headers(
    path: &str,
    secure: bool,
    stored: impl Fn(&str) -> Option<String>,
) -> Vec<Header> {
    let passed_on = ["content-type", "etag"];
    let keep = if is_hashed(path) { FOR_EVER } else { ASK_FIRST };
    passed_on
        .into_iter()
        .filter_map(|name| stored(name).map(|value| (name, Cow::Owned(value))))
        .chain([("cache-control", keep.into())])
        .chain(security::headers(secure))
        .collect()
}

/// The answer where there is no file to send.
pub fn without_file(status: u16, secure: bool) -> Reply {
    let text: &[u8] = match status {
        404 => b"Not found\n",
        405 => b"Files are only read\n",
        _ => b"Something went wrong inside the edge\n",
    };
    let mut headers: Vec<Header> = vec![
        ("content-type", "text/plain; charset=utf-8".into()),
        ("cache-control", "no-store".into()),
    ];
    headers.extend(security::headers(secure));
    let reply = Reply { status, headers, body: text.to_vec() };
    if status == 405 { reply.with("allow", "GET, HEAD") } else { reply }
}

/// True for names like `frontend-3f2a9c0d1e4b5a67_bg.wasm`.
fn is_hashed(path: &str) -> bool {
    let Some(name) = path.rsplit('/').next() else { return false };
    name.split(['-', '_', '.']).any(|part| {
        part.len() >= FEWEST_HASH_DIGITS
            && part.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::head;

    use super::*;

    fn fetch(method: &str, path: &str) -> Option<String> {
        match decide(&head(method, path)) {
            Decision::Fetch(path) => Some(path),
            Decision::WrongMethod => None,
        }
    }

    #[test]
    fn pages_are_the_dashboard_and_files_are_themselves() {
        for (path, file) in [
            ("/", "/index.html"),
            ("/images", "/index.html"),
            ("/images/5a1a3fd0-1111-4222-8333-000000000001", "/index.html"),
            ("/images/?scope=user/5&name=a.b", "/index.html"),
            ("/index.html", "/index.html"),
            ("/boot.js", "/boot.js"),
            ("/missing.js", "/missing.js"),
            ("/images/missing.png", "/images/missing.png"),
            ("/.env", "/.env"),
            ("/x%2Ejs", "/x%2Ejs"),
        ] {
            assert_eq!(fetch("GET", path).as_deref(), Some(file), "{path}");
            assert_eq!(fetch("HEAD", path).as_deref(), Some(file), "{path}");
        }
    }

    #[test]
    fn files_are_only_read() {
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "get"] {
            assert_eq!(fetch(method, "/"), None, "{method}");
        }
        let reply = without_file(405, false);
        assert_eq!(reply.header("allow"), Some("GET, HEAD"));
    }

    #[test]
    fn the_store_says_whether_there_is_a_file() {
        assert_eq!(found(200), Found::File);
        assert_eq!(found(304), Found::File);
        assert_eq!(found(404), Found::Nothing);
        assert_eq!(found(307), Found::Nothing);
        assert_eq!(found(500), Found::Broken);
    }

    #[test]
    fn only_hashed_names_are_kept_for_ever() {
        for hashed in [
            "/frontend-3f2a9c0d1e4b5a67_bg.wasm",
            "/frontend-3f2a9c0d1e4b5a67.js",
            "/style-f2a9c0d1e4b5a67.css",
        ] {
            assert!(is_hashed(hashed), "{hashed}");
        }
        for named in [
            "/index.html",
            "/boot.js",
            "/early.js",
            "/frontend.wasm",
            "/3f2a9c0d1e4b5a67/inline0.js",
            "/favicon-32.svg",
            "/",
        ] {
            assert!(!is_hashed(named), "{named}");
        }
    }

    #[test]
    fn a_file_keeps_its_type_and_etag_and_nothing_else_of_the_store() {
        let stored = |name: &str| match name {
            "content-type" => Some("text/html".to_owned()),
            "etag" => Some("\"abc\"".to_owned()),
            other => panic!("asked for {other}"),
        };
        let headers = file_headers("/index.html", false, stored);
        let mut expected: Vec<Header> = vec![
            ("content-type", "text/html".into()),
            ("etag", "\"abc\"".into()),
            ("cache-control", "no-cache".into()),
        ];
        expected.extend(security::headers(false));
        assert_eq!(headers, expected);
    }

    #[test]
    fn what_is_not_there_is_plain_text_with_the_security_headers() {
        let reply = without_file(404, true);
        assert_eq!(reply.body, b"Not found\n");
        assert_eq!(reply.header("content-type"), Some("text/plain; charset=utf-8"));
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
        assert!(reply.header("strict-transport-security").is_some());
    }
}
