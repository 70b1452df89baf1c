//! `backlot plan`: from a screenplay to a folder with a production and every paper, in one go.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use jiff::civil::Date;
use model::board::Board;
use model::measure::Cents;
use model::production::Production;
use serde::Serialize;
use solver::Solution;

use super::solve::without_cover;
use super::{Format, Reading, Said};
use crate::app::{self, Founding, Opened};
use crate::cover::Exposed;
use crate::error::Failure;
use crate::figures::Figures;
use crate::files;
use crate::press::{self, Size};
use crate::say::count;
use crate::work::{Effort, Task, search, search_bounded};

/// Plan a shoot from its screenplay: production, board, price and papers
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The screenplay: Fountain, Final Draft or PDF; or a schedule of the Universal Schedule Standard (.uss)
    script: PathBuf,
    #[command(flatten)]
    founding: Founded,
    /// Shoot in so many days; without it, the plan also says what fewer and more would cost
    #[arg(long, value_parser = super::days)]
    days: Option<u32>,
    /// What may be planned that is not planned by itself
    #[arg(long, value_enum)]
    allow: Vec<Allow>,
    /// Paper of what is printed [default: letter, or what the file beside the script says]
    #[arg(long, value_enum)]
    paper: Option<Size>,
    #[command(flatten)]
    effort: Effort,
    /// Folder of what is made [default: the script's name and -plan]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Overwrite files that stand there already
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    format: Format,
}

/// What founds a production beside the script.
#[derive(Debug, clap::Args)]
pub(super) struct Founded {
    /// What is known beside the script: places, cast, rates, calendar
    #[arg(long, value_name = "FILE.toml")]
    with: Option<PathBuf>,
    /// The budget beside the script: accounts, lines, fringes
    #[arg(long, value_name = "FILE.toml")]
    budget: Option<PathBuf>,
    /// First shooting day [default: a Monday in some weeks]
    #[arg(long, value_name = "DATE", value_parser = super::date)]
    start: Option<Date>,
    /// Tell every note on how script and file were read, not only the first eight
    #[arg(long)]
    pub(super) notes: bool,
    #[command(flatten)]
    pub(super) reading: Reading,
}

impl Founded {
    /// The founding on this script.
    pub(super) fn of<'a>(&'a self, script: &'a Path) -> Founding<'a> {
        Founding {
            script,
            with: self.with.as_deref(),
            budget: self.budget.as_deref(),
            start: self.start,
            all_notes: self.notes,
            reading: &self.reading,
        }
    }
}

/// Numbers of days that are looked at, at most, to find the best one (assumption).
const LOOKS: usize = 12;
/// Numbers in a row that are no better before the look-out ends (assumption).
const MISSES: u32 = 2;

/// What may be planned when a person allows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Allow {
    /// Days longer than the planned length, where that is cheaper
    Overtime,
}

/// What other numbers of days would cost.
#[derive(Clone, Debug, Serialize)]
struct Choice {
    days: usize,
    total: Cents,
    errors: usize,
    boneyard: usize,
    /// This is the plan itself.
    planned: bool,
}

#[derive(Serialize)]
struct Report<'a> {
    figures: &'a Figures,
    exposed: &'a Exposed,
    choices: &'a [Choice],
    /// What any legal board of so many days costs at least.
    bound: Option<Cents>,
    iterations: u64,
    /// What its coolings were planned for, where that is another number.
    #[serde(skip_serializing_if = "Option::is_none")]
    planned: Option<u64>,
    seed: u64,
    folder: &'a Path,
}

pub(super) fn run(args: &Args, author: &str) -> Result<Said, Failure> {
    let stem = files::stem(&args.script);
    let out = args.out.clone().unwrap_or_else(|| PathBuf::from(format!("{stem}-plan")));
    let file = out.join(format!("{stem}.backlot"));
    for path in press::files_of(&out).iter().chain([&file]) {
        files::must_be_free(path, args.force)?;
    }
    let founding = args.founding.of(&args.script);
    let (mut production, read) = app::found(founding, args.days)?;
    production.settings.allow_overtime |= args.allow.contains(&Allow::Overtime);
    if let Some(size) = args.paper {
        production.settings.paper = size.into();
    }
    let open_ended = args.days.is_none() && production.settings.days.is_none();
    let days = if open_ended { Some(best_number(&production, args.effort)) } else { args.days };
    let task = Task { days, ..Task::default() };
    let (solution, bound) = planned(&production, task, args.effort, open_ended);

    files::folder(&out)?;
    let mut opened = Opened::create(&file, &production, &read, author, args.force)?;
    opened.adopt(solution.board)?;
    let schedule = opened.active_schedule()?;
    let figures = Figures::of(&opened.production, &schedule);
    let exposed = Exposed::of(&opened.production, &schedule);
    let choices = if open_ended { choices(&opened.production, &figures, args.effort) } else { Vec::new() };
    press::folder(&opened.production, &schedule, &out, args.force)?;

    let mut lines = choice_lines(&opened.production, &choices);
    lines.extend(figures.lines(&opened.production));
    lines.extend(figures.worst(&schedule));
    lines.extend(without_cover(&opened.production, &exposed));
    lines.extend(figures.too_few(&opened.production, &schedule));
    lines.extend(bound.and_then(|bound| figures.bound(&opened.production, bound)));
    lines.push(format!("search: {}", args.effort.told(solution.iterations_done, solution.planned)));
    lines.push(format!("papers: {} with {}", out.display(), file.display()));
    let report = Report {
        figures: &figures,
        exposed: &exposed,
        choices: &choices,
        bound,
        iterations: solution.iterations_done,
        planned: solution.planned,
        seed: args.effort.seed,
        folder: &out,
    };
    Ok(Said::data(args.format, &report, lines)?.judged(figures.errors))
}

/// The first board of a production, and what any costs at least.
fn planned(production: &Production, task: Task, effort: Effort, shared: bool) -> (Solution, Option<Cents>) {
    let (copy, base) = app::new_board(production, production.active_board(), &app::free_name(production));
    search_bounded(&copy, &base, task, effort.main(shared), "planning")
}

/// The number of shooting days that holds the script most cheaply, as far as short searches can tell: from what the load
/// asks for, up while that mends something, else down while it saves money and breaks nothing more. Each begins from the
/// best board so far.
fn best_number(production: &Production, effort: Effort) -> u32 {
    let look = |days: u32, from: Option<&Board>| {
        let (copy, base) = app::new_board(production, from.or(production.active_board()), "Scout");
        let task = Task { days: Some(days), ..Task::default() };
        let solution =
            search(&copy, &base, task, effort.scouting(), &format!("looking at {}", count(days as usize, "day")));
        Look { broken: solution.errors + solution.unplaced, price: solution.price, days, board: solution.board }
    };
    let needed = solver::days_needed(production).max(1);
    let mut best = look(needed, None);
    let more = if best.broken > 0 { LOOKS } else { 0 };
    for days in (needed + 1..).take(more).chain((1..needed).rev().take(LOOKS)) {
        let mended = days > needed && best.broken == 0;
        let past = days < needed && best.days > needed;
        if mended || past || days.abs_diff(best.days) > MISSES {
            continue;
        }
        let found = look(days, Some(&best.board));
        if (found.broken, found.price) < (best.broken, best.price) {
            best = found;
        }
    }
    best.days
}

/// A number of days as a short search found it.
struct Look {
    broken: u32,
    price: Cents,
    days: u32,
    board: Board,
}

/// What two days fewer to two more would cost: each searched with a part of the effort and then judged and priced.
fn choices(production: &Production, figures: &Figures, effort: Effort) -> Vec<Choice> {
    let days = figures.days;
    let around = days.saturating_sub(2).max(1)..=days + 2;
    let choice = |figures: &Figures, planned| Choice {
        days: figures.days,
        total: figures.total,
        errors: figures.errors,
        boneyard: figures.boneyard,
        planned,
    };
    let other = |days: usize| {
        let task = Task { days: u32::try_from(days).ok(), ..Task::default() };
        // From the plan itself: a day more starts as good as the plan is, a day less has only its own strips to place.
        let (copy, base) = app::new_board(production, production.active_board(), "Choice");
        let solution = search(&copy, &base, task, effort.side(), &format!("in {}", count(days, "day")));
        choice(&Figures::of(&copy, &app::schedule(&copy, solution.board)), false)
    };
    around.map(|other_days| if other_days == days { choice(figures, true) } else { other(other_days) }).collect()
}

fn choice_lines(production: &Production, choices: &[Choice]) -> Vec<String> {
    if choices.is_empty() {
        return Vec::new();
    }
    let width = choices.iter().map(|one| one.total.to_string().len()).max().unwrap_or(0);
    let line = |one: &Choice| {
        let total = format!("{} {:>width$}", production.currency, one.total.to_string());
        let troubles = [
            (one.errors > 0).then(|| count(one.errors, "error")),
            (one.boneyard > 0).then(|| format!("{} without a day", count(one.boneyard, "strip"))),
        ];
        let troubles: Vec<String> = troubles.into_iter().flatten().collect();
        let planned = if one.planned { "  <- this plan" } else { "" };
        let days = if one.days == 1 { "day " } else { "days" };
        let line = format!("{:>5} {days}  {total}  {}", one.days, troubles.join(", "));
        format!("{}{planned}", line.trim_end())
    };
    let mut lines = vec!["other numbers of days, each searched more briefly:".to_owned()];
    lines.extend(choices.iter().map(line));
    let legal = choices.iter().filter(|one| one.errors == 0);
    if let Some(cheapest) = legal.min_by_key(|one| one.total).filter(|one| !one.planned) {
        lines.push(format!(
            "the cheapest legal one of these has {}: --days {}",
            count(cheapest.days, "day"),
            cheapest.days
        ));
    }
    lines.push(String::new());
    lines
}
