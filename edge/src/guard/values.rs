//! The rungs JSON, structure and values: the rules of the shared crate, everything wrong at once.

use shared::cloud_location::CopyDestination;
use shared::envelope::Message;
use shared::error_code::EdgeCode;
use shared::new_image::NewImage;
use shared::query::{CanonicalQuery, QueryError, parse};
use shared::route::Route;
use shared::validate::{self, Violation, Violations};

use crate::fault::Fault;

/// Most problems that one answer lists.
const MOST_MESSAGES: usize = 100;

/// What a request asks for, understood.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    /// Nothing but an answer.
    Read,
    /// A new image. Boxed, because it is much larger than the others.
    Create(Box<NewImage>),
    /// A copy.
    Copy(CopyDestination),
}

/// Checks query and body.
pub(super) fn check(
    route: &Route,
    query: &str,
    body: &[u8],
) -> Result<(CanonicalQuery, Command), Fault> {
    match (parse(query), command(route, body)) {
        (Ok(pairs), Ok(command)) => Ok((CanonicalQuery::new(&pairs), command)),
        (query, command) => Err(Fault::Invalid(messages(query.err(), command.err().as_ref()))),
    }
}

fn command(route: &Route, body: &[u8]) -> Result<Command, Violations> {
    match route {
        Route::CreateImage(scope) => {
            let image = validate::create(body, *scope).outcome?;
            Ok(Command::Create(Box::new(image)))
        }
        Route::CopyImage(..) => validate::copy(body).outcome.map(Command::Copy),
        Route::ListImages(_)
        | Route::GetImage(..)
        | Route::ListOs(_)
        | Route::GetOs(..)
        | Route::ListCloudLocations(..) => Ok(Command::Read),
    }
}

/// The answer to a body that breaks rules.
pub fn refusal(body: &Violations) -> Fault {
    Fault::Invalid(messages(None, Some(body)))
}

/// The problem of the query first, because it has no pointer; then those of the body by pointer.
fn messages(query: Option<QueryError>, body: Option<&Violations>) -> Vec<Message> {
    let query = query.map(|error| message(EdgeCode::InvalidValue, error.to_string(), ""));
    let body = body.map_or(&[][..], Violations::as_slice);
    let mut messages: Vec<Message> =
        query.into_iter().chain(body.iter().take(MOST_MESSAGES).map(of_violation)).collect();
    if let Some(first_left_out) = body.get(MOST_MESSAGES) {
        let count = body.len().saturating_sub(MOST_MESSAGES);
        let text = format!("Problems that are not listed here: {count}");
        messages.push(message(first_left_out.code(), text, ""));
    }
    messages
}

fn of_violation(violation: &Violation) -> Message {
    message(violation.code(), violation.problem.to_string(), &violation.pointer)
}

fn message(code: EdgeCode, message: String, pointer: &str) -> Message {
    let pointer = (!pointer.is_empty()).then(|| pointer.to_owned());
    Message { code: code.as_str().to_owned(), message, pointer }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    fn refused(route: &str, query: &str, body: &str) -> Vec<Message> {
        let route = match Route::resolve("POST", route) {
            shared::route::Resolved::Route(route) => route,
            other => panic!("{other:?}"),
        };
        match check(&route, query, body.as_bytes()) {
            Err(Fault::Invalid(messages)) => messages,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn query_and_body_are_told_together() {
        let messages = refused(
            "/api/v1beta0/user/5/images/5a1a3fd0-1111-4222-8333-000000000001/actions/copy/",
            "os=a&os=b",
            "{\"cloudPlatform\":\"ec2\"}",
        );
        let text = serde_json::to_string(&messages).expect("JSON");
        assert_eq!(
            text,
            r#"[{"code":"InvalidValue","message":"The query parameter `os` is there twice; send it once"},{"code":"InvalidStructure","message":"`cloudLocation` is missing; send the destination region, for example `eu-west-1`","pointer":"/cloudLocation"}]"#
        );
    }

    #[test]
    fn after_a_hundred_problems_the_rest_is_counted() {
        let strangers = |count: usize| {
            let mut body = String::from("{");
            for index in 0..count {
                write!(body, "\"x{index:03}\":1,").expect("a string");
            }
            body + r#""architecture":"i386","cloudImageId":"a","cloudPlatform":"gce","name":"ab","os":"o"}"#
        };
        let path = "/api/v1beta0/global/images/";
        assert_eq!(refused(path, "", &strangers(100)).len(), 100);
        let messages = refused(path, "", &strangers(123));
        assert_eq!(messages.len(), 101);
        assert_eq!(
            messages.last(),
            Some(&Message {
                code: "InvalidStructure".to_owned(),
                message: "Problems that are not listed here: 23".to_owned(),
                pointer: None,
            })
        );
    }
}
