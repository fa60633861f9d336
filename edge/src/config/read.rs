//! Reading the settings one by one.

use std::num::NonZeroU32;

use http::Uri;
use shared::edge_api::Named;
use shared::json;
use shared::sign::{Credentials, Secret};

use crate::auth::{AccessSettings, Auth, List, Policy, is_loopback};
use crate::rate::Limit;

use super::{Misconfigured, Part, RateSettings, RunSettings, ScalrServer, SessionSettings};

/// Copies that run at the same time, where nothing else is set.
const COPY_PARALLEL: u32 = 5;
/// How long the edge looks for a copy whose answer was lost, in milliseconds, where nothing else is
/// set: Scalr lists a new image as soon as it has answered, and this is six times its time-out.
const SETTLE_AFTER_MS: u32 = 120_000;
/// Requests per minute and caller, where nothing else is set: fewer than Scalr takes of one key
/// pair, so that no caller can use it up alone.
const EDGE_RATE_PER_MINUTE: u32 = 200;
/// Requests per minute and key pair, where nothing else is set. Scalr's own limit, where it is on,
/// is 300; the difference is for whoever else uses the key.
const SCALR_RATE_PER_MINUTE: u32 = 240;
/// Pause after Scalr's own limit, where nothing else is set. Scalr counts by the minute and does not
/// say when its minute ends, so a whole one is certain to be enough.
const SCALR_PAUSE_MS: u32 = 60_000;
/// Longest time for one request to Scalr, where nothing else is set.
const UPSTREAM_TIMEOUT_MS: u32 = 20_000;

/// Looks up a setting.
type Lookup<'a> = &'a dyn Fn(&str) -> Option<String>;

/// Collects what is missing or wrong in one part.
#[derive(Default)]
struct Faults(Vec<&'static str>);

impl Faults {
    /// Notes the setting's name where there is no value.
    fn note<T>(&mut self, name: &'static str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.0.push(name);
        }
        value
    }

    /// The part, if all of it is there.
    fn part<T>(self, value: Option<T>) -> Part<T> {
        value.filter(|_| self.0.is_empty()).ok_or(Misconfigured(self.0))
    }
}

/// `EDGE_AUTH`: there is no default, so that nothing is open by mistake.
pub(super) fn auth(setting: Lookup<'_>) -> Part<Auth> {
    match setting("EDGE_AUTH").as_deref() {
        Some("local") => Ok(Auth::Local),
        Some("access") => access(setting),
        _ => Err(Misconfigured(vec!["EDGE_AUTH"])),
    }
}

/// What `EDGE_AUTH=access` needs. Without any list nobody could do anything, which nobody can have
/// meant: then both are named.
fn access(setting: Lookup<'_>) -> Part<Auth> {
    let mut faults = Faults::default();
    let team = setting("ACCESS_TEAM_DOMAIN").and_then(|text| team_origin(&text));
    let issuer = faults.note("ACCESS_TEAM_DOMAIN", team);
    let audience = faults.note("ACCESS_AUD", setting("ACCESS_AUD"));
    let list = |name: &str| setting(name).map_or(Some(List::default()), |text| List::parse(&text));
    let nobody = ["EDGE_WRITERS", "EDGE_READERS"].iter().all(|name| setting(name).is_none());
    let [writers, readers] = ["EDGE_WRITERS", "EDGE_READERS"]
        .map(|name| faults.note(name, list(name).filter(|_| !nobody)));
    let auth = issuer.zip(audience).zip(writers.zip(readers)).map(
        |((issuer, audience), (writers, readers))| {
            Auth::Access(AccessSettings { issuer, audience }, Policy { writers, readers })
        },
    );
    faults.part(auth)
}

/// The origin of a team: its domain, with or without `https://`. As for Scalr, `http://` is for the
/// loopback interface.
fn team_origin(text: &str) -> Option<String> {
    let text = text.to_ascii_lowercase();
    let origin = origin(&if text.contains("://") { text } else { format!("https://{text}") })?;
    // The name of the team alone is a common mistake.
    (origin.contains('.') || origin.contains("//localhost")).then_some(origin)
}

/// `SCALR_URL` and `UPSTREAM_TIMEOUT_MS`.
pub(super) fn server(setting: Lookup<'_>) -> Part<ScalrServer> {
    let mut faults = Faults::default();
    let origin = faults.note("SCALR_URL", setting("SCALR_URL").and_then(|text| origin(&text)));
    let timeout = number(setting, "UPSTREAM_TIMEOUT_MS", UPSTREAM_TIMEOUT_MS);
    let timeout = faults.note("UPSTREAM_TIMEOUT_MS", timeout);
    let server = origin.zip(timeout).map(|(origin, timeout_ms)| ScalrServer { origin, timeout_ms });
    faults.part(server)
}

/// The origin of a URL that may be used for Scalr: https, or http on the loopback interface, and
/// nothing behind the host, because the path is part of what is signed.
fn origin(text: &str) -> Option<String> {
    let uri: Uri = text.parse().ok()?;
    let authority = uri.authority().filter(|authority| !authority.as_str().contains('@'))?;
    let safe = match uri.scheme_str()? {
        "https" => true,
        "http" => is_loopback(authority.host()),
        _ => false,
    };
    let bare = uri.path() == "/" && uri.query().is_none();
    (safe && bare).then(|| text.trim_end_matches('/').to_owned())
}

/// A key pair: both parts or none.
pub(super) fn keys(
    setting: Lookup<'_>,
    key_id: &'static str,
    secret: &'static str,
) -> Part<Credentials> {
    let mut faults = Faults::default();
    // The id goes into a header.
    let id = setting(key_id).filter(|id| id.bytes().all(|byte| byte.is_ascii_graphic()));
    let id = faults.note(key_id, id);
    let secret = faults.note(secret, setting(secret));
    let credentials =
        id.zip(secret).map(|(key_id, secret)| Credentials { key_id, secret: Secret::new(secret) });
    faults.part(credentials)
}

/// What the session tells.
pub(super) fn session(setting: Lookup<'_>) -> Part<SessionSettings> {
    let mut faults = Faults::default();
    let environments = faults.note("SCALR_ENVIRONMENTS", named(setting, "SCALR_ENVIRONMENTS"));
    let accounts = faults.note("SCALR_ACCOUNTS", named(setting, "SCALR_ACCOUNTS"));
    let session = environments
        .zip(accounts)
        .map(|(environments, accounts)| SessionSettings { accounts, environments });
    faults.part(session)
}

/// `COPY_PARALLEL` and `SETTLE_AFTER_MS`.
pub(super) fn runs(setting: Lookup<'_>) -> Part<RunSettings> {
    let mut faults = Faults::default();
    let parallel = number(setting, "COPY_PARALLEL", COPY_PARALLEL);
    let parallel = faults.note("COPY_PARALLEL", parallel);
    let settle = number(setting, "SETTLE_AFTER_MS", SETTLE_AFTER_MS);
    let settle = faults.note("SETTLE_AFTER_MS", settle);
    let runs = parallel
        .zip(settle)
        .map(|(parallel, settle_after_ms)| RunSettings { parallel, settle_after_ms });
    faults.part(runs)
}

/// `EDGE_RATE_PER_MINUTE`, `SCALR_RATE_PER_MINUTE` and `SCALR_PAUSE_MS`.
pub(super) fn rates(setting: Lookup<'_>) -> Part<RateSettings> {
    let mut faults = Faults::default();
    let caller = limit(setting, "EDGE_RATE_PER_MINUTE", EDGE_RATE_PER_MINUTE);
    let caller = faults.note("EDGE_RATE_PER_MINUTE", caller);
    let pair = limit(setting, "SCALR_RATE_PER_MINUTE", SCALR_RATE_PER_MINUTE);
    let pair = faults.note("SCALR_RATE_PER_MINUTE", pair);
    let pause = number(setting, "SCALR_PAUSE_MS", SCALR_PAUSE_MS);
    let pause = faults.note("SCALR_PAUSE_MS", pause);
    let rates = caller.zip(pair).zip(pause).map(|((caller, pair), pause_ms)| RateSettings {
        caller,
        pair,
        pause_ms,
    });
    faults.part(rates)
}

/// A switch, `on` or `off`.
pub(super) fn switch(setting: Lookup<'_>, name: &'static str, default: bool) -> Part<bool> {
    match setting(name).as_deref() {
        Some("on") => Ok(true),
        Some("off") => Ok(false),
        Some(_) => Err(Misconfigured(vec![name])),
        None => Ok(default),
    }
}

/// A number of requests per minute, or `off`.
fn limit(setting: Lookup<'_>, name: &str, default: u32) -> Option<Limit> {
    if setting(name).as_deref() == Some("off") {
        return Some(None);
    }
    number(setting, name, default).map(NonZeroU32::new)
}

/// A JSON list of ids and names; empty where it is not set.
fn named(setting: Lookup<'_>, name: &str) -> Option<Vec<Named>> {
    setting(name).map_or(Some(Vec::new()), |text| json::read(text.as_bytes()).ok())
}

/// A whole number from 1.
fn number(setting: Lookup<'_>, name: &str, default: u32) -> Option<u32> {
    setting(name).map_or(Some(default), |text| text.parse::<NonZeroU32>().ok().map(NonZeroU32::get))
}
