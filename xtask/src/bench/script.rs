//! `bench script [PART..]`: what the readers of scripts reach, part by part, each with its figures beside what is to be reached.

mod printed;
mod speed;

use std::time::Instant;

use crate::shell;

type Part = (&'static str, &'static str, fn() -> shell::Done);

const PARTS: &[Part] = &[
    ("speed", "megabytes a second, milliseconds from file to breakdown, memory", speed::run),
    ("cases", "cases of other parsers, re-expressed as ours", cases),
    ("lengths", "eighths and pages against those that files state", || tests(&["lengths"])),
    ("headings", "headings against a list labelled by hand", || tests(&["headings"])),
    ("breakdown", "proposals against scenes labelled by hand, cast against the lists that files hold", || {
        tests(&["breakdown"])
    }),
    ("pdf", "printed scripts against the texts they were printed from", printed::run),
];

/// Measures these parts, or all where none is named. A part that fails does not keep the others from being measured.
pub(crate) fn run(names: &[&str]) -> shell::Done {
    let known: Vec<&str> = PARTS.iter().map(|(name, ..)| *name).collect();
    if let Some(name) = names.iter().find(|name| !known.contains(*name)) {
        return Err(format!("`bench script` has no part '{name}'; hint: one of {}", known.join(", ")));
    }
    let mut failed = Vec::new();
    for (name, what, measure) in PARTS.iter().filter(|(name, ..)| names.is_empty() || names.contains(name)) {
        println!("\n## {name}: {what}\n");
        let start = Instant::now();
        if let Err(problem) = measure() {
            println!("{problem}");
            failed.push(*name);
        }
        println!("\n{name}: {:.0} s", start.elapsed().as_secs_f64());
    }
    if failed.is_empty() { Ok(()) } else { Err(format!("failed: {}", failed.join(", "))) }
}

/// The cases of all formats, and the Final Draft files of the data beside their Fountain, which a test inside the crate compares.
fn cases() -> shell::Done {
    let files = ["test", "--locked", "-q", "-p", "backlot-script", "--lib", "fdx_files", "--", "--nocapture"];
    shell::run(&mut shell::cargo(&files)).and(tests(&["fountain_cases", "final_draft_cases"]))
}

/// Runs those of these tests of `crates/script/tests` that there are, and shows the tables they print.
fn tests(names: &[&str]) -> shell::Done {
    let folder = shell::root().join("crates/script/tests");
    let there =
        |name: &&&str| folder.join(format!("{name}.rs")).is_file() || folder.join(name).join("main.rs").is_file();
    let there: Vec<_> = names.iter().filter(there).collect();
    if there.is_empty() {
        println!("SKIPPED: crates/script/tests has no {}", names.join(" and no "));
        return Ok(());
    }
    let mut tests = shell::cargo(&["test", "--locked", "-q", "-p", "backlot-script"]);
    for name in there {
        tests.args(["--test", name]);
    }
    tests.args(["--", "--nocapture", "--test-threads=1"]);
    if let Some(data) = shell::data_folder() {
        tests.env("BACKLOT_DATA", data);
    }
    shell::run(&mut tests)
}
