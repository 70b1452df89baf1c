//! Fringes: on the pay of each person over the whole engagement, up to the cutoff, in order of the lines.

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
    amount: Exact,
    hours: Exact,
    overtime: bool,
}

/// Puts the fringes on the lines, which stand in order. `lines` are those of the budget, for the costs that have one.
pub(crate) fn fringes(production: &Production, ledger: &[Line], lines: &[Option<&Detail>], costs: &mut [Cost]) {
    let budget = &production.budget;
    let mut heads: BTreeMap<Payee, Exact> = BTreeMap::new();
    let mut paid: Vec<Vec<Pay>> = Vec::new();
    for (at, (cost, line)) in costs.iter().zip(lines).enumerate() {
        let Some(line) = line.filter(|line| !cost.off && !line.fringes.is_empty()) else {
            paid.push(Vec::new());
            continue;
        };
        let pays =
            if cost.ledger.is_empty() { vec![own(production, at, line, cost)] } else { of_board(budget, ledger, cost) };
        for pay in &pays {
            let count = match pay.payee {
                Payee::Who(Who::Unit(unit)) => Exact::whole(production.unit(unit).map_or(1, |unit| unit.heads.max(1))),
                Payee::Who(Who::Crew(id)) => Exact::whole(production.position_of(id).map_or(1, |one| one.heads.max(1))),
                Payee::Who(_) => Exact::ONE,
                _ => number(&cost.times).max(Exact::ONE),
            };
            let known = heads.entry(pay.payee.clone()).or_insert(count);
            *known = count.max(*known);
        }
        paid.push(pays);
    }
    let mut used: BTreeMap<(Payee, String), Exact> = BTreeMap::new();
    for ((cost, line), pays) in costs.iter_mut().zip(lines).zip(&paid) {
        let Some(line) = line.filter(|_| !pays.is_empty()) else { continue };
        for fringe in line.fringes.iter().filter_map(|name| budget.fringes.iter().find(|fringe| fringe.name == *name)) {
            let (on, amount) = reckon(fringe, pays, &heads, &mut used);
            let (Some(on), Some(amount)) = (on.cents(), amount.cents()) else { continue };
            if amount != Cents::ZERO {
                cost.fringes.push(FringeCost { name: fringe.name.clone(), on, amount });
            }
        }
    }
}

/// The pay that a fringe is reckoned on, and what it comes to, exactly.
fn reckon(
    fringe: &Fringe,
    pays: &[Pay],
    heads: &BTreeMap<Payee, Exact>,
    used: &mut BTreeMap<(Payee, String), Exact>,
) -> (Exact, Exact) {
    let (mut on, mut amount) = (Exact::ZERO, Exact::ZERO);
    for pay in pays.iter().filter(|pay| !(fringe.straight && pay.overtime)) {
        match fringe.kind {
            FringeKind::Percent { percent, cutoff } => {
                let so_far = used.entry((pay.payee.clone(), fringe.name.clone())).or_insert(Exact::ZERO);
                let many = heads.get(&pay.payee).copied().unwrap_or(Exact::ONE);
                let room = cutoff.and_then(|cutoff| Exact::money(cutoff).times(many)?.plus(so_far.negative()));
                let part = room.map_or(pay.amount, |room| pay.amount.min(room).max(Exact::ZERO));
                *so_far = so_far.plus(part).unwrap_or(*so_far);
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

fn sum(one: Exact, other: Option<Exact>) -> Exact {
    other.and_then(|other| one.plus(other)).unwrap_or(one)
}

/// The pay of a line of the budget.
fn own(production: &Production, at: usize, line: &Detail, cost: &Cost) -> Pay {
    let cast = || who(production, &[Among::Cast], &line.person).ok()?.first().copied();
    let payee = match line.person.as_str() {
        "" => Payee::Line(at),
        name if name.starts_with("cast ") => cast().map_or_else(|| Payee::Named(name.to_owned()), Payee::Who),
        name => Payee::Named(name.to_owned()),
    };
    let hours = hours(&production.budget, &line.unit);
    let hours = number(&cost.amount).times(number(&cost.times)).and_then(|units| units.times(hours));
    let amount = Exact::money(cost.cost);
    Pay { payee, amount, hours: hours.unwrap_or(Exact::ZERO), overtime: line.overtime }
}

/// The pay of the board's own lines that a line books, person by person.
fn of_board(budget: &Budget, ledger: &[Line], cost: &Cost) -> Vec<Pay> {
    let paid = cost.ledger.iter().filter_map(|at| ledger.get(*at)).map(|line| Pay {
        payee: Payee::Who(line.who),
        amount: Exact::money(line.amount),
        hours: Exact::from(line.quantity).times(hours(budget, &line.unit)).unwrap_or(Exact::ZERO),
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
fn number(text: &str) -> Exact {
    match model::formula::parse(text) {
        Ok(model::formula::Expr::Number(number)) => number,
        _ => Exact::ZERO,
    }
}
