//! Gaps that are chosen, and how they stand in the URL.

use std::collections::{BTreeMap, BTreeSet};

use shared::region::Region;

use super::key::Tag;

/// Most images that one plan may have: so many runs are made of it, one request for each.
pub const MOST_IMAGES: usize = 100;

/// Regions that a row of the text has bits for. There are not so many.
const BITS: usize = 64;

/// Chosen gaps by row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection(BTreeMap<Tag, BTreeSet<Region>>);

/// There is no room for another image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full;

impl Selection {
    /// Reads what [`Selection::write`] has written; what cannot be read is left out.
    ///
    /// The regions that are meant at all, a `~`, and for each row its tag and a bit for each of these
    /// regions, in hexadecimal: all of it in characters that a URL takes as they are.
    pub fn read(text: &str) -> Self {
        let mut selection = Self::default();
        let (head, rows) = text.split_once('~').unwrap_or_default();
        let regions: Vec<Option<Region>> = head.split('.').map(|code| code.parse().ok()).collect();
        for row in rows.split('_').take(MOST_IMAGES) {
            let Some((tag, bits)) = row.split_once('.') else { continue };
            let (Ok(tag), Ok(bits)) = (tag.parse(), u64::from_str_radix(bits, 16)) else {
                continue;
            };
            let chosen = regions.iter().take(BITS).enumerate();
            let chosen = chosen.filter(|(place, _)| (bits >> place) & 1 == 1);
            let chosen: BTreeSet<Region> =
                chosen.filter_map(|(_, region)| region.clone()).collect();
            if !chosen.is_empty() {
                selection.0.insert(tag, chosen);
            }
        }
        selection
    }

    /// The selection as text; empty where nothing is chosen.
    pub fn write(&self) -> String {
        let regions: BTreeSet<&Region> = self.0.values().flatten().collect();
        let regions: Vec<&Region> = regions.into_iter().take(BITS).collect();
        if regions.is_empty() {
            return String::new();
        }
        let codes: Vec<&str> = regions.iter().map(|region| region.as_str()).collect();
        let rows: Vec<String> = self
            .0
            .iter()
            .map(|(tag, chosen)| {
                let places =
                    regions.iter().enumerate().filter(|(_, region)| chosen.contains(region));
                let bits = places.fold(0_u64, |bits, (place, _)| bits | 1 << place);
                format!("{tag}.{bits:x}")
            })
            .collect();
        format!("{}~{}", codes.join("."), rows.join("_"))
    }

    /// Whether a gap is chosen.
    pub fn contains(&self, row: Tag, region: &Region) -> bool {
        self.0.get(&row).is_some_and(|regions| regions.contains(region))
    }

    /// The chosen regions of a row.
    pub fn of(&self, row: Tag) -> Option<&BTreeSet<Region>> {
        self.0.get(&row)
    }

    /// Chooses a gap.
    pub fn add(&mut self, row: Tag, region: Region) -> Result<(), Full> {
        if self.0.len() >= MOST_IMAGES && !self.0.contains_key(&row) {
            return Err(Full);
        }
        self.0.entry(row).or_default().insert(region);
        Ok(())
    }

    /// Takes a gap back.
    pub fn remove(&mut self, row: Tag, region: &Region) {
        if let Some(regions) = self.0.get_mut(&row) {
            regions.remove(region);
            if regions.is_empty() {
                self.0.remove(&row);
            }
        }
    }

    /// The rows with their chosen regions.
    pub fn rows(&self) -> impl Iterator<Item = (Tag, &BTreeSet<Region>)> {
        self.0.iter().map(|(tag, regions)| (*tag, regions))
    }

    /// How many gaps are chosen.
    pub fn gaps(&self) -> usize {
        self.0.values().map(BTreeSet::len).sum()
    }

    /// In how many rows.
    pub fn images(&self) -> usize {
        self.0.len()
    }

    /// True where nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(number: u8) -> Tag {
        format!("0000000{number}").parse().expect("a tag")
    }

    fn region(code: &str) -> Region {
        code.parse().expect("a region")
    }

    #[test]
    fn a_selection_comes_back_from_its_text() {
        let mut selection = Selection::default();
        for (row, code) in [(1, "us-east-1"), (1, "eu-west-1"), (2, "eu-west-1"), (3, "ap-east-1")]
        {
            selection.add(tag(row), region(code)).expect("room");
        }
        selection.remove(tag(3), &region("ap-east-1"));
        let text = selection.write();
        assert_eq!(text, "eu-west-1.us-east-1~00000001.3_00000002.1");
        assert_eq!(Selection::read(&text), selection);
        assert_eq!((selection.gaps(), selection.images()), (3, 2));
        assert_eq!(Selection::default().write(), "");
    }

    #[test]
    fn what_is_no_selection_is_left_out() {
        for text in
            ["", "~", "eu-west-1", "eu-west-1~", "eu-west-1~00000001", "eu-west-1~00000001.z"]
        {
            assert_eq!(Selection::read(text), Selection::default(), "{text}");
        }
        // A region that is none keeps its place, so that the others keep theirs.
        let read = Selection::read("nowhere.eu-west-1~00000001.3_x.1");
        assert_eq!(read.write(), "eu-west-1~00000001.1");
    }

    #[test]
    fn a_plan_has_room_for_so_many_images_and_their_further_gaps() {
        let mut selection = Selection::default();
        let tags: Vec<Tag> =
            (0..=MOST_IMAGES).map(|n| format!("{n:08}").parse().expect("a tag")).collect();
        for tag in &tags[..MOST_IMAGES] {
            selection.add(*tag, region("eu-west-1")).expect("room");
        }
        assert_eq!(selection.add(tags[MOST_IMAGES], region("eu-west-1")), Err(Full));
        assert_eq!(selection.add(tags[0], region("us-east-1")), Ok(()));
        assert_eq!(selection.images(), MOST_IMAGES);
        let text = selection.write();
        assert_eq!(Selection::read(&text), selection);
        assert!(text.len() < 2_000, "{}", text.len());
    }
}
