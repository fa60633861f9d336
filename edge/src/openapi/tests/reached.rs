//! Every pair of status and code in the document can be reached, and no other.

use std::cell::RefCell;
use std::collections::BTreeSet;

use proptest::prelude::*;
use shared::envelope::Message;
use shared::error_code::EdgeCode;
use shared::route::{Template, templates};
use shared::sign::Secret;

use super::super::answers::{ELSEWHERE, RELAYED, RELAYED_READ};
use super::contract::{CONTRACT, Pair, pair};
use crate::auth::SignatureHeaders;
use crate::fault::Fault;
use crate::guard::{BodyFault, MAX_BODY_BYTES};
use crate::head::Head;
use crate::inventory::LINES;
use crate::openapi::DOCUMENT;
use crate::own::Own;
use crate::proxy::{Answer, Loss, NoAnswer, NoPermit};
use crate::rate::Over;
use crate::reply::{Reply, SOURCE_HEADER, Source};
use crate::specs::Spec;
use crate::testing::{Desk, ask, config_with, head, post};

const SUCCESS: &[u8] = br#"{"data":{"id":"5a1a3fd0-1111-4222-8333-000000000001"},"errors":[],"meta":{},"warnings":[]}"#;
const LISTING: &[u8] = br#"{"data":[],"pagination":{},"errors":[],"meta":{},"warnings":[]}"#;
const FAILURE: &[u8] =
    br#"{"errors":[{"code":"NewOfScalr","message":"x"}],"meta":{},"warnings":[]}"#;
const LIMIT: &[u8] = br#"{"errors":[{"code":"LimitExceeded","message":"x"}]}"#;
const CREATE: &[u8] = br#"{"architecture":"x86_64","cloudImageId":"ami-1","cloudPlatform":"ec2","name":"golden-web","os":"ubuntu-14-04"}"#;
const COPY: &[u8] = br#"{"cloudLocation":"eu-west-1","cloudPlatform":"ec2"}"#;

const RUN_ID: &str = "01M80HDJ205EC3D6401BC34309-u5";
const NEW_RUN: &[u8] = br#"{"scope":"user/5","imageId":"5a1a3fd0-1111-4222-8333-000000000001","regions":["eu-west-1"]}"#;
const PLAN: &str = r#"{"regions":[{"region":"eu-west-1","action":"skip","reason":"present","request":null}],"counts":{"total":1,"send":0,"skip":1,"block":0}}"#;
const RUN: &str = r#"{"id":"01M80HDJ205EC3D6401BC34309-u5","scope":"user/5","image":{"id":"5a1a","name":"golden-web","cloudLocation":"us-east-1","cloudImageId":"ami-0abc"},"createdAt":"2026-11-22T02:30:00.000Z","createdBy":"local","state":"running","version":1,"counts":{"total":1,"planned":1},"regions":[{"region":"eu-west-1","state":"planned","since":"2026-11-22T02:30:00.000Z","attempts":0,"newImage":null,"presentImage":null,"code":null,"message":null,"requestId":"r-1","reason":null}]}"#;

const INVENTORY: &str = r#"{"type":"start","scope":"user/5","pages":2,"at":"2026-11-22T02:30:00.000Z"}
{"type":"page","page":1,"images":[{"id":"5a1a3fd0-1111-4222-8333-000000000001","name":"golden-web"}]}
{"type":"gap","page":2,"code":"UpstreamTimeout","message":"x"}
{"type":"end","images":1,"gaps":1,"whole":false,"at":"2026-11-22T02:30:01.000Z"}
"#;

/// How reading from Scalr can fail.
const READING: [Fault; 4] = [
    Fault::UpstreamAuth,
    Fault::UpstreamInvalid,
    Fault::UpstreamUnreachable,
    Fault::UpstreamTimeout,
];

type Answers = Vec<Result<Answer, NoAnswer>>;

/// A request and the world that it meets.
struct Case {
    head: Head,
    body: Vec<Result<Vec<u8>, BodyFault>>,
    answers: Answers,
    settings: Vec<(&'static str, Option<&'static str>)>,
    desk: Desk,
}

impl Case {
    fn run(self) -> Reply {
        ask(&config_with(&self.settings), &self.desk, &self.head, self.body, self.answers)
    }
}

fn answer(status: u16, body: &[u8]) -> Answer {
    Answer { status, date: None, body: Ok(body.to_vec()) }
}

/// A request that is as it should be, and gets these answers from Scalr.
fn good(template: &Template, answers: Answers) -> Case {
    let path = template.example.path();
    let (head, body) = if template.path.ends_with("/actions/copy/") {
        (post(&path), vec![Ok(COPY.to_vec())])
    } else if template.example.is_write() {
        (post(&path), vec![Ok(CREATE.to_vec())])
    } else {
        (head("GET", &path), Vec::new())
    };
    Case { head, body, answers, settings: Vec::new(), desk: Desk::default() }
}

fn with_head(mut case: Case, change: impl FnOnce(&mut Head)) -> Case {
    change(&mut case.head);
    case
}

/// Somebody whom Access knows and no list names.
fn stranger(case: Case) -> Case {
    let settings = vec![
        ("EDGE_AUTH", Some("access")),
        ("ACCESS_TEAM_DOMAIN", Some("acme.cloudflareaccess.com")),
        ("ACCESS_AUD", Some("0123456789abcdef")),
        ("EDGE_WRITERS", Some("ana@example.com")),
    ];
    let case = with_head(case, |head| head.access_token = Some(Secret::new("token")));
    Case { settings, ..case }
}

/// The request with a signature of the caller's own.
fn signed(case: Case) -> Case {
    let signature = "V1-HMAC-SHA256 c2lnbmF0dXJlIG9mIGV4YWN0bHkgMzIgYnl0ZXMhISE=";
    let case = with_head(case, |head| {
        head.signature = SignatureHeaders {
            key_id: Some("CALLERKEY".to_owned()),
            date: Some("1970-01-01T00:00:00Z".to_owned()),
            signature: Some(Secret::new(signature)),
        };
    });
    Case { settings: vec![("EDGE_PASS_THROUGH", Some("on"))], ..case }
}

/// The request with a key, and what the scope's object says to it.
fn keyed(case: Case, reply: Option<Reply>) -> Case {
    let case = with_head(case, |head| head.idempotency_key = Some("k-1".to_owned()));
    Case { desk: Desk { reply: RefCell::new(reply), ..Desk::default() }, ..case }
}

/// A caller over the edge's own limit.
fn over(case: Case) -> Case {
    let over = Err(NoPermit::Over(Over { retry_after: 12 }));
    Case { desk: Desk { allowances: RefCell::new([over].into()), ..Desk::default() }, ..case }
}

/// A success of the operation.
fn success(template: &Template) -> &'static [u8] {
    let is_list = !template.example.is_write()
        && ["images/", "os/", "cloud-locations/"].iter().any(|end| template.path.ends_with(end));
    if is_list { LISTING } else { SUCCESS }
}

/// One case for each pair of an operation on Scalr.
fn witnesses(template: &Template) -> Vec<Case> {
    let refused = || good(template, Vec::new());
    let answered =
        |status, body| good(template, vec![Ok(answer(status, body)), Ok(answer(status, body))]);
    let mut cases: Vec<Case> =
        [200, 201, 202].map(|status| answered(status, success(template))).into_iter().collect();
    cases.extend(RELAYED.iter().map(|status| answered(*status, FAILURE)));
    cases.extend([
        answered(403, LIMIT),
        answered(401, FAILURE),
        answered(302, b""),
        good(template, vec![Err(NoAnswer::Failed), Err(NoAnswer::Failed)]),
        good(template, vec![Err(NoAnswer::TimedOut), Err(NoAnswer::TimedOut)]),
        with_head(refused(), |head| head.location.query = "a=1&a=2".to_owned()),
        with_head(refused(), |head| head.location.host = "images.example.com".to_owned()),
        Case { settings: vec![("EDGE_AUTH", None)], ..refused() },
        stranger(refused()),
        signed(answered(401, FAILURE)),
    ]);
    if template.path.contains('{') {
        cases.push(with_head(refused(), |head| {
            head.location.path =
                head.location.path.replace("/1/", "/0/").replace("ubuntu", "_").replace("ec2", "_");
            if template.path.contains("global") {
                head.location.path = head.location.path.replace("00000000-", "x-");
            }
        }));
    }
    // A read has a body only where the caller signs it.
    let with_body = |chunk| Case { body: vec![chunk], ..signed(refused()) };
    let plain = |head: &mut Head| head.content_type = Some("text/plain".to_owned());
    cases.extend([
        with_body(Err(BodyFault::Late)),
        with_body(Err(BodyFault::Broken)),
        with_body(Ok(vec![b' '; MAX_BODY_BYTES + 1])),
        with_head(with_body(Ok(b"{}".to_vec())), plain),
    ]);
    if template.example.is_write() {
        cases.extend([
            with_head(refused(), |head| head.origin = Some("https://evil.example".to_owned())),
            with_head(refused(), |head| head.idempotency_key = Some("a b".to_owned())),
            keyed(refused(), None),
            keyed(refused(), Some(Fault::IdempotencyInProgress.into_reply("r-1"))),
            keyed(refused(), Some(Fault::IdempotencyKeyReused.into_reply("r-1"))),
        ]);
    }
    cases
}

/// What no request can bring about from outside: the adapter answers it where the runtime itself
/// fails.
fn only_the_runtime() -> Pair {
    let code = EdgeCode::InternalServerError;
    (code.status(), code.as_str().to_owned())
}

#[test]
fn the_pairs_of_each_operation_on_scalr_are_those_that_requests_reach() {
    for template in templates() {
        let operation = CONTRACT.operation(template.method.as_str(), &template.path);
        let mut reached = BTreeSet::from([only_the_runtime()]);
        for case in witnesses(&template) {
            let reply = case.run();
            CONTRACT.check(operation, &reply);
            reached.insert(pair(&reply));
        }
        assert_eq!(reached, CONTRACT.pairs(operation), "{} {}", template.method, template.path);
    }
}

/// What the scope's object answers to a request about runs: a success, and every refusal.
fn of_object(own: Own) -> Vec<Reply> {
    let told = |status, body: &str| Reply::json(status, Source::Edge, body.as_bytes().to_vec());
    let conflict = |code: EdgeCode| {
        let message = Message {
            code: code.as_str().to_owned(),
            message: "x".to_owned(),
            pointer: Some("/plan".to_owned()),
        };
        Fault::Conflict(code, vec![message])
    };
    let relayed =
        RELAYED_READ.iter().map(|status| Reply::json(*status, Source::Upstream, FAILURE.to_vec()));
    let (success, faults) = match own {
        Own::ListRuns => (told(200, std::str::from_utf8(LISTING).expect("text")), vec![]),
        Own::Inventory => {
            let headers =
                vec![("content-type", LINES.into()), (SOURCE_HEADER, Source::Edge.as_str().into())];
            let lines = Reply { headers, ..told(200, INVENTORY) };
            let faults = READING.map(|fault| fault.into_reply("r-1"));
            return relayed.chain([lines]).chain(faults).collect();
        }
        Own::GetRun => (told(200, RUN), vec![Fault::NoRun]),
        Own::RunEvents => {
            let stream = Reply {
                headers: vec![
                    ("content-type", "text/event-stream".into()),
                    ("x-edge-source", "edge".into()),
                ],
                ..told(200, "")
            };
            (stream, vec![Fault::NoRun])
        }
        Own::RunMap => (told(200, "{}"), vec![Fault::NoRun, crate::lists::refused("x".to_owned())]),
        Own::PlanRun | Own::CreateRun => {
            let mut faults = READING.to_vec();
            if own == Own::PlanRun {
                return relayed
                    .chain([told(200, PLAN)])
                    .chain(faults.into_iter().map(|fault| fault.into_reply("r-1")))
                    .collect();
            }
            faults.extend([
                Fault::IdempotencyInProgress,
                Fault::IdempotencyKeyReused,
                conflict(EdgeCode::PlanChanged),
            ]);
            return relayed
                .chain([told(202, RUN).with("location", "/edge/copy-runs/x")])
                .chain(faults.into_iter().map(|fault| fault.into_reply("r-1")))
                .collect();
        }
        Own::StepRun(_) => {
            (told(202, RUN), vec![Fault::NoRun, conflict(EdgeCode::UnacceptableState)])
        }
        Own::OpenApi => (told(200, DOCUMENT), Vec::new()),
        _ => return Vec::new(),
    };
    let faults = faults.into_iter().map(|fault| fault.into_reply("r-1"));
    std::iter::once(success).chain(faults).collect()
}

/// One case for each pair of an operation of the edge's own.
fn own_witnesses(own: Own) -> Vec<Case> {
    let path = own.path().replace("{runId}", RUN_ID);
    let is_post = own.method().as_str() == "POST";
    let case = |reply: Option<Reply>| {
        let body = match own {
            Own::CreateRun | Own::PlanRun => vec![Ok(NEW_RUN.to_vec())],
            _ => Vec::new(),
        };
        let mut head = if is_post { post(&path) } else { head("GET", &path) };
        if matches!(own, Own::ListRuns | Own::Inventory) {
            head.location.query = "scope=global".to_owned();
        }
        let desk = Desk { reply: RefCell::new(reply), ..Desk::default() };
        Case { head, body, answers: Vec::new(), settings: Vec::new(), desk }
    };
    let query =
        |text: &str| with_head(case(None), |head| text.clone_into(&mut head.location.query));
    let elsewhere = |head: &mut Head| head.location.host = "images.example.com".to_owned();
    let mut cases = vec![
        case(None),
        Case { settings: vec![("EDGE_AUTH", None)], ..case(None) },
        with_head(case(None), elsewhere),
        stranger(case(None)),
        over(case(None)),
    ];
    if matches!(own, Own::Activity | Own::ListRuns | Own::Inventory) {
        cases.extend([query("scope=global"), query("scope=x"), query("")]);
    }
    if path != own.path() {
        cases.push(with_head(case(None), |head| head.location.path = path.replace("-u5", "-u0")));
    }
    cases.extend(of_object(own).into_iter().map(|reply| case(Some(reply))));
    if !is_post {
        return cases;
    }
    let with_body = |chunk| Case { body: vec![chunk], ..case(None) };
    let plain = |head: &mut Head| head.content_type = Some("text/plain".to_owned());
    cases.extend([
        with_body(Err(BodyFault::Late)),
        with_body(Err(BodyFault::Broken)),
        with_body(Ok(vec![b' '; MAX_BODY_BYTES + 1])),
        with_body(Ok(b"{".to_vec())),
        with_body(Ok(br#"{"regions":[7]}"#.to_vec())),
        with_body(Ok(br#"{"scope":"x","imageId":"x","regions":["x"]}"#.to_vec())),
        with_head(with_body(Ok(b"{}".to_vec())), plain),
        with_head(case(None), |head| head.origin = Some("https://evil.example".to_owned())),
        with_head(case(None), |head| head.idempotency_key = Some("a b".to_owned())),
    ]);
    cases
}

#[test]
fn the_pairs_of_each_operation_of_the_edge_are_those_that_requests_reach() {
    for own in Own::ALL {
        let operation = CONTRACT.operation(own.method().as_str(), own.path());
        let mut reached = BTreeSet::from([only_the_runtime()]);
        for case in own_witnesses(*own) {
            let reply = case.run();
            let pair = pair(&reply);
            // A path with an id that is none is no path of the document.
            if pair.1 != "EndpointNotFound" {
                CONTRACT.check(operation, &reply);
            }
            reached.insert(pair);
        }
        assert_eq!(reached, CONTRACT.pairs(operation), "{own:?}");
    }
}

#[test]
fn the_pairs_of_each_description_of_scalr_s_are_those_that_requests_reach() {
    let yaml = || Ok(answer(200, b"swagger: '2.0'\n"));
    for spec in Spec::ALL {
        let operation = CONTRACT.operation("GET", spec.path());
        let case = |answers: Answers, settings: &[(&'static str, Option<&'static str>)]| Case {
            head: head("GET", spec.path()),
            body: Vec::new(),
            answers,
            settings: [&[("EDGE_PASS_THROUGH", Some("on"))], settings].concat(),
            desk: Desk::default(),
        };
        let elsewhere = |head: &mut Head| head.location.host = "images.example.com".to_owned();
        let mut reached = BTreeSet::from([only_the_runtime()]);
        for case in [
            case(vec![yaml()], &[]),
            case(vec![Ok(answer(404, FAILURE))], &[]),
            case(vec![Err(NoAnswer::Failed)], &[]),
            case(vec![Err(NoAnswer::TimedOut)], &[]),
            case(Vec::new(), &[("SCALR_URL", None)]),
            with_head(case(Vec::new(), &[]), elsewhere),
            Case { settings: Vec::new(), ..case(Vec::new(), &[]) },
        ] {
            let reply = case.run();
            CONTRACT.check(operation, &reply);
            reached.insert(pair(&reply));
        }
        assert_eq!(reached, CONTRACT.pairs(operation), "{}", spec.path());
    }
}

/// Whatever Scalr, or something in front of it, may answer.
fn any_answer() -> impl Strategy<Value = Result<Answer, NoAnswer>> {
    let body = prop_oneof![
        prop::sample::select(vec![
            SUCCESS,
            LISTING,
            FAILURE,
            LIMIT,
            b"",
            b"<html>",
            b"{\"ok\":true}"
        ])
        .prop_map(|body| Ok(body.to_vec())),
        prop::sample::select(vec![Loss::Broken, Loss::TimedOut, Loss::TooLarge]).prop_map(Err),
    ];
    prop_oneof![
        4 => (200_u16..600, body).prop_map(|(status, body)| Ok(Answer { status, date: None, body })),
        1 => Just(Err(NoAnswer::Failed)),
        1 => Just(Err(NoAnswer::TimedOut)),
    ]
}

proptest! {
    #[test]
    fn no_other_pair_is_reached_whatever_is_sent_and_answered(
        template in prop::sample::select(templates()),
        method in "(GET|POST|HEAD|PUT)",
        query in prop::option::of("[a-c]=[a-c%]{0,3}(&[a-c]=1)?"),
        host in prop::option::of("(localhost|images.example.com)"),
        content_type in prop::option::of("(application/json|text/plain)"),
        origin in prop::option::of("(null|http://127.0.0.1:8787)"),
        body in prop_oneof![Just(CREATE.to_vec()), Just(COPY.to_vec()), prop::collection::vec(any::<u8>(), 0..9)],
        first in any_answer(),
        second in any_answer(),
        signs in any::<bool>(),
    ) {
        let mut case = good(&template, vec![first, second]);
        if signs {
            case = signed(case);
        }
        case.head.method.clone_from(&method);
        case.head.content_type = content_type;
        case.head.origin = origin;
        case.head.location.query = query.unwrap_or_default();
        if let Some(host) = host {
            case.head.location.host = host;
        }
        case.body = vec![Ok(body)];
        let reply = case.run();
        let operation = CONTRACT.operation(&method, &template.path);
        let documented = if operation.is_null() {
            ELSEWHERE.iter().map(|code| (code.status(), code.as_str().to_owned())).collect()
        } else {
            // What Scalr says about its things is relayed, whatever it is.
            if reply.header(SOURCE_HEADER) == Some("edge") {
                CONTRACT.check(operation, &reply);
            }
            CONTRACT.pairs(operation)
        };
        prop_assert!(documented.contains(&pair(&reply)), "{:?}", pair(&reply));
    }
}
