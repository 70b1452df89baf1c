//! Wishes that a plan leaves open, each at the price that a person put on it: never booked, never a rule.

use model::board::Shift;
use model::estimate::Wish;
use model::ids::UnitId;
use model::measure::Cents;
use model::plan::{Plan, PlanDay};
use model::production::Scene;

use crate::pricer::{Ledger, Needs, Pricer};

impl Pricer<'_> {
    /// All wishes that a plan leaves open: those of each day, those of each unit, then cover for bad weather.
    pub fn wishes<L: Ledger>(&self, plan: &Plan, ledger: &mut L) {
        for day in &plan.days {
            self.wishes_of_day(day, ledger);
        }
        let mut units: Vec<UnitId> = plan.days.iter().map(|day| day.unit).collect();
        units.sort_unstable();
        units.dedup();
        for unit in units {
            let days: Vec<&PlanDay> = plan.days.iter().filter(|day| day.unit == unit).collect();
            self.wishes_of_unit(&days, ledger);
        }
        self.wishes_of_weather(plan, ledger);
    }

    /// Days in the open that keep no cover for bad weather.
    pub fn wishes_of_weather<L: Ledger>(&self, plan: &Plan, ledger: &mut L) {
        let price = self.production.settings.wishes.uncovered_day;
        let exposed = self.cover.iter().flat_map(|cover| cover.exposed(plan));
        for (day, _) in exposed.filter(|(_, covered)| !covered) {
            ledger.wish(price, || {
                let text = format!("the day in the open on {} keeps no cover for bad weather", day.date);
                Wish { code: "uncovered-day".to_owned(), text, price }
            });
        }
    }

    /// Cast members whom one unit-day calls for a single scene; two parts of one scene are one scene.
    pub fn wishes_of_day<L: Ledger>(&self, day: &PlanDay, ledger: &mut L) {
        let price = self.production.settings.wishes.single_scene_call;
        if price == Cents::ZERO {
            return;
        }
        let scenes: Vec<&Needs> = day.strips().filter_map(|strip| self.needs(strip)).collect();
        for called in &day.people {
            let mut hers = scenes.iter().filter(|needs| needs.cast.contains(&called.person));
            let Some(first) = hers.next() else { continue };
            if hers.any(|needs| needs.order != first.order) {
                continue;
            }
            ledger.wish(price, || {
                let name = self.production.person(called.person).map_or("a cast member", |person| &person.name);
                let text = format!("{name} comes for scene {} alone on {}", self.number(first.order), day.date);
                Wish { code: "single-scene-call".to_owned(), text, price }
            });
        }
    }

    /// What makes the days of one unit, in order, hard to read: swings, sets left and returned to, scenes out of order.
    pub fn wishes_of_unit<L: Ledger>(&self, days: &[&PlanDay], ledger: &mut L) {
        self.swings(days, ledger);
        let prices = &self.production.settings.wishes;
        if prices.set_split == Cents::ZERO && prices.out_of_order == Cents::ZERO {
            return;
        }
        let mut shot: Vec<(&PlanDay, usize, &Needs)> = Vec::new();
        for day in days {
            let strips = day.strips().filter_map(|strip| self.needs(strip));
            shot.extend(strips.filter_map(|needs| Some((*day, needs.set?, needs))));
        }
        self.splits(&shot, ledger);
        self.out_of_order(&shot, ledger);
    }

    /// Swings between day and night work. A split shift is on neither side, so that a unit may pass through it.
    fn swings<L: Ledger>(&self, days: &[&PlanDay], ledger: &mut L) {
        let price = self.production.settings.wishes.swing;
        let mut last: Option<&PlanDay> = None;
        for &day in days.iter().filter(|day| day.kind.shoots() && day.shift != Shift::Split) {
            if let Some(before) = last.filter(|before| before.shift != day.shift && price != Cents::ZERO) {
                ledger.wish(price, || {
                    let (from, to) = (before.shift.word(), day.shift.word());
                    let text = format!("work swings from {from} on {} to {to} on {}", before.date, day.date);
                    Wish { code: "swing".to_owned(), text, price }
                });
            }
            last = Some(day);
        }
    }

    /// Sets to which the unit returns after it has shot another.
    fn splits<L: Ledger>(&self, shot: &[(&PlanDay, usize, &Needs)], ledger: &mut L) {
        let price = self.production.settings.wishes.set_split;
        if price == Cents::ZERO {
            return;
        }
        let mut seen = vec![false; self.production.sets.len()];
        let mut last = None;
        for &(day, set, needs) in shot {
            let known = seen.get_mut(set).map(|seen| std::mem::replace(seen, true));
            if known == Some(true) && last != Some(set) {
                ledger.wish(price, || {
                    let name = self.set_name(set);
                    let scene = self.number(needs.order);
                    let text = format!("{name} is left and returned to on {} for scene {scene}", day.date);
                    Wish { code: "set-split".to_owned(), text, price }
                });
            }
            last = Some(set);
        }
    }

    /// Scenes that the unit shoots before an earlier scene of the same set; each counts once.
    fn out_of_order<L: Ledger>(&self, shot: &[(&PlanDay, usize, &Needs)], ledger: &mut L) {
        let price = self.production.settings.wishes.out_of_order;
        if price == Cents::ZERO {
            return;
        }
        // From the end backwards, so that the earliest scene still to come on each set is known.
        let mut earliest = vec![usize::MAX; self.production.sets.len()];
        let mut late: Vec<(usize, usize, usize)> = Vec::new();
        for &(_, set, needs) in shot.iter().rev() {
            let Some(to_come) = earliest.get_mut(set) else { continue };
            if *to_come < needs.order && late.iter().all(|(scene, ..)| *scene != needs.order) {
                late.push((needs.order, *to_come, set));
            }
            *to_come = needs.order.min(*to_come);
        }
        for &(scene, earlier, set) in late.iter().rev() {
            ledger.wish(price, || {
                let (scene, earlier) = (self.number(scene), self.number(earlier));
                let text = format!("scene {scene} is shot before scene {earlier} of {}", self.set_name(set));
                Wish { code: "out-of-order".to_owned(), text, price }
            });
        }
    }

    /// The number of the scene that stands at this place of the script.
    fn number(&self, order: usize) -> String {
        let label = |scene: &Scene| self.production.scene_label(scene);
        self.production.scenes.get(order).map_or_else(String::new, label)
    }

    fn set_name(&self, set: usize) -> &str {
        self.production.sets.get(set).map_or("", |set| &set.name)
    }
}
