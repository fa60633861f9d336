//! What is signed.

use scalr_sim::Query;
use shared::query::{CanonicalQuery, parse};
use shared::sign::{CanonicalRequest, Secret, Signable};

/// Not a secret of anything.
const SECRET: &str = "for the comparison only";

/// Checks the signature of a request against Scalr's own way of checking it. A query that the edge
/// does not take is not signed.
///
/// # Panics
/// Where something does not hold.
pub fn signature(path: &str, query: &str, body: &[u8]) {
    let Ok(mut pairs) = parse(query) else { return };
    let canonical = CanonicalQuery::new(&pairs);

    // It says the same as what came, and is its own canonical form.
    pairs.sort();
    assert_eq!(parse(canonical.as_str()).as_ref(), Ok(&pairs));
    assert_eq!(CanonicalQuery::new(&pairs), canonical);

    // Scalr reads what is sent, and computes the same from it.
    let (method, date) = (http::Method::POST, "2026-11-22T02:30:00.000Z");
    let at_scalr = Query::parse(canonical.as_str());
    assert_eq!(at_scalr.canonical(), canonical.as_str());
    let ours = Signable { method: method.as_str(), date, path, query: &canonical, body };
    let theirs = scalr_sim::Signable { method: &method, path, query: &at_scalr, body };
    assert_eq!(CanonicalRequest::new(&ours).as_bytes(), theirs.canonical_request(date));
    let expected = theirs.signature(&scalr_sim::Secret::new(SECRET), date);
    assert_eq!(CanonicalRequest::new(&ours).sign(&Secret::new(SECRET)).as_str(), expected);
}
