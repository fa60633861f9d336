//! What visits to a page have told.

use anyhow::Result;
use serde_json::Value;

use crate::bench::{
    figures::median,
    script::{number, numbers},
};

/// One JSON object for each visit.
#[derive(Default)]
pub(super) struct Visits(Vec<Value>);

impl Visits {
    pub(super) fn add(&mut self, said: Value) {
        self.0.push(said);
    }

    /// The median of a number. Where a visit has several of them, their median counts.
    pub(super) fn median(&self, name: &str) -> Result<f64> {
        let read = |said: &Value| {
            if said[name].is_array() {
                Ok(median(numbers(said, name)?))
            } else {
                number(said, name)
            }
        };
        Ok(median(self.0.iter().map(read).collect::<Result<_>>()?))
    }

    /// The median of what one number is more than another.
    pub(super) fn median_between(&self, from: &str, to: &str) -> Result<f64> {
        let read = |said: &Value| Ok(number(said, to)? - number(said, from)?);
        Ok(median(self.0.iter().map(read).collect::<Result<_>>()?))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_visit_with_several_numbers_counts_once() -> Result<()> {
        let mut visits = Visits::default();
        for keys in [[1.0, 2.0, 90.0], [3.0, 4.0, 5.0], [6.0, 7.0, 8.0]] {
            visits.add(json!({ "keys": keys, "first": keys[0] }));
        }
        assert_eq!(visits.median("keys")?.to_bits(), 4.0_f64.to_bits());
        assert_eq!(visits.median("first")?.to_bits(), 3.0_f64.to_bits());
        assert!(visits.median("other").is_err());
        Ok(())
    }

    #[test]
    fn a_span_is_taken_visit_by_visit() -> Result<()> {
        let mut visits = Visits::default();
        for (first, whole) in [(1.0, 9.0), (5.0, 7.0), (2.0, 6.0)] {
            visits.add(json!({ "first": first, "whole": whole }));
        }
        assert_eq!(visits.median_between("first", "whole")?.to_bits(), 4.0_f64.to_bits());
        Ok(())
    }
}
