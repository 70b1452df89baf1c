//! Breaks beside meals: how many a day owes, and whether they find room.
//!
//! A row owes a break in each full stretch of so many hours; or, where it says in a day of what length the first is owed, that
//! one and a further one in each stretch that begins after it. Paid breaks are on the clock, count by the time worked and need
//! time of their own; unpaid ones count by the time on site and may be the meal. What is not known of a day's breaks is not judged.

use model::measure::Minutes;
use model::pack::Pause;

use super::work::{Breach, Hire, MealKind, Sink, Work};

pub(super) fn check<'t>(hire: &Hire<'t>, work: &Work<'_>, sink: &mut impl Sink<'t>) {
    let (Some(mut room), Some(start), Some(end)) =
        (work.breaks, work.event(model::pack::Event::Report), work.event(model::pack::Event::Dismissal))
    else {
        return;
    };
    let meals = work.meals.iter().filter(|meal| meal.kind == MealKind::Deductible);
    let mut meals: Minutes = meals.map(|meal| meal.end.since(meal.start)).sum();
    let (elapsed, worked) = (end.since(start), end.since(start) - meals);
    for held in hire.rows(&hire.terms.pause) {
        let owed = owed(held.row, if held.row.paid { worked } else { elapsed });
        let eaten = if held.row.paid { Minutes::ZERO } else { owed.min(meals) };
        meals -= eaten;
        let taken = (owed - eaten).min(room);
        room -= taken;
        let over = owed - eaten - taken;
        if over > Minutes::ZERO {
            let breach = Breach { code: "break.short", day: hire.day, hard: false, over, legal: None };
            sink.breach(breach, held.clause());
        }
    }
}

/// What a row owes in a day of a length.
fn owed(row: &Pause, day: Minutes) -> Minutes {
    let every = row.every_h.0.0.max(1);
    let count = match row.after_h {
        None => day.0.max(0) / every,
        Some(after) if day < after.0 => 0,
        Some(after) => ((day - after.0).0 + every - 1).div_euclid(every).max(1),
    };
    Minutes(row.minutes * count)
}
