//! Images and what belongs to them.

use shared::cloud_location::CloudLocation;
use shared::envelope::{Details, Listing, Message};
use shared::id::{ImageId, ScalrId};
use shared::image::Image;
use shared::os::Os;
use shared::platform::CloudPlatform;
use shared::route::Route;
use shared::scope::Scope;

use super::client;
use super::error::ApiError;

/// What a create or copy brought: the image, and what Scalr has to say about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// 201, or 202 where Scalr has only taken the order.
    pub status: u16,
    /// The image.
    pub image: Image,
    /// What Scalr did differently from what was asked.
    pub warnings: Vec<Message>,
}

/// A page of images. The parameters are those of the API reference.
pub async fn list_images(
    scope: Scope,
    pairs: &[(&str, String)],
) -> Result<Listing<Image>, ApiError> {
    client::read(&Route::ListImages(scope), pairs).await.map(|answer| answer.body)
}

/// One image.
pub async fn get_image(scope: Scope, id: ImageId) -> Result<Image, ApiError> {
    let answer = client::read::<Details<Image>>(&Route::GetImage(scope, id), &[]).await?;
    Ok(answer.body.data)
}

/// Registers an image. The body is sent as it is.
pub async fn create_image(scope: Scope, body: String) -> Result<Answer, ApiError> {
    write(&Route::CreateImage(scope), body).await
}

async fn write(route: &Route, body: String) -> Result<Answer, ApiError> {
    let answer = client::post::<Details<Image>>(&route.path(), body).await?;
    Ok(Answer { status: answer.status, image: answer.body.data, warnings: answer.body.warnings })
}

/// Operating systems that Scalr knows.
pub async fn list_systems(scope: Scope) -> Result<Vec<Os>, ApiError> {
    let pairs = [("maxResults", "100".to_owned())];
    let answer = client::read::<Listing<Os>>(&Route::ListOs(scope), &pairs).await?;
    Ok(answer.body.data)
}

/// Locations of a platform that an environment has.
pub async fn cloud_locations(
    environment: ScalrId,
    platform: &CloudPlatform,
) -> Result<Vec<CloudLocation>, ApiError> {
    let route = Route::ListCloudLocations(environment, platform.as_str().to_owned());
    let answer = client::read::<Listing<CloudLocation>>(&route, &[]).await?;
    Ok(answer.body.data)
}
