//! Search, filters, order and page of an image list, as they stand in the URL; the filters also as they
//! go to the API.

use shared::id::ImageId;

use crate::place::ids;

use super::filter::Filter;
use super::sort::Sort;

/// How many images a page may have; Scalr takes 1 to 100.
pub const PAGE_SIZES: [u32; 3] = [25, 50, 100];
/// Unless somebody chooses otherwise: more than a screen shows, and few enough to be other ones with every
/// letter of a search.
const PAGE_SIZE: u32 = 25;

/// Parameter of the search.
const SEARCH: &str = "q";
/// Parameter of the order.
const SORT: &str = "sort";
/// Parameter of the selected images.
const SELECTED: &str = "selected";

/// So many images may be selected at once: their ids stand in the URL, and servers take no longer ones
/// than 8 KiB or so.
pub const MOST_SELECTED: usize = 100;

/// Search, filters, order and page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImageQuery {
    /// Those that are on, in the order of [`Filter::ALL`].
    filters: Vec<(Filter, String)>,
    /// What is searched for, as it was typed.
    search: String,
    /// What the list is ordered by.
    pub sort: Sort,
    /// Page, from 1.
    pub page: u32,
    /// Images a page.
    page_size: u32,
    /// The images that somebody has selected, on whatever page they are.
    selected: Vec<ImageId>,
}

impl Default for ImageQuery {
    fn default() -> Self {
        Self {
            filters: Vec::new(),
            search: String::new(),
            sort: Sort::default(),
            page: 1,
            page_size: PAGE_SIZE,
            selected: Vec::new(),
        }
    }
}

impl ImageQuery {
    /// Reads the parameters of a URL; what is unknown or out of bounds is left out.
    pub fn read(pairs: &[(String, String)]) -> Self {
        let find = |wanted: &str| {
            pairs.iter().find(|(name, value)| name == wanted && !value.is_empty()).map(|(_, v)| v)
        };
        let mut query = Self::default();
        for filter in Filter::ALL {
            if let Some(value) = find(filter.name()) {
                query.put(filter, value);
            }
        }
        query.mend_location();
        query.search = find(SEARCH).cloned().unwrap_or_default();
        query.sort = find(SORT).and_then(|sort| Sort::read(sort)).unwrap_or_default();
        if let Some(page) = find("pageNum").and_then(|page| page.parse().ok()) {
            query.page = u32::max(page, 1);
        }
        if let Some(size) = find("maxResults").and_then(|size| size.parse().ok()) {
            query.page_size = u32::clamp(size, 1, 100);
        }
        query.selected = find(SELECTED).map(|selected| ids(selected)).unwrap_or_default();
        query.selected.truncate(MOST_SELECTED);
        query
    }

    /// The parameters of the URL: only what differs from a plain list.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let plain = Self::default();
        let mut pairs = self.filter_pairs();
        if !self.search.is_empty() {
            pairs.push((SEARCH, self.search.clone()));
        }
        if self.sort != plain.sort {
            pairs.push((SORT, self.sort.write()));
        }
        if self.page != plain.page {
            pairs.push(("pageNum", self.page.to_string()));
        }
        if self.page_size != plain.page_size {
            pairs.push(("maxResults", self.page_size.to_string()));
        }
        if !self.selected.is_empty() {
            let selected: Vec<&str> = self.selected.iter().map(ImageId::as_str).collect();
            pairs.push((SELECTED, selected.join(",")));
        }
        pairs
    }

    /// The parameters of the request to the API.
    pub fn request_pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = self.filter_pairs();
        pairs.push(("pageNum", self.page.to_string()));
        pairs.push(("maxResults", self.page_size.to_string()));
        pairs
    }

    fn filter_pairs(&self) -> Vec<(&'static str, String)> {
        self.filters.iter().map(|(filter, value)| (filter.name(), value.clone())).collect()
    }

    /// The value of a filter; `""` where it is off.
    pub fn get(&self, filter: Filter) -> &str {
        self.filters.iter().find(|(known, _)| *known == filter).map_or("", |(_, value)| value)
    }

    /// Sets a filter, or clears it with `""`, and goes back to the first page.
    pub fn set(&mut self, filter: Filter, value: &str) {
        let value = value.trim();
        let changed = self.get(filter) != value;
        self.put(filter, value);
        if changed && filter == Filter::CloudPlatform {
            // A region of one cloud means nothing in another.
            self.put(Filter::CloudLocation, "");
        }
        self.mend_location();
        if changed {
            self.page = 1;
        }
    }

    fn put(&mut self, filter: Filter, value: &str) {
        let place = self.filters.partition_point(|(known, _)| (*known as u8) < filter as u8);
        if self.filters.get(place).is_some_and(|(known, _)| *known == filter) {
            self.filters.remove(place);
        }
        if !value.is_empty() {
            self.filters.insert(place, (filter, value.to_owned()));
        }
    }

    /// A location needs a platform: one with the form of an EC2 region is taken for EC2, any other
    /// is dropped rather than sent to be refused.
    fn mend_location(&mut self) {
        let location = self.get(Filter::CloudLocation);
        if location.is_empty() || !self.get(Filter::CloudPlatform).is_empty() {
            return;
        }
        if location.parse::<shared::region::Region>().is_ok() {
            self.put(Filter::CloudPlatform, "ec2");
        } else {
            self.put(Filter::CloudLocation, "");
        }
    }

    /// What is searched for; `""` where nothing is.
    pub fn search(&self) -> &str {
        &self.search
    }

    /// The same, searched for this text, from the first page.
    #[must_use]
    pub fn searched(mut self, text: &str) -> Self {
        text.clone_into(&mut self.search);
        self.first_page()
    }

    /// The same in another order, from the first page.
    #[must_use]
    pub fn sorted(mut self, sort: Sort) -> Self {
        self.sort = sort;
        self.first_page()
    }

    /// True where some images may be left out.
    pub fn narrows(&self) -> bool {
        !self.filters.is_empty() || !self.search.trim().is_empty()
    }

    /// Images a page.
    pub fn page_size(&self) -> u32 {
        self.page_size
    }

    /// The filters that are on.
    pub fn active(&self) -> Vec<(Filter, String)> {
        self.filters.clone()
    }

    /// The same filters, from the first page.
    #[must_use]
    pub fn first_page(mut self) -> Self {
        self.page = 1;
        self
    }

    /// The same filters with pages of another size, from the first page.
    #[must_use]
    pub fn sized(mut self, page_size: u32) -> Self {
        self.page_size = page_size;
        self.first_page()
    }

    /// Another page of the same.
    #[must_use]
    pub fn at_page(&self, page: u32) -> Self {
        Self { page: page.max(1), ..self.clone() }
    }

    /// The same order, page size and selection without search and filters.
    #[must_use]
    pub fn cleared(&self) -> Self {
        let selected = self.selected.clone();
        Self { page_size: self.page_size, sort: self.sort, selected, ..Self::default() }
    }

    /// The selected images, in the order in which they were.
    pub fn selected(&self) -> &[ImageId] {
        &self.selected
    }

    /// The same with images selected, or no longer. Of too many the last are left out.
    pub fn select(&mut self, images: &[ImageId], on: bool) {
        self.selected.retain(|known| !images.contains(known));
        if on {
            self.selected.extend_from_slice(images);
            self.selected.truncate(MOST_SELECTED);
        }
    }

    /// The same with nothing selected.
    #[must_use]
    pub fn unselected(&self) -> Self {
        Self { selected: Vec::new(), ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> ImageQuery {
        ImageQuery::read(&shared::query::parse(query).expect("a query"))
    }

    #[test]
    fn a_plain_list_has_a_plain_url() {
        assert_eq!(ImageQuery::default().pairs(), []);
        assert_eq!(
            ImageQuery::default().request_pairs(),
            [("pageNum", "1".to_owned()), ("maxResults", "25".to_owned())]
        );
    }

    #[test]
    fn what_is_out_of_bounds_is_mended() {
        let query = read("pageNum=0&maxResults=1000&colour=red&status=");
        assert_eq!((query.page, query.page_size), (1, 100));
        assert_eq!(query.active(), []);
        assert_eq!(read("pageNum=x&maxResults=-1"), ImageQuery::default());
    }

    #[test]
    fn a_location_never_goes_without_its_platform() {
        assert_eq!(read("cloudLocation=eu-west-1").get(Filter::CloudPlatform), "ec2");
        assert_eq!(read("cloudLocation=RegionOne").active(), []);
        let mut query = read("cloudLocation=RegionOne&cloudPlatform=openstack");
        assert_eq!(query.get(Filter::CloudLocation), "RegionOne");
        query.set(Filter::CloudPlatform, "ec2");
        assert_eq!(query.get(Filter::CloudLocation), "");
    }

    #[test]
    fn a_changed_filter_starts_from_the_first_page() {
        let mut query = read("name=a-b&pageNum=4");
        query.set(Filter::Name, "a-b");
        assert_eq!(query.page, 4);
        query.set(Filter::Name, " c-d ");
        assert_eq!((query.page, query.get(Filter::Name)), (1, "c-d"));
        query.set(Filter::Name, "");
        assert_eq!(query.active(), []);
    }

    #[test]
    fn clearing_keeps_order_and_page_size() {
        assert_eq!(
            read("name=ab&q=web&sort=name&maxResults=50&pageNum=2").cleared().pairs(),
            [("sort", "name".to_owned()), ("maxResults", "50".to_owned())]
        );
    }

    #[test]
    fn what_is_selected_stays_while_something_else_is_looked_at() {
        const IDS: [&str; 2] =
            ["5a1a3fd0-1111-4222-8333-000000000001", "5a1a3fd0-1111-4222-8333-000000000002"];
        let [one, other] = IDS.map(|id| id.parse::<ImageId>().expect("an id"));
        let mut query = read(&format!("selected={},x,{}&q=a&pageNum=2", IDS[1], IDS[1]));
        assert_eq!(query.selected(), std::slice::from_ref(&other));
        query.select(std::slice::from_ref(&one), true);
        assert_eq!(query.cleared().pairs(), [("selected", format!("{},{}", IDS[1], IDS[0]))]);
        assert!(query.request_pairs().iter().all(|(name, _)| *name != "selected"));
        query.select(&[other, one.clone()], true);
        assert_eq!(query.selected().len(), 2);
        query.select(&[one], false);
        assert_eq!(query.pairs().last(), Some(&("selected", IDS[1].to_owned())));
        assert_eq!(query.unselected().selected(), []);
    }

    #[test]
    fn a_selection_has_an_end() {
        let id = |number: usize| format!("5a1a3fd0-1111-4222-8333-{number:012}");
        let many: Vec<String> = (0..MOST_SELECTED + 5).map(id).collect();
        assert_eq!(read(&format!("selected={}", many.join(","))).selected().len(), MOST_SELECTED);
    }

    #[test]
    fn search_and_order_stand_in_the_url_and_never_go_to_scalr() {
        let query = read("q=golden+eu&sort=-name&pageNum=3");
        assert_eq!((query.search(), query.page), ("golden eu", 3));
        assert_eq!(
            query.clone().searched("web").pairs(),
            [("q", "web".to_owned()), ("sort", "-name".to_owned())]
        );
        assert_eq!(
            query.request_pairs(),
            [("pageNum", "3".to_owned()), ("maxResults", "25".to_owned())]
        );
        assert!(query.narrows() && !read("q=++&sort=name").narrows());
        assert_eq!(read("sort=colour"), ImageQuery::default());
    }
}
