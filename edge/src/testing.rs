//! Stand-ins for the world, for tests.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::Future;

use serde_json::Value;
use shared::edge_api::{Activity, Identity, IdentityKind, Outcome};
use shared::scope::Scope;

use crate::auth::{AccessSettings, Tokens};
use crate::config::Config;
use crate::fault::Fault;
use crate::guard::{self, Admitted, Body, BodyFault};
use crate::head::Head;
use crate::idempotency::Order;
use crate::lists::{Found, Query};
use crate::objects::{ObjectFault, Objects};
use crate::proxy::{Answer, Clock, Moment, NoAnswer, NoPermit, Outbound, Permits, Upstream};
use crate::rate::Limit;
use crate::reply::{Header, Reply};
use crate::runs::RunCall;
use crate::service::Edge;
use crate::trace::Trace;

/// A complete configuration.
pub(crate) const SETTINGS: &[(&str, &str)] = &[
    ("SCALR_URL", "https://scalr.example.com"),
    ("SCALR_KEY_ID", "USERKEY"),
    ("SCALR_SECRET", "user-secret-7391"),
    ("SCALR_GLOBAL_KEY_ID", "GLOBALKEY"),
    ("SCALR_GLOBAL_SECRET", "global-secret-5528"),
    ("SCALR_ENVIRONMENTS", r#"[{"id":5,"name":"Production"},{"id":6,"name":"Staging"}]"#),
    ("SCALR_ACCOUNTS", r#"[{"id":1,"name":"Acme"}]"#),
    ("EDGE_AUTH", "local"),
];

/// The complete configuration with some settings changed, or taken away by `None`.
pub(crate) fn config_with(changes: &[(&str, Option<&str>)]) -> Config {
    Config::read(|name| {
        let value = match changes.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => *value,
            None => SETTINGS.iter().find(|(known, _)| *known == name).map(|(_, value)| *value),
        };
        value.map(str::to_owned)
    })
}

/// A head without headers, sent to the loopback interface.
pub(crate) fn head(method: &str, target: &str) -> Head {
    Head::new(method.to_owned(), &format!("http://127.0.0.1:8787{target}"), |_| None)
}

/// The head of a POST with a JSON body.
pub(crate) fn post(target: &str) -> Head {
    Head { content_type: Some("application/json".to_owned()), ..head("POST", target) }
}

/// Takes every token for that of one person.
#[derive(Debug)]
pub(crate) struct Eve;

impl Tokens for Eve {
    async fn identify(&self, _: &AccessSettings, _: &str) -> Result<Identity, Fault> {
        let name = Some("eve@example.com".to_owned());
        Ok(Identity { kind: IdentityKind::User, id: "5f1c".to_owned(), name })
    }
}

/// Takes a request up the ladder, at the beginning of 1970.
pub(crate) fn admit<'c>(
    config: &'c Config,
    head: &Head,
    body: impl Into<Chunks>,
) -> Result<Admitted<'c>, Fault> {
    let (clock, trace) = (Ticking::new(1), Trace::begin(0));
    let mut body = body.into();
    pollster::block_on(guard::admit(config, &Eve, &&clock, head, &mut body, &trace))
}

/// A body in given chunks.
pub(crate) struct Chunks(VecDeque<Result<Vec<u8>, BodyFault>>);

impl From<Vec<Result<Vec<u8>, BodyFault>>> for Chunks {
    fn from(chunks: Vec<Result<Vec<u8>, BodyFault>>) -> Self {
        Self(chunks.into())
    }
}

impl From<&[u8]> for Chunks {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.chunks(7).map(|chunk| Ok(chunk.to_vec())).collect())
    }
}

impl Body for Chunks {
    fn chunk(&mut self) -> impl Future<Output = Result<Option<Vec<u8>>, BodyFault>> {
        std::future::ready(self.0.pop_front().transpose())
    }
}

/// What reached the upstream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) method: &'static str,
    pub(crate) url: String,
    pub(crate) headers: Vec<Header>,
    pub(crate) body: Option<Vec<u8>>,
    pub(crate) timeout_ms: u32,
    pub(crate) max_bytes: usize,
}

/// An upstream that gives the answers it was told, one after the other, and notes what it was sent.
#[derive(Debug)]
pub(crate) struct Script {
    answers: RefCell<VecDeque<Result<Answer, NoAnswer>>>,
    pub(crate) sent: RefCell<Vec<Sent>>,
}

impl Script {
    pub(crate) fn new(answers: Vec<Result<Answer, NoAnswer>>) -> Self {
        Self { answers: RefCell::new(answers.into()), sent: RefCell::default() }
    }
}

impl Upstream for &Script {
    fn send(&self, request: &Outbound<'_>) -> impl Future<Output = Result<Answer, NoAnswer>> {
        self.sent.borrow_mut().push(Sent {
            method: request.method,
            url: request.url.clone(),
            headers: request.headers.clone(),
            body: request.body.map(<[u8]>::to_vec),
            timeout_ms: request.timeout_ms,
            max_bytes: request.max_bytes,
        });
        let answer = self.answers.borrow_mut().pop_front();
        std::future::ready(answer.expect("the edge sent more requests than the test expects"))
    }
}

/// A clock that moves by a fixed step each time it is read.
#[derive(Debug)]
pub(crate) struct Ticking {
    start_ms: u64,
    reads: Cell<u64>,
    step_ms: u64,
}

impl From<u64> for Ticking {
    /// Starts at a time and moves by a millisecond.
    fn from(start_ms: u64) -> Self {
        Self { start_ms, ..Self::new(1) }
    }
}

impl Ticking {
    pub(crate) fn new(step_ms: u64) -> Self {
        Self { start_ms: 0, reads: Cell::new(0), step_ms }
    }
}

impl Clock for &Ticking {
    fn now(&self) -> Moment {
        let reads = self.reads.get();
        self.reads.set(reads + 1);
        let unix_ms = self.start_ms + reads * self.step_ms;
        Moment { unix_ms, iso: format!("2026-11-22T02:30:{reads:02}.000Z") }
    }

    async fn pass(&self, _: u64) {}
}

/// What the edge says to a request, as `r-1`, when Scalr gives these answers.
pub(crate) fn ask(
    config: &Config,
    objects: &Desk,
    head: &Head,
    body: impl Into<Chunks>,
    answers: Vec<Result<Answer, NoAnswer>>,
) -> Reply {
    let (script, clock, trace) = (Script::new(answers), Ticking::new(1), Trace::begin(0));
    let (upstream, clock, trace) = (&script, &clock, &trace);
    let edge = Edge { config, upstream, clock, tokens: Eve, trace, objects };
    pollster::block_on(edge.answer(head, &mut body.into(), "r-1"))
}

/// Objects that grant what they were told to, and note what they were given.
#[derive(Debug, Default)]
pub(crate) struct Desk {
    /// What callers are told, one after the other; then there is no limit.
    pub(crate) allowances: RefCell<VecDeque<Result<(), NoPermit>>>,
    /// What senders are told, one after the other; then there is no limit.
    pub(crate) permits: RefCell<VecDeque<Result<(), NoPermit>>>,
    /// What the scope's object answers; without one it does not.
    pub(crate) reply: RefCell<Option<Reply>>,
    /// Key ids that pause, and for how many milliseconds.
    pub(crate) paused: RefCell<Vec<(String, u32)>>,
    /// What was handed to a scope's object.
    pub(crate) orders: RefCell<Vec<(Scope, Order)>>,
    /// What a scope's object was asked about copy runs.
    pub(crate) calls: RefCell<Vec<(Scope, RunCall)>>,
    /// What a scope's object was asked about all images.
    pub(crate) looks: RefCell<Vec<(Scope, String, String)>>,
    /// Entries of activity.
    pub(crate) noted: RefCell<Vec<Activity>>,
}

impl Desk {
    /// Outcome, status and code of the entries.
    pub(crate) fn outcomes(&self) -> Vec<(Outcome, Option<u16>, Option<String>)> {
        let entries = self.noted.borrow();
        entries.iter().map(|e| (e.outcome.clone(), e.status, e.code.clone())).collect()
    }
}

impl Permits for &Desk {
    async fn permits(&self, _: &str, _: Limit, most: u32) -> Result<u32, NoPermit> {
        self.permits.borrow_mut().pop_front().unwrap_or(Ok(())).map(|()| most)
    }

    async fn pause(&self, key_id: &str, pause_ms: u32) {
        self.paused.borrow_mut().push((key_id.to_owned(), pause_ms));
    }
}

impl Objects for &Desk {
    type Permits = Self;

    fn permits(&self) -> &Self {
        self
    }

    async fn allow(&self, _: &Identity, _: Limit) -> Result<(), NoPermit> {
        self.allowances.borrow_mut().pop_front().unwrap_or(Ok(()))
    }

    async fn once(&self, scope: Scope, order: &Order) -> Result<Reply, ObjectFault> {
        self.orders.borrow_mut().push((scope, order.clone()));
        self.reply.borrow_mut().take().ok_or(ObjectFault)
    }

    async fn runs(&self, scope: Scope, call: &RunCall) -> Result<Reply, ObjectFault> {
        self.calls.borrow_mut().push((scope, call.clone()));
        self.reply.borrow_mut().take().ok_or(ObjectFault)
    }

    async fn inventory(
        &self,
        scope: Scope,
        raw: &str,
        request_id: &str,
    ) -> Result<Reply, ObjectFault> {
        self.looks.borrow_mut().push((scope, raw.to_owned(), request_id.to_owned()));
        self.reply.borrow_mut().take().ok_or(ObjectFault)
    }

    async fn document(&self) -> Result<Reply, ObjectFault> {
        self.reply.borrow_mut().take().ok_or(ObjectFault)
    }

    fn note(&self, entry: Activity) {
        self.noted.borrow_mut().push(entry);
    }

    async fn activity(&self, query: &Query, _: &str) -> Result<Found, ObjectFault> {
        let all = self.noted.borrow();
        let entries: Vec<Value> = all
            .iter()
            .rev()
            .filter(|entry| entry.scope == query.scope)
            .map(|entry| serde_json::to_value(entry).expect("JSON"))
            .collect();
        Ok(Found { total: u32::try_from(entries.len()).map_err(|_| ObjectFault)?, entries })
    }
}
