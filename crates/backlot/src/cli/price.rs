//! `backlot price`: what a board costs by group and account, and for each account why.

use std::collections::{BTreeMap, BTreeSet};

use model::costs::Cost;
use model::estimate::{Estimate, Group, Line};
use model::issue::Schedule;
use model::measure::{Cents, Ratio};
use model::production::Production;

use super::budget::detail;
use super::{File, Format, Said, find};
use crate::app::{self, Opened};
use crate::compare::compare;
use crate::error::Failure;
use crate::{say, why};

/// Show what a board costs, and why
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) file: File,
    /// Show every line of one account, such as 1400, or of a group, such as cast
    #[arg(long, value_name = "ACCOUNT")]
    why: Option<String>,
    /// The board [default: the active one]
    #[arg(long)]
    board: Option<String>,
    /// Compare with another board, by account and by cause
    #[arg(long, value_name = "BOARD", conflicts_with = "why")]
    against: Option<String>,
    #[command(flatten)]
    format: Format,
}

pub(super) fn run(args: &Args, opened: &Opened) -> Result<Said, Failure> {
    let production = &opened.production;
    let schedule = opened.schedule(find::board(production, args.board.as_deref())?);
    let estimate = &schedule.estimate;
    if let Some(other) = &args.against {
        let before = opened.schedule(find::board(production, Some(other))?);
        let changes = compare(production, &before, &schedule);
        let mut lines =
            vec![format!("{} -> {}: {}", before.board.name, schedule.board.name, changes.money(production))];
        lines.extend(changes.accounts(true));
        return Said::data(args.format, &changes, lines);
    }
    let Some(wanted) = &args.why else {
        return Said::data(args.format, estimate, sums(production, estimate));
    };
    if production.budget.account(wanted).is_some() {
        return of_budget(args.format, production, &schedule, wanted);
    }
    let named = |line: &&Line| match wanted.parse::<u16>() {
        Ok(account) => line.account == account,
        Err(_) => line.group.word().eq_ignore_ascii_case(wanted),
    };
    let lines: Vec<&Line> = estimate.lines.iter().filter(named).collect();
    if lines.is_empty() {
        return Err(nothing_booked(wanted, estimate));
    }
    let total: Cents = lines.iter().map(|line| line.amount).sum();
    let mut told: Vec<String> = lines.iter().flat_map(|line| ledger(production, &schedule, line, "")).collect();
    let what = if wanted.parse::<u16>().is_ok() { "account" } else { "group" };
    told.push(format!("{:>14}  {what} {} in {}", total.to_string(), wanted.to_lowercase(), production.currency));
    Said::data(args.format, &lines, told)
}

/// A ledger line with its clause, and the dates and strips that it stands on.
fn ledger(production: &Production, schedule: &Schedule, line: &Line, indent: &str) -> Vec<String> {
    let date = schedule.plan.days.iter().find(|day| Some(day.day) == line.day);
    let day = date.map_or(String::new(), |day| format!("{}  ", say::date(day.date)));
    let (text, sum) = sum(line);
    let mut told = vec![
        format!("{indent}{:>14}  {day}{text}: {sum}", line.amount.to_string()),
        format!("{indent}{:16}from {}", "", line.from),
    ];
    let stands = why::stands_on(production, schedule, line);
    told.extend(stands.into_iter().map(|row| format!("{indent}{:18}{row}", "")));
    told
}

/// An account of the budget: its lines with what their formulas came to and their fringes, and below those that stand for
/// the board its ledger lines, down to strip and clause.
fn of_budget(format: Format, production: &Production, schedule: &Schedule, code: &str) -> Result<Said, Failure> {
    let costs = app::costs(production, schedule);
    let lines: Vec<&Cost> = costs.lines.iter().filter(|line| model::budget::within(&line.account, code)).collect();
    let mut told = Vec::new();
    for line in &lines {
        // Its fringes come one by one below.
        told.extend(detail(line).into_iter().take(1));
        told.extend(line.because.iter().map(|because| format!("{:18}{because}", "")));
        let fringes = line.fringes.iter();
        told.extend(fringes.map(|one| format!("{:18}fringe {} on {} = {}", "", one.name, one.on, one.amount)));
        let note = line.line.and_then(|id| production.budget.lines.iter().find(|line| line.id == id));
        told.extend(note.filter(|line| !line.note.is_empty()).map(|line| format!("{:18}note: {}", "", line.note)));
        let below = line.ledger.iter().filter_map(|at| schedule.estimate.lines.get(*at));
        told.extend(below.flat_map(|line| ledger(production, schedule, line, "    ")));
    }
    let account = costs.accounts.iter().find(|account| account.code == code);
    let (total, fringes) = account.map_or((Cents::ZERO, Cents::ZERO), |one| (one.total(), one.fringes));
    if fringes != Cents::ZERO {
        told.push(format!("{:>14}  fringes booked here", fringes.to_string()));
    }
    told.push(format!("{:>14}  account {code} in {}", total.to_string(), production.currency));
    Said::data(format, &lines, told)
}

/// Why there are no lines of an account or a group, and which there are.
fn nothing_booked(wanted: &str, estimate: &Estimate) -> Failure {
    let accounts: BTreeSet<u16> = estimate.lines.iter().map(|line| line.account).collect();
    let name = |account: &u16| format!("{account} {}", budget::accounts::name(*account).unwrap_or_default());
    let accounts: Vec<String> = accounts.iter().map(name).collect();
    let groups = Group::ALL.into_iter().filter(|group| estimate.lines.iter().any(|line| line.group == *group));
    let groups: Vec<&str> = groups.map(Group::word).collect();
    if accounts.is_empty() {
        return Failure::value("nothing is booked on this board", "plan it first with 'backlot solve'");
    }
    let number = wanted.bytes().all(|byte| byte.is_ascii_digit());
    let what = match Group::ALL.into_iter().any(|group| group.word().eq_ignore_ascii_case(wanted)) {
        true => format!("nothing is booked in the group {}", wanted.to_lowercase()),
        false if number => format!("nothing is booked on account {wanted}"),
        false => format!("there is no account or group '{wanted}'"),
    };
    Failure::value(what, format!("accounts with lines are {}; groups are {}", accounts.join(", "), groups.join(", ")))
}

/// A line's text and the sum it is: `3 days at 2,500`, and for time that is paid by a multiple `1.9 hours x 1.5 x 86.52`.
fn sum(line: &Line) -> (&str, String) {
    let multiple = line.text.strip_suffix(')').and_then(|text| text.rsplit_once(" ("));
    let multiple = multiple.and_then(|(text, sum)| Some((text, sum.split_once(" x ")?)));
    match multiple.and_then(|(text, (quantity, times))| Some((text, ratio(quantity)?, ratio(times)?))) {
        Some((text, quantity, times)) if quantity.by(times) == line.quantity => {
            (text, format!("{} x {times} x {}", units(quantity, &line.unit), line.rate))
        }
        _ => (&line.text, format!("{} at {}", units(line.quantity, &line.unit), line.rate)),
    }
}

fn ratio(text: &str) -> Option<Ratio> {
    Ratio::try_from(text.to_owned()).ok()
}

/// `1 day`, `3 days`, `2 deliveries`.
fn units(quantity: Ratio, unit: &str) -> String {
    if quantity == Ratio::ONE { format!("1 {unit}") } else { format!("{quantity} {}", say::plural(unit)) }
}

/// Groups, the accounts of each, and the total.
fn sums(production: &Production, estimate: &Estimate) -> Vec<String> {
    let mut lines = Vec::new();
    for group in Group::ALL {
        let booked = estimate.lines.iter().filter(|line| line.group == group);
        let mut accounts: BTreeMap<u16, (Cents, usize)> = BTreeMap::new();
        for line in booked {
            let account = accounts.entry(line.account).or_default();
            *account = (account.0 + line.amount, account.1 + 1);
        }
        if accounts.is_empty() {
            continue;
        }
        lines.push(format!("{:<34}{:>16}", group.word(), estimate.group(group).to_string()));
        for (account, (amount, count)) in accounts {
            let name = budget::accounts::name(account).unwrap_or_default();
            lines.push(format!("  {account} {name:<26}{:>16}  {}", amount.to_string(), say::count(count, "line")));
        }
    }
    lines.push(format!("{:<34}{:>16}", format!("total in {}", production.currency), estimate.total.to_string()));
    if estimate.wished() != Cents::ZERO {
        let wishes = format!("wishes left open: {}, never booked", estimate.wishes.len());
        lines.push(format!("{wishes:<34}{:>16}", estimate.wished().to_string()));
    }
    lines
}

#[cfg(test)]
mod tests {
    use model::ids::UnitId;
    use model::verdict::Who;

    use super::*;

    #[test]
    fn a_line_tells_its_quantity_its_multiple_and_its_rate() {
        let check = |text: &str, quantity: Ratio, unit: &str, expected: (&str, &str)| {
            let line = Line {
                account: 2000,
                group: Group::Overtime,
                text: text.to_owned(),
                who: Who::Unit(UnitId(1)),
                day: None,
                quantity,
                unit: unit.to_owned(),
                rate: Cents(8_652),
                amount: Cents::ZERO,
                from: String::new(),
            };
            let (text, told) = sum(&line);
            assert_eq!((text, told.as_str()), expected);
        };
        let overtime = ("main unit: overtime", "1.9 hours x 1.5 x 86.52");
        check("main unit: overtime (1.9 x 1.5)", Ratio::new(285, 100), "hour", overtime);
        check("Pool (2 x 3)", Ratio::new(2, 1), "visit", ("Pool (2 x 3)", "2 visits at 86.52"));
        check("HORSE", Ratio::ONE, "piece", ("HORSE", "1 piece at 86.52"));
        check("HORSE", Ratio::new(2, 1), "delivery", ("HORSE", "2 deliveries at 86.52"));
        check("main unit: days", Ratio::new(3, 1), "day", ("main unit: days", "3 days at 86.52"));
    }
}
