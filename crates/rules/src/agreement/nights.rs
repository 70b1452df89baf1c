//! Premiums for hours of a window of the night: all hours in it, or those that follow a call in it.

use model::calendar::plus_days;
use model::measure::{Minutes, Moment, Ratio};
use model::pack::NightHours;
use model::verdict::PayCode;

use super::hours::Worked;
use super::work::{Hire, Sink, Work};

pub(super) fn check<'t>(hire: &Hire<'t>, work: &Work<'_>, worked: &Worked, sink: &mut impl Sink<'t>) {
    for held in hire.rows(&hire.terms.night) {
        let row = held.row;
        let times = match (row.add, row.mult) {
            (Some(add), _) => add,
            (None, Some(mult)) => Ratio::new(mult.num() - mult.den(), mult.den()),
            (None, None) => continue,
        };
        let first = plus_days(work.wall(worked.start).date(), -1);
        let windows = (0..4).map(|day| {
            let date = plus_days(first, day);
            let [from, to] = row.window;
            let until = if to.0 <= from.0 { plus_days(date, 1) } else { date };
            (work.moment(date, from.0), work.moment(until, to.0))
        });
        let called = |from: Moment, to: Moment| from <= worked.start && worked.start < to;
        let counts = |&(from, to): &(Moment, Moment)| row.applies_to == NightHours::Hours || called(from, to);
        let shared = |(from, to): (Moment, Moment)| {
            let inside = |a: Moment, b: Moment| {
                b.min(worked.end).min(to).since(a.max(worked.start).max(from)).max(Minutes::ZERO)
            };
            let meals = work.meals.iter().filter(|meal| meal.kind == super::MealKind::Deductible);
            inside(from, to) - meals.map(|meal| inside(meal.start, meal.end)).sum()
        };
        let minutes = windows.filter(counts).map(shared).sum();
        if minutes > Minutes::ZERO {
            sink.pay(hire.hours(PayCode::Overtime, "NIGHT", minutes, work.place, times), held.clause());
        }
    }
}
