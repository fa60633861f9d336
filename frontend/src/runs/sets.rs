//! Sets of regions that somebody has saved, in the browser's storage.

use shared::region::Region;

use crate::place::regions;

/// A set under its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnSet {
    /// As its maker called it.
    pub name: String,
    /// In the order in which they were chosen.
    pub regions: Vec<Region>,
}

/// Most characters of a name.
pub const NAME_LENGTH: usize = 40;

/// Reads the sets: a line each, name, tab, regions. What cannot be read is left out.
pub fn read(text: &str) -> Vec<OwnSet> {
    let set = |line: &str| {
        let (name, list) = line.split_once('\t')?;
        let set = OwnSet { name: name.to_owned(), regions: regions(list) };
        (!set.name.is_empty() && !set.regions.is_empty()).then_some(set)
    };
    text.lines().filter_map(set).collect()
}

/// Writes the sets as [`read`] takes them.
pub fn write(sets: &[OwnSet]) -> String {
    let line = |set: &OwnSet| {
        let regions: Vec<&str> = set.regions.iter().map(Region::as_str).collect();
        format!("{}\t{}\n", set.name, regions.join(","))
    };
    sets.iter().map(line).collect()
}

/// The sets with one more; one of the same name gives way. `None` where the name is none.
pub fn with(mut sets: Vec<OwnSet>, name: &str, regions: &[Region]) -> Option<Vec<OwnSet>> {
    let name: String =
        name.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(NAME_LENGTH).collect();
    if name.is_empty() || regions.is_empty() {
        return None;
    }
    sets.retain(|set| set.name != name);
    sets.push(OwnSet { name, regions: regions.to_vec() });
    Some(sets)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(names: &[&str]) -> Vec<Region> {
        names.iter().map(|name| name.parse().expect("a region")).collect()
    }

    #[test]
    fn sets_come_back_as_they_were_saved() {
        let sets = with(Vec::new(), "  our\tthree  ", &some(&["eu-west-1", "us-east-1"]))
            .and_then(|sets| with(sets, "one", &some(&["us-west-2"])))
            .expect("names");
        assert_eq!(sets[0].name, "our three");
        assert_eq!(read(&write(&sets)), sets);
    }

    #[test]
    fn a_set_gives_way_to_another_of_its_name() {
        let sets = with(Vec::new(), "mine", &some(&["us-west-2"]))
            .and_then(|sets| with(sets, "mine", &some(&["eu-west-1"])))
            .expect("names");
        assert_eq!(sets, [OwnSet { name: "mine".to_owned(), regions: some(&["eu-west-1"]) }]);
    }

    #[test]
    fn what_is_no_set_is_left_out() {
        assert!(read("nonsense\n\teu-west-1\nempty\tnowhere\n").is_empty());
        assert_eq!(with(Vec::new(), " \n ", &some(&["eu-west-1"])), None);
        assert_eq!(with(Vec::new(), "x", &[]), None);
    }
}
