//! `backlot price`: what a board costs by group and account, and for each account why.

use std::collections::{BTreeMap, BTreeSet};

use model::costs::Cost;
use model::estimate::{Estimate, Group, Line, Wish};
use model::formula::{Among, selector, who};
use model::issue::Schedule;
use model::measure::{Cents, Ratio};
use model::production::Production;
use model::verdict::Who;

use super::budget::detail;
use super::{File, Format, Said, find};
use crate::app::{self, Opened};
use crate::compare::compare;
use crate::error::Failure;
use crate::names::nearest;
use crate::{say, why};

/// Show what a board costs, and why
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) file: File,
    /// Show every line of an account (1400, 2500-01), a group (cast), a person ("cast 3", MAYA), a position ("crew key grip"), a
    /// department ("department Grip"), a set, a place or an element; or every wish that is left open (wishes)
    #[arg(long, value_name = "ACCOUNT|GROUP|NAME")]
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
    if wanted.eq_ignore_ascii_case("wishes") {
        let line = |wish: &Wish| format!("{:>14}  {}: {}", wish.price.to_string(), wish.code, wish.text);
        let mut told: Vec<String> = estimate.wishes.iter().map(line).collect();
        let total = estimate.wished().to_string();
        told.push(format!("{total:>14}  wishes left open in {}, never booked", production.currency));
        return Said::data(args.format, &estimate.wishes, told);
    }
    if production.budget.account(wanted).is_some() {
        return of_budget(args.format, production, &schedule, wanted);
    }
    let chosen = match selector(production, wanted) {
        Ok(chosen) => chosen,
        Err(told) => {
            let titled = production.budget.accounts.iter().find(|account| account.title.eq_ignore_ascii_case(wanted));
            let Some(account) = titled else { return Err(unknown(production, estimate, wanted, told)) };
            return of_budget(args.format, production, &schedule, &account.code);
        }
    };
    let lines: Vec<(usize, &Line)> = estimate.lines.iter().enumerate().filter(|(_, line)| chosen.meets(line)).collect();
    if lines.is_empty() {
        return Err(nothing_booked(wanted, estimate));
    }
    let total: Cents = lines.iter().map(|(_, line)| line.amount).sum();
    let mut told: Vec<String> = lines.iter().flat_map(|(_, line)| ledger(production, &schedule, line, "")).collect();
    let group = Group::ALL.into_iter().any(|group| group.word().eq_ignore_ascii_case(wanted));
    let what = match wanted.parse::<u16>() {
        Ok(account) => format!("account {account} of the board"),
        Err(_) if group => format!("group {}", wanted.to_lowercase()),
        Err(_) => format!("{wanted} on the board"),
    };
    told.push(format!("{:>14}  {what} in {}", total.to_string(), production.currency));
    if !group && wanted.parse::<u16>().is_err() {
        told.extend(in_budget(production, &schedule, wanted, &lines));
        told.extend(two_meanings(production, wanted));
    }
    let lines: Vec<&Line> = lines.into_iter().map(|(_, line)| line).collect();
    Said::data(args.format, &lines, told)
}

/// The lines of the budget that book somebody's money of the board, and those that pay the same person beside it.
fn in_budget(production: &Production, schedule: &Schedule, wanted: &str, ledger: &[(usize, &Line)]) -> Vec<String> {
    let costs = app::costs(production, schedule);
    let whom: BTreeSet<Who> = ledger.iter().map(|(_, line)| line.who).collect();
    let pays = |cost: &&Cost| {
        let line = production.budget.lines.iter().find(|line| Some(line.id) == cost.line);
        let paid = line.and_then(|line| who(production, &[Among::Cast, Among::Crew], &line.person).ok());
        cost.ledger.is_empty() && paid.is_some_and(|paid| paid.iter().any(|one| whom.contains(one)))
    };
    let books =
        |cost: &&Cost| cost.line.is_some() && cost.ledger.iter().any(|at| ledger.iter().any(|(one, _)| one == at));
    let lines: Vec<&Cost> = costs.lines.iter().filter(|cost| pays(cost) || books(cost)).collect();
    if lines.is_empty() {
        return Vec::new();
    }
    let head = format!("in the budget, lines that book this or pay {wanted} beside it, whole:");
    let told = lines.iter().flat_map(|line| {
        let mut told = detail(line);
        if let Some(first) = told.first_mut() {
            *first += &format!(", on {}", line.account);
        }
        told
    });
    std::iter::once(head).chain(told).collect()
}

/// That a name is both a position's and its department's, where they are not the same people.
fn two_meanings(production: &Production, wanted: &str) -> Option<String> {
    let of = |kind: &str| who(production, &[Among::Crew], &format!("{kind} {wanted}")).ok();
    let (department, position) = (of("department")?, of("crew")?);
    let same = department.iter().all(|one| position.contains(one));
    (!same).then(|| {
        format!("{wanted} is a department and a position of it: 'department {wanted}' or 'crew {wanted}' means one")
    })
}

/// A word that means nothing or too much: what is near it among groups, accounts of the budget and names, else what there is.
fn unknown(production: &Production, estimate: &Estimate, wanted: &str, (message, hint): (String, String)) -> Failure {
    if !message.ends_with("names nobody and nothing of this production") {
        return Failure::value(message, hint);
    }
    let mut known: Vec<&str> = Group::ALL.into_iter().map(Group::word).collect();
    known.extend(production.budget.accounts.iter().flat_map(|one| [one.code.as_str(), one.title.as_str()]));
    known.extend(production.crew.iter().flat_map(|one| [one.department.as_str(), one.position.as_str()]));
    let near = [hint, nearest(wanted, known.into_iter())].into_iter().find(|hint| hint.starts_with("did"));
    Failure::value(format!("there is no account, group or name '{wanted}'"), near.unwrap_or_else(|| booked(estimate)))
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

/// Why there are no lines of an account, a group or somebody, and which there are.
fn nothing_booked(wanted: &str, estimate: &Estimate) -> Failure {
    if estimate.lines.is_empty() {
        return Failure::value("nothing is booked on this board", "plan it first with 'backlot solve'");
    }
    let number = wanted.bytes().all(|byte| byte.is_ascii_digit());
    let what = match Group::ALL.into_iter().any(|group| group.word().eq_ignore_ascii_case(wanted)) {
        true => format!("nothing is booked in the group {}", wanted.to_lowercase()),
        false if number => format!("nothing is booked on account {wanted}"),
        false => format!("nothing is booked for {wanted} on this board"),
    };
    Failure::value(what, booked(estimate))
}

/// Groups of the board that have lines, and where all that can be named is told.
fn booked(estimate: &Estimate) -> String {
    let groups = Group::ALL.into_iter().filter(|group| estimate.lines.iter().any(|line| line.group == *group));
    let groups: Vec<&str> = groups.map(Group::word).collect();
    let groups = groups.join(", ");
    format!("groups with lines are {groups}; 'backlot price' lists accounts, '--help' says what else can be named")
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

/// Groups, the accounts of each, and the total; wishes by their kind.
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
        let mut codes: BTreeMap<&str, (Cents, usize)> = BTreeMap::new();
        for wish in &estimate.wishes {
            let code = codes.entry(&wish.code).or_default();
            *code = (code.0 + wish.price, code.1 + 1);
        }
        let line = |(code, (price, count)): (&str, (Cents, usize))| {
            format!("  {code:<32}{:>16}  {count} open", price.to_string())
        };
        lines.extend(codes.into_iter().map(line));
    }
    lines
}

#[cfg(test)]
mod tests {
    use model::ids::UnitId;

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
