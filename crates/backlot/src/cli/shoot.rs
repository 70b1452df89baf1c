//! `backlot shoot`: the cheapest legal schedule of a benchmark instance ("backlot-core/1"), and what any schedule costs at least.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde::Serialize;
use solver::shoot::{self, Checked, Schedule};

use super::{Format, Said};
use crate::error::{FINDINGS, FINE, Failure};
use crate::{files, work};

/// Search the cheapest legal schedule of a benchmark instance, and what any schedule costs at least
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The instance, a "backlot-core/1" JSON file
    #[arg(value_name = "FILE")]
    instance: PathBuf,
    /// Search at most so many seconds
    #[arg(long, default_value_t = 60.0, value_parser = super::talent::seconds)]
    seconds: f64,
    /// Threads of the search, which change nothing but the time; the bound has one of its own
    #[arg(long, default_value_t = 2, value_parser = clap::value_parser!(u16).range(1..=64))]
    threads: u16,
    /// Where chance begins
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Moves that each of the four workers tries, instead of the time: the same board on any machine
    #[arg(long)]
    iterations: Option<u64>,
    /// Moves that its coolings are planned for, where a search by the clock says so at its end [default: the iterations]
    #[arg(long, requires = "iterations")]
    planned: Option<u64>,
    /// Write the schedule and the curve as JSON
    #[arg(long, value_name = "SOLUTION.json")]
    out: Option<PathBuf>,
    /// Overwrite it if it is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    format: Format,
}

/// What is known at a time.
#[derive(Clone, Copy, Debug, Serialize)]
pub(crate) struct Point {
    pub(crate) seconds: f64,
    /// The cost of the best legal schedule, if there is one yet.
    pub(crate) cost: Option<i64>,
    pub(crate) bound: i64,
}

#[derive(Serialize)]
struct Answer<'a> {
    instance: &'a str,
    cost: i64,
    bound: i64,
    /// How far the cost of a legal schedule is above the bound at most, in hundredths of a percent of the cost.
    #[serde(skip_serializing_if = "Option::is_none")]
    gap_bp: Option<i64>,
    proven: bool,
    legal: bool,
    seconds: f64,
    iterations: u64,
    /// What its coolings were planned for, where that is another number.
    #[serde(skip_serializing_if = "Option::is_none")]
    planned: Option<u64>,
    moves_per_second: u64,
    checked: &'a Checked,
    curve: &'a [Point],
    solution: &'a Schedule,
}

pub(super) fn run(args: &Args) -> Result<Said, Failure> {
    if let Some(out) = &args.out {
        files::must_be_free(out, args.force)?;
    }
    let file = args.instance.display();
    let hint = "give an instance of the format \"backlot-core/1\", which docs/solver.md describes; 'backlot talent' reads talent-scheduling instances";
    let read = shoot::read(&files::read_text(&args.instance)?);
    let instance = read.map_err(|unread| Failure::value(format!("{file}: {unread}"), hint))?;
    let options = solver::Options {
        seed: args.seed,
        iterations: args.iterations.unwrap_or(u64::MAX),
        planned: args.planned,
        threads: usize::from(args.threads),
        ..solver::Options::default()
    };
    let run = work::shoot(&instance, &options, args.iterations.is_none().then_some(args.seconds));
    let (checked, bound) = (&run.found.checked, run.bound);
    let legal = checked.violations.is_empty();
    let gap = (checked.cost - bound).saturating_mul(10_000) / checked.cost.max(1);
    let answer = Answer {
        instance: &instance.name,
        cost: checked.cost,
        bound,
        gap_bp: legal.then_some(gap),
        proven: legal && checked.cost == bound,
        legal,
        seconds: run.seconds,
        iterations: run.found.iterations,
        planned: run.found.planned,
        moves_per_second: run.moves_per_second(),
        checked,
        curve: &run.curve,
        solution: &run.found.schedule,
    };
    if let Some(out) = &args.out {
        let json = serde_json::to_vec_pretty(&answer);
        let json = json.map_err(|error| Failure::value(format!("cannot print as JSON: {error}"), "leave out --out"))?;
        files::write(out, &json, args.force)?;
    }
    let said = Said::data(args.format, &answer, lines(&answer))?;
    Ok(Said { code: if legal { FINE } else { FINDINGS }, ..said })
}

fn lines(answer: &Answer<'_>) -> Vec<String> {
    let gap = match answer.gap_bp {
        _ if answer.proven => "proven".to_owned(),
        Some(gap) => format!("gap {}.{:02} %", gap / 100, gap % 100),
        None => "not legal".to_owned(),
    };
    let mut lines = vec![format!(
        "{}  cost {}  bound {}  {gap}  {} days  {:.1} s  {}  {} moves/s",
        answer.instance,
        answer.cost,
        answer.bound,
        answer.checked.days,
        answer.seconds,
        work::replayed(answer.iterations, answer.planned),
        answer.moves_per_second
    )];
    let mut parts = String::from("  ");
    for (part, cost) in &answer.checked.parts {
        // Writing to a text does not fail.
        let _ = write!(parts, "{part} {cost}  ");
    }
    lines.push(parts.trim_end().to_owned());
    lines.extend(answer.checked.violations.iter().take(20).map(|violation| format!("  breaks: {violation}")));
    if !answer.proven {
        lines.push("  the bound leaves out what hangs on the order of days (docs/solver.md)".to_owned());
    }
    lines
}
