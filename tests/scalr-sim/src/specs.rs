//! Machine-readable descriptions of the API in Swagger 2.0, as Scalr's own client fetches them
//! without a signature: only what images need, written for this stand-in.

use hyper::{Method, StatusCode};

use crate::envelope::Answer;

/// What Scalr's web server says that a `.yml` file is.
const CONTENT_TYPE: &str = "text/yaml";

const HEAD: &str = "swagger: '2.0'\n\
    info: {title: Stand-in for the Scalr API, version: v1beta0}\n\
    consumes: [application/json]\n\
    produces: [application/json]\n";
const USER: &str = include_str!("../specs/user.yml");
const ACCOUNT: &str = include_str!("../specs/account.yml");
const GLOBAL: &str = include_str!("../specs/global.yml");
/// The same for all three.
const DEFINITIONS: &str = include_str!("../specs/definitions.yml");

/// Answers a request for a description; `None` where it is for something else.
pub(crate) fn answer(method: &Method, path: &str) -> Option<Answer> {
    let paths = match path {
        "/api/user.v1beta0.yml" => USER,
        "/api/account.v1beta0.yml" => ACCOUNT,
        "/api/global.v1beta0.yml" => GLOBAL,
        _ => return None,
    };
    let body = [HEAD, paths, DEFINITIONS].concat().into();
    (method == Method::GET).then_some(Answer {
        status: StatusCode::OK,
        content_type: CONTENT_TYPE,
        body,
    })
}
