//! The image to be copied, and what is known of the places it may go to.

use shared::cloud_location::CloudLocation;
use shared::id::ImageId;
use shared::image::Image;
use shared::platform::CloudPlatform;
use shared::scope::Scope;

use crate::api::{self, ApiError};
use crate::images::filter::Filter;
use crate::images::query::ImageQuery;
use crate::text;

/// Everything that the region picker needs.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The image.
    pub image: Image,
    /// Images of the same name.
    pub known: Vec<Image>,
    /// The regions that Scalr lists for the environment; only environments have such a list.
    pub live: Option<Vec<CloudLocation>>,
    /// What could not be looked up.
    pub caveats: Vec<&'static str>,
}

/// Loads the image; the rest is a help and may fail, with a caveat.
pub async fn load(scope: Scope, id: ImageId) -> Result<Source, ApiError> {
    let image = api::get_image(scope, id).await?;
    let mut caveats = Vec::new();
    let looked = same_name(scope, &image).await.ok();
    let (known, whole) = looked.unwrap_or_else(|| {
        caveats.push(text::copy().known_not_loaded);
        (Vec::new(), true)
    });
    if !whole {
        caveats.push(text::copy().more_than_known);
    }
    let mut live = None;
    if let Scope::Environment(environment) = scope {
        live = api::cloud_locations(environment, &CloudPlatform::Ec2).await.ok();
        if live.is_none() {
            caveats.push(text::copy().regions_not_loaded);
        }
    }
    Ok(Source { image, known, live, caveats })
}

/// The images with the name of this one, and whether these are all.
async fn same_name(scope: Scope, image: &Image) -> Result<(Vec<Image>, bool), ApiError> {
    let mut query = ImageQuery::default().sized(100);
    query.set(Filter::Name, image.name.text());
    let listing = api::list_images(scope, &query.request_pairs()).await?;
    let whole = listing.pagination.pages(1) == 1;
    Ok((listing.data, whole))
}
