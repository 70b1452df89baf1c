//! `backlot solve`: searches for a better board, as a whole or from a day on, and makes it the active one.

mod morning;
mod moved;

use std::path::PathBuf;

use jiff::civil::Date;
use model::board::Board;
use model::edit::{Edit, ProductionChange};
use model::ids::DayId;
use model::issue::Schedule;
use model::measure::Cents;
use model::notice::Severity;
use model::production::{Production, Settings};
use rules::Code;
use serde::Serialize;
use solver::Solution;

use self::morning::Morning;
use self::moved::Moved;
use super::plan::Allow;
use super::{DayName, File, Format, Said, find};
use crate::app::{self, Opened};
use crate::calls::{self, Call, Change, Remaining, What};
use crate::compare::{Changes, compare};
use crate::cover::{self, Cover, Exposed};
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
    /// Leave every day before this shooting day as it is, and change of the rest only what pays; needed once the shoot was
    /// planned again from some day on
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

/// What a re-plan says beside the board.
#[derive(Serialize)]
struct Replan {
    /// The issue against which calls are counted; nothing: the board before.
    issue: Option<u32>,
    /// What went wrong, in words.
    lost: Vec<String>,
    /// Sets that are built again, since they or their place are lost for good.
    moved: Vec<Moved>,
    /// Shooting days that were added at the end.
    days_added: u32,
    /// Calls that are new to somebody, and what each weighs.
    new_calls: u32,
    change: Cents,
    /// What all that changed weighs: new calls, strips on other days, changed days; not booked.
    weight: Cents,
    /// Which of the days that remain changed.
    remaining: Remaining,
    cover: Vec<Cover>,
    calls: Vec<Call>,
    /// What a board that breaks nothing costs with overtime, where none was found without.
    overtime: Option<Cents>,
    /// What one day more would change, where that is cheaper.
    day_more: Option<DayMore>,
}

/// A board with one shooting day more, by a short look.
#[derive(Serialize)]
struct DayMore {
    days: u32,
    /// What it costs less, with open wishes and all that changed weighed.
    less: Cents,
    /// Which of the days that remain changed.
    remaining: Remaining,
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
    let own = main_days(&copy, &solution.board);
    let added = if makes_room { own.saturating_sub(main_days(&copy, &start)) } else { 0 };
    let more = Task { days: Some(own.saturating_add(1)), ..asked };
    let more = makes_room.then(|| cheaper(&copy, &start, more, args.effort, &solution)).flatten();
    opened.adopt(solution.board)?;
    if let Some(morning) = &understood {
        let says = morning.says(&opened.production, &start.name);
        opened.close(says)?;
    }
    let after = opened.active_schedule()?;
    let figures = Figures::of(&opened.production, &after);
    let changes = args.from_day.map(|_| compare(&opened.production, &before, &after));
    let stuck = args.from_day.is_some() && figures.errors > 0 && !copy.settings.allow_overtime;
    let overtime = if stuck { with_overtime(copy, &start, asked, args.effort) } else { None };
    let exposed = Exposed::of(&opened.production, &after);
    let replan = understood.map(|morning| Replan {
        issue,
        lost,
        moved: moved.iter().filter_map(|&set| moved::moved(&opened.production, &after, set)).collect(),
        days_added: added,
        new_calls: solution.calls,
        change: task.change,
        weight: solution.change,
        remaining: calls::remaining(&issued, &after, morning.from),
        cover: cover::served(&opened.production, &before, &after, &hit),
        calls: calls::calls(&opened.production, &issued, &after, morning.from),
        overtime,
        day_more: more.map(|(board, less)| {
            let days = main_days(&opened.production, &board);
            let schedule = app::schedule(&opened.production, board);
            DayMore { days, less, remaining: calls::remaining(&issued, &schedule, morning.from) }
        }),
    });
    if let Some(out) = &args.out {
        press::folder(&opened.production, &after, out, args.force)?;
    }
    let mut lines = Vec::new();
    if let (Some(changes), Some(replan)) = (&changes, &replan) {
        lines.extend(replanned(&opened.production, &before, &after, changes, replan));
        lines.push(String::new());
    }
    lines.push(format!("board {}, now the active one", figures.board));
    lines.extend(other_days(&opened.production, args.days, &after));
    lines.extend(dated_anew(&opened.production, &before, &after));
    lines.extend(figures.lines(&opened.production));
    lines.extend(figures.worst(&after));
    lines.extend(without_cover(&opened.production, &exposed));
    if args.from_day.is_none() {
        lines.extend(figures.too_few(&opened.production, &after));
    }
    if stuck {
        lines.push(match overtime {
            Some(price) => {
                let price = say::money(&opened.production, price);
                format!("no board that was seen breaks nothing; with '--allow overtime' there is one for {price}")
            }
            None => {
                "no board that was seen breaks nothing; a short look with overtime found none either, which is no proof"
                    .to_owned()
            }
        });
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
        exposed: &exposed,
        bound,
        iterations: solution.iterations_done,
        planned: solution.planned,
        seed: args.effort.seed,
    };
    Ok(Said::data(args.format, &report, lines)?.judged(figures.errors))
}

/// That the main unit has another number of days than was asked for.
fn other_days(production: &Production, wanted: Option<u32>, after: &Schedule) -> Option<String> {
    let (wanted, has) = (wanted?, main_days(production, &after.board));
    let why = match has.cmp(&wanted) {
        std::cmp::Ordering::Less => "days at the end on which nothing is shot go",
        std::cmp::Ordering::Greater => "days that are dated, shot or hold a pinned strip stay",
        std::cmp::Ordering::Equal => return None,
    };
    Some(format!("{} instead of the {wanted} that were asked for: {why}", say::count(has as usize, "shooting day")))
}

/// Pinned strips whose day has another date than before, since days before it came or went.
fn dated_anew(production: &Production, before: &Schedule, after: &Schedule) -> Vec<String> {
    let stands = |schedule: &Schedule, strip| {
        let day = schedule.plan.days.iter().find(|day| day.strips().any(|one| one == strip))?;
        Some((day.number, day.date))
    };
    let pinned = after.board.days.iter().flat_map(|day| day.strips()).filter(|one| one.pinned);
    let moved = pinned.filter_map(|one| {
        let (was, is) = (stands(before, one.strip)?, stands(after, one.strip)?);
        let strip = production.strip_label(production.strip(one.strip)?);
        let told = |(number, date): (Option<u32>, _)| {
            number.map_or(say::date(date), |number| format!("day {number}, {}", say::date(date)))
        };
        (was.1 != is.1).then(|| {
            format!("strip {strip} stays pinned to its day, which has another date: {} -> {}", told(was), told(is))
        })
    });
    moved.collect()
}

/// Which days in the open keep no cover, where there is a day in the open.
pub(super) fn without_cover(production: &Production, exposed: &Exposed) -> Option<String> {
    let Exposed { days, bare } = exposed;
    let count = say::count(days.len(), "day");
    let names = bare.iter().filter_map(|&day| DayName::of(production, day));
    let names: Vec<String> = names.map(|name| name.to_string()).collect();
    match (days.len(), bare.len()) {
        (0, _) => None,
        (_, 0) => Some(format!("{count} in the open, each with a cover for bad weather")),
        _ => Some(format!(
            "{count} in the open, without a cover for bad weather: {} (nothing is left to shoot inside whose set stands and whose cast has begun)",
            names.join(", ")
        )),
    }
}

/// The task with as many days more at the end as it takes until a first board has a day for every strip and breaks no
/// rule, or as few as it breaks. Where none has a day for every strip, the search gets all days that may be added; those
/// that it does not use go.
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
    with(if unplaced > 0 { MOST_ADDED } else { more })
}

/// What a board that breaks nothing costs where overtime is allowed: a short look, nothing where it finds none.
fn with_overtime(mut production: Production, board: &Board, task: Task, effort: Effort) -> Option<Cents> {
    production.settings.allow_overtime = true;
    let task = if task.days.is_none() { with_room(&production, board, task, effort) } else { task };
    let found = search(&production, board, task, effort.scouting(), "trying overtime");
    ((found.unplaced, found.errors) == (0, 0)).then_some(found.price)
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

/// What went wrong, what it does to the plan, and whom to call.
fn replanned(
    production: &Production,
    before: &Schedule,
    after: &Schedule,
    changes: &Changes,
    replan: &Replan,
) -> Vec<String> {
    let mut lines = replan.lost.clone();
    lines.extend(replan.moved.iter().map(|moved| moved.says(production)));
    lines.extend(changes.strips.iter().map(|moved| moved.told(production)));
    for Cover { date, set, strips } in &replan.cover {
        lines.push(format!(
            "cover on {}: {set}, {} {}",
            say::date(*date),
            if strips.len() == 1 { "strip" } else { "strips" },
            strips.join(", ")
        ));
    }
    if replan.days_added > 0 {
        let count = say::count(usize::try_from(replan.days_added).unwrap_or(usize::MAX), "day");
        lines.push(format!("{count} added at the end: what is left finds no room in the days of the board ('--days' holds their number)"));
    }
    let full = |one: &&model::verdict::Finding| one.code == Code::DayFill.as_str() && one.severity == Severity::Note;
    let full: Vec<DayId> = after.verdict.findings.iter().filter(full).filter_map(|one| one.day).collect();
    let full = after.plan.days.iter().filter(|day| full.contains(&day.day)).filter_map(|day| day.number);
    let full: Vec<String> = full.map(|number| number.to_string()).collect();
    if !full.is_empty() {
        lines.push(format!("days that take more than their fill: {}", full.join(", ")));
    }
    let Remaining { changed, days } = &replan.remaining;
    let shot = |wanted: bool| {
        let dates = after.plan.days.iter().map(|day| day.date).filter(|date| changed.contains(date) == wanted);
        let numbers = numbers(after, &dates.collect::<Vec<_>>());
        if numbers.is_empty() { "none".to_owned() } else { numbers }
    };
    let share = 100 * changed.len() / days.max(&1);
    lines.push(format!("days that changed: {} ({} of {days} that remain, {share} %)", shot(true), changed.len()));
    lines.push(format!("days that did not: {}", shot(false)));
    if 3 * changed.len() > *days && replan.day_more.is_none() {
        lines.push("more than a third changed: no board that was seen costs less with what changes; a higher '--change' keeps more as it was".to_owned());
    }
    if let Some(DayMore { days, less, remaining }) = &replan.day_more {
        let (less, count) = (say::money(production, *less), remaining.changed.len());
        lines.push(format!(
            "with a day more at the end it would cost {less} less, all that changes weighed, and {count} of {} days would change: '--days {days}'",
            remaining.days
        ));
    }
    lines.push(format!("cost: {}", changes.money(production)));
    lines.push(format!(
        "findings: {} -> {}",
        Figures::of(production, before).findings(),
        Figures::of(production, after).findings()
    ));
    let against = replan.issue.map_or("the board before".to_owned(), |number| format!("issue {number}"));
    let count = say::count(usize::try_from(replan.new_calls).unwrap_or(usize::MAX), "new call");
    let teacher = |call: &&Call| call.what == What::Teacher && matches!(call.change, Change::New { .. });
    let teachers = match replan.calls.iter().filter(teacher).count() {
        0 => String::new(),
        number => format!(" (and of {}, not counted)", say::count(number, "teacher")),
    };
    let (each, weight) = (say::money(production, replan.change), say::money(production, replan.weight));
    lines.push(format!(
        "{count} of cast{teachers} against {against}, weighed with {each} each; all that changed weighs {weight}, not booked"
    ));
    if !replan.calls.is_empty() {
        lines.push("calls to make, the nearest first:".to_owned());
        lines.extend(calls::lines(&replan.calls));
    }
    lines
}

/// The numbers of the days with these dates.
fn numbers(schedule: &Schedule, dates: &[Date]) -> String {
    let days = schedule.plan.days.iter().filter(|day| dates.contains(&day.date)).filter_map(|day| day.number);
    days.map(|number| number.to_string()).collect::<Vec<_>>().join(", ")
}

fn amount(text: &str) -> Result<Cents, String> {
    Cents::parse(text).ok_or_else(|| format!("'{text}' is not an amount; write it as 1500 or 1,500.50"))
}
