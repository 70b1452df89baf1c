//! The whole check short of the tests: each step with its name, its time and what it found.

use crate::shell::{self, Done};
use crate::{edges, tidy};
use std::time::Instant;

type Step = (&'static str, fn() -> Done);

const STEPS: &[Step] = &[
    ("edges", || report(edges::violations())),
    ("captions", || report(tidy::captions())),
    ("map", || report(tidy::map())),
    ("left-overs", || report(tidy::left_overs())),
    ("format", || shell::run(&mut shell::cargo(&["fmt", "--all", "--check"]))),
    ("lint", lint),
    ("docs", docs),
    ("handbook", handbook),
];

pub(crate) fn run() -> Done {
    let failed = failures();
    if failed.is_empty() { Ok(()) } else { Err(String::new()) }
}

/// Runs every step, also after one that failed, and answers the names of those that failed.
pub(crate) fn failures() -> Vec<&'static str> {
    let start = Instant::now();
    let mut failed = Vec::new();
    for (name, step) in STEPS {
        println!("check: {name}");
        let start = Instant::now();
        let done = step();
        if let Err(problem) = &done {
            println!("{problem}");
            failed.push(*name);
        }
        let word = if done.is_ok() { "ok" } else { "FAILED" };
        let seconds = start.elapsed().as_secs_f64();
        println!("check: {name} {word} ({seconds:.1} s)");
    }
    let seconds = start.elapsed().as_secs_f64();
    match failed.len() {
        0 => println!("check: all {} steps ok ({seconds:.1} s)", STEPS.len()),
        _ => println!("check: FAILED in {} ({seconds:.1} s)", failed.join(", ")),
    }
    failed
}

fn report(problems: Result<Vec<String>, String>) -> Done {
    let problems = problems?;
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}

fn lint() -> Done {
    let arguments = ["clippy", "--locked", "--workspace", "--all-targets"];
    shell::run(shell::cargo(&arguments).args(["--", "-D", "warnings"]))
}

fn docs() -> Done {
    let arguments = ["doc", "--locked", "--no-deps", "--workspace"];
    shell::run(shell::cargo(&arguments).env("RUSTDOCFLAGS", "-D warnings"))
}

/// That the pages on rules say what rule files and packs say.
fn handbook() -> Done {
    shell::run(&mut shell::cargo(&["test", "--quiet", "--locked", "-p", "backlot-rules", "--test", "handbook"]))
}
