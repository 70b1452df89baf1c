//! The last pass: among boards that cost nearly the same, the legible one. A set that is left and returned to, a swing
//! between day and night, a scene out of the story's order inside its set are taken back where that is nearly free.

use model::board::Shift;

use crate::chance::Chance;
use crate::moves;
use crate::tour::Tour;

/// What all legibility together may cost, in thousandths of the price (SCHEDULING: within half a percent).
const SHARE: i64 = 5;
/// Moves tried for each strip. An assumption: enough that a second pass rarely finds more.
const TRIES: usize = 40;

/// Makes a board easier to read. Never adds a breach or an unplaced strip; never costs more than the share.
pub(crate) fn polish(tour: &mut Tour<'_, '_>, seed: u64) {
    let first = tour.value();
    let dearest = first.money + first.money / 1000 * SHARE;
    // A blemish is worth a ten-thousandth of the price; a point is a tenth of a blemish of the heaviest kind.
    let point = first.money / 100_000;
    let mut chance = Chance::new(seed, u64::MAX, 0);
    let (mut value, mut points) = (first, blemishes(tour));
    for _ in 0..TRIES * tour.problem.free.len() {
        let Some(change) = moves::propose(tour, &mut chance) else { continue };
        tour.apply(change);
        let (new, left) = (tour.value(), blemishes(tour));
        let no_worse = (new.weight, new.unplaced) <= (value.weight, value.unplaced) && new.money <= dearest;
        let better = (new.weight, new.unplaced) < (value.weight, value.unplaced)
            || new.money + left * point < value.money + points * point;
        if no_worse && better {
            tour.keep();
            (value, points) = (new, left);
        } else {
            tour.undo();
        }
    }
}

/// What makes a board hard to read, in points: ten for each return to a set and each swing, three for each strip out of
/// the story's order inside its set's day, one for each such strip between days.
fn blemishes(tour: &Tour<'_, '_>) -> i64 {
    let mut points = 0;
    let mut last_shot: Vec<Option<(usize, usize)>> = vec![None; tour.set_days.len()];
    let (mut last_set, mut last_shift) = (None, None);
    for (day, list) in tour.lists.iter().enumerate().filter(|(_, list)| !list.is_empty()) {
        let shift = tour.shift(day);
        if shift != Shift::Split {
            points += if last_shift.is_some_and(|last| last != shift) { 10 } else { 0 };
            last_shift = Some(shift);
        }
        for &strip in list {
            let facts = &tour.problem.strips[strip];
            let Some(set) = facts.set else { continue };
            if let Some((last_day, story)) = last_shot[set].replace((day, facts.story)) {
                points += if last_set == Some(set) { 0 } else { 10 };
                points += match facts.story < story {
                    true if last_day == day => 3,
                    true => 1,
                    false => 0,
                };
            }
            last_set = Some(set);
        }
    }
    points
}
