//! A day gets another shift, or a few days in a row do, so that a block of nights can grow, shrink or move.

use model::board::Shift;

use super::Change;
use crate::chance::Chance;
use crate::layout::Layout;
use crate::order;

pub(super) fn propose(layout: &Layout<'_>, chance: &mut Chance) -> Option<Change> {
    let open = &layout.problem.open;
    let first = chance.below(open.len());
    let length = if chance.one_in(3) { 1 + chance.below(4) } else { 1 };
    let &shift = chance.pick(&Shift::ALL)?;
    let range = open.get(first..(first + length).min(open.len()))?;
    let changed = range.iter().filter(|&&day| layout.shifts[day] != shift);
    let days: Vec<_> = changed.map(|&day| (day, order::arrange(layout, &layout.lists[day], shift), shift)).collect();
    (!days.is_empty()).then(|| Change { days, ..Change::default() })
}
