//! Rewrites the golden files, and the handbook's pages on rules, from what the tests see today, and shows what changed, to be
//! read in review.

use crate::shell;

pub(crate) fn run() -> shell::Done {
    let mut tests = shell::cargo(&["test", "--locked", "--workspace", "--no-fail-fast"]);
    let tested = shell::run(tests.env("INSTA_UPDATE", "always"));
    let diff = ["--no-pager", "diff", "--stat"];
    shell::run(shell::command("git").args(diff))?;
    let new = ["ls-files", "--others", "--exclude-standard", "--", "*.snap", "docs/handbook/rules/*.md"];
    let new = shell::output(shell::command("git").args(new))?;
    for file in new.lines() {
        println!(" {file} (new)");
    }
    // A test that still fails compares something other than a golden file.
    tested
}
