//! The request that a form will send, as people can send it themselves: as JSON, as a curl command
//! to the edge and as a command of Scalr's own client. None of them holds a secret.

mod curl;
mod json;
mod scalr_ctl;
mod shell;

use serde_json::{Map, Value};
use shared::cloud_location::CopyDestination;
use shared::id::ImageId;
use shared::route::Route;
use shared::scope::Scope;

pub use curl::SignIn;

/// One line of a preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The member of the request that the line shows, so that the one being edited can be marked.
    pub member: Option<String>,
    /// The line, without its end.
    pub text: String,
}

impl Line {
    fn plain(text: impl Into<String>) -> Self {
        Self { member: None, text: text.into() }
    }
}

/// A request to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    operation: Operation,
    body: Map<String, Value>,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Operation {
    Register(Scope),
    Copy(Scope, ImageId),
}

impl Preview {
    /// Registering an image with this body.
    pub fn register(scope: Scope, body: Map<String, Value>) -> Self {
        Self { operation: Operation::Register(scope), body }
    }

    /// Copying an image to another region, from an endpoint of this scope.
    pub fn copy(scope: Scope, image: ImageId, destination: &CopyDestination) -> Self {
        let body = destination.to_body();
        let members = [
            ("cloudLocation", body.cloud_location),
            ("cloudPlatform", body.cloud_platform.to_string()),
        ];
        Self {
            operation: Operation::Copy(scope, image),
            body: members.into_iter().map(|(name, text)| (name.to_owned(), text.into())).collect(),
        }
    }

    /// The body as JSON, one line per member.
    pub fn json(&self) -> Vec<Line> {
        json::lines(&self.body)
    }

    /// A curl command to the edge at this origin, for a POSIX shell. It needs no signature: the
    /// edge signs.
    pub fn curl(&self, origin: &str, sign_in: SignIn) -> Vec<Line> {
        curl::lines(&format!("{origin}{}", self.route().path()), sign_in, self.json())
    }

    /// A command of scalr-ctl, for a POSIX shell.
    pub fn scalr_ctl(&self) -> Vec<Line> {
        scalr_ctl::lines(&self.operation, self.json())
    }

    fn route(&self) -> Route {
        match &self.operation {
            Operation::Register(scope) => Route::CreateImage(*scope),
            Operation::Copy(scope, image) => Route::CopyImage(*scope, image.clone()),
        }
    }
}

/// The whole preview as one text, to be pasted elsewhere.
pub fn text(lines: &[Line]) -> String {
    lines.iter().fold(String::new(), |text, line| text + &line.text + "\n")
}

#[cfg(test)]
mod tests;
