//! What is made of measurements.

/// Whether a ratio keeps its budget, and the words for it.
pub(super) fn judge(ratio: f64, least: f64, goal: f64) -> (bool, &'static str) {
    // Not a number, where nothing was measured, keeps no budget.
    if ratio >= goal {
        (true, "goal reached")
    } else if ratio >= least {
        (true, "within the budget")
    } else {
        (false, "below the budget")
    }
}

/// The middle value, or of an even number the mean of the middle two; not a number for none.
pub(super) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match (values.len() % 2, values.get(middle)) {
        (_, None) => f64::NAN,
        (0, Some(upper)) => f64::midpoint(values[middle - 1], *upper),
        (_, Some(value)) => *value,
    }
}

/// The smallest value that so many of a hundred do not exceed; not a number for none.
pub(super) fn percentile(mut values: Vec<f64>, of_a_hundred: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    let rank = (values.len() * of_a_hundred).div_ceil(100).max(1);
    values.get(rank - 1).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_one() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]).to_bits(), 2.0_f64.to_bits());
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]).to_bits(), 2.5_f64.to_bits());
        assert!(median(Vec::new()).is_nan());
    }

    #[test]
    fn a_percentile_is_one_of_the_values() {
        let values: Vec<f64> = (1..=20).map(f64::from).collect();
        assert_eq!(percentile(values.clone(), 95).to_bits(), 19.0_f64.to_bits());
        assert_eq!(percentile(values.clone(), 96).to_bits(), 20.0_f64.to_bits());
        assert_eq!(percentile(values, 100).to_bits(), 20.0_f64.to_bits());
        assert_eq!(percentile(vec![3.0], 95).to_bits(), 3.0_f64.to_bits());
        assert!(percentile(Vec::new(), 95).is_nan());
    }

    #[test]
    fn a_budget_is_kept_from_its_least_value_on() {
        assert_eq!(judge(0.79, 0.8, 0.9), (false, "below the budget"));
        assert_eq!(judge(0.8, 0.8, 0.9), (true, "within the budget"));
        assert_eq!(judge(0.9, 0.8, 0.9), (true, "goal reached"));
        assert_eq!(judge(f64::NAN, 0.8, 0.9), (false, "below the budget"));
    }
}
