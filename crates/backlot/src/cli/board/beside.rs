//! `backlot board compare`: several boards or published issues side by side in days, money and people, by account and by day.

use std::collections::{BTreeMap, BTreeSet};

use model::board::Shift;
use model::calendar::Date;
use model::costs::Costs;
use model::estimate::Group;
use model::ids::UnitId;
use model::issue::Schedule;
use model::measure::{Cents, Eighths, Minutes};
use model::places::MoveKind;
use model::plan::{PersonDay, PlanDay};
use model::production::Production;
use serde::Serialize;

use crate::app::{self, Opened};
use crate::cli::{Format, Said, find};
use crate::compare::{Moved, moved};
use crate::error::Failure;
use crate::figures::Figures;
use crate::say;
use crate::why::strips;

/// Boards beside each other: every list has one entry for each board, in the order in which they were named.
#[derive(Debug, Serialize)]
struct Beside {
    boards: Vec<Column>,
    /// Accounts and charges that differ, in order of the chart: the budget's where there is one, else the board's own.
    accounts: Vec<Account>,
    /// Cast members whose days differ.
    people: Vec<Person>,
    /// Days that differ, by date and unit; of several days of a unit on one date, the first with the first.
    days: Vec<Day>,
}

/// A board as a whole.
#[derive(Debug, Serialize)]
struct Column {
    /// The number of the issue that it is, as it was published.
    issue: Option<u32>,
    figures: Figures,
    /// Strips that stand on another day than on the first one, in script order.
    moved: Vec<Moved>,
    /// Strips that stand on days.
    strips: usize,
    /// Working hours of all units, call to wrap without meals, and the longest day of them.
    hours: Minutes,
    longest: Minutes,
    /// Grand total of the budget, when there is one.
    budget: Option<Cents>,
}

/// What an account comes to.
#[derive(Debug, Serialize)]
struct Account {
    /// Its code; empty for a charge.
    code: String,
    title: String,
    amounts: Vec<Cents>,
}

/// A cast member's days.
#[derive(Debug, Serialize)]
struct Person {
    name: String,
    /// Days worked and days on hold.
    days: Vec<(u32, u32)>,
}

/// A date of a unit; nothing on a board that does not work then.
#[derive(Debug, Serialize)]
struct Day {
    date: Date,
    unit: UnitId,
    boards: Vec<Option<Worked>>,
}

/// What a board has on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
struct Worked {
    number: Option<u32>,
    shift: Shift,
    sets: Vec<String>,
    strips: Vec<String>,
    pages: Eighths,
    /// When each cast member who is called reports and is dismissed, on the wall, by name.
    calls: BTreeMap<String, String>,
    hours: Minutes,
    /// What is booked on the day itself; pay by the week and rent by the visit are not.
    price: Cents,
}

/// Sets boards side by side.
pub(super) fn run(format: Format, opened: &Opened, names: &[String], deep: bool) -> Result<Said, Failure> {
    let production = &opened.production;
    let (mut schedules, mut issues): (Vec<Schedule>, Vec<Option<u32>>) = (Vec::new(), Vec::new());
    for name in names {
        let (schedule, issue) = find::standing(opened, name)?;
        let name = &schedule.board.name;
        if schedules.iter().any(|known| known.board.name == *name) {
            let hint = "name each board and issue once; 'backlot board list' names them";
            let what = if issue.is_some() { name.clone() } else { format!("board {name}") };
            return Err(Failure::value(format!("{what} would be compared with itself"), hint));
        }
        schedules.push(schedule);
        issues.push(issue);
    }
    let costs: Vec<Costs> = match production.budget.is_empty() {
        true => Vec::new(),
        false => schedules.iter().map(|schedule| app::costs(production, schedule)).collect(),
    };
    let column = |(at, schedule): (usize, &Schedule)| {
        let worked = || schedule.plan.days.iter().filter(|day| day.kind.works()).map(PlanDay::worked);
        Column {
            issue: issues.get(at).copied().flatten(),
            figures: Figures::of(production, schedule),
            moved: schedules.first().map_or(Vec::new(), |first| moved(production, first, schedule)),
            strips: schedule.board.days.iter().map(|day| day.strips().count()).sum(),
            hours: worked().sum(),
            longest: worked().max().unwrap_or_default(),
            budget: costs.get(at).map(|costs| costs.total),
        }
    };
    let beside = Beside {
        boards: schedules.iter().enumerate().map(column).collect(),
        accounts: if costs.is_empty() { of_board(&schedules) } else { of_budget(&costs, deep) },
        people: people(production, &schedules),
        days: days(production, &schedules),
    };
    let lines = lines(production, &beside);
    Said::data(format, &beside, lines)
}

/// Whether the entries of a row are not all the same.
fn differ<T: PartialEq>(all: &[T]) -> bool {
    all.windows(2).any(|pair| pair[0] != pair[1])
}

/// The budget's accounts and charges.
fn of_budget(costs: &[Costs], deep: bool) -> Vec<Account> {
    let Some(first) = costs.first() else { return Vec::new() };
    let accounts = first.accounts.iter().filter(|one| deep || one.top()).map(|account| {
        let same = |costs: &Costs| costs.accounts.iter().find(|one| one.code == account.code).map(|one| one.total());
        let amounts = costs.iter().map(|costs| same(costs).unwrap_or_default()).collect();
        Account { code: account.code.clone(), title: account.title.clone(), amounts }
    });
    let charges = first.charges.iter().enumerate().map(|(at, charge)| {
        let amounts = costs.iter().map(|costs| costs.charges.get(at).map_or(Cents::ZERO, |one| one.amount)).collect();
        Account { code: String::new(), title: charge.name.clone(), amounts }
    });
    accounts.chain(charges).filter(|one| differ(&one.amounts)).collect()
}

/// The boards' own accounts.
fn of_board(schedules: &[Schedule]) -> Vec<Account> {
    let mut sums: BTreeMap<u16, Vec<Cents>> = BTreeMap::new();
    for (at, schedule) in schedules.iter().enumerate() {
        for line in &schedule.estimate.lines {
            sums.entry(line.account).or_insert_with(|| vec![Cents::ZERO; schedules.len()])[at] += line.amount;
        }
    }
    let account = |(code, amounts): (u16, Vec<Cents>)| {
        let title = budget::accounts::name(code).unwrap_or_default().to_owned();
        Account { code: code.to_string(), title, amounts }
    };
    sums.into_iter().filter(|(_, amounts)| differ(amounts)).map(account).collect()
}

fn people(production: &Production, schedules: &[Schedule]) -> Vec<Person> {
    let person = |member: &model::people::CastMember| {
        let days = schedules.iter().map(|schedule| {
            let engagement = schedule.verdict.engagements.iter().find(|one| one.person == member.id);
            engagement.map_or((0, 0), |one| (one.worked, one.held))
        });
        Person { name: member.name.clone(), days: days.collect() }
    };
    production.cast.iter().map(person).filter(|one| differ(&one.days)).collect()
}

fn days(production: &Production, schedules: &[Schedule]) -> Vec<Day> {
    // A unit may have several days on one date: the first stands beside the first, the second beside the second.
    type Key = (Date, UnitId, usize);
    let works = |schedule: &Schedule| -> BTreeMap<Key, Worked> {
        let mut all = BTreeMap::new();
        for day in schedule.plan.days.iter().filter(|day| day.kind.works()) {
            let before = all.range((day.date, day.unit, 0)..=(day.date, day.unit, usize::MAX)).count();
            all.insert((day.date, day.unit, before), worked(production, schedule, day));
        }
        all
    };
    let each: Vec<BTreeMap<Key, Worked>> = schedules.iter().map(works).collect();
    let all: BTreeSet<Key> = each.iter().flat_map(|days| days.keys().copied()).collect();
    let day = |key: Key| {
        let boards = each.iter().map(|days| days.get(&key).cloned()).collect();
        Day { date: key.0, unit: key.1, boards }
    };
    // The number of a day alone makes no difference.
    let same = |day: &Day| {
        let plain = day.boards.iter().map(|one| one.clone().map(|one| Worked { number: None, ..one }));
        !differ(&plain.collect::<Vec<_>>())
    };
    all.into_iter().map(day).filter(|day| !same(day)).collect()
}

fn worked(production: &Production, schedule: &Schedule, day: &PlanDay) -> Worked {
    let mut sets: Vec<String> = Vec::new();
    let scenes = day.strips().filter_map(|strip| production.scene_of(strip));
    for set in scenes.filter_map(|scene| production.set(scene.set)) {
        if !sets.contains(&set.name) {
            sets.push(set.name.clone());
        }
    }
    let lines = schedule.estimate.lines.iter().filter(|line| line.day == Some(day.day));
    let wall = |moment| day.wall(moment).strftime("%H:%M").to_string();
    let call = |one: &PersonDay| {
        let person = production.person(one.person)?;
        Some((person.name.clone(), format!("{}-{}", wall(one.report), wall(one.dismissed))))
    };
    Worked {
        number: day.number,
        shift: day.shift,
        sets,
        strips: strips(production, day, None),
        pages: day.strips().filter_map(|strip| production.strip(strip)).map(|strip| strip.eighths).sum(),
        calls: day.people.iter().filter_map(call).collect(),
        hours: day.worked(),
        price: lines.map(|line| line.amount).sum(),
    }
}

/// The table: one column a board, then what differs by account, by person and by day.
fn lines(production: &Production, beside: &Beside) -> Vec<String> {
    let names: Vec<&str> = beside.boards.iter().map(|one| one.figures.board.as_str()).collect();
    let width = names.iter().map(|name| name.chars().count() + 2).max().unwrap_or(0).max(16);
    let titles = beside.accounts.iter().map(|one| one.code.len() + one.title.chars().count() + 4);
    let label_width = titles.max().unwrap_or(0).clamp(34, 48);
    let row = |label: &str, cells: Vec<String>| {
        let cells: String = cells.iter().map(|cell| format!("{cell:>width$}")).collect();
        format!("{label:<label_width$}{cells}")
    };
    let cells = |cell: &dyn Fn(&Column) -> String| beside.boards.iter().map(cell).collect::<Vec<_>>();
    let mut lines = vec![row("", names.iter().map(|name| (*name).to_owned()).collect())];
    let mut tell = |label: &str, cell: &dyn Fn(&Column) -> String| lines.push(row(label, cells(cell)));
    let plain = |date: Option<Date>| date.map_or("-".to_owned(), say::date);
    let group = |one: &Column, wanted: Group| {
        let found = one.figures.groups.iter().find(|(group, _)| *group == wanted);
        found.map_or(Cents::ZERO, |(_, amount)| *amount).to_string()
    };
    let moves = |one: &Column| -> usize {
        let company = one.figures.moves.iter().filter(|(kind, _)| *kind != MoveKind::Relight);
        company.map(|(_, number)| number).sum()
    };
    tell("shooting days", &|one| one.figures.days.to_string());
    tell("first day", &|one| plain(one.figures.dates.map(|dates| dates.0)));
    tell("last day", &|one| plain(one.figures.dates.map(|dates| dates.1)));
    tell("strips on days", &|one| one.strips.to_string());
    tell("strips in the boneyard", &|one| one.figures.boneyard.to_string());
    tell("errors", &|one| one.figures.errors.to_string());
    tell("warnings", &|one| one.figures.warnings.to_string());
    let currency = &production.currency;
    tell(&format!("cost in {currency}"), &|one| one.figures.total.to_string());
    if beside.boards.iter().any(|one| one.budget.is_some()) {
        tell(&format!("whole budget in {currency}"), &|one| one.budget.unwrap_or_default().to_string());
    }
    tell("wishes left open, never booked", &|one| one.figures.wished.to_string());
    tell("cast: days worked", &|one| one.figures.worked.to_string());
    tell("cast: days on hold", &|one| one.figures.held.to_string());
    tell("cast: drops", &|one| one.figures.drops.to_string());
    tell("crew: hours worked", &|one| one.hours.to_string());
    tell("crew: longest day", &|one| one.longest.to_string());
    tell(&format!("overtime in {currency}"), &|one| group(one, Group::Overtime));
    tell("company moves", &|one| moves(one).to_string());
    tell("nights", &|one| one.figures.nights.to_string());
    tell("split days", &|one| one.figures.splits.to_string());
    tell("swings between day and night", &|one| one.figures.swings.to_string());
    if !beside.accounts.is_empty() {
        lines.push(format!("by account, where they differ, in {currency}:"));
        lines.extend(beside.accounts.iter().map(|one| {
            let title: String = format!("  {} {}", one.code, one.title).chars().take(label_width - 1).collect();
            row(&title, one.amounts.iter().map(ToString::to_string).collect())
        }));
    }
    if !beside.people.is_empty() {
        lines.push("by cast member, where they differ, days worked + on hold:".to_owned());
        let days = |(worked, held): &(u32, u32)| format!("{worked} + {held}");
        let names = beside.people.iter();
        lines.extend(names.map(|one| row(&format!("  {}", one.name), one.days.iter().map(days).collect())));
    }
    lines.extend(beside.boards.iter().filter(|one| one.issue.is_some()).map(as_published));
    if let [first, others @ ..] = &beside.boards[..] {
        for one in others.iter().filter(|one| !one.moved.is_empty()) {
            let (name, than) = (&one.figures.board, &first.figures.board);
            lines.push(format!("on another day on {name} than on {than}: {}", say::count(one.moved.len(), "strip")));
            lines.extend(one.moved.iter().map(|moved| format!("  {}", moved.told(production))));
        }
    }
    if beside.days.is_empty() {
        lines.push("every day is the same".to_owned());
    } else {
        lines.push("by day, where they differ (the money is what is booked on the day itself):".to_owned());
    }
    for day in &beside.days {
        let unit = production.unit(day.unit).filter(|_| production.units.len() > 1);
        lines.push(format!(
            "  {}{}",
            say::date(day.date),
            unit.map_or(String::new(), |unit| format!(" {}", unit.name))
        ));
        let longest = names.iter().map(|name| name.chars().count()).max().unwrap_or(0);
        for (name, one) in names.iter().zip(&day.boards) {
            let told = one.as_ref().map_or("-".to_owned(), |one| of_day(production, one));
            lines.push(format!("    {name:<longest$}  {told}"));
        }
        lines.extend(calls(&day.boards));
    }
    lines
}

/// What of an issue's money is its own.
fn as_published(one: &Column) -> String {
    let budget = match one.budget {
        Some(_) => "; its whole budget is what today's lines make of its days",
        None => "",
    };
    format!(
        "{} is as it was published: its days, calls, findings and cost are those of then{budget}",
        one.figures.board
    )
}

/// Who is called at other hours on a date, or not on all boards: `called: KANE 08:00-10:00 / -, MAYA 06:30-17:00 / 07:00-17:00`.
fn calls(boards: &[Option<Worked>]) -> Option<String> {
    let names: BTreeSet<&String> = boards.iter().flatten().flat_map(|one| one.calls.keys()).collect();
    let of = |name: &String| -> Vec<&str> {
        let calls = boards.iter().map(|one| one.as_ref().and_then(|one| one.calls.get(name)));
        calls.map(|call| call.map_or("-", String::as_str)).collect()
    };
    let differing = names.into_iter().map(|name| (name, of(name))).filter(|(_, calls)| differ(calls));
    let told: Vec<String> = differing.map(|(name, calls)| format!("{name} {}", calls.join(" / "))).collect();
    (!told.is_empty()).then(|| format!("    called: {}", told.join(", ")))
}

/// `day 3, night: strips 4, 7 in MARKET, OFFICE; 2 3/8 pages, 9 h 40, USD 51,000`.
fn of_day(production: &Production, day: &Worked) -> String {
    let number = day.number.map_or("no shooting day".to_owned(), |number| format!("day {number}"));
    let shift = if day.shift == Shift::Day { String::new() } else { format!(", {}", day.shift.word()) };
    let what = match &day.strips[..] {
        [] => "nothing to shoot".to_owned(),
        strips => {
            let noun = if strips.len() == 1 { "strip" } else { "strips" };
            let sets = if day.sets.is_empty() { String::new() } else { format!(" in {}", day.sets.join(", ")) };
            format!("{noun} {}{sets}", strips.join(", "))
        }
    };
    let price = say::money(production, day.price);
    format!("{number}{shift}: {what}; {}, {}, {price}", say::pages(day.pages), day.hours)
}
