//! The golden signatures of `tests/vectors/signing.json`, stage by stage, one named test per case.
//! They run natively and in the browser, so that both sign alike.

use serde::Deserialize;
use shared::query::CanonicalQuery;
use shared::sign::{CanonicalRequest, Credentials, Secret, Signable, sign};
use wasm_bindgen_test::wasm_bindgen_test;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

const VECTORS: &str = include_str!("../../tests/vectors/signing.json");

#[derive(Deserialize)]
struct Vectors {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Case {
    name: String,
    method: String,
    date: String,
    path: String,
    query: Vec<(String, String)>,
    body: String,
    key_id: String,
    secret: String,
    canonical_request: String,
    signature: String,
}

fn cases() -> Vec<Case> {
    serde_json::from_str::<Vectors>(VECTORS).expect("the vectors are JSON").cases
}

fn check(name: &str) {
    let case = cases().into_iter().find(|case| case.name == name).expect("the case is there");
    let query = CanonicalQuery::new(&case.query);
    let request = Signable {
        method: &case.method,
        date: &case.date,
        path: &case.path,
        query: &query,
        body: case.body.as_bytes(),
    };

    let canonical = case.canonical_request.split('\n').nth(3);
    assert_eq!(Some(query.as_str()), canonical, "canonical query");

    let bytes = CanonicalRequest::new(&request);
    assert_eq!(
        std::str::from_utf8(bytes.as_bytes()),
        Ok(case.canonical_request.as_str()),
        "canonical request"
    );

    let secret = Secret::new(case.secret);
    assert_eq!(bytes.sign(&secret).as_str(), case.signature, "signature");

    let credentials = Credentials { key_id: case.key_id.clone(), secret };
    assert_eq!(
        sign(&request, &credentials),
        [
            ("x-scalr-key-id", case.key_id),
            ("x-scalr-date", case.date.clone()),
            ("x-scalr-signature", case.signature),
        ],
        "headers"
    );
}

macro_rules! vectors {
    ($($test:ident = $name:literal),+ $(,)?) => {
        $(
            #[wasm_bindgen_test(unsupported = test)]
            fn $test() {
                check($name);
            }
        )+

        #[wasm_bindgen_test(unsupported = test)]
        fn every_vector_has_a_test() {
            let tested = [$($name),+];
            let listed: Vec<String> = cases().into_iter().map(|case| case.name).collect();
            assert_eq!(listed, tested);
        }
    };
}

vectors! {
    create_global_seed_example = "create-global-seed-example",
    copy_user_seed_example = "copy-user-seed-example",
    get_no_query_no_body = "get-no-query-no-body",
    list_sorted_query = "list-sorted-query",
    query_space_and_plus = "query-space-and-plus",
    query_reserved_and_slash = "query-reserved-and-slash",
    query_unicode = "query-unicode",
    query_unreserved_kept = "query-unreserved-kept",
    query_case_sensitive_sort = "query-case-sensitive-sort",
    body_unicode = "body-unicode",
    body_keeps_newlines = "body-keeps-newlines",
    offset_date = "offset-date",
}

#[wasm_bindgen_test(unsupported = test)]
fn nothing_that_signs_shows_itself_in_debug_output() {
    let secret = Secret::new("wJalrXUtnFEMI");
    let query = CanonicalQuery::default();
    let request =
        Signable { method: "GET", date: "d", path: "/hidden/", query: &query, body: b"hidden" };
    let canonical = CanonicalRequest::new(&request);
    let signature = canonical.sign(&secret);
    let shown = format!("{secret:?} {canonical:?} {signature:?}");
    assert_eq!(shown, "Secret([redacted]) CanonicalRequest([22 bytes]) Signature([redacted])");
}
