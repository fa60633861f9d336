//! What goes out: the very bytes, with a signature over them.

use shared::query::CanonicalQuery;
use shared::sign::{DATE_HEADER, KEY_ID_HEADER, Signable, sign};

use super::*;

/// What goes out: these headers and no other, signed over exactly what is sent.
pub(super) fn assert_signed(
    sent: &Sent,
    key_id: &str,
    secret: &str,
    path: &str,
    query: &CanonicalQuery,
) {
    let body = sent.body.as_deref().unwrap_or_default();
    let date = header(sent, DATE_HEADER);
    let signable = Signable { method: sent.method, date, path, query, body };
    let credentials = shared::sign::Credentials {
        key_id: key_id.to_owned(),
        secret: shared::sign::Secret::new(secret),
    };
    for (name, value) in sign(&signable, &credentials) {
        assert_eq!(header(sent, name), value);
    }
    assert_eq!(header(sent, KEY_ID_HEADER), key_id);
    let mut names: Vec<&str> = sent.headers.iter().map(|(name, _)| *name).collect();
    names.retain(|name| *name != "content-type");
    assert_eq!(
        names,
        ["accept", "user-agent", "x-scalr-key-id", "x-scalr-date", "x-scalr-signature"]
    );
    assert_eq!(header(sent, "accept"), "application/json");
    assert_eq!(header(sent, "user-agent"), concat!("scalr-images/", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_write_goes_out_byte_for_byte_signed_with_the_keys_of_its_scope() {
    for (operation, key_id, secret) in
        [(CREATE, "GLOBALKEY", "global-secret-5528"), (COPY, "USERKEY", "user-secret-7391")]
    {
        let requests = sent(operation, vec![Ok(answer(201, SUCCESS))], 1);
        let [request] = requests.as_slice() else { panic!("{requests:?}") };
        assert_eq!(request.method, "POST");
        assert_eq!(request.body.as_deref(), Some(operation.body));
        assert_eq!(request.url, format!("https://scalr.example.com{}", operation.path));
        assert_eq!(header(request, "content-type"), "application/json");
        assert_eq!(request.max_bytes, 1_048_576);
        assert_signed(request, key_id, secret, operation.path, &CanonicalQuery::default());
    }
}

#[test]
fn a_list_goes_out_with_the_query_that_was_signed() {
    let requests = sent(LIST, vec![Ok(answer(200, SUCCESS))], 1);
    let [request] = requests.as_slice() else { panic!("{requests:?}") };
    let query = CanonicalQuery::new(&[("name", "golden web"), ("pageNum", "2")]);
    let path = "/api/v1beta0/user/5/images/";
    assert_eq!(request.url, format!("https://scalr.example.com{path}?{query}"));
    assert_eq!(
        request.url,
        "https://scalr.example.com/api/v1beta0/user/5/images/?name=golden%20web&pageNum=2"
    );
    assert_eq!(request.body, None);
    assert_eq!(request.max_bytes, 8_388_608);
    assert!(request.headers.iter().all(|(name, _)| *name != "content-type"));
    assert_signed(request, "USERKEY", "user-secret-7391", path, &query);
}
