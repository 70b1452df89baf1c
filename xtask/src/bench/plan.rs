//! `bench plan`: from screenplay to papers, in time and memory, for the demo production and for one of 600 scenes.

use super::{measure, production, released};
use crate::shell;
use std::time::Duration;

/// With no search at all, so that the rest is measured; and with a little of it.
const ITERATIONS: [&str; 2] = ["0", "1000"];
const RUNS: usize = 3;
const LIMIT: Duration = Duration::from_secs(600);
const SEED: u64 = 7;
/// Shooting days of the long production.
const DAYS: &str = "150";

pub(crate) fn run() -> shell::Done {
    let (backlot, scratch) = released("plan")?;
    let long = scratch.join("long-night.fountain");
    shell::write(&long, &production::fountain(SEED, production::SCENES))?;
    let long = long.to_string_lossy();
    let demo = ["fixtures/cyberhunt/cyberhunt.fountain", "--with", "fixtures/cyberhunt/production.toml"];
    // The days are given, as they are on a production of that size: without them ten searches would be measured.
    let loads: [(&str, &[&str]); 2] = [("cyberhunt", &demo), ("600 scenes", &[&long, "--days", DAYS])];

    println!("{RUNS} runs each; seconds of the fastest and the slowest, peak memory of the largest\n");
    println!("{:<12}{:>11}{:>11}{:>11}{:>11}{:>7}", "production", "iterations", "fastest", "slowest", "peak", "exit");
    let mut broke = Vec::new();
    for (name, arguments) in loads {
        for iterations in ITERATIONS {
            let mut runs = Vec::new();
            for _ in 0..RUNS {
                shell::fresh_folder(&scratch.join("out"))?;
                let mut command = shell::command(&backlot);
                command.arg("plan").args(arguments).args(["--iterations", iterations, "--out"]);
                runs.push(measure::run(command.arg(scratch.join("out")), &scratch, LIMIT)?);
            }
            runs.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
            let (fastest, slowest) = (runs[0].seconds, runs[RUNS - 1].seconds);
            let peak = runs.iter().max_by_key(|run| run.peak_kib).map_or_else(String::new, |run| run.peak());
            let ending = runs.iter().map(|run| run.ending()).max().unwrap_or_default();
            println!("{name:<12}{iterations:>11}{fastest:>11.3}{slowest:>11.3}{peak:>11}{ending:>7}");
            if let Some(run) = runs.iter().find(|run| !run.planned()) {
                broke.push(format!("{name} failed: {}", run.stderr.lines().next().unwrap_or_default()));
            }
        }
    }
    if broke.is_empty() { Ok(()) } else { Err(broke.join("\n")) }
}
