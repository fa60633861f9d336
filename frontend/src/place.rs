//! Where in the dashboard someone is: everything that can be looked at has a URL, and every URL is
//! read and written here.

use std::str::FromStr;

use shared::id::ImageId;
use shared::query::CanonicalQuery;
use shared::region::Region;
use shared::run::RunId;
use shared::scope::Scope;

use crate::activity::query::ActivityQuery;
use crate::coverage::query::CoverageQuery;
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
        /// The regions that are chosen, in the order in which they were.
        to: Vec<Region>,
        /// Whether to send where an image of this name is, or is on its way, as well.
        duplicates: bool,
    },
    /// `/{scope}/coverage`: which image is in which region.
    Coverage {
        /// Whose images.
        scope: Scope,
        /// Filters, page and chosen gaps.
        query: CoverageQuery,
    },
    /// `/{scope}/runs`: the copy runs.
    Runs {
        /// Whose.
        scope: Scope,
        /// From 1 on.
        page: u32,
    },
    /// `/{scope}/runs/{id}`
    Run {
        /// Whose.
        scope: Scope,
        /// Which.
        id: RunId,
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
        let value = |wanted: &str| query.iter().find(|(name, _)| name == wanted).map(|(_, v)| &**v);
        match tail {
            ["images"] => Self::Images { scope, open: None, query: ImageQuery::read(&query) },
            ["images", id] => id.parse().map_or(Self::Lost, |id| Self::Images {
                scope,
                open: Some(id),
                query: ImageQuery::read(&query),
            }),
            ["images", id, "copy"] => id.parse().map_or(Self::Lost, |image| Self::Copy {
                scope,
                image,
                to: regions(value("to").unwrap_or_default()),
                duplicates: value("duplicates") == Some("yes"),
            }),
            ["coverage"] => Self::Coverage { scope, query: CoverageQuery::read(&query) },
            ["runs"] => {
                let page = value("page").and_then(|page| page.parse().ok());
                Self::Runs { scope, page: page.filter(|page| *page > 0).unwrap_or(1) }
            }
            ["runs", id] => match id.parse::<RunId>() {
                Ok(id) if id.scope() == scope => Self::Run { scope, id },
                _ => Self::Lost,
            },
            ["register"] => Self::Register { scope },
            ["activity"] => Self::Activity { scope, query: ActivityQuery::read(&query) },
            _ => Self::Lost,
        }
    }

    /// The images of a scope, unfiltered.
    pub fn images(scope: Scope) -> Self {
        Self::Images { scope, open: None, query: ImageQuery::default() }
    }

    /// Copying an image, no region chosen yet.
    pub fn copy(scope: Scope, image: ImageId) -> Self {
        Self::Copy { scope, image, to: Vec::new(), duplicates: false }
    }

    /// The coverage of a scope, unfiltered and with nothing chosen.
    pub fn coverage(scope: Scope) -> Self {
        Self::Coverage { scope, query: CoverageQuery::default() }
    }

    /// The copy runs of a scope, the newest first.
    pub fn runs(scope: Scope) -> Self {
        Self::Runs { scope, page: 1 }
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
            Self::Copy { scope, image, to, duplicates } => {
                let to: Vec<&str> = to.iter().map(Region::as_str).collect();
                let to = (!to.is_empty()).then(|| ("to", to.join(",")));
                let duplicates = duplicates.then(|| ("duplicates", "yes".to_owned()));
                let query: Vec<_> = to.into_iter().chain(duplicates).collect();
                with(format!("/{scope}/images/{image}/copy"), &query)
            }
            Self::Coverage { scope, query } => with(format!("/{scope}/coverage"), &query.pairs()),
            Self::Runs { scope, page } => {
                let page = (*page > 1).then(|| ("page", page.to_string()));
                with(format!("/{scope}/runs"), page.as_slice())
            }
            Self::Run { scope, id } => format!("/{scope}/runs/{id}"),
        }
    }

    /// The scope that the place belongs to.
    pub fn scope(&self) -> Option<Scope> {
        match self {
            Self::Images { scope, .. }
            | Self::Register { scope }
            | Self::Copy { scope, .. }
            | Self::Coverage { scope, .. }
            | Self::Runs { scope, .. }
            | Self::Run { scope, .. }
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
                Self::Images { scope, open: None, query: query.unselected().first_page() }
            }
            Self::Register { .. } => Self::Register { scope },
            Self::Activity { query, .. } => Self::Activity { scope, query: query.at_page(1) },
            Self::Coverage { query, .. } => Self::Coverage { scope, query: query.elsewhere() },
            Self::Runs { .. } | Self::Run { .. } => Self::runs(scope),
            Self::Start | Self::Lost | Self::Copy { .. } => Self::images(scope),
        }
    }
}

/// Regions with commas between them, each once; what is no region is left out.
pub fn regions(text: &str) -> Vec<Region> {
    each_once(text)
}

/// Ids of images with commas between them, each once; what is no id is left out.
pub fn ids(text: &str) -> Vec<ImageId> {
    each_once(text)
}

fn each_once<T: FromStr + PartialEq>(text: &str) -> Vec<T> {
    let mut found: Vec<T> = Vec::new();
    for part in text.split(',').filter_map(|part| part.trim().parse().ok()) {
        if !found.contains(&part) {
            found.push(part);
        }
    }
    found
}

fn with<N: AsRef<str>, V: AsRef<str>>(path: String, pairs: &[(N, V)]) -> String {
    let query = CanonicalQuery::new(pairs);
    if query.as_str().is_empty() { path } else { format!("{path}?{query}") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::images::filter::Filter;

    const ID: &str = "5a1a3fd0-1111-4222-8333-000000000001";
    const RUN: &str = "01M80HDJ205EC3D6401BC34309-u5";

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
        back(&Place::copy(scope, id.clone()));
        let to = ["us-west-2", "eu-west-1"].map(|region| region.parse().expect("a region")).into();
        back(&Place::Copy { scope, image: id, to, duplicates: true });
        back(&Place::coverage(scope));
        let query = CoverageQuery { text: "golden web+1".to_owned(), ..CoverageQuery::default() };
        back(&Place::Coverage { scope, query });
        back(&Place::runs(scope));
        back(&Place::Runs { scope, page: 3 });
        back(&Place::Run { scope, id: RUN.parse().expect("the id of a run") });
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
    fn a_run_is_nowhere_but_in_its_own_scope() {
        assert_eq!(Place::read(&format!("/user/6/runs/{RUN}"), ""), Place::Lost);
        assert_eq!(Place::read("/user/5/runs/17", ""), Place::Lost);
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
