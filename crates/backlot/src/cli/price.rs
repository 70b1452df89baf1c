//! `backlot price`: what a board costs by group and account, and for each account why.

use std::collections::{BTreeMap, BTreeSet};

use model::estimate::{Estimate, Group, Line};
use model::measure::{Cents, Ratio};
use model::production::Production;

use super::{File, Format, Said, find};
use crate::app::Opened;
use crate::error::Failure;
use crate::say;

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
    #[command(flatten)]
    format: Format,
}

pub(super) fn run(args: &Args, opened: &Opened) -> Result<Said, Failure> {
    let production = &opened.production;
    let schedule = opened.schedule(find::board(production, args.board.as_deref())?);
    let estimate = &schedule.estimate;
    let Some(wanted) = &args.why else {
        return Said::data(args.format, estimate, sums(production, estimate));
    };
    let named = |line: &&Line| match wanted.parse::<u16>() {
        Ok(account) => line.account == account,
        Err(_) => line.group.word().eq_ignore_ascii_case(wanted),
    };
    let lines: Vec<&Line> = estimate.lines.iter().filter(named).collect();
    if lines.is_empty() {
        return Err(nothing_booked(wanted, estimate));
    }
    let date =
        |line: &Line| schedule.plan.days.iter().find(|day| Some(day.day) == line.day).map(|day| say::date(day.date));
    let told = |line: &&Line| {
        let day = date(line).map_or(String::new(), |date| format!("{date}  "));
        let (text, sum) = sum(line);
        [format!("{:>14}  {day}{text}: {sum}", line.amount.to_string()), format!("{:16}from {}", "", line.from)]
    };
    let total: Cents = lines.iter().map(|line| line.amount).sum();
    let mut told: Vec<String> = lines.iter().flat_map(told).collect();
    let what = if wanted.parse::<u16>().is_ok() { "account" } else { "group" };
    told.push(format!("{:>14}  {what} {} in {}", total.to_string(), wanted.to_lowercase(), production.currency));
    Said::data(args.format, &lines, told)
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
    match unit.strip_suffix("y").filter(|front| !front.ends_with('a')) {
        _ if quantity == Ratio::ONE => format!("1 {unit}"),
        Some(front) => format!("{quantity} {front}ies"),
        None => format!("{quantity} {unit}s"),
    }
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
