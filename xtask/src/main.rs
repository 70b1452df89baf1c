//! Chores of the project: `cargo xtask check | test | demo | bless | bench | fuzz`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "chores talk to the person who runs them")]

mod check;
mod edges;
mod tidy;

mod suites;

mod bench;
mod bless;
mod demo;
mod fuzz;

mod shell;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask CHORE

  check                            format, lint, edges, docs, captions, the map, left-over words, the handbook's pages on rules
  test [--require all|NAME,...]    check, then every test; a missing program that is required is a failure
  demo [--seconds S]               plan the demo production, lose an actor, plan again, show what changed
  bless                            rewrite the golden files and the handbook's pages on rules from what the tests see today
  bench plan|corpus|recost|rules   measure the program as it is released
  bench replan [--seconds S] [--long S]   plan the demo production again after each of ten bad mornings
  bench talent --instances DIR     measure the exact order for the cast [--seeds N] [--seconds S] [--threads T]
  bench shoot --instances DIR      measure the search of the full problem [--seconds S] [--seeds N] [--peer S]
  bench uss [--seconds S]          compare our board with a first assistant director's own, on the sample of the standard
  bench script [PART ..]           measure the readers of scripts: speed, cases, lengths, cast, headings, breakdown, pdf
  fuzz [TARGET] [--minutes N]      look for files that break a reader: fountain, final_draft, pdf";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["check"] => check::run(),
        ["test"] => suites::run(""),
        ["test", "--require", names] => suites::run(names),
        ["demo"] => demo::run(None),
        ["demo", "--seconds", seconds] => demo::run(Some(seconds)),
        ["bless"] => bless::run(),
        ["bench", "plan"] => bench::plan::run(),
        ["bench", "corpus"] => bench::corpus::run(),
        ["bench", "recost"] => bench::recost::run(),
        ["bench", "replan", arguments @ ..] => bench::replan::run(arguments),
        ["bench", "rules"] => bench::rules::run(),
        ["bench", "shoot", arguments @ ..] => bench::shoot::run(arguments),
        ["bench", "talent", arguments @ ..] => bench::talent::run(arguments),
        ["bench", "uss", arguments @ ..] => bench::uss::run(arguments),
        ["bench", "script", parts @ ..] => bench::script::run(parts),
        ["fuzz", rest @ ..] => fuzz::run(rest),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            // An empty problem was already told; the chore's own closing line stays the last one.
            if !problem.is_empty() {
                eprintln!("xtask: {problem}");
            }
            ExitCode::FAILURE
        }
    }
}
