//! What a budget comes to on a board: its lines, the board's own lines where nobody else books them, fringes, accounts,
//! sections, contractual charges, and what incentives bring back. No ledger line is booked twice.

use std::collections::BTreeMap;

use model::budget::{Charge, Detail, Item, TOTALS, title, within};
use model::costs::*;
use model::estimate::{Estimate, Group, Line};
use model::formula::Exact;
use model::measure::{Cents, Ratio};
use model::plan::Plan;
use model::production::Production;
use model::verdict::Verdict;

use crate::accounts;
use crate::facts::Facts;
use crate::fringes::{fringes, hours};
use crate::sheet::{Owner, Sheet, on};

/// The costs of a production on one board: `priced` is its estimate, of which every line is booked once.
pub fn cost(production: &Production, plan: &Plan, verdict: &Verdict, priced: &Estimate) -> Costs {
    let facts = Facts { production, plan, verdict, ledger: &priced.lines };
    let sheet = Sheet::new(facts);
    let mut costs = Costs::default();
    let mut lines = details(&sheet, &mut costs.problems);
    // Ceilings are filled in the order of the budget's own lines, which no chart changes.
    fringes(production, &priced.lines, &mut lines);
    lines.extend(by_itself(&sheet, &mut costs.problems));
    let place = |code: &str| production.budget.accounts.iter().position(|account| account.code == code);
    lines.sort_by_key(|(cost, _)| place(&cost.account).unwrap_or(usize::MAX));
    let (booked, of): (Vec<Cost>, Vec<Option<&Detail>>) = lines.into_iter().unzip();
    costs.lines = booked;
    accounts(production, &mut costs);
    for charge in &production.budget.charges {
        let charged = charged(charge, &costs);
        costs.charges.push(charged);
    }
    let charges: Cents = costs.charges.iter().map(|charge| charge.amount).sum();
    costs.total = [costs.above, costs.below, charges].into_iter().sum();
    costs.incentives = incentives(production, &costs, &of);
    let detailed = production.budget.detailed.iter().enumerate();
    costs.detailed = detailed.map(|(at, text)| (text.clone(), sheet.owned(Owner::Detailed(at)).0)).collect();
    costs
}

/// The lines of the budget.
fn details<'a>(sheet: &Sheet<'a>, problems: &mut Vec<Problem>) -> Vec<(Cost, Option<&'a Detail>)> {
    let detail = |(at, line): (usize, &'a Detail)| {
        let off = !on(sheet.budget, line);
        let mut cost = Cost {
            account: line.account.clone(),
            line: Some(line.id),
            text: line.text.clone(),
            phase: line.phase,
            amount: "0".to_owned(),
            unit: line.unit.clone(),
            times: "0".to_owned(),
            rate: Cents::ZERO,
            cost: Cents::ZERO,
            foreign: None,
            fringes: Vec::new(),
            off,
            ledger: sheet.owned(Owner::Line(at)).1,
            because: Vec::new(),
        };
        let about = || title(&Item::Line(line.clone()));
        match sheet.line(at) {
            Ok(reckoned) => {
                cost.amount = reckoned.amount.amount.unwrap_or(Exact::ZERO).to_string();
                cost.times = reckoned.times.to_string();
                cost.rate = reckoned.rate.cents().unwrap_or_default();
                cost.cost = if off { Cents::ZERO } else { reckoned.cost };
                cost.because = sheet.because(line);
                let amount = reckoned.amount.amount.and_then(|many| many.times(reckoned.times)?.times(reckoned.rate));
                if let (Ok(Some(currency)), Some(amount)) = (sheet.currency(line), amount.and_then(Exact::cents)) {
                    let (rate, date) = (currency.rate, currency.date);
                    cost.foreign = Some(Foreign { currency: currency.code.clone(), amount, rate, date });
                }
            }
            Err((field, fault)) => {
                let text = [("amount", &line.amount), ("times", &line.times), ("rate", &line.rate)];
                let text =
                    text.iter().find(|(name, _)| *name == field).map_or(line.currency.as_str(), |(_, text)| text);
                let told = fault.refusal(field, text);
                problems.push(Problem { wrong: !off, about: about(), text: told.message, hint: told.hint });
            }
        }
        let hourly = |name: &String| {
            let fringe = sheet.budget.fringes.iter().find(|fringe| fringe.name == *name);
            fringe.is_some_and(|fringe| matches!(fringe.kind, model::budget::FringeKind::Hourly(_)))
        };
        if cost.ledger.is_empty() && hours(sheet.budget, &line.unit) == Exact::ZERO && line.fringes.iter().any(hourly) {
            let text = format!("a fringe by the hour on the unit '{}', which lasts no time", line.unit);
            let hint = "give it a unit with hours, or take the fringe off".to_owned();
            problems.push(Problem { wrong: false, about: about(), text, hint });
        }
        (cost, Some(line))
    };
    sheet.budget.lines.iter().enumerate().map(detail).collect()
}

/// What the board books by itself: one line for each of its accounts and groups.
fn by_itself<'a>(sheet: &Sheet<'a>, problems: &mut Vec<Problem>) -> Vec<(Cost, Option<&'a Detail>)> {
    let mut own: BTreeMap<(u16, Group), Vec<usize>> = BTreeMap::new();
    for (at, line) in sheet.facts.ledger.iter().enumerate().filter(|(at, _)| sheet.owners[*at] == Owner::Board) {
        own.entry((line.account, line.group)).or_default().push(at);
    }
    let made = own.into_iter().map(|((account, group), ledger)| {
        let name = accounts::name(account).unwrap_or("account");
        let amount: Cents =
            ledger.iter().filter_map(|at| sheet.facts.ledger.get(*at)).map(|line: &Line| line.amount).sum();
        let booked = sheet.account_of(account);
        if booked.is_none() {
            problems.push(Problem {
                wrong: true,
                about: format!("account {account} of the board ({name})"),
                text: format!("{amount} has no account in this chart"),
                hint: format!("let an account take it: takes = [{account}]"),
            });
        }
        let cost = Cost {
            account: booked.unwrap_or_default().to_owned(),
            line: None,
            text: format!("{name}: {} of the board", group.word()),
            phase: model::budget::Phase::Any,
            amount: "1".to_owned(),
            unit: "board".to_owned(),
            times: "1".to_owned(),
            rate: amount,
            cost: amount,
            foreign: None,
            fringes: Vec::new(),
            off: false,
            ledger,
            because: Vec::new(),
        };
        (cost, None)
    });
    made.collect()
}

/// Sums by account, section, and above and below the line. Fringes go where the section says.
fn accounts(production: &Production, costs: &mut Costs) {
    let budget = &production.budget;
    let mut own: BTreeMap<&str, (Cents, Cents)> = BTreeMap::new();
    for line in &costs.lines {
        own.entry(&line.account).or_default().0 += line.cost;
        let section = budget.section_of(&line.account).map(|section| section.fringes.as_str());
        let fringes = section.filter(|code| !code.is_empty()).unwrap_or(&line.account);
        own.entry(fringes).or_default().1 += line.fringe();
    }
    let sums = |code: &str| {
        let under =
            own.iter().filter(|(other, _)| if code.is_empty() { other.is_empty() } else { within(other, code) });
        under.fold((Cents::ZERO, Cents::ZERO), |sum, (_, one)| (sum.0 + one.0, sum.1 + one.1))
    };
    let listed = budget.accounts.iter().map(|account| (account.code.as_str(), account.title.as_str()));
    let homeless = own.contains_key("").then_some(("", "without an account"));
    for (code, title) in listed.chain(homeless) {
        let (lines, fringes) = sums(code);
        let section = budget.section_of(code).map_or(String::new(), |section| section.name.clone());
        let alone = own.get(code).copied().unwrap_or_default();
        let (code, title) = (code.to_owned(), title.to_owned());
        costs.accounts.push(AccountCost { code, title, section, lines, fringes, own: alone.0 + alone.1 });
    }
    let total = |name: &str| -> Cents {
        let of = costs.accounts.iter().filter(|account| account.top() && account.section == name);
        of.map(AccountCost::total).sum()
    };
    let sections = budget.sections.iter().map(|one| (one.name.as_str(), one.above));
    let sections = sections.chain(homeless.map(|_| ("", false)));
    let sections = sections.map(|(name, above)| SectionCost { name: name.to_owned(), above, total: total(name) });
    costs.sections = sections.collect();
    let sum = |above: bool| costs.sections.iter().filter(|one| one.above == above).map(|one| one.total).sum();
    (costs.above, costs.below) = (sum(true), sum(false));
}

fn charged(charge: &Charge, costs: &Costs) -> ChargeCost {
    let of = |name: &String| -> Cents {
        let [above, below, all] = TOTALS;
        match name.as_str() {
            name if name == above => costs.above,
            name if name == below => costs.below,
            name if name == all => costs.above + costs.below,
            name => {
                let section = costs.sections.iter().find(|one| one.name == name).map(|one| one.total);
                let account = || costs.accounts.iter().find(|one| one.code == name).map(AccountCost::total);
                let earlier = || costs.charges.iter().find(|one| one.name == name).map(|one| one.amount);
                section.or_else(account).or_else(earlier).unwrap_or_default()
            }
        }
    };
    let on = charge.of.iter().map(of).sum::<Cents>() - charge.without.iter().map(of).sum();
    ChargeCost { name: charge.name.clone(), on, amount: percent(on, charge.percent) }
}

fn incentives(production: &Production, costs: &Costs, of: &[Option<&Detail>]) -> Vec<IncentiveCost> {
    let budget = &production.budget;
    let named = |code: &str, name: &String| {
        let said = budget.up(code, |account| (!account.qualifies.is_empty()).then_some(&account.qualifies));
        said.is_some_and(|names| names.contains(name))
    };
    let reckoned = budget.incentives.iter().map(|incentive| {
        let qualifies = |(cost, line): &(&Cost, &Option<&Detail>)| {
            line.and_then(|line| line.qualifies).unwrap_or_else(|| named(&cost.account, &incentive.name))
        };
        let spend = |(cost, _): (&Cost, _)| cost.cost + if incentive.fringes { cost.fringe() } else { Cents::ZERO };
        let qualified: Cents = costs.lines.iter().zip(of).filter(qualifies).map(spend).sum();
        let amount = percent(qualified, incentive.percent);
        let amount = incentive.cap.map_or(amount, |cap| amount.min(cap));
        IncentiveCost { name: incentive.name.clone(), qualified, amount }
    });
    reckoned.collect()
}

/// Percent of an amount, rounded half-up.
fn percent(of: Cents, percent: Ratio) -> Cents {
    of.times(Ratio::new(percent.num(), percent.den().saturating_mul(100)))
}
