//! Who is asking, and what the edge is set up for.

use shared::edge_api::Session;

use super::client;
use super::error::ApiError;

/// `GET /edge/session`
pub async fn session() -> Result<Session, ApiError> {
    client::get("/edge/session").await.map(|answer| answer.body)
}
