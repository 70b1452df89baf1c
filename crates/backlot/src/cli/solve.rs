//! `backlot solve`: searches for a better board, as a whole or from a day on, and makes it the active one.

use std::path::PathBuf;

use model::edit::{Edit, ProductionChange};
use model::issue::Schedule;
use model::measure::Cents;
use model::production::{Production, Settings};
use serde::Serialize;

use super::plan::Allow;
use super::{File, Format, Said, find};
use crate::app::{self, Opened};
use crate::compare::{Changes, compare, standing};
use crate::error::Failure;
use crate::figures::Figures;
use crate::work::{Effort, Task, search};
use crate::{files, press, say};

/// Search for a better board, and make it the active one
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) file: File,
    /// The board to make, or to make again [default: a new one]
    #[arg(long, value_name = "NAME", value_parser = super::new_name)]
    board: Option<String>,
    /// Shoot in so many days [default: as the board or the production has it]
    #[arg(long, value_parser = super::days)]
    days: Option<u32>,
    /// Leave every day before this shooting day as it is, and change of the rest only what pays
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    from_day: Option<u32>,
    /// What it weighs to change the day of one strip; never booked [default: 5000 with --from-day, an assumption]
    #[arg(long, value_name = "AMOUNT", value_parser = amount)]
    change: Option<Cents>,
    /// What may be planned that is not planned by itself
    #[arg(long, value_enum)]
    allow: Vec<Allow>,
    #[command(flatten)]
    effort: Effort,
    /// Print every paper of the new board into a folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Overwrite papers that stand there already
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    format: Format,
}

/// What a re-plan weighs a strip's change of day with, when nobody says: an assumption, about the time that it takes to
/// tell everybody.
const CHANGE: Cents = Cents(500_000);

#[derive(Serialize)]
struct Report<'a> {
    figures: &'a Figures,
    changes: Option<&'a Changes>,
    iterations: u64,
    seed: u64,
}

pub(super) fn run(args: &Args, mut opened: Opened) -> Result<Said, Failure> {
    for path in args.out.iter().flat_map(|out| press::files_of(out)) {
        files::must_be_free(&path, args.force)?;
    }
    if args.allow.contains(&Allow::Overtime) && !opened.production.settings.allow_overtime {
        let settings = Settings { allow_overtime: true, ..opened.production.settings.clone() };
        opened.change(Edit::Production(ProductionChange::Settings(settings)))?;
    }
    let production = &opened.production;
    let named = args.board.as_deref().and_then(|name| production.boards.iter().find(|board| board.name == name));
    let base = find::board(production, named.map(|board| board.name.as_str()))?;
    if let Some(day) = args.from_day {
        find::day(production, base, day)?;
    }
    let before = opened.schedule(base);
    let (copy, start) = match named {
        Some(board) => (production.clone(), board.clone()),
        None => {
            let name = args.board.clone().unwrap_or_else(|| app::free_name(production));
            app::new_board(production, Some(base), &name)
        }
    };
    let usual = if args.from_day.is_some() { CHANGE } else { Cents::ZERO };
    let task = Task { days: args.days, from_day: args.from_day, change: args.change.unwrap_or(usual) };
    let solution = search(&copy, &start, task, args.effort.main(false), "searching");
    opened.adopt(solution.board)?;
    let after = opened.active_schedule()?;
    let figures = Figures::of(&opened.production, &after);
    let changes = args.from_day.map(|_| compare(&opened.production, &before, &after));
    if let Some(out) = &args.out {
        files::folder(out)?;
        press::folder(&opened.production, &after, out, args.force)?;
    }
    let mut lines = Vec::new();
    if let Some(changes) = &changes {
        lines.extend(replanned(&opened.production, &before, &after, changes));
        lines.push(format!("a strip's change of day was weighed with {}", say::money(&opened.production, task.change)));
        lines.push(String::new());
    }
    lines.push(format!("board {}, now the active one", figures.board));
    lines.extend(figures.lines(&opened.production));
    lines.extend(figures.worst(&after));
    lines.push(format!("search: {}", args.effort.told(solution.iterations_done)));
    if let Some(out) = &args.out {
        lines.push(format!("papers: {}", out.display()));
    }
    let report = Report {
        figures: &figures,
        changes: changes.as_ref(),
        iterations: solution.iterations_done,
        seed: args.effort.seed,
    };
    Ok(Said::data(args.format, &report, lines)?.judged(figures.errors))
}

/// Which strips moved, which days changed and which did not.
fn replanned(production: &Production, before: &Schedule, after: &Schedule, changes: &Changes) -> Vec<String> {
    let mut lines: Vec<String> = changes
        .strips
        .iter()
        .map(|moved| format!("strip {}: {} -> {}", moved.strip, standing(moved.from), standing(moved.to)))
        .collect();
    let touched = |date| {
        let stops = changes.strips.iter().flat_map(|moved| [moved.from, moved.to]);
        stops.flatten().any(|stop| stop.date == date) || changes.hours.iter().any(|hours| hours.day.date == date)
    };
    let shot = |schedule: &Schedule, wanted: bool| -> Vec<String> {
        let days = schedule.plan.days.iter().filter(|day| touched(day.date) == wanted);
        days.filter_map(|day| day.number).map(|number| number.to_string()).collect()
    };
    let list = |days: Vec<String>| if days.is_empty() { "none".to_owned() } else { days.join(", ") };
    lines.push(format!("days that changed: {}", list(shot(after, true))));
    lines.push(format!("days that did not: {}", list(shot(after, false))));
    lines.push(format!("cost: {}", changes.money(production)));
    lines.push(format!(
        "findings: {} -> {}",
        Figures::of(production, before).findings(),
        Figures::of(production, after).findings()
    ));
    lines
}

fn amount(text: &str) -> Result<Cents, String> {
    Cents::parse(text).ok_or_else(|| format!("'{text}' is not an amount; write it as 1500 or 1,500.50"))
}
