//! The rung origin: no page of another site may write with this browser's rights.

use crate::fault::Fault;
use crate::head::Head;

/// Checks a write. Whatever a browser says about where the request comes from must say "from here":
/// each of `Origin` and `Sec-Fetch-Site` that is there. The cookie of Cloudflare Access marks a
/// browser too, so with it at least one of the two has to be there. A client without all three
/// (curl, a service token) is no browser and passes.
pub fn check(head: &Head) -> Result<(), Fault> {
    let origin = head.origin.as_deref().map(|origin| origin == head.location.origin);
    // `none`, an address that somebody typed in, is no way to write.
    let site = head.fetch_site.as_deref().map(|site| site == "same-origin");
    let said = [origin, site];
    let foreign = said.contains(&Some(false));
    let silent_browser = head.access_cookie && said == [None, None];
    if foreign || silent_browser { Err(Fault::ForeignOrigin) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_with(headers: &[(&str, &str)]) -> Result<(), Fault> {
        let header = |name: &str| {
            headers.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        check(&Head::new("POST".to_owned(), "http://127.0.0.1:8787/api/", header))
    }

    #[test]
    fn a_client_that_is_no_browser_passes() {
        assert_eq!(check_with(&[]), Ok(()));
        assert_eq!(check_with(&[("cookie", "theme=dark")]), Ok(()));
    }

    #[test]
    fn the_dashboard_passes() {
        let origin = ("origin", "http://127.0.0.1:8787");
        let site = ("sec-fetch-site", "same-origin");
        let cookie = ("cookie", "CF_Authorization=x");
        assert_eq!(check_with(&[origin]), Ok(()));
        assert_eq!(check_with(&[site]), Ok(()));
        assert_eq!(check_with(&[origin, site, cookie]), Ok(()));
    }

    #[test]
    fn each_sign_of_another_site_is_enough() {
        let own = ("origin", "http://127.0.0.1:8787");
        for origin in [
            "https://evil.example",
            "null",
            "",
            "http://127.0.0.1",
            "http://127.0.0.1:8788",
            "https://127.0.0.1:8787",
            "http://localhost:8787",
            "http://127.0.0.1:8787/",
        ] {
            assert_eq!(check_with(&[("origin", origin)]), Err(Fault::ForeignOrigin), "{origin}");
        }
        for site in ["cross-site", "same-site", "none", "", "Same-Origin"] {
            assert_eq!(check_with(&[own, ("sec-fetch-site", site)]), Err(Fault::ForeignOrigin));
        }
        let foreign = ("origin", "https://evil.example");
        assert_eq!(
            check_with(&[foreign, ("sec-fetch-site", "same-origin")]),
            Err(Fault::ForeignOrigin)
        );
    }

    #[test]
    fn a_browser_that_does_not_say_where_it_comes_from_is_refused() {
        assert_eq!(check_with(&[("cookie", "CF_Authorization=x")]), Err(Fault::ForeignOrigin));
    }
}
