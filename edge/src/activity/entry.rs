//! One entry: what was asked, and what became of it.

use serde_json::Value;
use shared::edge_api::{Activity, Identity, IdentityKind, Operation, Outcome};
use shared::envelope::Failure;
use shared::json;
use shared::route::Route;
use shared::scope::Scope;

use crate::fault::{Fault, Limiter};
use crate::guard::Command;
use crate::reply::{OUTCOME_HEADER, REPLAYED_HEADER, Reply};

/// Longest text in an entry, in characters: what callers and Scalr send has no other bound. The
/// longest that is documented is a cloud location of 255.
const LONGEST: usize = 255;

/// A create or copy that a known caller asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    identity: Identity,
    operation: Operation,
    scope: Scope,
    image_id: Option<String>,
    region: Option<String>,
}

impl Asked {
    /// What a caller asks for with a path; `None` where it changes nothing.
    pub fn of(identity: &Identity, route: &Route) -> Option<Self> {
        let (operation, image_id) = match route {
            Route::CreateImage(_) => (Operation::Create, None),
            Route::CopyImage(_, image) => (Operation::Copy, Some(image.as_str().to_owned())),
            _ => return None,
        };
        let identity = Identity {
            kind: identity.kind,
            id: bounded(&identity.id),
            name: identity.name.as_deref().map(bounded),
        };
        Some(Self { identity, operation, scope: route.scope(), image_id, region: None })
    }

    /// Adds what the body says, once it is understood.
    #[must_use]
    pub fn with(mut self, command: &Command) -> Self {
        self.region = match command {
            Command::Create(image) => image.cloud_location().map(bounded),
            Command::Copy(destination) => Some(destination.region().as_str().to_owned()),
            Command::Read => None,
        };
        self
    }

    /// Whether there is to be an entry. Who signs with a key of their own is known only once Scalr
    /// has taken the signature: what was refused before would be written under anybody's name.
    pub fn is_noted(&self, told: &Result<Reply, Fault>) -> bool {
        let refused = match told {
            Ok(reply) => reply.status == 401,
            Err(_) => outcome(told) == Outcome::Refused,
        };
        self.identity.kind != IdentityKind::Key || !refused
    }

    /// The entry, now that there is an answer.
    pub fn told(&self, told: &Result<Reply, Fault>, at: &str, request_id: &str) -> Activity {
        let mut entry = self.entry(outcome(told), at, request_id);
        match told {
            Ok(reply) => {
                entry.status = Some(reply.status);
                entry.code = code(reply);
                if entry.operation == Operation::Create {
                    entry.image_id = new_image(reply);
                }
            }
            Err(fault) => {
                entry.status = Some(fault.code().status());
                entry.code = Some(match fault {
                    // Structure and values have codes of their own; the first stands for all.
                    Fault::Invalid(messages) if !messages.is_empty() => {
                        messages.iter().take(1).map(|message| bounded(&message.code)).collect()
                    }
                    _ => fault.code().as_str().to_owned(),
                });
            }
        }
        entry
    }

    /// The entry for the case that nothing more will be heard of it.
    pub fn lost(&self, at: &str, request_id: &str) -> Activity {
        self.entry(Outcome::Unknown, at, request_id)
    }

    fn entry(&self, outcome: Outcome, at: &str, request_id: &str) -> Activity {
        Activity {
            at: at.to_owned(),
            identity: self.identity.clone(),
            operation: self.operation.clone(),
            scope: self.scope,
            image_id: self.image_id.clone(),
            region: self.region.clone(),
            run_id: None,
            outcome,
            status: None,
            code: None,
            request_id: request_id.to_owned(),
        }
    }
}

fn outcome(told: &Result<Reply, Fault>) -> Outcome {
    match told {
        Ok(reply) if reply.header(REPLAYED_HEADER).is_some() => Outcome::Replayed,
        Ok(reply) if reply.header(OUTCOME_HEADER).is_some() => Outcome::Unknown,
        Ok(reply) if reply.status < 300 => Outcome::Accepted,
        Err(Fault::OutcomeUnknown { .. }) => Outcome::Unknown,
        Ok(_)
        | Err(
            Fault::UpstreamAuth
            | Fault::UpstreamInvalid
            | Fault::LimitExceeded { by: Limiter::Scalr, .. },
        ) => Outcome::Rejected,
        Err(_) => Outcome::Refused,
    }
}

/// The first code of an answer that is no success.
fn code(reply: &Reply) -> Option<String> {
    if reply.status < 300 {
        return None;
    }
    let failure: Failure = json::read(&reply.body).ok()?;
    failure.errors.into_iter().next().map(|error| bounded(&error.code))
}

fn new_image(reply: &Reply) -> Option<String> {
    if reply.status >= 300 {
        return None;
    }
    let body: Value = serde_json::from_slice(&reply.body).ok()?;
    body.get("data")?.get("id")?.as_str().map(bounded)
}

fn bounded(text: &str) -> String {
    text.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use shared::route::Resolved;

    use super::*;
    use crate::reply::Source;

    const AT: &str = "2026-11-22T02:30:00.000Z";
    const COPY: &str =
        "/api/v1beta0/user/5/images/5a1a3fd0-1111-4222-8333-000000000001/actions/copy/";

    fn asked(path: &str) -> Asked {
        let Resolved::Route(route) = Route::resolve("POST", path) else { panic!("{path}") };
        let name = Some("ana@example.com".to_owned());
        let identity = Identity { kind: IdentityKind::User, id: "u-1".to_owned(), name };
        Asked::of(&identity, &route).expect("a write")
    }

    fn told(told: &Result<Reply, Fault>) -> (Outcome, Option<u16>, Option<String>) {
        let entry = asked(COPY).told(told, AT, "r-1");
        (entry.outcome, entry.status, entry.code)
    }

    fn relayed(status: u16) -> Reply {
        let body: &[u8] = match status {
            200..300 => br#"{"data":{"id":"new-1"}}"#,
            _ => br#"{"errors":[{"code":"ObjectNotFound","message":"golden"}]}"#,
        };
        Reply::json(status, Source::Upstream, body.to_vec())
    }

    #[test]
    fn an_entry_has_the_shape_of_the_edge_s_api() {
        let entry = asked(COPY).told(&Ok(relayed(202)), AT, "r-1");
        assert_eq!(
            serde_json::to_string(&entry).expect("JSON"),
            r#"{"at":"2026-11-22T02:30:00.000Z","identity":{"kind":"user","id":"u-1","name":"ana@example.com"},"operation":"copy","scope":"user/5","imageId":"5a1a3fd0-1111-4222-8333-000000000001","region":null,"runId":null,"outcome":"accepted","status":202,"code":null,"requestId":"r-1"}"#
        );
    }

    #[test]
    fn every_answer_has_its_outcome() {
        let code = |text: &str| Some(text.to_owned());
        assert_eq!(told(&Ok(relayed(201))), (Outcome::Accepted, Some(201), None));
        assert_eq!(told(&Ok(relayed(404))), (Outcome::Rejected, Some(404), code("ObjectNotFound")));
        let open = relayed(500).with(OUTCOME_HEADER, "unknown");
        assert_eq!(told(&Ok(open)), (Outcome::Unknown, Some(500), code("ObjectNotFound")));
        let again = relayed(201).with(REPLAYED_HEADER, "true");
        assert_eq!(told(&Ok(again)), (Outcome::Replayed, Some(201), None));
        let unknown = Fault::OutcomeUnknown { settle: String::new() };
        assert_eq!(told(&Err(unknown)), (Outcome::Unknown, Some(504), code("OutcomeUnknown")));
        for (by, outcome) in [
            (Limiter::Scalr, Outcome::Rejected),
            (Limiter::KeyPair, Outcome::Refused),
            (Limiter::Caller, Outcome::Refused),
        ] {
            let limit = Err(Fault::LimitExceeded { by, retry_after: 1 });
            assert_eq!(told(&limit), (outcome, Some(429), code("LimitExceeded")));
        }
        assert_eq!(told(&Err(Fault::UpstreamAuth)).0, Outcome::Rejected);
        assert_eq!(told(&Err(Fault::UpstreamInvalid)).0, Outcome::Rejected);
        assert_eq!(told(&Err(Fault::IdempotencyKeyReused)).0, Outcome::Refused);
        assert_eq!(asked(COPY).lost(AT, "r-1").outcome, Outcome::Unknown);
    }

    #[test]
    fn a_create_names_the_image_that_was_made_and_nothing_of_its_text() {
        let create = asked("/api/v1beta0/global/images/");
        assert_eq!(create.told(&Ok(relayed(201)), AT, "r-1").image_id.as_deref(), Some("new-1"));
        let refused = create.told(&Ok(relayed(409)), AT, "r-1");
        assert_eq!(refused.image_id, None);
        assert!(!serde_json::to_string(&refused).expect("JSON").contains("golden"));
    }

    #[test]
    fn texts_are_bounded() {
        let body = format!(r#"{{"errors":[{{"code":"{}"}}]}}"#, "c".repeat(1000));
        let reply = Reply::json(400, Source::Upstream, body.into_bytes());
        assert_eq!(told(&Ok(reply)).2, Some("c".repeat(255)));
    }

    #[test]
    fn of_who_signs_only_what_scalr_has_taken_is_noted() {
        let signs = Identity { kind: IdentityKind::Key, id: "KEY".to_owned(), name: None };
        let unknown = || Err(Fault::OutcomeUnknown { settle: String::new() });
        for (told, noted) in [
            (Ok(relayed(202)), true),
            (Ok(relayed(404)), true),
            (unknown(), true),
            (Ok(relayed(401)), false),
            (Err(Fault::InvalidIdempotencyKey), false),
        ] {
            let known = asked(COPY);
            let signing = Asked { identity: signs.clone(), ..known.clone() };
            assert_eq!((known.is_noted(&told), signing.is_noted(&told)), (true, noted));
        }
    }

    #[test]
    fn a_read_is_no_activity() {
        let Resolved::Route(route) = Route::resolve("GET", "/api/v1beta0/global/images/") else {
            panic!("no route");
        };
        let identity = Identity { kind: IdentityKind::Local, id: "local".to_owned(), name: None };
        assert_eq!(Asked::of(&identity, &route), None);
    }
}
