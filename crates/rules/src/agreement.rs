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
mod limits;
mod long_rest;
mod meals;
mod minors;
mod nights;
mod rest;
mod scheduled;
mod terms;
mod travel;
mod week;
mod work;

pub use limits::{Limits, limits};
pub(crate) use minors::birthday;
pub(crate) use terms::MINOR;
pub use terms::{Held, Setting, Terms};
pub use work::{Breach, Clause, Hire, Kind, Line, Meal, MealKind, MinorDay, Sink, Unit, Work};

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

/// Walks the days of one person, in order of their dates.
pub fn run<'t>(hire: &Hire<'t>, works: &[Work<'_>], before: &Before, sink: &mut impl Sink<'t>) {
    let mut week = Week::begin(before);
    let mut carry = Carry::default();
    let mut used = before.reductions.clone();
    for (index, work) in works.iter().enumerate() {
        // A day that is only for a fitting stands between no two days of work.
        let next = works.iter().enumerate().skip(index + 1).find(|(_, next)| !next.only_fitted());
        let hire = &Hire { next: next.map_or(index + 1, |(next, _)| next), ..hire.at(work, index) };
        let next = next.map(|(_, next)| next);
        if index > 0 && works[index - 1].week != work.week {
            week = Week::begin(&Before::default());
        }
        fittings::check(hire, work, &mut week, sink);
        if work.only_fitted() {
            continue;
        }
        if week.is_new() && work.known() {
            week.guarantee(hire, work, sink);
        }
        let worked = hours::day(hire, work, &carry, sink);
        if let Some(worked) = &worked {
            flat::check(hire, work, worked, sink);
            nights::check(hire, work, worked, sink);
            travel::miles(hire, work, sink);
            week.add(worked);
        }
        meals::check(hire, work, worked.as_ref(), &mut week, sink);
        minors::check(hire, work, sink);
        breaks::check(hire, work, sink);
        week.minor += work.minor.and_then(|minor| minor.work).unwrap_or_default();
        if let Some(worked) = &worked {
            caps::day(hire, worked, sink);
        }
        let last = next.is_none_or(|next| next.week != work.week);
        if last {
            week.end(hire, work, sink);
            caps::week(hire, &week, sink);
            minors::week(hire, week.minor, sink);
        }
        carry = next.map_or_else(Carry::default, |next| {
            minors::rest(hire, work, next, sink);
            let off = days_between(work.date, next.date) - 1;
            let over = off >= 1 && long_rest::check(hire, work, next, &week, &mut used, sink);
            if over { Carry::default() } else { rest::check(hire, (work, next), worked.as_ref(), &mut used, sink) }
        });
    }
    caps::run(hire, works, sink);
}
