//! `backlot solve`: searches for a better board, as a whole or from a day on, and makes it the active one.

mod morning;
mod moved;
mod told;

use std::path::PathBuf;

use model::board::Board;
use model::edit::{Edit, ProductionChange};
use model::ids::DayId;
use model::issue::Schedule;
use model::measure::Cents;
use model::production::{Production, Settings};
use rules::Code;
use serde::Serialize;
use solver::Solution;

use self::morning::Morning;
pub(super) use self::told::without_cover;
use self::told::{DayMore, Overtime, Replan};
use super::plan::Allow;
use super::{File, Format, Said, find};
use crate::app::{self, Opened};
use crate::calls::{self, Change, What};
use crate::compare::{Changes, compare};
use crate::cover::{self, Exposed};
use crate::error::Failure;
use crate::figures::Figures;
use crate::work::{Effort, Task, search, search_bounded};
use crate::{files, past, press, say};

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
    /// Leave every day before this shooting day as it is, and change of the rest only what pays; one more than the board has
    /// plans what the last day left. Needed once the shoot was planned again from some day on
    #[arg(long, value_name = "N", value_parser = super::day)]
    from_day: Option<u32>,
    #[command(flatten)]
    morning: Morning,
    /// What it weighs to call a person on a date on which she was not called; a strip that moves weighs a tenth of it, a
    /// day that changes twice as much; never booked
    /// [default: 5000 with --from-day, an assumption]
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

/// What a re-plan weighs a new call with, when nobody says: an assumption. It is not the call itself but what a day that
/// somebody had planned otherwise costs her and the production: the car, the fitting, the other job.
pub(super) const CHANGE: Cents = Cents(500_000);

#[derive(Serialize)]
struct Report<'a> {
    figures: &'a Figures,
    changes: Option<&'a Changes>,
    replan: Option<&'a Replan>,
    /// That the number of days is not the one asked for, and pinned strips that have another date; in words.
    other_days: Option<String>,
    dated_anew: Vec<String>,
    /// Days in the open, of a re-plan those that are still to come.
    exposed: &'a Exposed,
    /// What any legal board of so many days costs at least.
    bound: Option<Cents>,
    iterations: u64,
    /// What its coolings were planned for, where that is another number.
    #[serde(skip_serializing_if = "Option::is_none")]
    planned: Option<u64>,
    seed: u64,
}

pub(super) fn run(args: &Args, mut opened: Opened) -> Result<Said, Failure> {
    for path in args.out.iter().flat_map(|out| press::files_of(out)) {
        files::must_be_free(&path, args.force)?;
    }
    if let (Some(from), Some(days)) = (args.from_day, args.days)
        && days < from
    {
        let shot = say::count(from as usize - 1, "day");
        let hint = format!("ask for {from} or more, or leave out '--days'");
        return Err(Failure::value(
            format!("'--days {days}' leaves no day to plan: {shot} lie before day {from}"),
            hint,
        ));
    }
    let production = &opened.production;
    let named =
        args.board.as_deref().and_then(|name| production.boards.iter().find(|board| board.name == name)).cloned();
    let base = find::board(production, named.as_ref().map(|board| board.name.as_str()))?.clone();
    match args.from_day {
        Some(_) => past::same(production, &base)?,
        None => past::whole(production, &base, &say::quoted(&args.file.file.display().to_string()))?,
    }
    // What cannot be written is told before anything is.
    args.out.as_deref().map(files::folder).transpose()?;
    // A re-plan is one edit of the log, whatever it writes.
    if args.from_day.is_some() {
        opened.group();
    }
    if args.allow.contains(&Allow::Overtime) && !opened.production.settings.allow_overtime {
        let settings = Settings { allow_overtime: true, ..opened.production.settings.clone() };
        opened.change(Edit::Production(ProductionChange::Settings(settings)))?;
    }
    let production = &opened.production;
    let before = opened.schedule(&base);
    let understood = args.from_day.map(|day| args.morning.understand(production, &before, day)).transpose()?;
    let issue = production.issues.iter().rev().find(|issue| !issue.withdrawn).cloned();
    let (issue, issued) = issue.map_or((None, before.clone()), |issue| (Some(issue.number), issue.schedule));
    let written = understood.as_ref().map(|morning| morning.write(&mut opened, &issued)).transpose()?;
    let (mut lost, moved) = written.unwrap_or_default();
    let hit = hit(&opened.production, &before);
    let (mut copy, mut start) = match named {
        Some(board) => (opened.production.clone(), board),
        None => {
            let name = args.board.clone().unwrap_or_else(|| app::free_name(&opened.production));
            app::new_board(&opened.production, Some(&base), &name)
        }
    };
    if let Some(morning) = understood.as_ref().filter(|morning| morning.takes_back()) {
        // The board before stays as it was: what is taken back is taken off the new one.
        let id = start.id;
        opened.adopt(start.clone())?;
        lost.extend(morning.take_back(&mut opened, id)?);
        copy = opened.production.clone();
        start = find::board(&opened.production, Some(&start.name))?.clone();
    }
    let usual = if args.from_day.is_some() { CHANGE } else { Cents::ZERO };
    let task = Task { days: args.days, from_day: args.from_day, change: args.change.unwrap_or(usual) };
    let makes_room = args.from_day.is_some() && args.days.is_none();
    let asked = task;
    let task = if makes_room { with_room(&copy, &start, asked, args.effort) } else { asked };
    let (solution, bound) = match args.from_day {
        // The past has its price, which no bound knows.
        Some(_) => (search(&copy, &start, task, args.effort.main(false), "searching"), None),
        None => search_bounded(&copy, &start, task, args.effort.main(false), "searching"),
    };
    let (own, given) = (main_days(&copy, &solution.board), main_days(&copy, &start));
    opened.adopt(solution.board.clone())?;
    if let Some(morning) = &understood {
        let says = morning.says(&opened.production, &start.name);
        opened.close(says)?;
    }
    // From here on a person may stop the command: the board is kept. Where days went, what changed is weighed otherwise.
    let more = Task { days: Some(own.saturating_add(1)), ..asked };
    let more = (makes_room && own >= given).then(|| cheaper(&copy, &start, more, args.effort, &solution)).flatten();
    let after = opened.active_schedule()?;
    let figures = Figures::of(&opened.production, &after);
    let changes = args.from_day.map(|_| compare(&opened.production, &before, &after));
    let stuck = args.from_day.is_some() && solution.errors + solution.unplaced > 0 && !copy.settings.allow_overtime;
    let overtime = if stuck { with_overtime(copy, &start, asked, args.effort) } else { None };
    let exposed = Exposed::of(&opened.production, &after);
    let calls = understood.as_ref().map(|morning| calls::calls(&opened.production, &issued, &after, morning.from));
    let replan = understood.zip(calls).map(|(morning, calls)| Replan {
        issue,
        lost,
        moved: moved.iter().filter_map(|&set| moved::moved(&opened.production, &after, set)).collect(),
        days_added: if makes_room { own.saturating_sub(given) } else { 0 },
        new_calls: calls
            .iter()
            .filter(|call| call.what == What::Cast && matches!(call.change, Change::New { .. }))
            .count(),
        change: task.change,
        weight: solution.change,
        remaining: calls::remaining(&before, &after, morning.from),
        over_fill: told::over_fill(&after, morning.from),
        cover: cover::served(&opened.production, &before, &after, &hit),
        calls,
        overtime,
        day_more: more.map(|(board, less)| {
            let days = main_days(&opened.production, &board);
            let schedule = app::schedule(&opened.production, board);
            DayMore { days, less, remaining: calls::remaining(&before, &schedule, morning.from) }
        }),
    });
    if let Some(out) = &args.out {
        press::folder(&opened.production, &after, out, args.force)?;
    }
    let undo = format!("'backlot undo {}'", say::quoted(&args.file.file.display().to_string()));
    let other_days = told::other_days(&opened.production, args.days, &after);
    let dated_anew = told::dated_anew(&opened.production, &before, &after);
    let mut lines = Vec::new();
    if let (Some(changes), Some(replan)) = (&changes, &replan) {
        lines.extend(told::replanned(&opened.production, &before, &after, changes, replan, &undo));
        lines.push(String::new());
    }
    lines.push(format!("board {}, now the active one", figures.board));
    lines.extend(other_days.clone());
    lines.extend(dated_anew.iter().cloned());
    lines.extend(figures.lines(&opened.production));
    lines.extend(figures.worst(&after));
    lines.extend(without_cover(&opened.production, &exposed));
    if args.from_day.is_none() {
        lines.extend(figures.too_few(&opened.production, &after));
    }
    if stuck {
        let overtime = replan.as_ref().and_then(|replan| replan.overtime.as_ref());
        lines.push(told::stuck(&opened.production, overtime, &undo));
    }
    lines.extend(bound.and_then(|bound| figures.bound(&opened.production, bound)));
    lines.push(format!("search: {}", args.effort.told(solution.iterations_done, solution.planned)));
    if let Some(out) = &args.out {
        lines.push(format!("papers: {}", out.display()));
    }
    let report = Report {
        figures: &figures,
        changes: changes.as_ref(),
        replan: replan.as_ref(),
        other_days,
        dated_anew,
        exposed: &exposed,
        bound,
        iterations: solution.iterations_done,
        planned: solution.planned,
        seed: args.effort.seed,
    };
    Ok(Said::data(args.format, &report, lines)?.judged(figures.errors))
}

/// The task with as few days more at the end as it takes until a first board has a day for every strip and breaks no rule,
/// or leaves as few strips as any and breaks as little. Where a short look with all days that may be added leaves fewer, the search
/// gets them all; those that it does not use go.
fn with_room(production: &Production, board: &Board, task: Task, effort: Effort) -> Task {
    let own = main_days(production, board);
    let with = |more| Task { days: Some(own.saturating_add(more)), ..task };
    let mut best = (u32::MAX, u32::MAX, 0);
    for more in 0..=MOST_ADDED {
        let first = search(production, board, with(more), effort.first(), "making room");
        best = best.min((first.unplaced, first.errors, more));
        if (first.unplaced, first.errors) == (0, 0) {
            break;
        }
    }
    let (unplaced, _, more) = best;
    let all = || search(production, board, with(MOST_ADDED), effort.scouting(), "making room");
    with(if unplaced > 0 && all().unplaced < unplaced { MOST_ADDED } else { more })
}

/// A board that breaks nothing where overtime is allowed: a short look, nothing where it finds none.
fn with_overtime(mut production: Production, board: &Board, task: Task, effort: Effort) -> Option<Overtime> {
    production.settings.allow_overtime = true;
    let task = if task.days.is_none() { with_room(&production, board, task, effort) } else { task };
    let found = search(&production, board, task, effort.scouting(), "trying overtime");
    let days = main_days(&production, &found.board);
    ((found.unplaced, found.errors) == (0, 0)).then_some(Overtime { price: found.price, days })
}

/// A legal board of so many days that costs less than a legal one that was found, and how much less, with wishes and what changes
/// weighed: a short look.
fn cheaper(
    production: &Production,
    board: &Board,
    task: Task,
    effort: Effort,
    found: &Solution,
) -> Option<(Board, Cents)> {
    let legal = |one: &Solution| (one.unplaced, one.errors) == (0, 0);
    if !legal(found) {
        return None;
    }
    let other = search(production, board, task, effort.scouting(), "trying a day more");
    let weighed = |one: &Solution| one.price + one.wishes + one.change;
    let less = weighed(found) - weighed(&other);
    let longer = Some(main_days(production, &other.board)) == task.days;
    (legal(&other) && longer && less > Cents::ZERO).then_some((other.board, less))
}

/// Days that a re-plan adds by itself at most, where what is left finds no room: an assumption.
const MOST_ADDED: u32 = 5;

/// How many days the main unit shoots on a board.
fn main_days(production: &Production, board: &Board) -> u32 {
    let main = production.units.first().map(|unit| unit.id);
    let days = board.days.iter().filter(|day| day.kind.shoots() && Some(day.unit) == main).count();
    u32::try_from(days).unwrap_or(u32::MAX)
}

/// The days of a board that what was lost makes impossible.
fn hit(production: &Production, before: &Schedule) -> Vec<DayId> {
    let lost =
        [Code::NotAvailable, Code::PlaceClosed, Code::SetClosed, Code::ElementLost, Code::Weather].map(Code::as_str);
    let verdict = rules::judge(production, &before.plan);
    verdict.findings.iter().filter(|one| lost.contains(&one.code.as_str())).filter_map(|one| one.day).collect()
}

fn amount(text: &str) -> Result<Cents, String> {
    Cents::parse(text).ok_or_else(|| format!("'{text}' is not an amount; write it as 1500 or 1,500.50"))
}
