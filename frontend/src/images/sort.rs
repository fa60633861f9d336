//! What a list of images is ordered by.

use std::cmp::Ordering;

use shared::image::Image;

use super::filter::Filter;

/// A column that a list can be ordered by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Name.
    Name,
    /// Platform, then location.
    Place,
    /// Operating system's id.
    Os,
    /// Architecture.
    Architecture,
    /// Scope that the image belongs to.
    Scope,
    /// Status.
    Status,
    /// When it was registered.
    Added,
}

impl Column {
    const ALL: [Self; 7] = [
        Self::Name,
        Self::Place,
        Self::Os,
        Self::Architecture,
        Self::Scope,
        Self::Status,
        Self::Added,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Place => "place",
            Self::Os => "os",
            Self::Architecture => "architecture",
            Self::Scope => "scope",
            Self::Status => "status",
            Self::Added => "added",
        }
    }

    /// What is compared first and second.
    fn keys(self, image: &Image) -> [&str; 2] {
        let key = match self {
            Self::Name => image.name.text(),
            Self::Place => {
                return [Filter::CloudPlatform.value(image), Filter::CloudLocation.value(image)];
            }
            Self::Os => image.os_id(),
            Self::Architecture => Filter::Architecture.value(image),
            Self::Scope => Filter::Scope.value(image),
            Self::Status => Filter::Status.value(image),
            // ISO 8601 in UTC: the order of the texts is the order of the times.
            Self::Added => image.added.text(),
        };
        [key, image.name.text()]
    }
}

/// An order: a column and a direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sort {
    /// The column.
    pub column: Column,
    /// From the largest to the smallest.
    pub descending: bool,
}

impl Default for Sort {
    /// The newest first.
    fn default() -> Self {
        Self { column: Column::Added, descending: true }
    }
}

impl Sort {
    /// Reads it from a URL: the column's name, after `-` where it descends.
    pub fn read(text: &str) -> Option<Self> {
        let name = text.strip_prefix('-').unwrap_or(text);
        let column = Column::ALL.into_iter().find(|column| column.name() == name)?;
        Some(Self { column, descending: name.len() != text.len() })
    }

    /// As [`Self::read`] reads it.
    pub fn write(self) -> String {
        format!("{}{}", if self.descending { "-" } else { "" }, self.column.name())
    }

    /// What a click on this column's head makes of it: the other way round, or the order in which
    /// the column is looked at first.
    #[must_use]
    pub fn clicked(self, column: Column) -> Self {
        let descending =
            if self.column == column { !self.descending } else { column == Column::Added };
        Self { column, descending }
    }

    /// The order of two images. No two are equal, so that it never depends on how they came.
    pub fn compare(self, one: &Image, other: &Image) -> Ordering {
        let [first, second] = self.column.keys(one);
        let [other_first, other_second] = self.column.keys(other);
        let order = match self.column {
            Column::Name => lower(first).cmp(lower(other_first)),
            _ => first.cmp(other_first),
        };
        let order = if self.descending { order.reverse() } else { order };
        order.then_with(|| second.cmp(other_second)).then_with(|| one.id.cmp(&other.id))
    }
}

fn lower(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().map(|byte| byte.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn image(id: &str, name: &str, location: &str, added: &str) -> Image {
        serde_json::from_value(json!({"id": id, "name": name, "cloudPlatform": "ec2",
            "cloudLocation": location, "added": added}))
        .expect("an image")
    }

    fn ordered(sort: &str) -> Vec<String> {
        let mut images = [
            image("1", "web", "us-east-1", "2026-01-02T00:00:00Z"),
            image("2", "Api", "us-east-1", "2026-01-03T00:00:00Z"),
            image("3", "db", "eu-west-1", "2026-01-01T00:00:00Z"),
            image("4", "db", "us-east-1", "2026-01-01T00:00:00Z"),
        ];
        let sort = Sort::read(sort).expect("an order");
        images.sort_by(|one, other| sort.compare(one, other));
        images.into_iter().map(|image| image.id).collect()
    }

    #[test]
    fn an_order_comes_back_from_its_text() {
        for column in Column::ALL {
            for descending in [false, true] {
                let sort = Sort { column, descending };
                assert_eq!(Sort::read(&sort.write()), Some(sort));
            }
        }
        assert_eq!(Sort::read("colour"), None);
    }

    #[test]
    fn names_are_ordered_whatever_their_case_and_equal_ones_by_id() {
        assert_eq!(ordered("name"), ["2", "3", "4", "1"]);
        assert_eq!(ordered("-name"), ["1", "3", "4", "2"]);
        assert_eq!(ordered("place"), ["3", "1", "2", "4"]);
        assert_eq!(ordered("-added"), ["2", "1", "3", "4"]);
    }

    #[test]
    fn a_second_click_turns_the_order_round() {
        let sort = Sort::default().clicked(Column::Name);
        assert_eq!(sort.write(), "name");
        assert_eq!(sort.clicked(Column::Name).write(), "-name");
        assert_eq!(sort.clicked(Column::Added).write(), "-added");
    }
}
