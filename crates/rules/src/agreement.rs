//! What agreements and statutes say about somebody's days: pay, penalties and breaches, from the rows of rule packs.
//!
//! One walk serves everything: a plan, a worked example, a question from the floor. It goes over a person's days in order,
//! with what is known of each, and hands each line of pay and each breach on. The order of evaluation is: a fitting, hours
//! of the day, flat parts, the night, miles, meals, breaks, limits; then the rest to the next day; at the end of a week its overtime.

mod breaks;
mod caps;
mod fittings;
mod flat;
mod hours;
mod long_rest;
mod meals;
mod minors;
mod next_meal;
mod nights;
mod rest;
mod scheduled;
mod terms;
mod travel;
mod week;
mod work;

pub(crate) use minors::birthday;
pub(crate) use next_meal::next_meal;
pub(crate) use terms::MINOR;
pub use terms::{Held, Setting, Terms};
pub use work::{Breach, Clause, Hire, Kind, Line, Meal, MealKind, MinorDay, Sink, Unit, Work};

use caps::Row;
use hours::Carry;
use model::calendar::days_between;
use week::Week;

/// What is known of the time before the first day that is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// Straight or counted time earlier in the week.
    pub week: model::measure::Minutes,
    /// Meal penalties earlier in the week.
    pub penalties: u32,
    /// Dates on which a shorter rest was used.
    pub reductions: Vec<model::calendar::Date>,
}

/// What the days that were walked hand on to the next one.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct State {
    week: Week,
    carry: Carry,
    /// Dates on which a shorter rest was used.
    used: Vec<model::calendar::Date>,
    row: Row,
}

impl State {
    pub(crate) fn begin(before: &Before) -> Self {
        let row = Row { days: 1, again: false };
        Self { week: Week::begin(before), carry: Carry::default(), used: before.reductions.clone(), row }
    }

    /// A new week begins.
    pub(crate) fn turn(&mut self) {
        self.week = Week::begin(&Before::default());
    }
}

/// Walks the days of one person, in order of their dates.
pub fn run<'t>(hire: &Hire<'t>, works: &[Work<'_>], before: &Before, sink: &mut impl Sink<'t>) {
    let mut state = State::begin(before);
    for index in 0..works.len() {
        day(hire, &mut state, index, |at| works.get(at), sink);
    }
}

/// Walks the day at a place in the order, and turns to a new week after the last one of its own.
pub(crate) fn day<'t, 'w>(
    hire: &Hire<'t>,
    state: &mut State,
    index: usize,
    works: impl Fn(usize) -> Option<&'w Work<'w>>,
    sink: &mut impl Sink<'t>,
) {
    let Some(work) = works(index) else { return };
    // A day that is only for a fitting stands between no two days of work.
    let mut later = (index + 1..).map_while(|at| Some((at, works(at)?)));
    let next = later.find(|(_, next)| !next.only_fitted());
    step(hire, state, (index, work), next, sink);
    if works(index + 1).is_some_and(|next| next.week != work.week) {
        state.turn();
    }
}

/// Walks one day, with the rest to the next one. The caller turns the state to a new week.
pub(crate) fn step<'t>(
    hire: &Hire<'t>,
    state: &mut State,
    (index, work): (usize, &Work<'_>),
    next: Option<(usize, &Work<'_>)>,
    sink: &mut impl Sink<'t>,
) {
    let State { week, carry, used, row } = state;
    let hire = &Hire { next: next.map_or(index + 1, |(next, _)| next), ..hire.at(work, index) };
    let last = next.is_none_or(|(_, next)| next.week != work.week);
    fittings::check(hire, work, week, sink);
    if work.only_fitted() {
        return;
    }
    if week.is_new() && work.known() {
        week.guarantee(hire, work, sink);
    }
    let worked = hours::day(hire, work, carry, sink);
    if let Some(worked) = &worked {
        flat::check(hire, work, worked, sink);
        nights::check(hire, work, worked, sink);
        travel::miles(hire, work, sink);
        week.add(hire, work, worked);
        week.days += u32::from(!row.again);
    }
    meals::check(hire, work, worked.as_ref(), week, sink);
    minors::check(hire, work, sink);
    breaks::check(hire, work, sink);
    week.minor += work.minor.and_then(|minor| minor.work).unwrap_or_default();
    if let Some(worked) = &worked {
        caps::day(hire, worked, sink);
    }
    caps::run(hire, *row, sink);
    if last {
        week.end(hire, work, sink);
        caps::week(hire, week, sink);
        minors::week(hire, week.minor, sink);
    }
    let Some((_, next)) = next else { return };
    minors::rest(hire, work, next, sink);
    let off = days_between(work.date, next.date) - 1;
    let over = off >= 1 && long_rest::check(hire, work, next, week, used, sink);
    *carry = if over { Carry::default() } else { rest::check(hire, (work, next), worked.as_ref(), used, sink) };
    *row = row.then(off);
    week.forget(hire.terms);
}
