//! The budget as people read it: top sheet, the lines of an account, weeks by department, what wants a look.

use model::budget::{Approved, ItemKind, Phase, within};
use model::costs::{AccountCost, Cost, Costs};
use model::issue::Schedule;
use model::measure::Cents;
use model::production::Production;
use serde::Serialize;

use crate::error::Failure;
use crate::names::nearest;
use crate::say::count;

/// The budget as data.
#[derive(Serialize)]
pub(super) struct Shown<'a> {
    pub(super) board: &'a str,
    pub(super) approved: &'a Option<Approved>,
    pub(super) costs: &'a Costs,
}

/// Whole units of the currency, as top sheets have them.
pub(in crate::cli) fn whole(amount: Cents) -> String {
    let units = (amount.0.abs() + 50) / 100 * amount.0.signum();
    Cents(units * 100).to_string()
}

/// Over, or under in brackets; nothing for neither.
pub(in crate::cli) fn over(amount: Cents) -> String {
    match whole(amount).as_str() {
        "0" | "-0" => "-".to_owned(),
        text => text.strip_prefix('-').map_or_else(|| text.to_owned(), |text| format!("({text})")),
    }
}

/// The columns beside a title: approved, final when there is one, estimate, over or under.
struct Columns<'a> {
    approved: Option<&'a Approved>,
    closed: Option<&'a Approved>,
}

impl Columns<'_> {
    fn head(&self) -> String {
        let columns = ["approved", if self.closed.is_some() { "final" } else { "" }, "estimate", "over/(under)"];
        let columns: Vec<&str> = match self.approved {
            Some(_) => columns.into_iter().filter(|name| !name.is_empty()).collect(),
            None => vec!["estimate"],
        };
        columns.iter().map(|name| format!("{name:>15}")).collect()
    }
    /// `of` is what the figures say of this row.
    fn row(&self, title: &str, estimate: Cents, of: impl Fn(&Approved) -> Cents) -> String {
        let title = format!("{:<44}", title.chars().take(44).collect::<String>());
        let Some(approved) = self.approved.map(&of) else { return format!("{title}{:>15}", whole(estimate)) };
        let closed = self.closed.map(&of);
        let shown = closed.map_or(String::new(), |closed| format!("{:>15}", whole(closed)));
        let against = closed.unwrap_or(estimate) - approved;
        format!("{title}{:>15}{shown}{:>15}{:>15}", whole(approved), whole(estimate), over(against))
    }
}

/// The top sheet.
pub(super) fn top(production: &Production, costs: &Costs, board: &str) -> Vec<String> {
    let budget = &production.budget;
    let columns = Columns { approved: budget.approved.as_ref(), closed: budget.closed.as_ref() };
    let approved =
        budget.approved.as_ref().map_or(String::new(), |one| format!("; approved {} by {}", one.date, one.by));
    let mut lines = vec![
        format!("{} - {} in {}, board {board}{approved}", production.title, "budget", production.currency),
        format!("{:<44}{}", "", columns.head()),
    ];
    for section in &costs.sections {
        let name = if section.name.is_empty() { "Without an account" } else { &section.name };
        let head = lines.len();
        lines.push(name.to_owned());
        let accounts = costs.accounts.iter().filter(|account| account.top() && account.section == section.name);
        let mut codes: Vec<&str> = Vec::new();
        for account in accounts {
            codes.push(&account.code);
            let of = |one: &Approved| one.account(&account.code);
            let figures = [&budget.approved, &budget.closed].into_iter().flatten().any(|one| of(one) != Cents::ZERO);
            if account.total() == Cents::ZERO && !figures {
                continue;
            }
            lines.push(columns.row(&format!("  {} {}", account.code, account.title), account.total(), of));
        }
        let of = |one: &Approved| codes.iter().map(|code| one.account(code)).sum();
        lines.push(columns.row(&format!("  total {}", name.to_lowercase()), section.total, of));
        // A section in which nothing stands is left out.
        if lines.len() == head + 2 && section.total == Cents::ZERO {
            lines.truncate(head);
        }
    }
    let of = |one: &Approved| one.accounts.iter().map(|one| one.amount).sum();
    lines.push(columns.row("above and below the line", costs.above + costs.below, of));
    for charge in &costs.charges {
        let percent = budget.charges.iter().find(|one| one.name == charge.name).map(|one| one.percent);
        let percent = percent.map_or(String::new(), |percent| format!(" ({percent} % of {})", whole(charge.on)));
        let title = format!("  {}{percent}", charge.name);
        lines.push(columns.row(&title, charge.amount, |one| one.charge(&charge.name)));
    }
    lines.push(columns.row("GRAND TOTAL", costs.total, Approved::total));
    let mut back = Cents::ZERO;
    for one in &costs.incentives {
        lines.push(format!(
            "{:<44}{:>15}",
            format!("  {} on {} qualified", one.name, whole(one.qualified)),
            whole(-one.amount)
        ));
        back += one.amount;
    }
    if back != Cents::ZERO {
        lines.push(format!("{:<44}{:>15}", "net of incentives", whole(costs.total - back)));
    }
    let (wrong, looks): (Vec<_>, Vec<_>) = costs.problems.iter().partition(|problem| problem.wrong);
    if !wrong.is_empty() {
        lines.push(format!("{} cannot be reckoned: 'backlot budget check' tells", count(wrong.len(), "thing")));
    }
    if !looks.is_empty() {
        lines.push(format!("{} to look at: 'backlot budget check' tells", count(looks.len(), "thing")));
    }
    lines
}

/// The lines of an account and its sub-accounts, with their fringes.
pub(super) fn account(production: &Production, costs: &Costs, code: &str) -> Result<Vec<String>, Failure> {
    let known = |account: &&AccountCost| account.code == code;
    let Some(account) = costs.accounts.iter().find(known) else {
        let hint = nearest(code, costs.accounts.iter().map(|account| account.code.as_str()));
        return Err(Failure::Unknown { what: "account", name: code.to_owned(), hint });
    };
    let mut lines = vec![format!("{} {} in {}", account.code, account.title, production.currency)];
    for under in costs.accounts.iter().filter(|one| within(&one.code, code)) {
        let own: Vec<&Cost> = costs.lines.iter().filter(|line| line.account == under.code).collect();
        if under.code != code && !own.is_empty() {
            lines.push(format!("{} {}", under.code, under.title));
        }
        lines.extend(own.iter().flat_map(|line| detail(line)));
    }
    lines.push(format!("{:>14}  lines", account.lines.to_string()));
    let all = costs.lines.iter().filter(|line| within(&line.account, code));
    let elsewhere = all.map(Cost::fringe).sum::<Cents>();
    let book = production.budget.section_of(code).map_or("", |section| section.fringes.as_str());
    if account.fringes != Cents::ZERO {
        lines.push(format!("{:>14}  fringes booked here", account.fringes.to_string()));
    } else if elsewhere != Cents::ZERO {
        lines.push(format!("{:>14}  fringes, booked on {book}", elsewhere.to_string()));
    }
    if let Some(approved) = &production.budget.approved {
        let of = approved.account(code);
        let difference = over(account.total() - of);
        lines.push(format!("{:>14}  approved; over/(under) {difference}", of.to_string()));
    }
    Ok(lines)
}

/// A line as `AMOUNT  #12 shoot  Grips: 5 weeks x 4 at 2,400`, with its fringes below.
pub(in crate::cli) fn detail(line: &Cost) -> Vec<String> {
    let number = line.line.map_or("board".to_owned(), |id| format!("#{id}"));
    let phase = if line.phase == Phase::Any { String::new() } else { format!(" {}", line.phase.word()) };
    let times = if line.times == "1" { String::new() } else { format!(" x {}", line.times) };
    let foreign =
        line.foreign.as_ref().map(|one| format!(" = {} {} at {} of {}", one.currency, one.amount, one.rate, one.date));
    let off = if line.off { " (switched off)" } else { "" };
    let quantity = match (line.line, line.ledger.as_slice()) {
        (None, _) | (_, [_, ..]) => count(line.ledger.len(), "line") + " of the board",
        _ => format!("{}{times} at {}", units(&line.amount, &line.unit), line.rate),
    };
    let foreign = foreign.unwrap_or_default();
    let mut told =
        vec![format!("{:>14}  {number}{phase}  {}: {quantity}{foreign}{off}", line.cost.to_string(), line.text)];
    if !line.fringes.is_empty() {
        let fringes: Vec<String> = line.fringes.iter().map(|one| format!("{} {}", one.name, one.amount)).collect();
        told.push(format!("{:>14}    fringes {}: {}", "", line.fringe(), fringes.join(", ")));
    }
    told
}

/// `1 week`, `3 weeks`; what is allowed or flat has no plural.
fn units(amount: &str, unit: &str) -> String {
    match unit {
        "" => amount.to_owned(),
        "allow" | "flat" => format!("{amount} {unit}"),
        unit if amount == "1" || unit.ends_with('s') => format!("{amount} {unit}"),
        unit => format!("{amount} {unit}s"),
    }
}

/// Person-weeks of prep, shoot, wrap and post by account, and what they are paid; what else an account has stands beside it, so that
/// the rows add up to the estimate.
pub(super) fn weeks(production: &Production, schedule: &Schedule, costs: &Costs) -> Vec<String> {
    use model::formula::Exact;
    let all = budget::weeks(production, &schedule.plan, &schedule.estimate, costs);
    let row = |title: &str, by: [Exact; 4], pay: Cents, other: Cents| {
        let cell = |weeks: Exact| if weeks == Exact::ZERO { "-".to_owned() } else { weeks.to_string() };
        let weeks = by.map(|weeks| format!("{:>9}", cell(weeks))).concat();
        let money = [pay, other, pay + other].map(|amount| format!("{:>13}", whole(amount))).concat();
        format!("{:<34}{weeks}{money}", title.chars().take(34).collect::<String>())
    };
    let sum = |rows: &[&budget::Weeks]| {
        let add = |sum: [Exact; 4], one: &&budget::Weeks| {
            std::array::from_fn(|at| sum[at].plus(one.by[at]).unwrap_or(sum[at]))
        };
        let money = |of: fn(&budget::Weeks) -> Cents| rows.iter().map(|one| of(one)).sum();
        (rows.iter().fold([Exact::ZERO; 4], add), money(|one| one.pay), money(|one| one.other))
    };
    let heads = budget::PHASES.map(|phase| format!("{:>9}", phase.word())).concat();
    let money = ["their pay", "all else", "estimate"].map(|head| format!("{head:>13}")).concat();
    let mut lines = vec![format!("{:<34}{heads}{money}", "person-weeks")];
    let worked = |one: &&budget::Weeks| one.by.iter().any(|weeks| *weeks != Exact::ZERO);
    let (with, without): (Vec<&budget::Weeks>, Vec<&budget::Weeks>) = all.iter().partition(worked);
    lines.extend(with.iter().map(|one| row(&format!("{} {}", one.code, one.title), one.by, one.pay, one.other)));
    for (title, rows) in [("accounts without weeks", without), ("above and below the line", all.iter().collect())] {
        let (by, pay, other) = sum(&rows);
        lines.push(row(title, by, pay, other));
    }
    lines
}

/// What cannot be reckoned, what wants a look, and how the lines that stand for the board compare with it.
pub(super) fn problems(production: &Production, costs: &Costs) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for problem in &costs.problems {
        let weight = if problem.wrong { "error" } else { "note" };
        lines.push(format!("{weight}: {}: {}", problem.about, problem.text));
        if !problem.hint.is_empty() {
            lines.push(format!("  hint: {}", problem.hint));
        }
    }
    for (text, amount) in &costs.detailed {
        lines.push(format!("note: priced in detail by lines and not booked again: {text}, {amount} on the board"));
    }
    if !costs.detailed.is_empty() {
        let shoot = costs.lines.iter().filter(|line| line.phase == Phase::Shoot && line.ledger.is_empty());
        let amount: Cents = shoot.map(|line| line.cost + line.fringe()).sum();
        lines.push(format!("note: lines of the shoot, with their fringes, come to {amount} beside it"));
    }
    let unfringed = costs.lines.iter().filter(|line| line.line.is_none() && line.cost != Cents::ZERO);
    for line in unfringed {
        lines.push(format!(
            "note: booked by the board itself, without fringes: {} {}, {}",
            line.account, line.text, line.cost
        ));
    }
    let off = costs.lines.iter().filter(|line| line.off).count();
    if off > 0 {
        lines.push(format!("note: {} switched off", count(off, "line")));
    }
    let lines_count = production.budget.items(ItemKind::Line).len();
    if lines.is_empty() {
        lines.push(format!("{} and nothing to say about them", count(lines_count, "line")));
    }
    lines
}
