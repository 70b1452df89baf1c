//! What the search relies on: the price is the sum of its scopes, and a change of one scope changes no other's lines.

use std::collections::{BTreeMap, BTreeSet};

use budget::{Ledger, Pricer, price};
use model::board::{DayKind, Item, Shift};
use model::calendar::Date;
use model::estimate::{Estimate, Group, Line, Wish};
use model::ids::ElementId;
use model::measure::Cents;
use model::plan::{Plan, Stand};
use model::production::{Element, ElementUse, Production, WishPrices};
use model::sample::boarded;
use model::verdict::{Verdict, Who};
use proptest::prelude::*;

/// A ledger that sums and never asks for a word, as the search's does.
#[derive(Debug, Default, PartialEq, Eq)]
struct Sum {
    booked: i64,
    wished: i64,
}

impl Ledger for Sum {
    fn line(&mut self, amount: Cents, _: impl FnOnce() -> Line) {
        self.booked += amount.0;
    }
    fn wish(&mut self, price: Cents, _: impl FnOnce() -> Wish) {
        self.wished += price.0;
    }
}

fn evaluated(production: &Production) -> (Plan, Verdict, Estimate) {
    let plan = clock::lay(production, &production.boards[0]);
    let verdict = rules::judge(production, &plan);
    let estimate = price(production, &plan, &verdict);
    (plan, verdict, estimate)
}

/// The sum of all scopes, each asked alone and in another order than `price` asks them.
fn scopes(production: &Production, plan: &Plan, verdict: &Verdict) -> Sum {
    let pricer = Pricer::new(production);
    let mut sum = Sum::default();
    for place in production.places.iter().rev() {
        let stands: Vec<&Stand> = plan.stands.iter().rev().filter(|stand| stand.place == place.id).collect();
        pricer.place(place.id, &stands, &mut sum);
        stands.iter().for_each(|stand| pricer.stand(stand, &mut sum));
    }
    let mut hired: BTreeMap<ElementId, BTreeSet<Date>> = BTreeMap::new();
    for day in plan.days.iter().rev() {
        pricer.day(day, &mut sum);
        for element in pricer.delivered(day) {
            hired.entry(element).or_default().insert(day.date);
        }
    }
    for (element, dates) in hired {
        pricer.element(element, &Vec::from_iter(dates), &mut sum);
    }
    verdict.pay.iter().rev().for_each(|line| pricer.pay(line, &mut sum));
    pricer.wishes(plan, &mut sum);
    sum
}

/// A production on up to six days with its scenes anywhere, with hired pieces and with prices on all wishes.
fn production() -> impl Strategy<Value = Production> {
    let shift = prop::sample::select(&Shift::ALL[..]);
    let days = prop::collection::vec((shift, prop::bool::weighted(0.9)), 2..7);
    let scenes = prop::collection::vec(0_usize..8, 12);
    let hires = prop::collection::vec((0_usize..12, 0_u32..4), 0..6);
    (days, scenes, hires).prop_map(|(days, scenes, hires)| {
        let numbers: Vec<String> = (1..=scenes.len()).map(|number| number.to_string()).collect();
        let on = |day: usize| {
            let there = scenes.iter().zip(&numbers).filter(|(at, _)| **at == day);
            there.map(|(_, number)| number.as_str()).collect::<Vec<&str>>()
        };
        let all: Vec<(Shift, Vec<&str>)> = days.iter().enumerate().map(|(at, day)| (day.0, on(at))).collect();
        let mut production = boarded(&all.iter().map(|(shift, scenes)| (*shift, &scenes[..])).collect::<Vec<_>>());
        for (day, _) in production.boards[0].days.iter_mut().zip(&days).filter(|(_, (_, plain))| !plain) {
            day.kind = DayKind::SixthDay;
        }
        let crane = production.fresh();
        let (day_rate, delivery) = (Cents(90_001), Cents(40_000));
        production.elements.push(Element { id: crane, day_rate, delivery, ..Element::default() });
        for (scene, quantity) in hires {
            production.scenes[scene].elements.push(ElementUse::entered(crane, quantity));
        }
        let wish = Cents(1_000);
        let wishes = WishPrices {
            set_split: wish,
            swing: wish * 7,
            out_of_order: wish * 3,
            single_scene_call: wish * 2,
            uncovered_day: wish * 5,
        };
        production.settings.wishes = wishes;
        production
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_price_is_the_sum_of_its_scopes(production in production()) {
        let (plan, verdict, estimate) = evaluated(&production);
        let sum = scopes(&production, &plan, &verdict);
        prop_assert_eq!(sum, Sum { booked: estimate.total.0, wished: estimate.wished().0 });
        prop_assert_eq!(estimate.lines.iter().map(|line| line.amount).sum::<Cents>(), estimate.total);
        prop_assert_eq!(Group::ALL.into_iter().map(|group| estimate.group(group)).sum::<Cents>(), estimate.total);
        for line in &estimate.lines {
            prop_assert_eq!(line.rate.times(line.quantity), line.amount, "{}", line.text);
            prop_assert!(budget::accounts::name(line.account).is_some(), "account {} has no name", line.account);
        }
    }

    #[test]
    fn a_moved_strip_changes_no_line_of_an_untouched_scope(production in production(), from in 0_usize..6, to in 0_usize..6) {
        let (before_plan, _, before) = evaluated(&production);
        let mut moved = production.clone();
        let days = &mut moved.boards[0].days;
        let (from, to) = (from % days.len(), to % days.len());
        let Some(item) = days[from].items.pop() else { return Ok(()) };
        let Item::Strip(placed) = item else { return Ok(()) };
        days[to].items.insert(0, item);
        let scene = production.scene_of(placed.strip).expect("strips of the sample have scenes");
        let home = production.place_of(&production.boards[0], scene.set);
        let (plan, _, after) = evaluated(&moved);
        // Days that the clock lays as before, sets and places other than the strip's own, elements that it does not use.
        // Lines of pay are the judge's.
        let same_day = |day| before_plan.days.iter().find(|d| d.day == day) == plan.days.iter().find(|d| d.day == day);
        let used = production.elements_of(scene);
        let untouched = |line: &&Line| match (line.group, line.who, line.day) {
            (Group::Moves | Group::Crowd | Group::Equipment, _, Some(day)) => same_day(day),
            (_, Who::Element(element), None) => used.iter().all(|(id, _)| *id != element),
            (_, Who::Set(set), _) => set != scene.set,
            (_, Who::Place(place), _) => Some(place) != home,
            _ => false,
        };
        let lines = |estimate: &Estimate| estimate.lines.iter().filter(untouched).cloned().collect::<Vec<Line>>();
        prop_assert_eq!(lines(&before), lines(&after));
    }
}
