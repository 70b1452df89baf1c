//! The demo: plans the demo production, loses an actor for two days, plans the rest again and shows what changed.

use crate::shell::{self, Done};
use std::time::Instant;

const OUT: &str = "out/cyberhunt";
/// How long the search looks where no `--seconds` is given: counted, so that everybody sees the same board.
const ITERATIONS: &str = "20000";

/// What a step shows, and what it gives to `backlot`; SEARCH stands for the length of the search.
const STEPS: &[(&str, &str)] = &[
    (
        "A screenplay and a page of facts become the cheapest legal plan, its price and its papers",
        "plan fixtures/cyberhunt/cyberhunt.fountain --with fixtures/cyberhunt/production.toml --budget fixtures/cyberhunt/budget.toml SEARCH --out out/cyberhunt",
    ),
    ("The approved budget beside the estimate of that plan", "budget out/cyberhunt/cyberhunt.backlot"),
    (
        "The bad morning: an actor is gone for two days",
        "unavailable out/cyberhunt/cyberhunt.backlot MAYA 2027-03-10..2027-03-11 --why ill",
    ),
    (
        "What is left is planned again, from the bad morning on",
        "solve out/cyberhunt/cyberhunt.backlot --from-day 8 SEARCH --out out/cyberhunt/replanned",
    ),
    (
        "What the new board costs against the first, by account and by cause",
        "price out/cyberhunt/cyberhunt.backlot --against Plan",
    ),
    ("The approved budget beside the new estimate", "budget out/cyberhunt/cyberhunt.backlot"),
];

/// The two boards that are compared at the end.
const BOARDS: [&str; 2] = ["out/cyberhunt/board.txt", "out/cyberhunt/replanned/board.txt"];

pub(crate) fn run(seconds: Option<&str>) -> Done {
    let start = Instant::now();
    shell::run(&mut shell::cargo(&["build", "--locked", "-p", "backlot"]))?;
    shell::fresh_folder(&shell::root().join(OUT))?;
    let backlot = shell::target_folder()?.join("debug/backlot");
    let search = match seconds {
        Some(seconds) => format!("--seconds {seconds}"),
        None => format!("--iterations {ITERATIONS}"),
    };
    for (shows, words) in STEPS {
        let mut command = shell::command(&backlot);
        command.args(words.replace("SEARCH", &search).split(' '));
        println!("\n# {shows}\n$ {}", shell::named(&command));
        shell::run(&mut command)?;
    }
    compare_boards()?;
    println!("\nThe demo took {:.1} s; its files are in {OUT}", start.elapsed().as_secs_f64());
    Ok(())
}

fn compare_boards() -> Done {
    let mut diff = shell::command("git");
    diff.args(["--no-pager", "diff", "--no-index", "--unified=1", "--"]).args(BOARDS);
    println!("\n# What changed between the two boards\n$ {}", shell::named(&diff));
    let status = diff.status().map_err(|error| format!("cannot run git: {error}"))?;
    // Git answers 1 for a difference, also where one of the files is not there.
    let both = BOARDS.iter().all(|board| shell::root().join(board).is_file());
    match status.code() {
        Some(1) if both => Ok(()),
        Some(0) => Err("the two boards are the same; the demo should show a change".to_owned()),
        _ => Err(format!("cannot compare {}", BOARDS.join(" with "))),
    }
}
