//! The head of a request: as much of it as anybody here reads.

use shared::sign::{DATE_HEADER, KEY_ID_HEADER, SIGNATURE_HEADER, Secret};

use crate::auth::SignatureHeaders;

/// Name of the cookie that Cloudflare Access sets in browsers. It holds the same token as
/// [`ACCESS_HEADER`].
const ACCESS_COOKIE: &str = "CF_Authorization";
/// Name of the header in which Cloudflare Access hands over the token of a request that it let
/// through. It is the one to look at: the cookie does not always come along.
const ACCESS_HEADER: &str = "cf-access-jwt-assertion";

/// Where a request was sent, taken from its URL as text: the path must stay as it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// True for https.
    pub secure: bool,
    /// Scheme, host and port, as a browser writes them in `Origin`.
    pub origin: String,
    /// Host without port; IPv6 in brackets.
    pub host: String,
    /// Path from the root, percent-encoding untouched.
    pub path: String,
    /// Query without its question mark.
    pub query: String,
}

impl Location {
    /// Splits an absolute URL.
    pub fn parse(url: &str) -> Self {
        let url = url.split_once('#').map_or(url, |(before, _)| before);
        let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, tail) = rest.split_at(end);
        let (path, query) = tail.split_once('?').unwrap_or((tail, ""));
        Self {
            secure: scheme == "https",
            origin: format!("{scheme}://{authority}"),
            host: without_port(authority).to_owned(),
            path: if path.is_empty() { "/" } else { path }.to_owned(),
            query: query.to_owned(),
        }
    }
}

/// The host of an authority. The colons inside an IPv6 address stand before its bracket.
fn without_port(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => host,
        _ => authority,
    }
}

/// The head of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Method, exactly as it came.
    pub method: String,
    /// Where it was sent.
    pub location: Location,
    /// `Origin`.
    pub origin: Option<String>,
    /// `Sec-Fetch-Site`.
    pub fetch_site: Option<String>,
    /// Whether the cookie of Cloudflare Access is there: the mark of a browser.
    pub access_cookie: bool,
    /// The token of Cloudflare Access, from its header, else from its cookie.
    pub access_token: Option<Secret>,
    /// The headers of a signature that the caller has made.
    pub signature: SignatureHeaders,
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// `Content-Encoding`.
    pub content_encoding: Option<String>,
    /// `Content-Length`, where it is a number.
    pub content_length: Option<u64>,
    /// `Idempotency-Key`.
    pub idempotency_key: Option<String>,
    /// `If-None-Match`.
    pub if_none_match: Option<String>,
    /// `Last-Event-ID`, where it is a number.
    pub last_event_id: Option<u64>,
    /// `X-Request-Id`, as it came.
    pub request_id: Option<String>,
}

impl Head {
    /// Reads a head from one text, in which each line ends with a line feed: the method, the URL, and
    /// then in turn the name of a header in lower case and its value.
    pub fn from_lines(text: &str) -> Self {
        let mut lines = text.split('\n');
        let method = lines.next().unwrap_or_default().to_owned();
        let url = lines.next().unwrap_or_default();
        let mut headers = Vec::new();
        while let (Some(name), Some(value)) = (lines.next(), lines.next()) {
            headers.push((name, value));
        }
        Self::new(method, url, |name| {
            let found = headers.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    /// Reads a head; `header` looks up a header by its name in lower case.
    pub fn new(method: String, url: &str, header: impl Fn(&str) -> Option<String>) -> Self {
        let cookies = header("cookie").unwrap_or_default();
        let cookie = access_cookie(&cookies);
        let token = header(ACCESS_HEADER).or_else(|| cookie.map(str::to_owned));
        Self {
            method,
            location: Location::parse(url),
            origin: header("origin"),
            fetch_site: header("sec-fetch-site"),
            access_cookie: cookie.is_some(),
            access_token: token.filter(|token| !token.is_empty()).map(Secret::new),
            signature: SignatureHeaders {
                key_id: header(KEY_ID_HEADER),
                date: header(DATE_HEADER),
                signature: header(SIGNATURE_HEADER).map(Secret::new),
            },
            content_type: header("content-type"),
            content_encoding: header("content-encoding"),
            content_length: header("content-length").and_then(|length| length.trim().parse().ok()),
            idempotency_key: header("idempotency-key"),
            if_none_match: header("if-none-match"),
            last_event_id: header("last-event-id").and_then(|id| id.trim().parse().ok()),
            request_id: header("x-request-id"),
        }
    }
}

fn access_cookie(cookies: &str) -> Option<&str> {
    cookies
        .split(';')
        .filter_map(|cookie| cookie.split_once('='))
        .find(|(name, _)| name.trim() == ACCESS_COOKIE)
        .map(|(_, value)| value.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(url: &str) -> (String, String, String, String) {
        let location = Location::parse(url);
        (location.origin, location.host, location.path, location.query)
    }

    fn row(origin: &str, host: &str, path: &str, query: &str) -> (String, String, String, String) {
        (origin.to_owned(), host.to_owned(), path.to_owned(), query.to_owned())
    }

    #[test]
    fn a_url_is_split_and_its_path_left_as_it_came() {
        assert_eq!(
            parts("http://127.0.0.1:8787/a%2Fb/../c/?x=1?2#z"),
            row("http://127.0.0.1:8787", "127.0.0.1", "/a%2Fb/../c/", "x=1?2")
        );
        assert_eq!(
            parts("https://images.example.com"),
            row("https://images.example.com", "images.example.com", "/", "")
        );
        assert_eq!(parts("http://[::1]?a"), row("http://[::1]", "[::1]", "/", "a"));
        assert_eq!(parts("http://[::1]:8787//api"), row("http://[::1]:8787", "[::1]", "//api", ""));
        assert_eq!(parts(""), row("://", "", "/", ""));
    }

    #[test]
    fn a_head_is_read_from_its_lines() {
        let head = Head::from_lines(
            "POST\nhttp://127.0.0.1:8787/api/\ncontent-length\n12\norigin\n\nx-request-id\nabc\n",
        );
        let headers = [("content-length", "12"), ("origin", ""), ("x-request-id", "abc")];
        let header = |name: &str| {
            let found = headers.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        assert_eq!(head, Head::new("POST".to_owned(), "http://127.0.0.1:8787/api/", header));
        assert_eq!(head.origin.as_deref(), Some(""));
        assert_eq!(head.fetch_site, None);
    }

    #[test]
    fn only_https_is_secure() {
        assert!(Location::parse("https://a/").secure);
        assert!(!Location::parse("http://a/").secure);
    }

    #[test]
    fn the_access_cookie_is_found_among_others_by_its_whole_name() {
        let cookie = |text: &str| {
            let header = |name: &str| (name == "cookie").then(|| text.to_owned());
            Head::new("POST".to_owned(), "http://a/", header).access_cookie
        };
        assert!(cookie("theme=dark; CF_Authorization=abc"));
        assert!(cookie("CF_Authorization="));
        assert!(!cookie("CF_AuthorizationX=abc; theme=CF_Authorization"));
        assert!(!cookie(""));
    }

    #[test]
    fn the_access_token_comes_from_its_header_else_from_its_cookie() {
        let token = |headers: &[(&str, &str)]| {
            let header = |name: &str| {
                let found = headers.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            };
            let head = Head::new("GET".to_owned(), "http://a/", header);
            head.access_token.map(|token| token.expose().to_owned())
        };
        let cookie = ("cookie", "theme=dark; CF_Authorization=from.the.cookie");
        let header = ("cf-access-jwt-assertion", "from.the.header");
        assert_eq!(token(&[cookie]).as_deref(), Some("from.the.cookie"));
        assert_eq!(token(&[cookie, header]).as_deref(), Some("from.the.header"));
        assert_eq!(token(&[("cookie", "CF_Authorization=")]), None);
        assert_eq!(token(&[]), None);
    }
}
