//! Where in the dashboard someone is: everything that can be looked at has a URL, and every URL is
//! read and written here.

use shared::id::ImageId;
use shared::query::CanonicalQuery;
use shared::region::Region;
use shared::scope::Scope;

use crate::activity::query::ActivityQuery;
use crate::images::query::ImageQuery;

/// A place with all it takes to come back to it. Never holds a secret.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// `/`: the images of the scope that was looked at last.
    Start,
    /// `/{scope}/images`, with an image open beside the list or not.
    Images {
        /// Whose images.
        scope: Scope,
        /// The image that is open.
        open: Option<ImageId>,
        /// Filters and page.
        query: ImageQuery,
    },
    /// `/{scope}/register`
    Register {
        /// Where to.
        scope: Scope,
    },
    /// `/{scope}/images/{id}/copy`
    Copy {
        /// The endpoint's scope, which has to be the image's own.
        scope: Scope,
        /// What to copy.
        image: ImageId,
        /// The region that is chosen.
        to: Option<Region>,
    },
    /// `/{scope}/activity`
    Activity {
        /// Whose.
        scope: Scope,
        /// Filters and page.
        query: ActivityQuery,
    },
    /// A URL that means nothing.
    Lost,
}

impl Place {
    /// Reads a path and a query (with or without its question mark).
    pub fn read(path: &str, search: &str) -> Self {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let query = shared::query::parse(search.trim_start_matches('?')).unwrap_or_default();
        let (scope, tail) = match parts.as_slice() {
            [] => return Self::Start,
            ["global", tail @ ..] => ("global".parse(), tail),
            [kind, id, tail @ ..] => (format!("{kind}/{id}").parse(), tail),
            [_] => return Self::Lost,
        };
        let Ok(scope) = scope else {
            return Self::Lost;
        };
        let to = || query.iter().find(|(name, _)| name == "to").and_then(|(_, to)| to.parse().ok());
        match tail {
            ["images"] => Self::Images { scope, open: None, query: ImageQuery::read(&query) },
            ["images", id] => id.parse().map_or(Self::Lost, |id| Self::Images {
                scope,
                open: Some(id),
                query: ImageQuery::read(&query),
            }),
            ["images", id, "copy"] => {
                id.parse().map_or(Self::Lost, |image| Self::Copy { scope, image, to: to() })
            }
            ["register"] => Self::Register { scope },
            ["activity"] => Self::Activity { scope, query: ActivityQuery::read(&query) },
            _ => Self::Lost,
        }
    }

    /// The images of a scope, unfiltered.
    pub fn images(scope: Scope) -> Self {
        Self::Images { scope, open: None, query: ImageQuery::default() }
    }

    /// The activity of a scope, unfiltered.
    pub fn activity(scope: Scope) -> Self {
        Self::Activity { scope, query: ActivityQuery::default() }
    }

    /// The URL of the place; [`Place::read`] reads it back.
    pub fn url(&self) -> String {
        match self {
            Self::Start | Self::Lost => "/".to_owned(),
            Self::Images { scope, open: None, query } => {
                with(format!("/{scope}/images"), &query.pairs())
            }
            Self::Images { scope, open: Some(id), query } => {
                with(format!("/{scope}/images/{id}"), &query.pairs())
            }
            Self::Register { scope } => format!("/{scope}/register"),
            Self::Activity { scope, query } => with(format!("/{scope}/activity"), &query.pairs()),
            Self::Copy { scope, image, to } => {
                let to: Vec<_> = to.iter().map(|to| ("to", to.to_string())).collect();
                with(format!("/{scope}/images/{image}/copy"), &to)
            }
        }
    }

    /// The scope that the place belongs to.
    pub fn scope(&self) -> Option<Scope> {
        match self {
            Self::Images { scope, .. }
            | Self::Register { scope }
            | Self::Copy { scope, .. }
            | Self::Activity { scope, .. } => Some(*scope),
            Self::Start | Self::Lost => None,
        }
    }

    /// True where both are the same page, whatever it shows.
    pub fn is_same_page(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }

    /// The same page in another scope, as far as it makes sense there: an open image or one to be
    /// copied belongs to the scope that is left.
    #[must_use]
    pub fn in_scope(&self, scope: Scope) -> Self {
        match self {
            Self::Images { query, .. } => {
                Self::Images { scope, open: None, query: query.clone().first_page() }
            }
            Self::Register { .. } => Self::Register { scope },
            Self::Activity { query, .. } => Self::Activity { scope, query: query.at_page(1) },
            Self::Start | Self::Lost | Self::Copy { .. } => Self::images(scope),
        }
    }
}

fn with<N: AsRef<str>, V: AsRef<str>>(path: String, pairs: &[(N, V)]) -> String {
    let query = CanonicalQuery::new(pairs);
    if query.as_str().is_empty() { path } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::images::query::Filter;

    const ID: &str = "5a1a3fd0-1111-4222-8333-000000000001";

    fn back(place: &Place) {
        let url = place.url();
        let (path, search) = url.split_once('?').unwrap_or((&url, ""));
        assert_eq!(&Place::read(path, search), place, "{url}");
    }

    #[test]
    fn every_place_comes_back_from_its_url() {
        let scope: Scope = "user/5".parse().expect("a scope");
        let id: ImageId = ID.parse().expect("an id");
        let mut query = ImageQuery::default();
        query.set(Filter::Name, "golden web+1");
        query.set(Filter::CloudPlatform, "ec2");
        query.page = 3;
        back(&Place::Start);
        back(&Place::images(Scope::Global));
        back(&Place::Images { scope, open: Some(id.clone()), query });
        back(&Place::Register { scope: "account/1".parse().expect("a scope") });
        back(&Place::Copy { scope, image: id.clone(), to: "eu-west-1".parse().ok() });
        back(&Place::Copy { scope, image: id, to: None });
        back(&Place::activity(scope));
        let identity = Some("ana@example.com".to_owned());
        back(&Place::Activity {
            scope,
            query: ActivityQuery { identity, operation: None, page: 2 },
        });
    }

    #[test]
    fn what_means_nothing_is_lost() {
        for path in ["/global", "/user/x/images", "/user/5", "/global/images/7", "/global/nothing"]
        {
            assert_eq!(Place::read(path, ""), Place::Lost, "{path}");
        }
    }

    #[test]
    fn another_scope_keeps_the_page_and_the_filters_but_not_the_image() {
        let mut query = ImageQuery::default();
        query.set(Filter::Name, "golden-web");
        let first = query.clone();
        query.page = 4;
        let place = Place::Images { scope: Scope::Global, open: ID.parse().ok(), query };
        let scope: Scope = "user/6".parse().expect("a scope");
        assert_eq!(place.in_scope(scope), Place::Images { scope, open: None, query: first });
    }
}
