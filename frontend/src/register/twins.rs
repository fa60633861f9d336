//! Finding the image that a draft stands for, where Scalr knows it already or may know it.

use shared::platform::LocationRule;

use crate::images::filter::Filter;
use crate::images::query::ImageQuery;

use super::Draft;

/// The list of the images that Scalr would not tell apart from this draft: there is at most one of
/// the same id, platform and location in a scope and those above it. Shows whether a request whose
/// answer was lost has been carried out, and what a refused one collides with.
pub fn twins(draft: &Draft) -> ImageQuery {
    let mut query = ImageQuery::default();
    query.set(Filter::CloudImageId, &draft.cloud_image_id);
    if let Some(platform) = &draft.platform {
        query.set(Filter::CloudPlatform, platform.as_str());
        if platform.location_rule() != LocationRule::Global {
            query.set(Filter::CloudLocation, draft.cloud_location());
        }
    }
    query
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::platform::CloudPlatform;

    fn draft(platform: Option<CloudPlatform>) -> Draft {
        let id = " ami-0abcdef1234567890 ".to_owned();
        let mut draft = Draft { platform, cloud_image_id: id, ..Draft::default() };
        draft.set_cloud_location("us-east-1".to_owned());
        draft
    }

    #[test]
    fn a_twin_has_the_same_id_platform_and_location() {
        assert_eq!(
            twins(&draft(Some(CloudPlatform::Ec2))).pairs(),
            [
                ("cloudImageId", "ami-0abcdef1234567890".to_owned()),
                ("cloudPlatform", "ec2".to_owned()),
                ("cloudLocation", "us-east-1".to_owned()),
            ]
        );
    }

    #[test]
    fn no_location_is_asked_for_where_scalr_keeps_none() {
        for platform in [CloudPlatform::Gce, CloudPlatform::Azure] {
            assert_eq!(
                twins(&draft(Some(platform.clone()))).pairs(),
                [
                    ("cloudImageId", "ami-0abcdef1234567890".to_owned()),
                    ("cloudPlatform", platform.as_str().to_owned()),
                ]
            );
        }
    }
}
