//! Names of groups of regions.

use crate::text::en::regions::Words;

pub const WORDS: Words = Words {
    united_states: "Vereinigte Staaten",
    americas: "Kanada und Lateinamerika",
    europe: "Europa",
    middle_east_africa: "Naher Osten und Afrika",
    asia_pacific: "Asien-Pazifik",
    china: "China",
    gov_cloud: "GovCloud (US)",
    european_sovereign: "European Sovereign Cloud",
    other: "Andere Regionen",
    other_of: "Andere Regionen ({partition})",
    commercial: "Alle öffentlichen",
    isolated: "Abgeschottet",
};
