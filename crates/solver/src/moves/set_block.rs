//! A set's strips of one day go to another day together; what they find there of one set may come back for them.

use super::{Change, refilled, target};
use crate::chance::Chance;
use crate::layout::Layout;

pub(super) fn propose(layout: &Layout<'_>, chance: &mut Chance) -> Option<Change> {
    let &strip = chance.pick(&layout.problem.free)?;
    let from = layout.at[strip]?;
    let to = target(layout, strip, chance)?;
    let block = |day: usize, of: usize, other_day: usize| -> Vec<usize> {
        let set = layout.problem.strips[of].set;
        let mut block = layout.free(day);
        block.retain(|&one| layout.problem.strips[one].set == set && layout.problem.strips[one].can[other_day]);
        block
    };
    let out = block(from, strip, to);
    let there = layout.free(to);
    let returns = chance.one_in(2);
    let back = match chance.pick(&there).filter(|_| returns) {
        Some(&other) if layout.problem.strips[other].set != layout.problem.strips[strip].set => block(to, other, from),
        _ => Vec::new(),
    };
    let days = vec![refilled(layout, from, &out, &back, chance), refilled(layout, to, &back, &out, chance)];
    Some(Change { days, ..Change::default() })
}
