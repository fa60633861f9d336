//! Things that belong to fields, and what belongs to none.

use std::collections::BTreeMap;

use super::Field;

/// Remarks sorted by the field they are about. Nothing that is put in gets lost: what has no field
/// is kept in [`Self::other`], to be shown above the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ByField<T> {
    fields: BTreeMap<Field, Vec<T>>,
    other: Vec<T>,
}

impl<T> ByField<T> {
    /// Adds something about a field, or about none.
    pub fn add(&mut self, field: Option<Field>, item: T) {
        match field {
            Some(field) => self.fields.entry(field).or_default().push(item),
            None => self.other.push(item),
        }
    }

    /// Everything about a field.
    pub fn of(&self, field: Field) -> &[T] {
        self.fields.get(&field).map_or(&[], Vec::as_slice)
    }

    /// Everything that is about no field.
    pub fn other(&self) -> &[T] {
        &self.other
    }

    /// Drops whatever about this field the test says no to.
    pub fn retain(&mut self, field: Field, keep: impl FnMut(&T) -> bool) {
        if let Some(items) = self.fields.get_mut(&field) {
            items.retain(keep);
        }
    }
}

impl<T> Default for ByField<T> {
    fn default() -> Self {
        Self { fields: BTreeMap::new(), other: Vec::new() }
    }
}

impl<T> FromIterator<(Option<Field>, T)> for ByField<T> {
    fn from_iter<I: IntoIterator<Item = (Option<Field>, T)>>(items: I) -> Self {
        let mut sorted = Self::default();
        for (field, item) in items {
            sorted.add(field, item);
        }
        sorted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_together_stays_in_order_and_what_has_no_field_is_kept() {
        let mut sorted: ByField<u8> =
            [(Some(Field::Size), 1), (None, 2), (Some(Field::Size), 3), (Some(Field::Name), 4)]
                .into_iter()
                .collect();
        assert_eq!(sorted.of(Field::Size), [1, 3]);
        assert_eq!(sorted.of(Field::Os), [0_u8; 0]);
        assert_eq!(sorted.other(), [2]);
        sorted.retain(Field::Size, |item| *item > 1);
        assert_eq!((sorted.of(Field::Size), sorted.of(Field::Name)), (&[3][..], &[4][..]));
    }
}
