//! What `backlot solve` says beside the board: what went wrong, what changes, whom to call, and what else was seen.

use jiff::civil::Date;
use model::ids::DayId;
use model::issue::Schedule;
use model::measure::Cents;
use model::notice::Severity;
use model::production::Production;
use model::verdict::Finding;
use rules::Code;
use serde::Serialize;

use super::main_days;
use super::moved::Moved;
use crate::calls::{self, Call, Change, Remaining, What};
use crate::cli::DayName;
use crate::compare::{Changes, Stop};
use crate::cover::{Cover, Exposed};
use crate::figures::Figures;
use crate::say;

/// What a re-plan says beside the board.
#[derive(Serialize)]
pub(super) struct Replan {
    /// The issue against which calls are counted, never days; nothing: the board before.
    pub(super) issue: Option<u32>,
    /// What went wrong, in words.
    pub(super) lost: Vec<String>,
    /// Sets that are built again, since they or their place are lost for good.
    pub(super) moved: Vec<Moved>,
    /// Shooting days that were added at the end.
    pub(super) days_added: u32,
    /// Calls that are new to somebody of the cast, and what each weighs.
    pub(super) new_calls: usize,
    pub(super) change: Cents,
    /// What all that changed weighs: new calls, strips on other days, changed days; not booked.
    pub(super) weight: Cents,
    /// Which of the days that remain changed, against the board before.
    pub(super) remaining: Remaining,
    /// Days that remain and take more than their fill.
    pub(super) over_fill: Vec<Stop>,
    pub(super) cover: Vec<Cover>,
    pub(super) calls: Vec<Call>,
    /// A board that breaks nothing with overtime, where none was found without.
    pub(super) overtime: Option<Overtime>,
    /// What one day more would change, where that is cheaper.
    pub(super) day_more: Option<DayMore>,
}

/// A board that breaks nothing with overtime, by a short look.
#[derive(Serialize)]
pub(super) struct Overtime {
    pub(super) price: Cents,
    /// Shooting days of the main unit.
    pub(super) days: u32,
}

/// A board with one shooting day more, by a short look.
#[derive(Serialize)]
pub(super) struct DayMore {
    pub(super) days: u32,
    /// What it costs less, with open wishes and all that changed weighed.
    pub(super) less: Cents,
    /// Which of the days that remain changed.
    pub(super) remaining: Remaining,
}

/// What went wrong, what it does to the plan, and whom to call; `undo` takes the re-plan back.
pub(super) fn replanned(
    production: &Production,
    before: &Schedule,
    after: &Schedule,
    changes: &Changes,
    replan: &Replan,
    undo: &str,
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
        let count = say::count(replan.days_added as usize, "day");
        lines.push(format!("{count} added at the end: a first board finds no room in the days of the board (after {undo}, '--days' holds their number)"));
    }
    if !replan.over_fill.is_empty() {
        lines.push(format!("days that take more than their fill: {}", names(production, &replan.over_fill)));
    }
    let Remaining { changed, unchanged, days } = &replan.remaining;
    let share = 100 * changed.len() / days.max(&1);
    let count = changed.len();
    lines.push(format!("days that changed: {} ({count} of {days} that remain, {share} %)", names(production, changed)));
    lines.push(format!("days that did not: {}", names(production, unchanged)));
    if 3 * count > *days && replan.day_more.is_none() {
        lines.push(format!("more than a third changed: none was found that is better with what changes weighed; after {undo}, a higher '--change' keeps more as it was"));
    }
    if let Some(DayMore { days, less, remaining }) = &replan.day_more {
        let (less, count) = (say::money(production, *less), remaining.changed.len());
        lines.push(format!(
            "with a day more at the end it would cost {less} less, all that changes weighed, and {count} of {} days would change: '--days {days}' after {undo}",
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
    let count = say::count(replan.new_calls, "new call");
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

/// That only overtime was found to break nothing, or not even that.
pub(super) fn stuck(production: &Production, overtime: Option<&Overtime>, undo: &str) -> String {
    let Some(Overtime { price, days }) = overtime else {
        return "no board that was seen breaks nothing; a short look with overtime found none either, which is no proof"
            .to_owned();
    };
    let (price, days) = (say::money(production, *price), say::count(*days as usize, "shooting day"));
    format!(
        "no board that was seen breaks nothing; after {undo}, with '--allow overtime' there is one of {days} for {price}"
    )
}

/// The days of a plan from a date on that take more than their fill.
pub(super) fn over_fill(after: &Schedule, from: Date) -> Vec<Stop> {
    let full = |one: &&Finding| one.code == Code::DayFill.as_str() && one.severity == Severity::Note;
    let full: Vec<DayId> = after.verdict.findings.iter().filter(full).filter_map(|one| one.day).collect();
    let days = after.plan.days.iter().filter(|day| day.date >= from && full.contains(&day.day));
    days.map(|day| Stop { date: day.date, unit: day.unit, number: day.number }).collect()
}

/// The names of days, or their dates where they have no number.
fn names(production: &Production, days: &[Stop]) -> String {
    let name = |&day: &Stop| DayName::of(production, day).map_or_else(|| say::date(day.date), |name| name.to_string());
    let names: Vec<String> = days.iter().map(name).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// That the main unit has another number of days than was asked for.
pub(super) fn other_days(production: &Production, wanted: Option<u32>, after: &Schedule) -> Option<String> {
    let (wanted, has) = (wanted?, main_days(production, &after.board));
    let why = match has.cmp(&wanted) {
        std::cmp::Ordering::Less => "days at the end on which nothing is shot go",
        std::cmp::Ordering::Greater => "days that are dated, shot or hold a pinned strip stay",
        std::cmp::Ordering::Equal => return None,
    };
    Some(format!("{} instead of the {wanted} that were asked for: {why}", say::count(has as usize, "shooting day")))
}

/// Pinned strips whose day has another date than before, since days before it came or went.
pub(super) fn dated_anew(production: &Production, before: &Schedule, after: &Schedule) -> Vec<String> {
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
pub(in crate::cli) fn without_cover(production: &Production, exposed: &Exposed) -> Option<String> {
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
