//! Every test after the check: finds the outside programs, runs `cargo test`, and sums up in one closing line.
//!
//! A suite that misses a program adds a line `SKIPPED <suite>: <program> not found` to the file that `BACKLOT_SKIPPED`
//! names, and passes. Here such lines are shown, counted, and failures where the program was required.

use crate::{check, shell};
use std::fmt;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

/// Programs that suites need: the variable that hands their place to the tests, and the names they go by.
const PROGRAMS: &[(&str, &[&str])] = &[
    ("BACKLOT_PDFTOPPM", &["pdftoppm"]),
    ("BACKLOT_PDFTOTEXT", &["pdftotext"]),
    ("BACKLOT_PDFFONTS", &["pdffonts"]),
    ("BACKLOT_CHROMIUM", &["chromium", "chromium-browser", "google-chrome"]),
];

/// The outside data is not public, so no run may require it.
const DATA: &str = "data folder";

/// Runs the check and all tests; `require` is a list of programs with commas, or `all`.
pub(crate) fn run(require: &str) -> shell::Done {
    let required: Vec<&str> = require.split(',').filter(|name| !name.is_empty()).collect();
    for name in &required {
        let known = PROGRAMS.iter().any(|(_, names)| names[0] == *name);
        if !known && *name != "all" {
            let known: Vec<&str> = PROGRAMS.iter().map(|(_, names)| names[0]).collect();
            let known = known.join(", ");
            return Err(format!("no suite needs `{name}`; hint: --require all, or some of {known}"));
        }
    }

    let mut sum = Sum { failed: check::failures().len(), ..Sum::default() };

    let list = shell::target_folder()?.join("skipped.txt");
    shell::write(&list, "")?;
    // Goldens are only compared here; `cargo xtask bless` rewrites them.
    let mut tests = shell::cargo(&["test", "--locked", "--workspace", "--no-fail-fast"]);
    tests.env("INSTA_UPDATE", "no").env("BACKLOT_SKIPPED", &list);
    let missing = hand_over_programs(&mut tests);
    sum.add(cargo_test(&mut tests)?);

    let told = shell::read(&list)?;
    for line in skipped_lines(&told, &missing) {
        println!("{line}");
        if is_required(&line, &required) {
            sum.failed += 1;
        } else {
            sum.skipped += 1;
        }
    }
    println!("{sum}");
    if sum.failed == 0 { Ok(()) } else { Err(String::new()) }
}

/// Tells the tests where the programs and the data are; answers what is missing.
fn hand_over_programs(tests: &mut Command) -> Vec<&'static str> {
    let mut missing = Vec::new();
    for (variable, names) in PROGRAMS {
        match shell::on_path(names) {
            Some(path) => _ = tests.env(variable, path),
            None => missing.push(names[0]),
        }
    }
    match shell::data_folder() {
        Some(path) => _ = tests.env("BACKLOT_DATA", path),
        None => missing.push(DATA),
    }
    missing
}

/// What the suites told, and a line for each missing program of which none of them spoke.
fn skipped_lines(told: &str, missing: &[&str]) -> Vec<String> {
    let mut lines: Vec<String> = told.lines().map(str::to_owned).collect();
    lines.sort();
    for what in missing {
        if !told.contains(what) {
            lines.push(format!("SKIPPED what needs it: {what} not found"));
        }
    }
    lines
}

fn is_required(line: &str, required: &[&str]) -> bool {
    let reason = line.split_once(": ").map_or(line, |(_, reason)| reason);
    let named = |name: &&str| *name == "all" || reason.contains(name);
    !reason.contains(DATA) && required.iter().any(named)
}

/// Runs the tests, shows what they print as it comes, and sums their closing lines.
fn cargo_test(tests: &mut Command) -> Result<Sum, String> {
    let mut child = tests.stdout(Stdio::piped()).spawn().map_err(|error| format!("cannot run cargo test: {error}"))?;
    let mut sum = Sum::default();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line.map_err(|error| format!("cannot read from cargo test: {error}"))?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            _ = std::io::stdout().flush();
            sum.add(Sum::of_line(&line));
        }
    }
    let status = child.wait().map_err(|error| format!("cannot wait for cargo test: {error}"))?;
    if !status.success() && sum.failed == 0 {
        // It did not come to a test, or a test took its process down: that is one failure, never none.
        sum.failed = 1;
    }
    Ok(sum)
}

#[derive(Debug, Default, PartialEq)]
struct Sum {
    passed: usize,
    failed: usize,
    skipped: usize,
}

impl Sum {
    /// From `test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; ..`; any other line counts nothing.
    fn of_line(line: &str) -> Self {
        let mut sum = Self::default();
        let Some(rest) = line.trim_start().strip_prefix("test result: ") else {
            return sum;
        };
        let words: Vec<&str> = rest.split([' ', ';']).collect();
        for pair in words.windows(2) {
            let count = pair[0].parse().unwrap_or_default();
            match pair[1] {
                "passed" => sum.passed = count,
                "failed" => sum.failed = count,
                "ignored" => sum.skipped = count,
                _ => {}
            }
        }
        sum
    }

    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

#[cfg(test)]
mod tests {
    use super::{Sum, is_required, skipped_lines};

    #[test]
    fn closing_lines_are_summed() {
        let mut sum = Sum::default();
        for line in [
            "running 5 tests",
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s",
        ] {
            sum.add(Sum::of_line(line));
        }
        assert_eq!(sum.to_string(), "7 passed, 2 failed, 1 skipped");
    }

    #[test]
    fn a_missing_program_is_told_once() {
        let told = "SKIPPED papers as pictures: pdftoppm not found\n";
        assert_eq!(
            skipped_lines(told, &["pdftoppm", "chromium"]),
            ["SKIPPED papers as pictures: pdftoppm not found", "SKIPPED what needs it: chromium not found",]
        );
    }

    #[test]
    fn what_is_required_may_not_be_skipped_but_for_the_data() {
        let pictures = "SKIPPED papers as pictures: pdftoppm not found";
        let corpus = "SKIPPED corpus: data folder not found";
        assert!(!is_required(pictures, &[]));
        assert!(!is_required(pictures, &["chromium"]));
        assert!(is_required(pictures, &["chromium", "pdftoppm"]));
        assert!(is_required(pictures, &["all"]));
        assert!(!is_required(corpus, &["all"]));
    }
}
