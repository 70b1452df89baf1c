//! Benchmark instances of the full problem ("backlot-core/1"): compiled to the same problem as a production and searched by
//! the same search.

mod check;
mod core;
mod instance;
mod orders;

#[cfg(test)]
mod tests;

pub use check::{Checked, check};
pub use instance::{FORMAT, Instance, MOST, Schedule, Unread, read};

use std::collections::BTreeMap;

use self::core::{Core, Days};
use crate::layout::State;
use crate::options::Options;
use crate::stop::Watch;
use crate::tour::Tour;
use crate::{bound, construct, search};

/// What a search of an instance found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The schedule.
    pub schedule: Schedule,
    /// What it costs and breaks, from scratch.
    pub checked: Checked,
    /// Moves that each worker tried: with what was planned they replay this search.
    pub iterations: u64,
    /// Moves of each worker that its coolings were planned for, where that is another number.
    pub planned: Option<u64>,
}

/// Searches for the cheapest legal schedule of an instance.
pub fn solve(instance: &Instance, options: &Options, watch: &mut dyn Watch) -> Found {
    // People, places and equipment as sets of as few words as hold them.
    match instance.cast.len().max(instance.places.len()).max(instance.equip.len()) {
        ..=64 => with::<1>(instance, options, watch),
        65..=128 => with::<2>(instance, options, watch),
        _ => with::<{ MOST / 64 }>(instance, options, watch),
    }
}

fn with<const W: usize>(instance: &Instance, options: &Options, watch: &mut dyn Watch) -> Found {
    let core = Core::<W>::new(instance);
    let mut tour = Tour::new(&core.problem, Days::new(&core));
    construct::fill(&mut tour);
    let search::Walked { iterations, planned } = search::run(&mut tour, options, watch);
    let schedule = schedule(instance, &tour.layout.state());
    Found { checked: check(instance, &schedule), schedule, iterations, planned }
}

fn schedule(instance: &Instance, state: &State) -> Schedule {
    let mut schedule = Schedule::default();
    for (day, (list, shift)) in state.days.iter().enumerate() {
        schedule.assign.extend(list.iter().map(|&scene| (instance.scenes[scene].id.clone(), day)));
        schedule.shift.push((!list.is_empty()).then(|| instance::letter(*shift)));
    }
    schedule
}

/// What every schedule of an instance costs at least, raised step by step. Left out is what hangs on the order of days:
/// holds, returns to a place, weekends, rest, floors, windows, relations; that the first day is light is seen.
pub struct Bound<'i> {
    instance: &'i Instance,
    bound: bound::Bound,
}

impl<'i> Bound<'i> {
    /// The bound that needs no search.
    pub fn new(instance: &'i Instance) -> Self {
        let mut bound = bound::Bound::new(self::core::relaxed(instance));
        let mut planted: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, scene) in instance.scenes.iter().enumerate() {
            if let Some(&day) = instance.planted().and_then(|planted| planted.assign.get(&scene.id)) {
                planted.entry(day).or_default().push(at);
            }
        }
        planted.into_values().for_each(|day| bound.learn(day));
        Self { instance, bound }
    }

    /// Raises it by one round, which `stop` ends early; answers whether another one may raise it further.
    pub fn step(&mut self, stop: &dyn Fn() -> bool) -> bool {
        self.bound.step(stop);
        !self.bound.done()
    }

    /// Looks at every schedule that may cost less than a known one, if there are few enough; answers whether the bound now is
    /// the cost of the cheapest one there is. It may take a minute; `stop` ends it.
    pub fn close(&mut self, known: i64, stop: &dyn Fn() -> bool) -> bool {
        let mut orders = orders::Orders::new(self.instance);
        let look = &mut |days: &[&bound::Pattern], cost, least| orders.cheapest(&self.bound, days, cost, least);
        let least = self.bound.close(known, stop, look);
        least.inspect(|&least| self.bound.raise(least)).is_some()
    }

    /// What every schedule costs at least, as far as is known.
    pub fn best(&self) -> i64 {
        self.bound.best()
    }
}
