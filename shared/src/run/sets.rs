//! Regions that people want together. A set never mixes partitions: no copy goes from one to another.

use crate::region::{Geography, Partition, REGIONS, RegionInfo};

/// A set of regions of one partition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegionSet {
    /// Stable name, for URLs.
    pub id: &'static str,
    /// The partition of all its regions.
    pub partition: Partition,
    /// Only these; all of the partition where there is none.
    pub geography: Option<Geography>,
}

const fn within(id: &'static str, geography: Geography) -> RegionSet {
    RegionSet { id, partition: Partition::Aws, geography: Some(geography) }
}

const fn whole(id: &'static str, partition: Partition) -> RegionSet {
    RegionSet { id, partition, geography: None }
}

/// The sets that everybody has.
pub const SETS: &[RegionSet] = &[
    whole("commercial", Partition::Aws),
    within("us", Geography::UnitedStates),
    within("americas", Geography::Americas),
    within("eu", Geography::Europe),
    within("mea", Geography::MiddleEastAfrica),
    within("apac", Geography::AsiaPacific),
    whole("china", Partition::China),
    whole("govcloud", Partition::UsGov),
    whole("eu-sovereign", Partition::EuSovereign),
];

impl RegionSet {
    /// The set of this name.
    pub fn named(id: &str) -> Option<&'static Self> {
        SETS.iter().find(|set| set.id == id)
    }

    /// Its regions, in the order of the public list.
    pub fn regions(&self) -> impl Iterator<Item = &'static RegionInfo> {
        let Self { partition, geography, .. } = *self;
        REGIONS.iter().filter(move |info| {
            info.partition() == partition
                && geography.is_none_or(|geography| geography == info.geography)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(id: &str) -> Vec<&'static str> {
        RegionSet::named(id).expect("a set").regions().map(|info| info.code).collect()
    }

    #[test]
    fn no_set_is_empty_or_mixes_partitions() {
        for set in SETS {
            assert!(set.regions().count() > 0, "{}", set.id);
            assert!(set.regions().all(|info| info.partition() == set.partition), "{}", set.id);
            assert_eq!(RegionSet::named(set.id), Some(set));
        }
    }

    #[test]
    fn all_commercial_is_everything_but_the_other_partitions() {
        let others: usize =
            ["china", "govcloud", "eu-sovereign"].map(|id| codes(id).len()).iter().sum();
        assert_eq!(codes("commercial").len() + others, REGIONS.len());
        assert_eq!(codes("us"), ["us-east-1", "us-east-2", "us-west-1", "us-west-2"]);
        assert!(codes("eu").iter().all(|code| code.starts_with("eu-")));
        assert_eq!(codes("china"), ["cn-north-1", "cn-northwest-1"]);
    }
}
