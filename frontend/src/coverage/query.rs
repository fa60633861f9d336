//! What of the grid is looked at and what is chosen, as it stands in the URL.

use shared::id::ImageId;
use shared::region::Region;

use crate::place::{ids, regions};
use crate::text;

/// Parameter of the search.
const SEARCH: &str = "q";

/// The order of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sort {
    /// By name.
    #[default]
    Name,
    /// Those with the most gaps first.
    Missing,
    /// Those with the newest copy first.
    Newest,
}

impl Sort {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Name, Self::Missing, Self::Newest];

    /// Its name in the URL.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Missing => "missing",
            Self::Newest => "newest",
        }
    }

    /// Its name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::Name => text::coverage().by_name,
            Self::Missing => text::coverage().most_gaps,
            Self::Newest => text::coverage().newest,
        }
    }

    /// The order of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.name() == name)
    }
}

/// Filters, order, page, added regions and chosen gaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CoverageQuery {
    /// Words that a row has to have.
    pub text: String,
    /// Only rows with one of these images; all where there are none.
    pub images: Vec<ImageId>,
    /// Only rows that are missing somewhere.
    pub missing: bool,
    /// Only rows with a copy that differs.
    pub drifting: bool,
    /// Order of the rows.
    pub sort: Sort,
    /// Page, from 1.
    pub page: usize,
    /// Regions to be shown besides those in use.
    pub added: Vec<Region>,
    /// The chosen gaps, as [`Selection::write`](super::selection::Selection::write) writes them; empty
    /// where there are none. Who shows them reads them, so that not every visit has to be able to.
    pub gaps: String,
    /// Whether the plan of the chosen gaps is looked at, instead of the grid.
    pub review: bool,
}

impl Default for CoverageQuery {
    fn default() -> Self {
        Self {
            text: String::new(),
            images: Vec::new(),
            missing: false,
            drifting: false,
            sort: Sort::Name,
            page: 1,
            added: Vec::new(),
            gaps: String::new(),
            review: false,
        }
    }
}

impl CoverageQuery {
    /// Reads the parameters of a URL; what is unknown or out of bounds is left out.
    pub fn read(pairs: &[(String, String)]) -> Self {
        let find = |wanted: &str| {
            pairs.iter().find(|(name, _)| name == wanted).map_or("", |(_, value)| value.as_str())
        };
        Self {
            text: find(SEARCH).to_owned(),
            images: ids(find("images")),
            missing: find("missing") == "yes",
            drifting: find("drifting") == "yes",
            sort: Sort::named(find("sort")).unwrap_or_default(),
            page: find("page").parse().map_or(1, |page| usize::max(page, 1)),
            added: regions(find("add")),
            gaps: find("gaps").to_owned(),
            review: find("review") == "yes",
        }
    }

    /// The parameters of the URL: only what differs from the plain grid.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let yes = |on: bool| on.then(|| "yes".to_owned());
        let added: Vec<&str> = self.added.iter().map(Region::as_str).collect();
        let images: Vec<&str> = self.images.iter().map(ImageId::as_str).collect();
        let pairs = [
            ("images", (!images.is_empty()).then(|| images.join(","))),
            (SEARCH, Some(self.text.clone()).filter(|text| !text.is_empty())),
            ("missing", yes(self.missing)),
            ("drifting", yes(self.drifting)),
            ("sort", (self.sort != Sort::Name).then(|| self.sort.name().to_owned())),
            ("page", (self.page > 1).then(|| self.page.to_string())),
            ("add", (!added.is_empty()).then(|| added.join(","))),
            ("gaps", Some(self.gaps.clone()).filter(|gaps| !gaps.is_empty())),
            ("review", yes(self.review)),
        ];
        pairs.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// True where rows are filtered.
    pub fn is_filtered(&self) -> bool {
        !self.images.is_empty() || !self.text.trim().is_empty() || self.missing || self.drifting
    }

    /// The same without filters.
    #[must_use]
    pub fn unfiltered(&self) -> Self {
        Self {
            text: String::new(),
            images: Vec::new(),
            missing: false,
            drifting: false,
            page: 1,
            ..self.clone()
        }
    }

    /// The same on another page.
    #[must_use]
    pub fn at_page(&self, page: usize) -> Self {
        Self { page, ..self.clone() }
    }

    /// The same with other gaps.
    #[must_use]
    pub fn choosing(&self, gaps: String) -> Self {
        Self { gaps, ..self.clone() }
    }

    /// What goes along to another scope: what is looked for, not what was chosen here.
    #[must_use]
    pub fn elsewhere(&self) -> Self {
        let (images, gaps) = (Vec::new(), String::new());
        Self { images, gaps, page: 1, review: false, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> CoverageQuery {
        CoverageQuery::read(&shared::query::parse(query).expect("a query"))
    }

    #[test]
    fn what_a_url_says_comes_back_from_it() {
        let query = CoverageQuery {
            text: "golden web+1".to_owned(),
            images: ids("5a1a3fd0-1111-4222-8333-000000000001"),
            missing: true,
            drifting: true,
            sort: Sort::Newest,
            page: 3,
            added: ["eu-west-1", "ap-east-1"].map(|code| code.parse().expect("a region")).into(),
            gaps: "eu-west-1~00000001.1".to_owned(),
            review: true,
        };
        let url = shared::query::CanonicalQuery::new(&query.pairs()).to_string();
        assert_eq!(read(&url), query);
        assert!(url.contains("gaps=eu-west-1~00000001.1&"), "{url}");
        assert_eq!(CoverageQuery::default().pairs(), []);
    }

    #[test]
    fn what_is_unknown_or_out_of_bounds_is_left_out() {
        assert_eq!(
            read("page=0&sort=colour&add=nowhere&missing=no&gaps=&review=1"),
            CoverageQuery::default()
        );
    }
}
