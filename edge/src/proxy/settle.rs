//! Which listing shows whether a write took place whose answer was lost.

use shared::platform::LocationRule;
use shared::query::CanonicalQuery;
use shared::route::Route;

use crate::guard::{Admitted, Command};

/// Path and query of the listing.
pub fn path(admitted: &Admitted<'_>) -> String {
    format!("{}?{}", route(admitted).path(), query(admitted))
}

/// The operation.
pub(super) fn route(admitted: &Admitted<'_>) -> Route {
    Route::ListImages(admitted.route.scope())
}

/// The query.
pub(super) fn query(admitted: &Admitted<'_>) -> CanonicalQuery {
    let filters: Vec<(&str, &str)> = match &admitted.command {
        Command::Read => Vec::new(),
        Command::Create(image) => {
            let platform = image.cloud_platform();
            // Scalr blanks the location of images that are global.
            let location =
                image.cloud_location().filter(|_| platform.location_rule() != LocationRule::Global);
            [
                Some(("cloudImageId", image.cloud_image_id())),
                location.map(|location| ("cloudLocation", location)),
                Some(("cloudPlatform", platform.as_str())),
            ]
            .into_iter()
            .flatten()
            .collect()
        }
        // The copy has the name of its source, which the request does not tell.
        Command::Copy(destination) => {
            vec![("cloudLocation", destination.region().as_str()), ("cloudPlatform", "ec2")]
        }
    };
    CanonicalQuery::new(&filters)
}
