//! Counts tests from what the test programs say.

use std::process::ExitStatus;

use anyhow::{Context, Result};
use serde_json::Value;

/// How many tests have passed and failed, and which failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) passed: u64,
    pub(super) failed: u64,
    /// Of those that failed, the names that were found.
    pub(super) failures: Vec<String>,
}

impl Count {
    /// The sum of the `test result:` lines, which cargo and wasm-bindgen write alike. A program
    /// that failed without a failed test, for example because it did not compile, counts as one.
    pub(super) fn of_cargo(lines: &[String], status: ExitStatus) -> Self {
        let results = lines.iter().filter(|line| line.starts_with("test result:"));
        let (passed, failed) = results.fold((0, 0), |(passed, failed), line| {
            (passed + number_before(line, "passed"), failed + number_before(line, "failed"))
        });
        let failures = lines.iter().filter_map(|line| {
            let (name, how) = line.strip_prefix("test ")?.rsplit_once(" ... ")?;
            how.starts_with("FAIL").then(|| name.to_owned())
        });
        Self { passed, failed, failures: failures.collect() }.with_status(status)
    }

    /// What Playwright's JSON report says. A flaky test has passed in the end.
    pub(super) fn of_playwright(report: &str, status: ExitStatus) -> Result<Self> {
        let report: Value = serde_json::from_str(report).context("the report is not JSON")?;
        let stat = |name: &str| {
            report["stats"][name].as_u64().with_context(|| format!("the report has no {name}"))
        };
        let mut failures = Vec::new();
        for suite in list(&report["suites"]) {
            collect_failures(suite, &mut failures);
        }
        let (passed, failed) = (stat("expected")? + stat("flaky")?, stat("unexpected")?);
        Ok(Self { passed, failed, failures }.with_status(status))
    }

    /// What a report in the form of JUnit says.
    pub(super) fn of_junit(report: &str, status: ExitStatus) -> Result<Self> {
        let (_, totals) = report.split_once("<testsuites ").context("the report has no totals")?;
        let stat = |name: &str| {
            let value = attribute(totals, name).and_then(|value| value.parse::<u64>().ok());
            value.with_context(|| format!("the report has no {name}"))
        };
        let failed = stat("failures")? + stat("errors")?;
        let passed = stat("tests")?.saturating_sub(failed + stat("skipped")?);
        let wrong = |case: &&str| case.contains("<failure") || case.contains("<error");
        let cases = totals.split("<testcase ").skip(1).filter(wrong);
        let failures = cases.filter_map(|case| attribute(case, "name")).map(str::to_owned);
        Ok(Self { passed, failed, failures: failures.collect() }.with_status(status))
    }

    /// What the last lines of node's TAP report say.
    pub(super) fn of_tap(lines: &[String], status: ExitStatus) -> Self {
        let number = |name: &str| {
            let found = lines.iter().rev().find_map(|line| line.strip_prefix(name));
            found.and_then(|number| number.trim().parse().ok()).unwrap_or(0)
        };
        let failures = lines.iter().filter_map(|line| {
            let (_, name) = line.strip_prefix("not ok ")?.split_once(" - ")?;
            Some(name.to_owned())
        });
        Self {
            passed: number("# pass "),
            failed: number("# fail ") + number("# cancelled "),
            failures: failures.collect(),
        }
        .with_status(status)
    }

    pub(super) fn plus(self, other: Self) -> Self {
        let failures = [self.failures, other.failures].concat();
        Self { passed: self.passed + other.passed, failed: self.failed + other.failed, failures }
    }

    fn with_status(mut self, status: ExitStatus) -> Self {
        if !status.success() && self.failed == 0 {
            self.failed = 1;
            self.failures.push(format!("the program itself ({status})"));
        }
        self
    }
}

/// The failed tests of a suite of Playwright's and of those in it: file, line, name and what was wrong.
fn collect_failures(suite: &Value, failures: &mut Vec<String>) {
    for spec in list(&suite["specs"]).iter().filter(|spec| spec["ok"] == false) {
        let text = |name: &str| spec[name].as_str().unwrap_or_default();
        let results = list(&spec["tests"]).iter().flat_map(|test| list(&test["results"]));
        let errors = results.filter_map(|result| result["error"]["message"].as_str());
        let mut failure = format!("{}:{} {}", text("file"), spec["line"], text("title"));
        errors.for_each(|error| failure.extend(["\n", error]));
        failures.push(failure);
    }
    for inner in list(&suite["suites"]) {
        collect_failures(inner, failures);
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// The attribute called `name` of the element that the text begins in.
fn attribute<'r>(element: &'r str, name: &str) -> Option<&'r str> {
    let (attributes, _) = element.split_once('>')?;
    let attributes = attributes.split_once(&format!("{name}=\""));
    attributes?.1.split('"').next()
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

    fn count(passed: u64, failures: &[&str]) -> Count {
        let failures: Vec<String> = failures.iter().map(|name| (*name).to_owned()).collect();
        Count { passed, failed: failures.len() as u64, failures }
    }

    #[test]
    fn results_of_several_test_programs_are_added_up() {
        let output = lines(
            "running 3 tests\n\
             test room::one ... ok\n\
             test room::other ... FAILED\n\
             test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out\n\
             test result: ok. 4 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out",
        );
        assert_eq!(Count::of_cargo(&output, status(101)), count(6, &["room::other"]));
    }

    #[test]
    fn the_sums_of_a_tap_report_are_read_and_a_cancelled_test_has_failed() {
        let output = lines(
            "ok 1 - # pass 7\nnot ok 2 - a kill\nnot ok 3 - a wait\n# tests 5\n# pass 3\n\
             # fail 1\n# cancelled 1\n# skipped 0",
        );
        assert_eq!(Count::of_tap(&output, status(1)), count(3, &["a kill", "a wait"]));
        assert_eq!(Count::of_tap(&[], status(1)).failed, 1);
    }

    #[test]
    fn a_program_that_fails_without_a_failed_test_counts_as_one_failure() {
        let output = lines("error: could not compile");
        let expected = count(0, &["the program itself (exit status: 101)"]);
        assert_eq!(Count::of_cargo(&output, status(101)), expected);
    }

    #[test]
    fn the_totals_of_junit_are_read() {
        let report = "<?xml version=\"1.0\"?>\n<testsuites errors=\"0\" failures=\"1\" \
                      skipped=\"3\" tests=\"22\" time=\"7.5\">\n<testsuite tests=\"9\">\
                      <testcase name=\"GET /a\"/><testcase name=\"GET /b\"><failure/></testcase>";
        assert_eq!(Count::of_junit(report, status(1)).ok(), Some(count(18, &["GET /b"])));
        assert!(Count::of_junit("<testsuites>", status(0)).is_err());
    }

    #[test]
    fn playwright_counts_flaky_tests_as_passed_and_skipped_ones_not_at_all() {
        let report = r#"{
            "stats": {"expected": 5, "skipped": 2, "unexpected": 1, "flaky": 1},
            "suites": [{"specs": [{"title": "a", "ok": true}], "suites": [
                {"specs": [{"title": "b", "ok": false, "file": "x.spec.ts", "line": 7,
                            "tests": [{"results": [{"error": {"message": "no row"}}]}]}]}
            ]}]
        }"#;
        assert_eq!(
            Count::of_playwright(report, status(1)).ok(),
            Some(count(6, &["x.spec.ts:7 b\nno row"]))
        );
        assert!(Count::of_playwright("{}", status(0)).is_err());
    }
}
