//! What has been asked for in a scope.

use shared::edge_api::Activity;
use shared::envelope::Listing;
use shared::query::CanonicalQuery;
use shared::scope::Scope;

use crate::activity::query::ActivityQuery;

use super::client;
use super::error::ApiError;

/// `GET /edge/activity`
pub async fn list_activity(
    scope: Scope,
    query: &ActivityQuery,
) -> Result<Listing<Activity>, ApiError> {
    let query = CanonicalQuery::new(&query.request_pairs(scope));
    client::get(&format!("/edge/activity?{query}")).await.map(|answer| answer.body)
}
