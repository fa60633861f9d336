//! Whatever comes, the edge answers with a pair that is documented.

use proptest::prelude::*;
use shared::envelope::Failure;
use shared::error_code::EdgeCode;

use super::*;

/// Paths of the API, near it, and anything.
fn any_path() -> impl Strategy<Value = String> {
    prop_oneof![
        "/api/v1beta0/(global|user/5|account/1)/(images|os)/",
        "/api/v1beta0/user/5/images/5a1a3fd0-1111-4222-8333-00000000000[0-9]/actions/copy/",
        "/(api|edge|API|%61pi|\\\\|\\.\\./)[/a-z0-9%.;]{0,30}",
        ".{0,60}",
    ]
}

/// Bodies that are JSON with known and unknown members, and any bytes.
fn any_body() -> impl Strategy<Value = Vec<u8>> {
    let member = "(name|os|size|cloudPlatform|cloudLocation|architecture|x)";
    let value = r#"(null|true|-?[0-9]{1,3}(\.5)?|"[a-z0-9-]{0,9}"|\[\]|\{"id":"a"\})"#;
    let object = proptest::collection::vec((member, value), 0..6).prop_map(|members| {
        let members: Vec<String> =
            members.into_iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
        format!("{{{}}}", members.join(",")).into_bytes()
    });
    prop_oneof![object, proptest::collection::vec(any::<u8>(), 0..40)]
}

proptest! {
    #[test]
    fn whatever_comes_the_edge_answers_with_a_documented_pair(
        method in "(GET|POST|HEAD|OPTIONS|[A-Za-z]{0,6})",
        path in any_path(),
        query in "([a-zA-Z]{1,4}=[a-z%+]{0,6}&?){0,3}",
        content_type in proptest::option::of("(application/json|text/plain|.{0,20})"),
        origin in proptest::option::of("(http://127.0.0.1:8787|.{0,20})"),
        body in any_body(),
    ) {
        let mut request = head(&method, &format!("{path}?{query}"));
        request.content_type = content_type;
        request.origin = origin;
        // An upstream that never answers leaves only answers of the edge's own.
        let answers = vec![Err(NoAnswer::Failed), Err(NoAnswer::Failed)];
        let reply = ask(&config_with(&[]), &request, &body, answers);
        if reply.status == 200 {
            prop_assert!(matches!(path.as_str(), "/edge/health" | "/edge/session"));
        } else {
            let failure: Failure = serde_json::from_slice(&reply.body).expect("an envelope");
            for error in &failure.errors {
                prop_assert!(EdgeCode::ALL.iter().any(|code| {
                    code.as_str() == error.code && code.status() == reply.status
                }), "{} {}", reply.status, error.code);
            }
        }
    }
}
