//! Who answers a path.
//!
//! A path that looks like the API and is none must never get the dashboard's page: a client that
//! mistyped a slash would read HTML with status 200 and believe it had been heard.

use percent_encoding::percent_decode_str;

/// How many times percent-encoding is undone. Nobody encodes that often in good faith; a path that
/// still changes is taken for an attempt to get around the rules.
const MOST_DECODINGS: usize = 4;

/// Who answers a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// The mirror of Scalr's API, `/api/…`.
    Api,
    /// The edge's own API, `/edge/…`.
    Edge,
    /// A path that resembles one of the two and is neither.
    Lookalike,
    /// The dashboard.
    Assets,
}

/// Tells the family of a raw path.
pub fn family(path: &str) -> Family {
    if belongs_to(path, "/api") {
        return Family::Api;
    }
    if belongs_to(path, "/edge") {
        return Family::Edge;
    }
    match decoded(path) {
        Some(path) if !resembles_own(&path) => Family::Assets,
        _ => Family::Lookalike,
    }
}

fn belongs_to(path: &str, root: &str) -> bool {
    path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The path as it was probably meant: decoded, with one slash between its segments and one at its
/// end, dot segments resolved. `None` where it is encoded too many times.
pub fn tidy(path: &str) -> Option<String> {
    let path = decoded(path)?;
    let mut tidy = String::from("/");
    for segment in resolved(&path) {
        tidy.push_str(segment);
        tidy.push('/');
    }
    Some(tidy)
}

/// The name of the file that a path asks for: its last segment, where that has a dot.
pub fn file_name(path: &str) -> Option<String> {
    let path = decoded(path)?;
    let last = path.rsplit('/').next()?;
    last.contains('.').then(|| last.to_owned())
}

/// Percent-encoding undone, backslashes turned.
fn decoded(path: &str) -> Option<String> {
    let mut path = path.to_owned();
    for _ in 0..MOST_DECODINGS {
        let next = percent_decode_str(&path).decode_utf8_lossy().into_owned();
        if next == path {
            return Some(path.replace('\\', "/"));
        }
        path = next;
    }
    None
}

/// True where the first segment is one of the worker's own, before or after dot segments are
/// resolved.
fn resembles_own(path: &str) -> bool {
    let first_written = segments(path).find(|segment| *segment != "..");
    let first_resolved = resolved(path).first().copied();
    [first_written, first_resolved].into_iter().flatten().any(is_own_name)
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter(|segment| !segment.is_empty() && *segment != ".")
}

fn resolved(path: &str) -> Vec<&str> {
    let mut resolved = Vec::new();
    for segment in segments(path) {
        if segment == ".." {
            resolved.pop();
        } else {
            resolved.push(segment);
        }
    }
    resolved
}

/// Compares without letter case, invisible characters and what servers cut off a segment.
fn is_own_name(segment: &str) -> bool {
    let name: String = segment
        .chars()
        .take_while(|character| !matches!(character, ';' | '?' | '#'))
        .filter(|character| !character.is_control() && !character.is_whitespace())
        .map(|character| character.to_ascii_lowercase())
        .collect();
    matches!(name.as_str(), "api" | "edge")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_s_own_paths_are_its_own() {
        for path in ["/api", "/api/", "/api/v1beta0/global/images/", "/api//x", "/api/../x"] {
            assert_eq!(family(path), Family::Api, "{path}");
        }
        for path in ["/edge", "/edge/health", "/edge/no-such"] {
            assert_eq!(family(path), Family::Edge, "{path}");
        }
    }

    #[test]
    fn whatever_resembles_them_is_never_the_dashboard() {
        for path in [
            "//api/v1beta0/global/images/",
            "/API/v1beta0/",
            "/Edge/health",
            "/%61pi/",
            "/%2561pi/",
            "/api%2Fv1beta0",
            "/%2fapi",
            "/\\api",
            "\\api",
            "/%5Capi/",
            "/./api/",
            "/.//edge",
            "/x/../api/",
            "/x/%2e%2e/api/",
            "/../api",
            "/%2e%2e/x/../edge",
            "/api;v=1/",
            "/api%3Fx",
            "/api%00/",
            "/ap%09i/",
            "/%20api",
            "/%25252525252561pi",
        ] {
            assert_eq!(family(path), Family::Lookalike, "{path}");
        }
    }

    #[test]
    fn the_rest_is_the_dashboard() {
        for path in
            ["/", "/images", "/apiary", "/images/api", "/edges", "/app-0123456789abcdef.js", "/%ff"]
        {
            assert_eq!(family(path), Family::Assets, "{path}");
        }
    }

    #[test]
    fn a_tidy_path_has_single_slashes_and_no_encoding() {
        assert_eq!(
            tidy("//api/./v1beta0/%67lobal/x/..//os").as_deref(),
            Some("/api/v1beta0/global/os/")
        );
        assert_eq!(tidy("/").as_deref(), Some("/"));
        assert_eq!(tidy("/%252525252525"), None);
    }

    #[test]
    fn a_file_has_a_dot_in_its_last_segment() {
        assert_eq!(file_name("/a/b.js").as_deref(), Some("b.js"));
        assert_eq!(file_name("/a/b%2Ejs").as_deref(), Some("b.js"));
        assert_eq!(file_name("/.env").as_deref(), Some(".env"));
        assert_eq!(file_name("/a.b/c"), None);
        assert_eq!(file_name("/"), None);
    }
}
