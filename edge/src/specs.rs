//! Scalr's machine-readable descriptions of its API, which scalr-ctl fetches before anything else and
//! without a signature. They are relayed while signatures are passed through.

use crate::auth;
use crate::config::{Config, ScalrServer};
use crate::fault::Fault;
use crate::head::Head;
use crate::proxy::{Answer, Loss, NoAnswer, Outbound, USER_AGENT, Upstream};
use crate::reply::{Reply, Source};

/// Largest description, in bytes.
const MAX_SPEC_BYTES: usize = 2_097_152;

/// The description of the API of one kind of scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spec {
    /// Environments.
    User,
    /// Accounts.
    Account,
    /// The global scope.
    Global,
}

impl Spec {
    /// Every one of them.
    pub const ALL: &'static [Self] = &[Self::User, Self::Account, Self::Global];

    /// Its path.
    pub fn path(self) -> &'static str {
        match self {
            Self::User => "/api/user.v1beta0.yml",
            Self::Account => "/api/account.v1beta0.yml",
            Self::Global => "/api/global.v1beta0.yml",
        }
    }

    /// The description at a path.
    pub fn at(path: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|spec| spec.path() == path)
    }
}

/// Takes a request for a description up its own short ladder: everybody may have it.
pub fn admit<'c>(config: &'c Config, head: &Head) -> Result<&'c ScalrServer, Fault> {
    let auth = config.auth()?;
    let server = config.server()?;
    if !config.pass_through()? {
        return Err(Fault::NoEndpoint { near: None });
    }
    if head.method != "GET" {
        return Err(Fault::WrongMethod { allowed: vec!["GET"] });
    }
    auth::check_host(auth, head)?;
    Ok(server)
}

/// Fetches a description.
pub async fn relay(
    spec: Spec,
    server: &ScalrServer,
    upstream: &impl Upstream,
) -> Result<Reply, Fault> {
    let request = Outbound {
        method: "GET",
        url: format!("{}{}", server.origin, spec.path()),
        headers: vec![("accept", "*/*".into()), ("user-agent", USER_AGENT.into())],
        body: None,
        timeout_ms: server.timeout_ms,
        max_bytes: MAX_SPEC_BYTES,
    };
    let body = match upstream.send(&request).await {
        Err(NoAnswer::TimedOut) | Ok(Answer { body: Err(Loss::TimedOut), .. }) => {
            return Err(Fault::UpstreamTimeout);
        }
        Err(NoAnswer::Failed) => return Err(Fault::UpstreamUnreachable),
        Ok(Answer { status: 200, body: Ok(body), .. }) if is_spec(&body) => body,
        Ok(_) => return Err(Fault::UpstreamInvalid),
    };
    // Never the content type that came along: a browser must not take this for a page.
    let headers = vec![
        ("content-type", "application/yaml".into()),
        (crate::reply::SOURCE_HEADER, Source::Upstream.as_str().into()),
    ];
    Ok(Reply { status: 200, headers, body })
}

/// Whether it is a description in Swagger 2.0: a YAML mapping with this key, and no page.
fn is_spec(body: &[u8]) -> bool {
    std::str::from_utf8(body).is_ok_and(|text| {
        text.lines().any(|line| line.trim_start_matches(['"', '\'']).starts_with("swagger"))
            && !text.trim_start().starts_with('<')
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::{Script, config_with, head};

    use super::*;

    const YAML: &[u8] = b"# Scalr\nswagger: '2.0'\npaths: {}\n";

    fn told(answer: Result<Answer, NoAnswer>) -> Result<Reply, Fault> {
        let script = Script::new(vec![answer]);
        let config = config_with(&[]);
        let server = config.server().expect("a server");
        let told = pollster::block_on(relay(Spec::User, server, &&script));
        let sent = script.sent.borrow();
        let [request] = sent.as_slice() else { panic!("{sent:?}") };
        assert_eq!(request.method, "GET");
        assert_eq!(request.url, "https://scalr.example.com/api/user.v1beta0.yml");
        assert_eq!((request.timeout_ms, request.max_bytes), (20_000, 2_097_152));
        assert!(request.headers.iter().all(|(name, _)| !name.starts_with("x-scalr")));
        told
    }

    fn answer(status: u16, body: &[u8]) -> Answer {
        Answer { status, date: None, body: Ok(body.to_vec()) }
    }

    fn lost(loss: Loss) -> Answer {
        Answer { status: 200, date: None, body: Err(loss) }
    }

    #[test]
    fn a_description_is_relayed_as_yaml_and_nothing_else_is() {
        let reply = told(Ok(answer(200, YAML))).expect("relayed");
        assert_eq!((reply.status, reply.body.as_slice()), (200, YAML));
        assert_eq!(reply.header("content-type"), Some("application/yaml"));
        assert_eq!(reply.header("x-edge-source"), Some("upstream"));
        for (status, body) in [
            (200, &b"<html>swagger: no</html>"[..]),
            (200, b"<!-- \nswagger: '2.0' -->"),
            (200, b"openapi: 3.1.0"),
            (200, b"swagger: \xff"),
            (200, b""),
            (201, YAML),
            (302, YAML),
            (404, YAML),
            (500, YAML),
        ] {
            assert_eq!(told(Ok(answer(status, body))), Err(Fault::UpstreamInvalid), "{status}");
        }
    }

    #[test]
    fn a_description_that_does_not_come_is_told_as_for_any_read() {
        assert_eq!(told(Err(NoAnswer::Failed)), Err(Fault::UpstreamUnreachable));
        assert_eq!(told(Err(NoAnswer::TimedOut)), Err(Fault::UpstreamTimeout));
        assert_eq!(told(Ok(lost(Loss::TimedOut))), Err(Fault::UpstreamTimeout));
        assert_eq!(told(Ok(lost(Loss::Broken))), Err(Fault::UpstreamInvalid));
        assert_eq!(told(Ok(lost(Loss::TooLarge))), Err(Fault::UpstreamInvalid));
    }

    #[test]
    fn only_with_pass_through_and_by_get_and_on_the_right_host() {
        let on = ("EDGE_PASS_THROUGH", Some("on"));
        let fault = |changes: &[(&str, Option<&str>)], head: &Head| {
            admit(&config_with(changes), head).map(|_| ()).err()
        };
        let get = head("GET", Spec::Global.path());
        assert_eq!(fault(&[on], &get), None);
        assert_eq!(fault(&[], &get), Some(Fault::NoEndpoint { near: None }));
        let options = head("OPTIONS", Spec::Global.path());
        let wrong = Fault::WrongMethod { allowed: vec!["GET"] };
        assert_eq!(fault(&[on], &options), Some(wrong));
        let mut elsewhere = get.clone();
        elsewhere.location.host = "images.example.com".to_owned();
        assert_eq!(fault(&[on], &elsewhere), Some(Fault::NotLocal));
        for name in ["EDGE_AUTH", "SCALR_URL"] {
            let fault = fault(&[on, (name, None)], &get);
            assert!(matches!(fault, Some(Fault::Misconfigured(_))), "{name}: {fault:?}");
        }
    }

    #[test]
    fn each_description_has_one_path() {
        for spec in Spec::ALL {
            assert_eq!(Spec::at(spec.path()), Some(*spec));
        }
        for other in ["/api/user.v1beta0.yml/", "/api/User.v1beta0.yml", "/api/user.v1beta0.json"] {
            assert_eq!(Spec::at(other), None, "{other}");
        }
    }
}
