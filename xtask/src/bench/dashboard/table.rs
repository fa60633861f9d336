//! The tables that are printed, and whether their budgets are kept.

use anyhow::Result;

use super::{Options, visits::Visits};

/// A frame of a screen that draws sixty in a second, in milliseconds.
const FRAME: f64 = 1000.0 / 60.0;

/// What was measured, and what it may be.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Figure {
    measured: f64,
    budget: Option<f64>,
}

impl Figure {
    /// Not a number, where nothing was measured, keeps no budget.
    fn is_kept(self) -> bool {
        self.budget.is_none_or(|budget| self.measured <= budget)
    }

    fn words(self) -> String {
        // Ratios need their decimals.
        let digits = usize::from(self.measured < 10.0) * 2;
        let measured = format!("{:.digits$}", self.measured);
        match self.budget {
            None => measured,
            Some(budget) if self.is_kept() => format!("{measured} (≤ {budget}: within)"),
            Some(budget) => format!("{measured} (≤ {budget}: OVER)"),
        }
    }
}

/// A line: as it is, and with the processor slowed.
pub(super) struct Row {
    title: &'static str,
    figures: [Figure; 2],
}

impl Row {
    /// Reads both columns.
    pub(super) fn read(
        title: &'static str,
        visits: &[Visits; 2],
        read: &dyn Fn(&Visits) -> Result<f64>,
        budgets: [Option<f64>; 2],
    ) -> Result<Self> {
        let [plain, slowed] = [read(&visits[0])?, read(&visits[1])?];
        let figures = [
            Figure { measured: plain, budget: budgets[0] },
            Figure { measured: slowed, budget: budgets[1] },
        ];
        Ok(Self { title, figures })
    }
}

/// Prints the figures, and tells whether every budget is kept.
pub(super) fn print(options: &Options, rows: &[Row]) -> bool {
    println!(
        "\n{} images, {} ms for each answer of Scalr: the ideal is {:.0} ms. Medians of {} visits.\n",
        options.images,
        options.latency_ms,
        options.ideal(),
        options.rounds
    );
    println!("{:<42}{:>24}{:>28}", "the dashboard", "as it is", slowed(options));
    for Row { title, figures: [plain, slowed] } in rows {
        println!("{title:<42}{:>24}{:>28}", plain.words(), slowed.words());
    }
    rows.iter().flat_map(|row| row.figures).all(Figure::is_kept)
}

/// The same of both pages; as it is, and with the processor slowed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ratio {
    pub(super) title: &'static str,
    pub(super) ours: [f64; 2],
    pub(super) theirs: [f64; 2],
    /// A frame takes a whole number of the screen's turns, and what is measured is a little off it.
    pub(super) is_frame: bool,
}

impl Ratio {
    fn values(self) -> [f64; 2] {
        let turns = |time: f64| if self.is_frame { (time / FRAME).round() } else { time };
        [0, 1].map(|column| turns(self.ours[column]) / turns(self.theirs[column]))
    }

    /// Whether ours is no slower.
    fn is_kept(self) -> bool {
        self.values().into_iter().all(|value| value <= 1.0)
    }
}

/// Prints ours beside React's, and tells whether ours is never slower.
pub(super) fn print_ratios(options: &Options, ratios: &[Ratio]) -> bool {
    println!("\n{:<42}{:>34}{:>34}", "ours, React, ours ÷ React", "as it is", slowed(options));
    for ratio in ratios {
        let words = [0, 1].map(|column| {
            let value = ratio.values()[column];
            let verdict = if value <= 1.0 { "no slower" } else { "SLOWER" };
            format!("{:.0}, {:.0}, {value:.2} {verdict}", ratio.ours[column], ratio.theirs[column])
        });
        println!("{:<42}{:>34}{:>34}", ratio.title, words[0], words[1]);
    }
    ratios.iter().copied().all(Ratio::is_kept)
}

fn slowed(options: &Options) -> String {
    format!("slowed {} times", options.slowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_kept_up_to_its_value_and_by_what_has_none() {
        let figure = |measured, budget| Figure { measured, budget };
        assert_eq!(figure(50.0, Some(50.0)).words(), "50 (≤ 50: within)");
        assert_eq!(figure(50.4, Some(50.0)).words(), "50 (≤ 50: OVER)");
        assert_eq!(figure(1.25, Some(1.2)).words(), "1.25 (≤ 1.2: OVER)");
        assert_eq!(figure(1e9, None).words(), "1000000000");
        assert!(!figure(f64::NAN, Some(50.0)).is_kept());
    }

    #[test]
    fn no_slower_is_at_most_as_slow_in_both_columns() {
        let ratio = |ours, theirs| Ratio { title: "", ours, theirs, is_frame: false };
        assert!(ratio([30.0, 90.0], [30.0, 91.0]).is_kept());
        assert!(!ratio([30.0, 92.0], [30.0, 91.0]).is_kept());
        assert!(!ratio([f64::NAN, 1.0], [1.0, 1.0]).is_kept());
    }

    #[test]
    fn frames_are_compared_in_turns_of_the_screen() {
        let ratio = |ours, theirs| Ratio { title: "", ours, theirs, is_frame: true };
        assert!(ratio([16.8, 33.4], [16.7, 33.2]).is_kept());
        assert!(!ratio([33.3, 33.4], [16.7, 33.2]).is_kept());
    }
}
