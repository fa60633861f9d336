//! Requests that carry a signature of the caller's own.

use shared::query::CanonicalQuery;
use shared::sign::{DATE_HEADER, KEY_ID_HEADER, SIGNATURE_HEADER, Secret};

use crate::auth::{SignatureFault, SignatureHeaders};

use super::signed::assert_signed;
use super::*;

/// The scripted clock begins in 1970.
const DATE: &str = "1970-01-01T00:01:00Z";
const SIGNATURE: &str = "V1-HMAC-SHA256 c2lnbmF0dXJlIG9mIGV4YWN0bHkgMzIgYnl0ZXMhISE=";

/// Pass-through, and no key of the edge's own.
fn without_keys() -> Config {
    config_with(&[
        ("EDGE_PASS_THROUGH", Some("on")),
        ("SCALR_KEY_ID", None),
        ("SCALR_SECRET", None),
        ("SCALR_GLOBAL_KEY_ID", None),
        ("SCALR_GLOBAL_SECRET", None),
    ])
}

fn signed(operation: Operation) -> Head {
    let plain =
        if operation.method == "POST" { post(operation.path) } else { head("GET", operation.path) };
    let signature = SignatureHeaders {
        key_id: Some("CALLERKEY".to_owned()),
        date: Some(DATE.to_owned()),
        signature: Some(Secret::new(SIGNATURE)),
    };
    Head { signature, ..plain }
}

fn pass_through(operation: Operation, answers: Vec<Given>) -> (Result<Reply, Fault>, Vec<Sent>) {
    run_head(&without_keys(), &signed(operation), operation.body, answers, 1, &Desk::default())
}

#[test]
fn a_signed_request_goes_out_as_it_came_with_the_caller_s_signature_and_no_key_of_the_edge() {
    for operation in EVERY {
        let (reply, sent) = pass_through(operation, vec![Ok(answer(200, SUCCESS))]);
        assert_eq!(reply, Ok(relayed(200, SUCCESS)));
        let [request] = sent.as_slice() else { panic!("{sent:?}") };
        assert_eq!(request.method, operation.method);
        // The query too: in its own order and encoding.
        assert_eq!(request.url, format!("https://scalr.example.com{}", operation.path));
        assert_eq!(request.body.as_deref().unwrap_or_default(), operation.body);
        assert_eq!(header(request, KEY_ID_HEADER), "CALLERKEY");
        assert_eq!(header(request, DATE_HEADER), DATE);
        assert_eq!(header(request, SIGNATURE_HEADER), SIGNATURE);
        let others = request.headers.iter().filter(|(name, _)| !name.starts_with("x-scalr-"));
        assert!(
            others
                .into_iter()
                .all(|(name, _)| { matches!(*name, "accept" | "user-agent" | "content-type") })
        );
    }
}

#[test]
fn a_read_that_got_lost_goes_out_again_with_the_same_signature() {
    let (reply, sent) = pass_through(GET, vec![Err(NoAnswer::Failed), Ok(answer(200, SUCCESS))]);
    assert_eq!(reply, Ok(relayed(200, SUCCESS)));
    let [first, second] = sent.as_slice() else { panic!("{sent:?}") };
    assert_eq!(first.headers, second.headers);
}

#[test]
fn a_body_that_was_signed_with_a_read_goes_along() {
    let read = Operation { body: b"{}", ..LIST };
    let mut head = signed(read);
    head.content_type = Some("application/json; charset=utf-8".to_owned());
    let answers = vec![Ok(answer(200, SUCCESS))];
    let (_, sent) = run_head(&without_keys(), &head, read.body, answers, 1, &Desk::default());
    let [request] = sent.as_slice() else { panic!("{sent:?}") };
    assert_eq!(request.body.as_deref(), Some(read.body));
    assert_eq!(header(request, "content-type"), "application/json");
    head.content_type = None;
    assert_eq!(admit(&without_keys(), &head, read.body).err(), Some(Fault::ContentType));
}

#[test]
fn a_key_that_scalr_refuses_is_the_caller_s_own_and_told_as_such() {
    let refused =
        br#"{"errors":[{"code":"BadAuthentication","message":"Signature does not match"}]}"#;
    for operation in EVERY {
        let (reply, _) = pass_through(operation, vec![Ok(answer(401, refused))]);
        assert_eq!(reply, Ok(relayed(401, refused)));
        let (reply, _) = pass_through(operation, vec![Ok(answer(401, HTML))]);
        assert_eq!(reply, Err(Fault::UpstreamInvalid));
    }
}

#[test]
fn without_the_switch_a_signature_is_as_if_it_were_not_there() {
    let answers = vec![Ok(answer(201, SUCCESS))];
    let (_, sent) =
        run_head(&config_with(&[]), &signed(CREATE), CREATE.body, answers, 1, &Desk::default());
    let [request] = sent.as_slice() else { panic!("{sent:?}") };
    assert_signed(
        request,
        "GLOBALKEY",
        "global-secret-5528",
        CREATE.path,
        &CanonicalQuery::default(),
    );
}

#[test]
fn a_signature_that_cannot_be_right_is_refused_before_anything_is_sent() {
    let fault = |change: fn(&mut SignatureHeaders)| {
        let mut head = signed(CREATE);
        change(&mut head.signature);
        admit(&without_keys(), &head, CREATE.body).expect_err("refused")
    };
    assert_eq!(
        fault(|headers| headers.signature = None),
        Fault::CallerSignature(SignatureFault::Incomplete("X-Scalr-Signature"))
    );
    assert_eq!(
        fault(|headers| headers.date = Some("1970-01-01T00:05:01Z".to_owned())),
        Fault::CallerSignature(SignatureFault::Expired)
    );
}

#[test]
fn where_callers_are_local_one_who_signs_is_too() {
    let mut head = signed(GET);
    head.location.host = "images.example.com".to_owned();
    assert_eq!(admit(&without_keys(), &head, GET.body).err(), Some(Fault::NotLocal));
}
