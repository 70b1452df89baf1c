//! The cheapest legal order of given days, by trying every one: the last step of a proof.

use model::board::Shift;

use super::instance::{self, Instance, Schedule};
use super::{check, core};
use crate::bound::{Bound, Pattern};
use crate::problem::Problem;

/// Orders that one proof looks at, at most: a minute at worst.
const MOST: usize = 2_000_000;

/// A proof at work: looks at days in every order that may cost less than what is known.
pub(super) struct Orders<'a> {
    instance: &'a Instance,
    problem: Problem,
    looked: usize,
}

impl<'a> Orders<'a> {
    pub(super) fn new(instance: &'a Instance) -> Self {
        Self { instance, problem: core::problem(instance), looked: 0 }
    }

    /// What the cheapest order of these days costs, or `least` where none costs less; nothing when too many were looked at.
    /// `cost` is what the days cost in any order, each in its cheapest shift.
    pub(super) fn cheapest(&mut self, bound: &Bound, days: &[&Pattern], cost: i64, least: i64) -> Option<i64> {
        let mut shifts: Vec<Vec<(Shift, i64)>> = Vec::new();
        for day in days {
            let premiums: Vec<(usize, i64)> = bound.shifts(&day.items);
            shifts.push(premiums.into_iter().map(|(shift, premium)| (Shift::ALL[shift], premium)).collect());
        }
        let mut search = Search { orders: self, days, opens: bound.opens(), shifts, order: Vec::new(), least };
        search.follow(cost).then_some(search.least)
    }
}

struct Search<'s, 'a> {
    orders: &'s mut Orders<'a>,
    days: &'s [&'s Pattern],
    /// Whether the first of them opens the shoot.
    opens: bool,
    /// Shifts that hold each day, and what they cost beyond the cheapest.
    shifts: Vec<Vec<(Shift, i64)>>,
    /// The days chosen so far, and their shifts.
    order: Vec<(usize, Shift)>,
    least: i64,
}

impl Search<'_, '_> {
    /// Whether every order below was looked at.
    fn follow(&mut self, cost: i64) -> bool {
        if self.order.len() == self.days.len() {
            self.orders.looked += 1;
            let checked = check(self.orders.instance, &self.schedule());
            if checked.violations.is_empty() {
                self.least = self.least.min(checked.cost);
            }
            return self.orders.looked <= MOST;
        }
        let at = self.order.len();
        let crew = &self.orders.instance.crew;
        let most = if at == 0 { crew.std_min * crew.first_day_frac_pct / 100 } else { i64::MAX };
        let strips = &self.orders.problem.strips;
        let open = |day: &usize| {
            let scenes = &self.days[*day].items;
            self.order.iter().all(|(taken, _)| taken != day)
                && scenes.iter().all(|&scene| strips[scene].can[at])
                && scenes.iter().map(|&scene| strips[scene].load).sum::<i64>() <= most
        };
        let first = if self.opens && at == 0 { 1 } else { self.days.len() };
        let next: Vec<usize> = (0..first).filter(open).collect();
        for day in next {
            for (shift, premium) in self.shifts[day].clone() {
                let calendar = &self.orders.instance.days;
                let rested = match self.order.last() {
                    Some((_, last)) => shift >= *last || calendar[at].cal - calendar[at - 1].cal > 1,
                    None => true,
                };
                if rested && cost + premium < self.least {
                    self.order.push((day, shift));
                    let looked = self.follow(cost + premium);
                    self.order.pop();
                    if !looked {
                        return false;
                    }
                }
            }
        }
        true
    }

    fn schedule(&self) -> Schedule {
        let mut schedule = Schedule::default();
        for (at, (day, shift)) in self.order.iter().enumerate() {
            let scenes = self.days[*day].items.iter().map(|&scene| &self.orders.instance.scenes[scene].id);
            schedule.assign.extend(scenes.map(|scene| (scene.clone(), at)));
            schedule.shift.push(Some(instance::letter(*shift)));
        }
        schedule.shift.resize(self.orders.instance.horizon, None);
        schedule
    }
}
