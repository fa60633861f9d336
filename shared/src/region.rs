//! EC2 regions: their shape, their partition and the current public list.
//!
//! The list is what people are offered, not what they are held to: Scalr's cloud-locations
//! operation has the live one, and a region that is newer than this file only needs the right shape.

use std::fmt;
use std::str::FromStr;

/// Longest region code, in characters; the longest public one has 14.
pub(crate) const CODE_LIMIT: usize = 32;

/// A text with the shape of an EC2 region code: two or more groups of lower-case letters and a
/// number, joined by hyphens, such as `us-east-1` or `us-gov-west-1`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Region(String);

/// A text that cannot be a region code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotARegion;

impl Region {
    /// The region's code.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The partition that the region belongs to. A copy never crosses partitions.
    pub fn partition(&self) -> Partition {
        Partition::of(&self.0)
    }

    /// What is publicly known of the region, where it is on the list.
    pub fn info(&self) -> Option<&'static RegionInfo> {
        REGIONS.iter().find(|info| info.code == self.0)
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Region {
    type Err = NotARegion;

    fn from_str(text: &str) -> Result<Self, NotARegion> {
        let mut groups = text.split('-').rev();
        let number = groups.next().unwrap_or_default();
        let numbered = matches!(number.len(), 1..=2)
            && number.bytes().all(|b| b.is_ascii_digit())
            && !number.starts_with('0');
        let mut words = 0_usize;
        let lettered = groups.all(|group| {
            words = words.saturating_add(1);
            group.len() >= 2 && group.bytes().all(|b| b.is_ascii_lowercase())
        });
        if numbered && lettered && words >= 2 && text.len() <= CODE_LIMIT {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotARegion)
        }
    }
}

/// An AWS partition: a group of regions with accounts, keys and images of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Partition {
    /// Commercial regions.
    Aws,
    /// AWS `GovCloud` (US).
    UsGov,
    /// China.
    China,
    /// AWS European Sovereign Cloud.
    EuSovereign,
    /// The isolated partitions (`us-iso…`, `us-isob…`, `eu-isoe…`, `us-isof…`), which are
    /// unreachable from any other.
    Isolated,
}

impl Partition {
    fn of(code: &str) -> Self {
        match code.split('-').next().unwrap_or_default() {
            "cn" => Self::China,
            "eusc" => Self::EuSovereign,
            _ if code.starts_with("us-gov-") => Self::UsGov,
            _ if code.split('-').nth(1).is_some_and(|word| word.starts_with("iso")) => {
                Self::Isolated
            }
            _ => Self::Aws,
        }
    }

    /// The name AWS uses in resource names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Aws => "aws",
            Self::UsGov => "aws-us-gov",
            Self::China => "aws-cn",
            Self::EuSovereign => "aws-eusc",
            Self::Isolated => "aws-iso",
        }
    }
}

/// Where regions are shown together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Geography {
    /// United States, commercial.
    UnitedStates,
    /// Canada, Mexico and South America.
    Americas,
    /// Europe.
    Europe,
    /// Middle East, Israel and Africa.
    MiddleEastAfrica,
    /// Asia and the Pacific.
    AsiaPacific,
    /// Mainland China, a partition of its own.
    China,
    /// AWS `GovCloud` (US), a partition of its own.
    GovCloud,
    /// AWS European Sovereign Cloud, a partition of its own.
    EuropeanSovereign,
}

impl Geography {
    /// All, in the order they are shown.
    pub const ALL: [Self; 8] = [
        Self::UnitedStates,
        Self::Americas,
        Self::Europe,
        Self::MiddleEastAfrica,
        Self::AsiaPacific,
        Self::China,
        Self::GovCloud,
        Self::EuropeanSovereign,
    ];
}

/// A region of the public list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RegionInfo {
    /// The region's code.
    pub code: &'static str,
    /// The place, as AWS names it.
    pub place: &'static str,
    /// Where it is shown.
    pub geography: Geography,
}

impl RegionInfo {
    /// The partition of the region.
    pub fn partition(&self) -> Partition {
        Partition::of(self.code)
    }
}

const fn region(code: &'static str, place: &'static str, geography: Geography) -> RegionInfo {
    RegionInfo { code, place, geography }
}

/// The public EC2 regions (AWS's own list of regions, November 2026), by geography.
pub const REGIONS: &[RegionInfo] = &[
    region("us-east-1", "N. Virginia", Geography::UnitedStates),
    region("us-east-2", "Ohio", Geography::UnitedStates),
    region("us-west-1", "N. California", Geography::UnitedStates),
    region("us-west-2", "Oregon", Geography::UnitedStates),
    region("ca-central-1", "Canada Central", Geography::Americas),
    region("ca-west-1", "Calgary", Geography::Americas),
    region("mx-central-1", "Mexico Central", Geography::Americas),
    region("sa-east-1", "São Paulo", Geography::Americas),
    region("eu-central-1", "Frankfurt", Geography::Europe),
    region("eu-central-2", "Zurich", Geography::Europe),
    region("eu-north-1", "Stockholm", Geography::Europe),
    region("eu-south-1", "Milan", Geography::Europe),
    region("eu-south-2", "Spain", Geography::Europe),
    region("eu-west-1", "Ireland", Geography::Europe),
    region("eu-west-2", "London", Geography::Europe),
    region("eu-west-3", "Paris", Geography::Europe),
    region("af-south-1", "Cape Town", Geography::MiddleEastAfrica),
    region("il-central-1", "Tel Aviv", Geography::MiddleEastAfrica),
    region("me-central-1", "UAE", Geography::MiddleEastAfrica),
    region("me-south-1", "Bahrain", Geography::MiddleEastAfrica),
    region("ap-east-1", "Hong Kong", Geography::AsiaPacific),
    region("ap-east-2", "Taipei", Geography::AsiaPacific),
    region("ap-northeast-1", "Tokyo", Geography::AsiaPacific),
    region("ap-northeast-2", "Seoul", Geography::AsiaPacific),
    region("ap-northeast-3", "Osaka", Geography::AsiaPacific),
    region("ap-south-1", "Mumbai", Geography::AsiaPacific),
    region("ap-south-2", "Hyderabad", Geography::AsiaPacific),
    region("ap-southeast-1", "Singapore", Geography::AsiaPacific),
    region("ap-southeast-2", "Sydney", Geography::AsiaPacific),
    region("ap-southeast-3", "Jakarta", Geography::AsiaPacific),
    region("ap-southeast-4", "Melbourne", Geography::AsiaPacific),
    region("ap-southeast-5", "Malaysia", Geography::AsiaPacific),
    region("ap-southeast-6", "New Zealand", Geography::AsiaPacific),
    region("ap-southeast-7", "Thailand", Geography::AsiaPacific),
    region("cn-north-1", "Beijing", Geography::China),
    region("cn-northwest-1", "Ningxia", Geography::China),
    region("us-gov-east-1", "US-East", Geography::GovCloud),
    region("us-gov-west-1", "US-West", Geography::GovCloud),
    region("eusc-de-east-1", "Brandenburg", Geography::EuropeanSovereign),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_region_has_the_shape_and_is_found_again() {
        for info in REGIONS {
            let region: Region = info.code.parse().expect(info.code);
            assert_eq!(region.info(), Some(info));
        }
    }

    #[test]
    fn a_region_that_does_not_exist_yet_only_needs_the_shape() {
        assert!("ap-west-12".parse::<Region>().is_ok());
        for wrong in [
            "",
            "string",
            "us-east",
            "us-east-",
            "us-east-01",
            "us-east-123",
            "US-EAST-1",
            "us_east_1",
            "-east-1",
            "us--1",
            "useast1",
            "east-1",
            "us-east-1 ",
            "us-east-1a",
        ] {
            assert_eq!(wrong.parse::<Region>(), Err(NotARegion), "{wrong:?}");
        }
    }

    #[test]
    fn partitions_follow_the_code() {
        let partition = |code: &str| code.parse::<Region>().map(|r| r.partition().as_str());
        assert_eq!(partition("us-east-1"), Ok("aws"));
        assert_eq!(partition("us-gov-west-1"), Ok("aws-us-gov"));
        assert_eq!(partition("cn-northwest-1"), Ok("aws-cn"));
        assert_eq!(partition("eusc-de-east-1"), Ok("aws-eusc"));
        assert_eq!(partition("us-isob-east-1"), Ok("aws-iso"));
    }
}
