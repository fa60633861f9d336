//! Faults on demand: which requests they hit, how often, and what they do.

mod effect;

use hyper::header::HeaderValue;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::routes::ApiRequest;

/// What goes wrong. `act` says whether the request is carried out first, where both can be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[serde(deny_unknown_fields)]
pub(crate) enum Fault {
    /// The right answer, but late.
    Latency { ms: u64 },
    /// An error envelope.
    Status {
        status: u16,
        #[serde(default = "Fault::code")]
        code: String,
        #[serde(default = "Fault::message")]
        message: String,
        #[serde(default)]
        act: bool,
    },
    /// Any answer at all, as a web server in front of Scalr might give it.
    BareStatus {
        status: u16,
        #[serde(default = "Fault::content_type")]
        content_type: String,
        #[serde(default)]
        body: String,
        #[serde(default)]
        act: bool,
    },
    /// An HTML page.
    Html {
        #[serde(default = "Fault::bad_gateway")]
        status: u16,
        #[serde(default)]
        act: bool,
    },
    /// A redirect, which the API never sends.
    Redirect {
        #[serde(default = "Fault::found")]
        status: u16,
        #[serde(default = "Fault::location")]
        location: String,
        #[serde(default)]
        act: bool,
    },
    /// A success whose body is not JSON although it says so.
    Garbage {
        #[serde(default = "Fault::ok")]
        status: u16,
        #[serde(default)]
        act: bool,
    },
    /// A success whose body is JSON but no envelope.
    NotEnvelope {
        #[serde(default = "Fault::ok")]
        status: u16,
        #[serde(default)]
        act: bool,
    },
    /// The connection is reset and nothing was done.
    ResetBefore,
    /// The connection is reset and all was done.
    ResetAfter,
    /// The connection is closed without an answer and all was done.
    DropAnswer,
    /// The whole length is announced, half of it is sent, then the connection is closed.
    HalfAnswer,
    /// The right answer, one byte every so often.
    SlowDrip { ms: u64 },
    /// No answer, ever; the connection stays open.
    Silent {
        #[serde(default)]
        act: bool,
    },
    /// A well-formed envelope of so many bytes, of no announced length.
    Huge {
        bytes: usize,
        #[serde(default)]
        act: bool,
    },
    /// Scalr's own rate limit.
    LimitExceeded,
    /// Scalr does not accept the key.
    BadAuthentication,
    /// The right answer; then the listener is closed for a time, and idle connections with it.
    RefuseConnections { ms: u64 },
}

impl Fault {
    fn code() -> String {
        "InternalServerError".into()
    }

    fn message() -> String {
        "Server Error".into()
    }

    fn content_type() -> String {
        "text/plain; charset=utf-8".into()
    }

    fn location() -> String {
        "/login".into()
    }

    fn ok() -> u16 {
        200
    }

    fn found() -> u16 {
        302
    }

    fn bad_gateway() -> u16 {
        502
    }

    /// The `kind` member, for the log.
    pub(crate) fn kind(&self) -> String {
        let fault = serde_json::to_value(self).unwrap_or_default();
        fault["kind"].as_str().unwrap_or_default().to_owned()
    }

    /// Refuses a status that HTTP does not have and a value that no header can hold.
    pub(crate) fn check(&self) -> Result<(), String> {
        let (status, header) = match self {
            Self::Status { status, .. }
            | Self::Html { status, .. }
            | Self::Garbage { status, .. }
            | Self::NotEnvelope { status, .. } => (*status, ""),
            Self::BareStatus { status, content_type, .. } => (*status, content_type.as_str()),
            Self::Redirect { status, location, .. } => (*status, location.as_str()),
            _ => return Ok(()),
        };
        if !(200..600).contains(&status) {
            return Err(format!("{status} is no status of an answer"));
        }
        HeaderValue::from_str(header).map(|_| ()).map_err(|error| error.to_string())
    }

    /// Reads `kind;key=value;…`, the form of the `X-Sim-Fault` header. Numbers and flags are
    /// recognised, everything else is text.
    pub(crate) fn from_header(text: &str) -> Result<Self, String> {
        let mut parts = text.split(';').map(str::trim);
        let mut members = Map::new();
        members.insert("kind".into(), parts.next().unwrap_or_default().into());
        for part in parts {
            let (key, value) =
                part.split_once('=').ok_or_else(|| format!("{part} is not key=value"))?;
            let value = serde_json::from_str(value)
                .ok()
                .filter(|value: &Value| value.is_number() || value.is_boolean())
                .unwrap_or_else(|| value.into());
            members.insert(key.into(), value);
        }
        let fault: Self =
            serde_json::from_value(members.into()).map_err(|error| error.to_string())?;
        fault.check()?;
        Ok(fault)
    }
}

/// Which requests a fault is for; an absent member fits all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Match {
    /// The method, in upper case.
    #[serde(skip_serializing_if = "Option::is_none")]
    method: Option<String>,
    /// A part of path and query, as sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    path_contains: Option<String>,
    /// `cloudLocation` in the body or in the query.
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<String>,
}

impl Match {
    fn fits(&self, request: &ApiRequest) -> bool {
        let method = self.method.as_deref().is_none_or(|method| request.method == *method);
        let path = self
            .path_contains
            .as_deref()
            .is_none_or(|part| format!("{}?{}", request.path, request.raw_query).contains(part));
        method && path && self.region.as_deref().is_none_or(|region| names(request, region))
    }
}

/// Whether a request is about this region.
fn names(request: &ApiRequest, region: &str) -> bool {
    let in_query = request.query.get("cloudLocation").is_some_and(|value| value == region);
    let body: Value = serde_json::from_slice(&request.body).unwrap_or_default();
    in_query || body["cloudLocation"] == region
}

/// A fault as a test orders it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Order {
    #[serde(default, rename = "match")]
    pub(crate) matching: Match,
    pub(crate) fault: Fault,
    /// How many requests it hits; absent: all, until it is cleared.
    #[serde(default)]
    pub(crate) times: Option<u32>,
}

/// A fault in force, with how often it hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Rule {
    id: u32,
    #[serde(rename = "match")]
    matching: Match,
    fault: Fault,
    times: Option<u32>,
    hits: u32,
}

/// The faults in force, in the order in which they came.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    rules: Vec<Rule>,
}

impl Faults {
    /// Puts a fault in force.
    pub(crate) fn add(&mut self, order: Order) -> Rule {
        let id = self.rules.last().map_or(1, |rule| rule.id + 1);
        let Order { matching, fault, times } = order;
        let rule = Rule { id, matching, fault, times, hits: 0 };
        self.rules.push(rule.clone());
        rule
    }

    /// All of them, used up or not.
    pub(crate) fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Puts none in force any more.
    pub(crate) fn clear(&mut self) {
        self.rules.clear();
    }

    /// The first fault that fits a request and is not used up; counts the hit.
    pub(crate) fn take(&mut self, request: &ApiRequest) -> Option<Fault> {
        let rule = self.rules.iter_mut().find(|rule| {
            rule.times.is_none_or(|times| rule.hits < times) && rule.matching.fits(request)
        })?;
        rule.hits += 1;
        Some(rule.fault.clone())
    }
}

#[cfg(test)]
mod tests;
