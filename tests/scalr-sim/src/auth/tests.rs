use serde::Deserialize;

use super::*;

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

/// The case with this name from the golden vectors that product and stand-in share.
fn vector(name: &str) -> Case {
    let vectors: Vectors = serde_json::from_str(include_str!("../../../vectors/signing.json"))
        .expect("the vectors are JSON");
    vectors.cases.into_iter().find(|case| case.name == name).expect("a case of this name")
}

impl Case {
    fn query(&self) -> Query {
        self.query.iter().fold(Query::default(), |query, (name, value)| query.with(name, value))
    }

    fn keys(&self) -> Keys {
        let other = KeyPair { id: "OTHER".into(), secret: Secret::new("other") };
        Keys {
            user: KeyPair { id: self.key_id.clone(), secret: Secret::new(self.secret.clone()) },
            global: other,
        }
    }

    fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("x-scalr-key-id", &self.key_id),
            ("x-scalr-date", &self.date),
            ("x-scalr-signature", &self.signature),
        ] {
            headers.insert(name, value.parse().expect("a header value"));
        }
        headers
    }

    fn signed_at(&self) -> DateTime<Utc> {
        DateTime::parse_from_rfc3339(&self.date).expect("a date").to_utc()
    }

    /// The id of the key that signed, or the message of the refusal.
    fn authenticate(&self, headers: &HeaderMap, now: DateTime<Utc>) -> Result<String, String> {
        let (keys, query) = (self.keys(), self.query());
        let method = self.method.parse().expect("a method");
        let request = Signable {
            method: &method,
            path: &self.path,
            query: &query,
            body: self.body.as_bytes(),
        };
        match authenticate(&keys, headers, now, request) {
            Ok(pair) => Ok(pair.id.clone()),
            Err(error) => {
                assert_eq!((error.status.as_u16(), error.code), (401, "BadAuthentication"));
                Err(error.message)
            }
        }
    }
}

fn assert_vector(name: &str) {
    let case = vector(name);
    let (query, method) = (case.query(), case.method.parse().expect("a method"));
    let signable =
        Signable { method: &method, path: &case.path, query: &query, body: case.body.as_bytes() };
    let canonical = String::from_utf8(signable.canonical_request(&case.date)).expect("UTF-8");
    assert_eq!(canonical, case.canonical_request);
    assert_eq!(signable.signature(&Secret::new(case.secret.clone()), &case.date), case.signature);
    assert_eq!(case.authenticate(&case.headers(), case.signed_at()), Ok(case.key_id.clone()));
}

macro_rules! vectors {
    ($($test:ident: $name:literal,)*) => {
        $(#[test]
        fn $test() {
            assert_vector($name);
        })*

        #[test]
        fn every_vector_has_a_test() {
            let vectors: Vectors = serde_json::from_str(include_str!("../../../vectors/signing.json"))
                .expect("the vectors are JSON");
            let names: Vec<&str> = vectors.cases.iter().map(|case| case.name.as_str()).collect();
            assert_eq!(names, [$($name),*]);
        }
    };
}

vectors! {
    vector_create_global: "create-global-seed-example",
    vector_copy_user: "copy-user-seed-example",
    vector_get_no_query_no_body: "get-no-query-no-body",
    vector_list_sorted_query: "list-sorted-query",
    vector_query_space_and_plus: "query-space-and-plus",
    vector_query_reserved_and_slash: "query-reserved-and-slash",
    vector_query_unicode: "query-unicode",
    vector_query_unreserved_kept: "query-unreserved-kept",
    vector_query_case_sensitive_sort: "query-case-sensitive-sort",
    vector_body_unicode: "body-unicode",
    vector_body_keeps_newlines: "body-keeps-newlines",
    vector_offset_date: "offset-date",
}

#[test]
fn a_signature_counts_five_minutes_either_side_and_not_longer() {
    let case = vector("get-no-query-no-body");
    let (headers, at) = (case.headers(), case.signed_at());
    assert!(case.authenticate(&headers, at + TimeDelta::seconds(300)).is_ok());
    assert!(case.authenticate(&headers, at - TimeDelta::seconds(300)).is_ok());
    let expired = Err("Request is expired.".to_owned());
    assert_eq!(case.authenticate(&headers, at + TimeDelta::milliseconds(300_001)), expired);
    assert_eq!(case.authenticate(&headers, at - TimeDelta::milliseconds(300_001)), expired);
}

/// The refusal when one header of a good request is changed, or removed where `value` is empty.
fn refusal(name: &'static str, value: &str) -> String {
    let case = vector("get-no-query-no-body");
    let mut headers = case.headers();
    headers.remove(name);
    if !value.is_empty() {
        headers.insert(name, value.parse().expect("a header value"));
    }
    case.authenticate(&headers, case.signed_at()).expect_err("a refusal")
}

#[test]
fn what_is_missing_or_malformed_is_named() {
    assert_eq!(refusal("x-scalr-key-id", ""), "Unsigned request");
    assert_eq!(refusal("x-scalr-signature", ""), "Unsigned request");
    assert_eq!(refusal("x-scalr-date", ""), "Missing X-Scalr-Date header");
    assert_eq!(refusal("x-scalr-date", "yesterday"), "Invalid X-Scalr-Date header");
    assert_eq!(refusal("x-scalr-date", "2026-11-22T02:30:00"), "Invalid X-Scalr-Date header");
    assert_eq!(refusal("x-scalr-signature", "V2-HMAC-SHA256 abc"), "Invalid signature");
    assert_eq!(refusal("x-scalr-key-id", "NOBODY"), "Invalid API Key");
}

#[test]
fn a_signature_of_anything_else_does_not_match() {
    let mismatch = "Signature does not match";
    assert_eq!(refusal("x-scalr-signature", "V1-HMAC-SHA256 not base64"), mismatch);
    assert_eq!(refusal("x-scalr-signature", &vector("list-sorted-query").signature), mismatch);
    // The same moment in other characters: the date is signed as it is written.
    assert_eq!(refusal("x-scalr-date", "2026-11-22T02:30:00Z"), mismatch);
    assert_eq!(refusal("x-scalr-key-id", "OTHER"), mismatch);
}
