//! What makes a board hard to read. Among boards that cost nearly the same the legible one wins: the search weighs each
//! blemish with a sum so small that all of them together stay within about half a percent of the price.

use model::board::Shift;

use crate::layout::Layout;

/// Points of a set that is left and returned to, within a day or later.
const RETURN: i64 = 10;
/// Points of a swing between day and night.
const SWING: i64 = 20;
/// Points of a strip before an earlier one of its set on the same day, and on another day.
const OUT_OF_ORDER: (i64, i64) = (3, 1);
/// Points of a day without strips while later days have some: the company would sit idle, then work.
const IDLE: i64 = 20;

/// What one point weighs in cents: a return to a set weighs a hundredth of what a scene costs on average. With a return
/// for every second scene, that is half a percent of the price: boards within that much of the best count as equally cheap.
pub(crate) fn point(price: i64, strips: usize) -> i64 {
    price / 1_000 / i64::try_from(strips).unwrap_or(i64::MAX).max(1)
}

/// The points of a board.
pub(crate) fn blemishes(layout: &Layout<'_>) -> i64 {
    let mut points = 0;
    let mut last_shot: Vec<Option<(usize, usize)>> = vec![None; layout.set_days.len()];
    let mut units: Vec<(Option<usize>, Option<Shift>, i64)> = vec![(None, None, 0); layout.problem.units];
    for (day, list) in layout.lists.iter().enumerate() {
        let at = layout.problem.days[day].unit;
        let (last_set, last_shift, idle) = &mut units[at];
        if list.is_empty() {
            *idle += i64::from(layout.problem.days[day].open);
            continue;
        }
        points += std::mem::take(idle) * IDLE;
        let shift = layout.shifts[day];
        if shift != Shift::Split && last_shift.replace(shift).is_some_and(|last| last != shift) {
            points += SWING;
        }
        for &strip in list {
            let facts = &layout.problem.strips[strip];
            let Some(set) = facts.set else { continue };
            if let Some((last_day, story)) = last_shot[set].replace((day, facts.story)) {
                points += if *last_set == Some(set) { 0 } else { RETURN };
                points += match facts.story < story {
                    true if last_day == day => OUT_OF_ORDER.0,
                    true => OUT_OF_ORDER.1,
                    false => 0,
                };
            }
            *last_set = Some(set);
        }
    }
    points
}
