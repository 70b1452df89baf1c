//! What two schedules of one production have apart: strips on other days, hours, money by group and account, findings.

use std::collections::{BTreeMap, BTreeSet};

use model::calendar::Date;
use model::costs::{Cost, Costs};
use model::estimate::{Group, Line};
use model::formula::Exact;
use model::ids::{StripId, UnitId};
use model::issue::Schedule;
use model::measure::{Cents, Minutes, Ratio};
use model::notice::Severity;
use model::production::Production;
use model::verdict::{Finding, Who};
use serde::Serialize;

use crate::app::costs;
use crate::say::{date, money, plural, signed};
use crate::why;

/// What changed from one schedule to another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Changes {
    /// Strips that stand on another day, in script order.
    pub(crate) strips: Vec<Moved>,
    /// Days whose worked hours differ, by date.
    pub(crate) hours: Vec<Hours>,
    /// Cost before and after, in hundredths.
    pub(crate) total: (Cents, Cents),
    /// Differences by group, those of zero left out.
    pub(crate) groups: Vec<(Group, Cents)>,
    /// Grand total of the budget before and after, when there is one.
    pub(crate) budget: Option<(Cents, Cents)>,
    /// Accounts whose cost differs, in order of the chart: the budget's where there is one, else the board's own.
    pub(crate) accounts: Vec<Moving>,
    /// Findings that are gone.
    pub(crate) mended: Vec<String>,
    /// Findings that are new.
    pub(crate) broken: Vec<String>,
}

/// An account whose cost differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Moving {
    /// Its code, or a charge's name.
    pub(crate) code: String,
    /// Its title.
    pub(crate) title: String,
    /// Cost before.
    pub(crate) from: Cents,
    /// Cost after.
    pub(crate) to: Cents,
    /// What makes the difference, each with what it changes.
    pub(crate) causes: Vec<(String, Cents)>,
}

/// A strip that moved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Moved {
    /// Its label.
    pub(crate) strip: String,
    /// Where it was, or nothing for the boneyard.
    pub(crate) from: Option<Stop>,
    /// Where it is.
    pub(crate) to: Option<Stop>,
}

/// A day of a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(crate) struct Stop {
    /// Its date.
    pub(crate) date: Date,
    /// Whose day.
    pub(crate) unit: UnitId,
    /// Its shooting day number, when it has one.
    pub(crate) number: Option<u32>,
}

/// The worked hours of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Hours {
    /// Which day.
    pub(crate) day: Stop,
    /// Before, or nothing when there was no such day.
    pub(crate) from: Option<Minutes>,
    /// After.
    pub(crate) to: Option<Minutes>,
}

/// Strips that stand on another day on one schedule than on the other, in script order.
pub(crate) fn moved(production: &Production, before: &Schedule, after: &Schedule) -> Vec<Moved> {
    let moved = |strip: &model::production::Strip| {
        let (from, to) = (stop_of(before, strip.id), stop_of(after, strip.id));
        let same = from.map(|stop| (stop.date, stop.unit)) == to.map(|stop| (stop.date, stop.unit));
        (!same).then(|| Moved { strip: production.strip_label(strip), from, to })
    };
    production.strips.iter().filter_map(moved).collect()
}

/// Compares two schedules.
pub(crate) fn compare(production: &Production, before: &Schedule, after: &Schedule) -> Changes {
    let difference = |group: Group| after.estimate.group(group) - before.estimate.group(group);
    let groups = Group::ALL.into_iter().map(|group| (group, difference(group)));
    let apart = |these: &Schedule, those: &Schedule| {
        let known: BTreeSet<Lasting<'_>> = those.verdict.findings.iter().map(lasting).collect();
        let new = |one: &&Finding| !known.contains(&lasting(one));
        these.verdict.findings.iter().filter(new).map(told).collect()
    };
    Changes {
        strips: moved(production, before, after),
        hours: hours(before, after),
        total: (before.estimate.total, after.estimate.total),
        budget: (!production.budget.is_empty())
            .then(|| (costs(production, before).total, costs(production, after).total)),
        accounts: accounts(production, before, after),
        groups: groups.filter(|(_, amount)| *amount != Cents::ZERO).collect(),
        mended: apart(before, after),
        broken: apart(after, before),
    }
}

impl Changes {
    /// The money in one line: `USD 1,200 -> 1,350 (+150): cast +100, moves +50`.
    pub(crate) fn money(&self, production: &Production) -> String {
        let (from, to) = self.total;
        let groups: Vec<String> =
            self.groups.iter().map(|(group, amount)| format!("{} {}", group.word(), signed(*amount))).collect();
        let groups = if groups.is_empty() { String::new() } else { format!(": {}", groups.join(", ")) };
        format!("{} -> {to} ({}){groups}", money(production, from), signed(to - from))
    }

    /// The accounts whose cost differs, one a line, and on request what makes the difference.
    pub(crate) fn accounts(&self, causes: bool) -> Vec<String> {
        let told = |one: &Moving| {
            let title = format!("{} {}", one.code, one.title);
            let mut told = vec![format!("  {:<34}{:>14}", title.trim(), signed(one.to - one.from))];
            let causes = one.causes.iter().filter(|_| causes);
            told.extend(causes.map(|(text, amount)| format!("    {:>12}  {text}", signed(*amount))));
            told
        };
        let total = self.budget.filter(|(from, to)| from != to);
        let total = total.map(|(from, to)| format!("budget: {from} -> {to} ({})", signed(to - from)));
        total.into_iter().chain(self.accounts.iter().flat_map(told)).collect()
    }

    /// The findings that came and went, one a line.
    pub(crate) fn findings(&self) -> impl Iterator<Item = String> {
        let gone = self.mended.iter().map(|text| format!("  - {text}"));
        gone.chain(self.broken.iter().map(|text| format!("  + {text}")))
    }
}

/// What differs by account, with its causes.
fn accounts(production: &Production, before: &Schedule, after: &Schedule) -> Vec<Moving> {
    if production.budget.is_empty() {
        return of_board(production, before, after);
    }
    let (was, is) = (costs(production, before), costs(production, after));
    let mut all = Vec::new();
    for (old, new) in was.accounts.iter().zip(&is.accounts).filter(|(_, new)| new.top()) {
        if old.total() != new.total() && old.code == new.code {
            let causes = causes_of_lines(production, (before, &was), (after, &is), &new.code);
            let (from, to) = (old.total(), new.total());
            all.push(Moving { code: new.code.clone(), title: new.title.clone(), from, to, causes });
        }
    }
    for (old, new) in was.charges.iter().zip(&is.charges).filter(|(old, new)| old.amount != new.amount) {
        let causes = vec![(format!("its base {} -> {}", old.on, new.on), new.amount - old.amount)];
        all.push(Moving { code: String::new(), title: new.name.clone(), from: old.amount, to: new.amount, causes });
    }
    all
}

/// The board's own accounts, when there is no budget.
fn of_board(production: &Production, before: &Schedule, after: &Schedule) -> Vec<Moving> {
    let lines = || before.estimate.lines.iter().chain(&after.estimate.lines);
    let codes: BTreeSet<u16> = lines().map(|line| line.account).collect();
    let sum = |schedule: &Schedule, code: u16| -> Cents {
        schedule.estimate.lines.iter().filter(|line| line.account == code).map(|line| line.amount).sum()
    };
    let moving = |code: u16| {
        let (from, to) = (sum(before, code), sum(after, code));
        let of = |schedule: &Schedule| -> Vec<usize> {
            (0..schedule.estimate.lines.len()).filter(|at| schedule.estimate.lines[*at].account == code).collect()
        };
        let causes = causes_of_ledger(production, before, &of(before), after, &of(after));
        let title = budget::accounts::name(code).unwrap_or_default().to_owned();
        Moving { code: code.to_string(), title, from, to, causes }
    };
    codes.into_iter().map(moving).filter(|one| one.from != one.to).collect()
}

/// What makes two boards differ in price, whatever their budget: ledger lines by whom they are for, with their amounts.
pub(crate) fn causes(production: &Production, before: &Schedule, after: &Schedule) -> Vec<(String, Cents)> {
    of_board(production, before, after).into_iter().flat_map(|account| account.causes).collect()
}

/// What makes the difference of one account: its lines with what their formulas came to, its fringes, the board's lines.
fn causes_of_lines(
    production: &Production,
    (before, was): (&Schedule, &Costs),
    (after, is): (&Schedule, &Costs),
    code: &str,
) -> Vec<(String, Cents)> {
    let mut causes = Vec::new();
    let within = |line: &&Cost| model::budget::within(&line.account, code);
    let ledger = |costs: &Costs| -> Vec<usize> {
        costs.lines.iter().filter(within).flat_map(|line| line.ledger.clone()).collect()
    };
    causes.extend(causes_of_ledger(production, before, &ledger(was), after, &ledger(is)));
    for new in is.lines.iter().filter(within).filter(|line| line.line.is_some() && line.ledger.is_empty()) {
        let Some(old) = was.lines.iter().find(|old| old.line == new.line && old.ledger.is_empty()) else { continue };
        if old.cost != new.cost {
            let apart =
                |(old, new): (&String, &String)| format!("{old} -> {}", new.rsplit(" = ").next().unwrap_or(new));
            // The line's own formulas; the globals that they stand on are told by '--why'.
            let own = |text: &str| ["amount: ", "times: ", "rate: "].iter().any(|field| text.starts_with(field));
            let pairs = old.because.iter().zip(&new.because);
            let changed = pairs.filter(|(old, new)| old != new && own(new)).map(apart);
            let changed: Vec<String> = changed.collect();
            causes.push((format!("{}: {}", new.text, changed.join("; ")), new.cost - old.cost));
        }
    }
    let told: Cents = causes.iter().map(|(_, amount)| *amount).sum();
    let account =
        |costs: &Costs| costs.accounts.iter().find(|one| one.code == code).map_or(Cents::ZERO, |one| one.total());
    let rest = account(is) - account(was) - told;
    if rest != Cents::ZERO {
        causes.push(("fringes on what changed".to_owned(), rest));
    }
    causes
}

/// Ledger lines by whom they are for and what they are, where quantity or amount differ, with the strips that moved.
fn causes_of_ledger(
    production: &Production,
    before: &Schedule,
    old: &[usize],
    after: &Schedule,
    new: &[usize],
) -> Vec<(String, Cents)> {
    type Sums = BTreeMap<(Who, String, String), [(Cents, Exact); 2]>;
    let mut sums: Sums = BTreeMap::new();
    for (side, (schedule, places)) in [(before, old), (after, new)].into_iter().enumerate() {
        for line in places.iter().filter_map(|at| schedule.estimate.lines.get(*at)) {
            let text = line.text.split(" (").next().unwrap_or_default().to_owned();
            let sum = sums.entry((line.who, text, line.unit.clone())).or_insert([(Cents::ZERO, Exact::ZERO); 2]);
            sum[side].0 += line.amount;
            sum[side].1 = sum[side].1.plus(quantity(line).into()).unwrap_or(sum[side].1);
        }
    }
    let differ = sums.into_iter().filter(|(_, [was, is])| was.0 != is.0);
    let told = differ.map(|((who, text, unit), [was, is])| {
        let moved = moved_with(production, before, after, who);
        let more = if moved.len() > MOST { format!(" and {} more", moved.len() - MOST) } else { String::new() };
        let moved: Vec<&str> = moved.iter().take(MOST).map(String::as_str).collect();
        let strips = if moved.is_empty() { String::new() } else { format!("; moved: {}{more}", moved.join(", ")) };
        (format!("{text}: {} -> {} {}{strips}", was.1, is.1, plural(&unit)), is.0 - was.0)
    });
    told.collect()
}

/// Strips that are named with one cause, at most.
const MOST: usize = 8;

/// How many units a line is of, without the multiple that its text tells: `overtime (1.9 x 1.5)` is 1.9 hours.
fn quantity(line: &Line) -> Ratio {
    let told =
        line.text.strip_suffix(')').and_then(|text| text.rsplit_once(" (")).and_then(|(_, sum)| sum.split_once(" x "));
    told.and_then(|(quantity, _)| Ratio::try_from(quantity.to_owned()).ok()).unwrap_or(line.quantity)
}

/// Strips that stand on another day and call for somebody or something.
fn moved_with(production: &Production, before: &Schedule, after: &Schedule, who: Who) -> Vec<String> {
    if matches!(who, Who::Unit(_) | Who::Production | Who::Place(_)) {
        return Vec::new();
    }
    let days = |schedule: &Schedule| -> BTreeMap<String, Vec<Date>> {
        let mut all: BTreeMap<String, Vec<Date>> = BTreeMap::new();
        for day in &schedule.plan.days {
            for strip in why::strips(production, day, Some(who)) {
                all.entry(strip).or_default().push(day.date);
            }
        }
        all
    };
    let (was, is) = (days(before), days(after));
    let names = production.strips.iter().map(|strip| production.strip_label(strip));
    names.filter(|name| was.get(name) != is.get(name)).collect()
}

impl std::fmt::Display for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.number {
            Some(number) => write!(f, "day {number} {}", date(self.date)),
            None => write!(f, "{}", date(self.date)),
        }
    }
}

/// Where a strip stands, in words, with the unit where there are several.
pub(crate) fn standing(production: &Production, stop: Option<Stop>) -> String {
    let Some(stop) = stop else { return "boneyard".to_owned() };
    let unit = production.unit(stop.unit).filter(|_| production.units.len() > 1);
    unit.map_or(stop.to_string(), |unit| format!("{stop} {}", unit.name))
}

impl Moved {
    /// `strip 12: day 3 Wed 2027-03-03 -> boneyard`.
    pub(crate) fn told(&self, production: &Production) -> String {
        format!("strip {}: {} -> {}", self.strip, standing(production, self.from), standing(production, self.to))
    }
}

fn told(finding: &Finding) -> String {
    format!("{} {}: {}", finding.severity.word(), finding.code, finding.text)
}

/// What a finding is known by on another board.
type Lasting<'a> = (Severity, &'a str, Who, i64, &'a str);

/// A note on a strip goes with it from day to day: it is known by its rule, whatever day its words name. Others are known
/// by their words.
fn lasting(finding: &Finding) -> Lasting<'_> {
    let Finding { severity, code, who, by, text, .. } = finding;
    let goes_along = *severity == Severity::Note && matches!(who, Who::Strip(_));
    (*severity, code, *who, by.size(), if goes_along { "" } else { text })
}

/// Where a strip stands, or nothing for the boneyard.
pub(crate) fn stop_of(schedule: &Schedule, strip: StripId) -> Option<Stop> {
    let day = schedule.plan.days.get(schedule.board.day_of(strip)?)?;
    Some(Stop { date: day.date, unit: day.unit, number: day.number })
}

fn hours(before: &Schedule, after: &Schedule) -> Vec<Hours> {
    let worked = |schedule: &Schedule, stop: Stop| {
        let mut days = schedule.plan.days.iter();
        let day = days.find(|day| (day.date, day.unit) == (stop.date, stop.unit) && day.kind.works());
        day.map(model::plan::PlanDay::worked)
    };
    let stops = |schedule: &Schedule| -> Vec<Stop> {
        let stop = |day: &model::plan::PlanDay| Stop { date: day.date, unit: day.unit, number: day.number };
        schedule.plan.days.iter().map(stop).collect()
    };
    let mut all = stops(after);
    all.extend(stops(before));
    all.sort_by_key(|stop| (stop.date, stop.unit));
    all.dedup_by_key(|stop| (stop.date, stop.unit));
    let compared = all.into_iter().map(|day| Hours { day, from: worked(before, day), to: worked(after, day) });
    compared.filter(|hours| hours.from != hours.to).collect()
}
