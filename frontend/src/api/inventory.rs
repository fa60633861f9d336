//! Every image of a scope, page by page as they come.

use shared::inventory::InventoryLine;
use shared::query::CanonicalQuery;
use shared::scope::Scope;

use super::client;
use super::error::ApiError;

/// Reads the inventory and hands each line on. `fresh` asks for a reading that begins now, where the
/// edge would otherwise give one that ended a moment ago. Ends without an error only after the last line.
pub async fn inventory(
    scope: Scope,
    fresh: bool,
    take: &mut dyn FnMut(InventoryLine),
) -> Result<(), ApiError> {
    let mut pairs = vec![("scope", scope.to_string())];
    if fresh {
        pairs.push(("fresh", "yes".to_owned()));
    }
    let mut ended = false;
    let mut line = |bytes: &[u8]| {
        let line = InventoryLine::read(bytes)?;
        ended |= matches!(line, InventoryLine::End(_));
        take(line);
        Ok(())
    };
    client::lines(&format!("/edge/inventory?{}", CanonicalQuery::new(&pairs)), &mut line).await?;
    if ended { Ok(()) } else { Err(ApiError::Unreachable) }
}
