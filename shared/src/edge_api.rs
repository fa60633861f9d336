//! Shapes of the edge's own API (`docs/EDGE_API.md`).

use serde::{Deserialize, Serialize};

use crate::id::ScalrId;
use crate::open_enum::open_enum;
use crate::scope::Scope;

/// `GET /edge/health`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Health {
    /// Always `ok`: the worker lives.
    pub status: String,
    /// Version of the product.
    pub version: String,
    /// Commit that the worker was built from, shortened; `unknown` outside a checkout.
    pub commit: String,
    /// True where a stand-in answers instead of Scalr.
    pub demo: bool,
    /// False where a route family cannot work.
    pub configured: bool,
    /// Names of settings that are missing or wrong.
    pub missing: Vec<String>,
}

/// `GET /edge/session`
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Session {
    /// Who is asking.
    pub identity: Identity,
    /// True where a stand-in answers instead of Scalr.
    pub demo: bool,
    /// False where the caller may only read.
    pub can_write: bool,
    /// Scopes that the settings name.
    pub scopes: Vec<SessionScope>,
    /// Environments that the settings name.
    pub environments: Vec<Named>,
    /// Limits that a client should know.
    pub limits: Limits,
    /// [`crate::SCHEMA`] of the edge.
    pub schema: String,
    /// Version of the product.
    pub version: String,
}

/// Who is asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Identity {
    /// How the caller was recognised.
    pub kind: IdentityKind,
    /// Stable id of the caller.
    pub id: String,
    /// A name for people, where there is one.
    pub name: Option<String>,
}

/// How a caller was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum IdentityKind {
    /// On the loopback interface, without sign-in.
    Local,
    /// A person, by Cloudflare Access.
    User,
    /// A service token of Cloudflare Access.
    Service,
    /// A Scalr key of the caller's own.
    Key,
}

/// A scope that the settings name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SessionScope {
    /// The scope.
    pub scope: Scope,
    /// Its name for people.
    pub name: String,
    /// Whether the edge has the key pair that the scope needs.
    pub keys: bool,
}

/// An account or environment with its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Named {
    /// Its number in Scalr.
    pub id: ScalrId,
    /// Its name for people.
    pub name: String,
}

/// Limits that a client should know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Limits {
    /// Largest request body, in bytes.
    pub max_body_bytes: u64,
    /// Requests that the edge sends with one key pair, per minute; 0 where there is no limit.
    pub rate_per_minute: u32,
    /// Copies that run at the same time.
    pub copy_parallel: u32,
}

open_enum! {
    /// What a caller asked for that changes something.
    Operation {
        /// Registering an image.
        Create = "create",
        /// Copying an image to another EC2 region.
        Copy = "copy",
    }
}

open_enum! {
    /// What became of a create or copy, as far as it is known.
    Outcome {
        /// Scalr answered with a success.
        Accepted = "accepted",
        /// Scalr refused it.
        Rejected = "rejected",
        /// It was sent and Scalr may have acted.
        Unknown = "unknown",
        /// The edge refused it; nothing was sent.
        Refused = "refused",
        /// The answer to an earlier request with the same `Idempotency-Key`; nothing was sent.
        Replayed = "replayed",
    }
}

/// One element of `GET /edge/activity`: a create or copy, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Activity {
    /// When it was over, UTC.
    pub at: String,
    /// Who asked.
    pub identity: Identity,
    /// What for.
    pub operation: Operation,
    /// Scope of the endpoint.
    pub scope: Scope,
    /// The source of a copy; of a create the new image, where it is known.
    pub image_id: Option<String>,
    /// Destination of a copy; cloud location of a new image.
    pub region: Option<String>,
    /// The copy run that it belongs to.
    pub run_id: Option<String>,
    /// What became of it.
    pub outcome: Outcome,
    /// Status of the answer; absent where none was made.
    pub status: Option<u16>,
    /// First code of an answer that is no success.
    pub code: Option<String>,
    /// `X-Request-Id` of the answer.
    pub request_id: String,
}
