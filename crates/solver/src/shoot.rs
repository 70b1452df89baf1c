//! Benchmark instances of the full problem ("backlot-core/1"): compiled to the same problem as a production and searched by
//! the same search.

mod check;
mod core;
mod instance;

pub use check::{Checked, check};
pub use instance::{FORMAT, Instance, MOST, Schedule, Unread, read};

use self::core::{Core, Days};
use crate::layout::State;
use crate::options::Options;
use crate::stop::Watch;
use crate::tour::Tour;
use crate::{construct, search};

/// What a search of an instance found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The schedule.
    pub schedule: Schedule,
    /// What it costs and breaks, from scratch.
    pub checked: Checked,
    /// Moves that each worker tried: the number that replays this search.
    pub iterations: u64,
}

/// Searches for the cheapest legal schedule of an instance.
pub fn solve(instance: &Instance, options: &Options, watch: &mut dyn Watch) -> Found {
    let core = Core::new(instance);
    let mut tour = Tour::new(&core.problem, Days::new(&core));
    construct::fill(&mut tour);
    let iterations = search::run(&mut tour, options, watch);
    let schedule = schedule(instance, &tour.layout.state());
    Found { checked: check(instance, &schedule), schedule, iterations }
}

fn schedule(instance: &Instance, state: &State) -> Schedule {
    let mut schedule = Schedule::default();
    for (day, (list, shift)) in state.days.iter().enumerate() {
        schedule.assign.extend(list.iter().map(|&scene| (instance.scenes[scene].id.clone(), day)));
        schedule.shift.push((!list.is_empty()).then(|| instance::letter(*shift)));
    }
    schedule
}
