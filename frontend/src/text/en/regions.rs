//! Names of groups of regions.

words! {
    united_states: "United States",
    americas: "Canada and Latin America",
    europe: "Europe",
    middle_east_africa: "Middle East and Africa",
    asia_pacific: "Asia Pacific",
    china: "China",
    gov_cloud: "GovCloud (US)",
    european_sovereign: "European Sovereign Cloud",
    other: "Other regions",
    other_of: "Other regions ({partition})",
    commercial: "All commercial",
    isolated: "Isolated",
}
