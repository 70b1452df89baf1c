//! A set's strips of one day go to another day together; what they find there of one set may come back for them.

use super::{Change, free, refilled, target};
use crate::chance::Chance;
use crate::tour::Tour;

pub(super) fn propose(tour: &Tour<'_, '_>, chance: &mut Chance) -> Option<Change> {
    let &strip = chance.pick(&tour.problem.free)?;
    let from = tour.at[strip]?;
    let to = target(tour, strip, chance)?;
    let block = |day: usize, of: usize, other_day: usize| -> Vec<usize> {
        let set = tour.problem.strips[of].set;
        let mut block = free(tour, day);
        block.retain(|&one| tour.problem.strips[one].set == set && tour.problem.strips[one].can[other_day]);
        block
    };
    let out = block(from, strip, to);
    let there = free(tour, to);
    let returns = chance.one_in(2);
    let back = match chance.pick(&there).filter(|_| returns) {
        Some(&other) if tour.problem.strips[other].set != tour.problem.strips[strip].set => block(to, other, from),
        _ => Vec::new(),
    };
    let days = vec![refilled(tour, from, &out, &back, chance), refilled(tour, to, &back, &out, chance)];
    Some(Change { days, ..Change::default() })
}
