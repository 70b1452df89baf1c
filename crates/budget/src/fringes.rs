//! Fringes: on the pay of each person over the whole engagement, up to the cutoff, in order of the budget's lines.

use std::collections::BTreeMap;

use model::budget::{Budget, Detail, Fringe, FringeKind};
use model::costs::{Cost, FringeCost};
use model::estimate::{Group, Line};
use model::formula::{Among, Exact, who};
use model::measure::Cents;
use model::production::Production;
use model::verdict::Who;

/// Who is paid: cutoffs count over all lines of one payee.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Payee {
    Who(Who),
    Named(String),
    /// The line of the budget at this place, by itself.
    Line(usize),
}

/// Pay of one payee on a line.
struct Pay {
    payee: Payee,
    /// Persons, each of whom is paid the same.
    heads: Exact,
    amount: Exact,
    hours: Exact,
    overtime: bool,
}

/// How far the ceilings of a payee's persons are filled: so many of them, and the pay of each. Lines of fewer persons fill those of
/// the first.
type Filled = Vec<(Exact, Exact)>;

/// Puts the fringes on the lines of a budget, which stand in its own order.
pub(crate) fn fringes(production: &Production, ledger: &[Line], lines: &mut [(Cost, Option<&Detail>)]) {
    let budget = &production.budget;
    let mut filled: BTreeMap<(Payee, &str), Filled> = BTreeMap::new();
    for (at, (cost, line)) in lines.iter_mut().enumerate() {
        let Some(line) = line.filter(|line| !cost.off && !line.fringes.is_empty()) else { continue };
        let pays = match cost.ledger.is_empty() {
            true => vec![own(production, at, line, cost)],
            false => of_board(production, ledger, cost),
        };
        for fringe in line.fringes.iter().filter_map(|name| budget.fringes.iter().find(|fringe| fringe.name == *name)) {
            let (on, amount) = reckon(fringe, &pays, &mut filled);
            let (Some(on), Some(amount)) = (on.cents(), amount.cents()) else { continue };
            if amount != Cents::ZERO {
                cost.fringes.push(FringeCost { name: fringe.name.clone(), on, amount });
            }
        }
    }
}

/// The pay that a fringe is reckoned on, and what it comes to, exactly.
fn reckon<'a>(fringe: &'a Fringe, pays: &[Pay], filled: &mut BTreeMap<(Payee, &'a str), Filled>) -> (Exact, Exact) {
    let (mut on, mut amount) = (Exact::ZERO, Exact::ZERO);
    for pay in pays.iter().filter(|pay| !(fringe.straight && pay.overtime)) {
        match fringe.kind {
            FringeKind::Percent { percent, cutoff } => {
                let part = cutoff.and_then(|cutoff| {
                    let filled = filled.entry((pay.payee.clone(), &fringe.name)).or_default();
                    fill(filled, pay, Exact::money(cutoff))
                });
                let part = part.unwrap_or(pay.amount);
                let share = part.times(percent.into()).and_then(|share| share.over(Exact::whole(100)));
                (on, amount) = (sum(on, Some(part)), sum(amount, share));
            }
            FringeKind::Hourly(rate) => {
                (on, amount) = (sum(on, Some(pay.amount)), sum(amount, pay.hours.times(Exact::money(rate))));
            }
        }
    }
    (on, amount)
}

/// Fills the ceilings of the persons of a pay, and answers with what of it lies below them; nothing when figures pass what is exact.
fn fill(filled: &mut Filled, pay: &Pay, cutoff: Exact) -> Option<Exact> {
    let each = pay.amount.over(pay.heads)?;
    let (mut left, mut on, mut at) = (pay.heads, Exact::ZERO, 0);
    while left > Exact::ZERO {
        if at == filled.len() {
            filled.push((left, Exact::ZERO));
        }
        let (heads, paid) = filled[at];
        if heads > left {
            filled[at].0 = left;
            filled.insert(at + 1, (heads.plus(left.negative())?, paid));
        }
        let heads = heads.min(left);
        let part = each.min(cutoff.plus(paid.negative())?);
        filled[at].1 = paid.plus(part)?;
        on = on.plus(part.times(heads)?)?;
        left = left.plus(heads.negative())?;
        at += 1;
    }
    Some(on)
}

fn sum(one: Exact, other: Option<Exact>) -> Exact {
    other.and_then(|other| one.plus(other)).unwrap_or(one)
}

/// The pay of a line of the budget.
fn own(production: &Production, at: usize, line: &Detail, cost: &Cost) -> Pay {
    let payee = match line.person.as_str() {
        "" => Payee::Line(at),
        name => match of_the_board(production, name) {
            Some(who) => Payee::Who(who),
            None => Payee::Named(name.to_owned()),
        },
    };
    let hours = hours(&production.budget, &line.unit);
    let hours = number(&cost.amount).times(number(&cost.times)).and_then(|units| units.times(hours));
    let (heads, amount) = (number(&cost.times).max(Exact::ONE), Exact::money(cost.cost));
    Pay { payee, heads, amount, hours: hours.unwrap_or(Exact::ZERO), overtime: line.overtime }
}

/// Whom of the board a line pays: `cast 3`, `crew key grip`.
fn of_the_board(production: &Production, name: &str) -> Option<Who> {
    let (kind, _) = name.split_once(' ')?;
    let among = match kind {
        "cast" => Among::Cast,
        "crew" => Among::Crew,
        _ => return None,
    };
    who(production, &[among], name).ok()?.first().copied()
}

/// The pay of the board's own lines that a line books, person by person.
fn of_board(production: &Production, ledger: &[Line], cost: &Cost) -> Vec<Pay> {
    let paid = cost.ledger.iter().filter_map(|at| ledger.get(*at)).map(|line| Pay {
        payee: Payee::Who(line.who),
        heads: Exact::whole(match line.who {
            Who::Unit(unit) => production.unit(unit).map_or(1, |unit| unit.heads.max(1)),
            Who::Crew(id) => production.position_of(id).map_or(1, |one| one.heads.max(1)),
            _ => 1,
        }),
        amount: Exact::money(line.amount),
        hours: Exact::from(line.quantity).times(hours(&production.budget, &line.unit)).unwrap_or(Exact::ZERO),
        overtime: match line.who {
            Who::Crew(_) | Who::Unit(_) => line.group == Group::Overtime,
            _ => matches!(line.unit.as_str(), "hour" | "penalty"),
        },
    });
    paid.collect()
}

/// The hours of a unit; nothing for one that lasts no time.
pub(crate) fn hours(budget: &Budget, unit: &str) -> Exact {
    let plain = unit.trim_end_matches('s');
    let found = budget.units.iter().find(|known| known.name.trim_end_matches('s') == plain);
    Exact::whole(found.map_or(0, |unit| unit.hours))
}

/// A decimal as costs hold it.
pub(crate) fn number(text: &str) -> Exact {
    match model::formula::parse(text) {
        Ok(model::formula::Expr::Number(number)) => number,
        _ => Exact::ZERO,
    }
}
