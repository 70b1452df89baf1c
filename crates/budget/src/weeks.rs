//! Person-weeks by account: those of the budget's lines by phase, and those of the crew that the board pays; with the money
//! that is paid for them, so that they add up to the estimate.

use std::collections::BTreeSet;

use model::budget::{Phase, week};
use model::calendar::Date;
use model::costs::{Cost, Costs};
use model::estimate::{Estimate, Group};
use model::formula::Exact;
use model::measure::Cents;
use model::plan::Plan;
use model::production::Production;
use model::verdict::Who;

use crate::fringes::number;

/// The weeks of an account with those under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weeks {
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// Person-weeks of prep, shoot, wrap and post.
    pub by: [Exact; 4],
    /// What the lines that are counted come to, without fringes.
    pub pay: Cents,
    /// All else on the account: fringes, pay by other units, material.
    pub other: Cents,
}

/// The phases that weeks are counted by, in order.
pub const PHASES: [Phase; 4] = [Phase::Prep, Phase::Shoot, Phase::Wrap, Phase::Post];

/// The weeks of all accounts of the top sheet, in order; pay and other money of all are what is above and below the line. Lines count
/// by their phase, when their unit is a week or a day. What the board pays a position of the crew, or a unit's crew as one, counts as
/// shoot: its heads on every date on which the unit works, on the account that books its days. Cast is paid by its engagements
/// and not counted.
pub fn weeks(production: &Production, plan: &Plan, priced: &Estimate, costs: &Costs) -> Vec<Weeks> {
    let mut counted: BTreeSet<Who> = BTreeSet::new();
    let top = |account: &&model::costs::AccountCost| account.top();
    let empty = |account: &model::costs::AccountCost| Weeks {
        code: account.code.clone(),
        title: account.title.clone(),
        by: [Exact::ZERO; 4],
        pay: Cents::ZERO,
        other: account.total(),
    };
    let mut all: Vec<Weeks> = costs.accounts.iter().filter(top).map(empty).collect();
    for line in costs.lines.iter().filter(|line| !line.off) {
        let code = line.account.split('-').next().unwrap_or_default();
        let Some(account) = all.iter_mut().find(|one| one.code == code) else { continue };
        let (phase, weeks) = match line.ledger.is_empty() {
            true => (line.phase, of_line(production, line)),
            false => (Phase::Shoot, of_board(production, plan, priced, line, &mut counted)),
        };
        let (Some(at), Some(weeks)) = (PHASES.iter().position(|one| *one == phase), weeks) else { continue };
        account.by[at] = account.by[at].plus(weeks).unwrap_or(account.by[at]);
        account.pay += line.cost;
        account.other -= line.cost;
    }
    all
}

fn of_line(production: &Production, line: &Cost) -> Option<Exact> {
    let scale = match line.unit.trim_end_matches('s') {
        "week" => Exact::ONE,
        "day" => Exact::new(1, week(production)),
        _ => return None,
    };
    number(&line.amount).times(number(&line.times))?.times(scale)
}

/// The weeks of those whose days a line books; nothing where it books nobody's. Whom another line has counted brings no more weeks.
fn of_board(
    production: &Production,
    plan: &Plan,
    priced: &Estimate,
    line: &Cost,
    counted: &mut BTreeSet<Who>,
) -> Option<Exact> {
    let ledger = line.ledger.iter().filter_map(|at| priced.lines.get(*at));
    let crew: BTreeSet<Who> = ledger.filter(|line| line.group == Group::Crew).map(|line| line.who).collect();
    let weeks = crew.iter().filter_map(|who| {
        let (unit, heads) = match *who {
            Who::Crew(id) => production.position_of(id).map(|one| (one.unit, one.heads))?,
            Who::Unit(id) => (id, production.unit(id)?.heads),
            _ => return None,
        };
        let worked = plan.days.iter().filter(|day| day.unit == unit && day.kind.works()).map(|day| day.date);
        let dates = i128::try_from(worked.collect::<BTreeSet<Date>>().len()).ok()?;
        let new = i128::from(counted.insert(*who));
        Some(Exact::new(dates * i128::from(heads) * new, week(production)))
    });
    weeks.reduce(|sum, one| sum.plus(one).unwrap_or(sum))
}
