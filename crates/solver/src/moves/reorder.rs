//! The order inside one day changes: a strip goes elsewhere, two change places, or the day is arranged by rule.

use super::Change;
use crate::chance::Chance;
use crate::layout::Layout;
use crate::order;

pub(super) fn propose(layout: &Layout<'_>, chance: &mut Chance) -> Option<Change> {
    if !layout.problem.ordered {
        return None;
    }
    let &day = chance.pick(&layout.problem.open)?;
    let mut list = layout.lists[day].clone();
    if list.len() < 2 {
        return None;
    }
    let (from, to) = (chance.below(list.len()), chance.below(list.len()));
    match chance.below(4) {
        0 => list.swap(from, to),
        1 => list = order::arrange(layout, &list, layout.shifts[day]),
        _ => {
            let strip = list.remove(from);
            list.insert(to, strip);
        }
    }
    (list != layout.lists[day]).then(|| Change { days: vec![(day, list, layout.shifts[day])], ..Change::default() })
}
