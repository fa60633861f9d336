//! Counts tests from what the test programs say.

use std::process::ExitStatus;

use anyhow::{Context, Result};
use serde_json::Value;

/// How many tests have passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) passed: u64,
    pub(super) failed: u64,
}

impl Count {
    /// The sum of the `test result:` lines, which cargo and wasm-bindgen write alike. A program
    /// that failed without a failed test, for example because it did not compile, counts as one.
    pub(super) fn of_cargo(lines: &[String], status: ExitStatus) -> Self {
        lines
            .iter()
            .filter(|line| line.starts_with("test result:"))
            .map(|line| Self {
                passed: number_before(line, "passed"),
                failed: number_before(line, "failed"),
            })
            .fold(Self::default(), Self::plus)
            .with_status(status)
    }

    /// What Playwright's JSON report says. A flaky test has passed in the end.
    pub(super) fn of_playwright(report: &str, status: ExitStatus) -> Result<Self> {
        let report: Value = serde_json::from_str(report).context("the report is not JSON")?;
        let stat = |name: &str| {
            report["stats"][name].as_u64().with_context(|| format!("the report has no {name}"))
        };
        let count =
            Self { passed: stat("expected")? + stat("flaky")?, failed: stat("unexpected")? };
        Ok(count.with_status(status))
    }

    /// What a report in the form of JUnit says.
    pub(super) fn of_junit(report: &str, status: ExitStatus) -> Result<Self> {
        let (_, totals) = report.split_once("<testsuites ").context("the report has no totals")?;
        let stat = |name: &str| {
            attribute(totals, name).with_context(|| format!("the report has no {name}"))
        };
        let failed = stat("failures")? + stat("errors")?;
        let passed = stat("tests")?.saturating_sub(failed + stat("skipped")?);
        Ok(Self { passed, failed }.with_status(status))
    }

    /// What the last lines of node's TAP report say.
    pub(super) fn of_tap(lines: &[String], status: ExitStatus) -> Self {
        let number = |name: &str| {
            let found = lines.iter().rev().find_map(|line| line.strip_prefix(name));
            found.and_then(|number| number.trim().parse().ok()).unwrap_or(0)
        };
        Self { passed: number("# pass "), failed: number("# fail ") + number("# cancelled ") }
            .with_status(status)
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed }
    }

    fn with_status(self, status: ExitStatus) -> Self {
        let unexplained = !status.success() && self.failed == 0;
        Self { failed: self.failed + u64::from(unexplained), ..self }
    }
}

/// The number in the attribute called `name` of the element that the text begins in.
fn attribute(element: &str, name: &str) -> Option<u64> {
    let (attributes, _) = element.split_once('>')?;
    let (_, value) = attributes.split_once(&format!("{name}=\""))?;
    value.split('"').next()?.parse().ok()
}

/// 3 for `… 3 passed; …`, and 0 where there is nothing like it.
fn number_before(line: &str, word: &str) -> u64 {
    line.split(word)
        .next()
        .and_then(|before| before.split_whitespace().next_back())
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use std::os::unix::process::ExitStatusExt;

    use super::*;

    fn status(code: i32) -> ExitStatus {
        ExitStatus::from_raw(code << 8)
    }

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn results_of_several_test_programs_are_added_up() {
        let output = lines(
            "running 3 tests\n\
             test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out\n\
             test result: ok. 4 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out",
        );
        assert_eq!(Count::of_cargo(&output, status(101)), Count { passed: 6, failed: 1 });
    }

    #[test]
    fn the_sums_of_a_tap_report_are_read_and_a_cancelled_test_has_failed() {
        let output =
            lines("ok 1 - # pass 7\n# tests 5\n# pass 3\n# fail 1\n# cancelled 1\n# skipped 0");
        assert_eq!(Count::of_tap(&output, status(1)), Count { passed: 3, failed: 2 });
        assert_eq!(Count::of_tap(&[], status(1)), Count { passed: 0, failed: 1 });
    }

    #[test]
    fn a_program_that_fails_without_a_failed_test_counts_as_one_failure() {
        let output = lines("error: could not compile");
        assert_eq!(Count::of_cargo(&output, status(101)), Count { passed: 0, failed: 1 });
    }

    #[test]
    fn the_totals_of_junit_are_read() {
        let report = "<?xml version=\"1.0\"?>\n<testsuites errors=\"1\" failures=\"2\" \
                      skipped=\"3\" tests=\"22\" time=\"7.5\">\n<testsuite tests=\"9\">";
        assert_eq!(Count::of_junit(report, status(1)).ok(), Some(Count { passed: 16, failed: 3 }));
        assert!(Count::of_junit("<testsuites>", status(0)).is_err());
    }

    #[test]
    fn playwright_counts_flaky_tests_as_passed_and_skipped_ones_not_at_all() {
        let report = r#"{"stats":{"expected":5,"skipped":2,"unexpected":1,"flaky":1}}"#;
        assert_eq!(
            Count::of_playwright(report, status(1)).ok(),
            Some(Count { passed: 6, failed: 1 })
        );
        assert!(Count::of_playwright("{}", status(0)).is_err());
    }
}
