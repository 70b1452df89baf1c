//! The price of a whole plan: every scope once, sorted by account, summed.

use std::collections::{BTreeMap, BTreeSet};

use model::calendar::Date;
use model::estimate::{Estimate, Line, Wish};
use model::ids::{DayId, ElementId};
use model::measure::Cents;
use model::plan::{Plan, Stand};
use model::production::Production;
use model::verdict::Verdict;

use crate::pricer::{Ledger, Pricer};

/// What a plan costs, with the pay that its verdict gives: lines by account and then in order of the plan, lines of no
/// one day after those of days. Money is booked; wishes are told apart.
pub fn price(production: &Production, plan: &Plan, verdict: &Verdict) -> Estimate {
    let pricer = Pricer::new(production);
    let mut book = Estimate::default();
    for pay in &verdict.pay {
        pricer.pay(pay, &mut book);
    }
    let mut hired: BTreeMap<ElementId, BTreeSet<Date>> = BTreeMap::new();
    for day in &plan.days {
        pricer.day(day, &mut book);
        for element in pricer.delivered(day) {
            hired.entry(element).or_default().insert(day.date);
        }
    }
    for (element, dates) in hired {
        pricer.element(element, &Vec::from_iter(dates), &mut book);
    }
    for stand in &plan.stands {
        pricer.stand(stand, &mut book);
    }
    for place in &production.places {
        let stands: Vec<&Stand> = plan.stands.iter().filter(|stand| stand.place == place.id).collect();
        pricer.place(place.id, &stands, &mut book);
    }
    pricer.wishes(plan, &mut book);
    let order: BTreeMap<DayId, usize> = plan.days.iter().enumerate().map(|(at, day)| (day.day, at)).collect();
    let at = |line: &Line| line.day.and_then(|day| order.get(&day)).copied().unwrap_or(usize::MAX);
    book.lines.sort_by_key(|line| (line.account, at(line)));
    book
}

/// An estimate keeps the words; its total saturates rather than wrap when a document's figures pass what is supported.
impl Ledger for Estimate {
    fn line(&mut self, amount: Cents, words: impl FnOnce() -> Line) {
        self.total = Cents(self.total.0.saturating_add(amount.0));
        self.lines.push(words());
    }
    fn wish(&mut self, _: Cents, words: impl FnOnce() -> Wish) {
        self.wishes.push(words());
    }
}
